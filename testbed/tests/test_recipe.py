import unittest

from nodes.mirror import Mirror
from nodes.recipe import Recipe

MIRROR = Mirror("http://m.example/debian", "http://m.example/security")


class RecipeTest(unittest.TestCase):
    def test_the_hash_changes_with_mirror_and_architecture(self) -> None:
        recipes = [Recipe(MIRROR, "amd64"), Recipe(MIRROR, "arm64"), Recipe(Mirror(MIRROR.main), "amd64")]
        self.assertEqual(3, len({recipe.hash for recipe in recipes}))
        self.assertEqual(recipes[0].hash, Recipe(MIRROR, "amd64").hash)

    def test_a_machine_without_security_archive_gets_none(self) -> None:
        self.assertEqual(3, len(Recipe(MIRROR, "amd64").sources))
        self.assertEqual(2, len(Recipe(Mirror(MIRROR.main), "amd64").sources))

    def test_no_mark_is_left_in_the_script(self) -> None:
        script = Recipe(MIRROR, "amd64").script
        self.assertNotRegex(script, r"@[A-Z]+@")
        self.assertIn("http://m.example/debian sid main", script)

    def test_signatures_are_never_switched_off_for_a_mirror(self) -> None:
        recipe = Recipe(MIRROR, "amd64")
        for line in recipe.sources:
            self.assertIn("signed-by=", line)
            self.assertNotIn("trusted", line)
