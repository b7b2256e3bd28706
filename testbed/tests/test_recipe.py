import subprocess
import unittest

from nodes.flavour import DEFAULT_FLAVOUR, FLAVOURS
from nodes.mirror import Mirror
from nodes.recipe import Recipe

MIRROR = Mirror("http://m.example/debian", "http://m.example/security")
UBUNTU = FLAVOURS[DEFAULT_FLAVOUR]


class RecipeTest(unittest.TestCase):
    def test_the_hash_changes_with_mirror_architecture_and_flavour(self) -> None:
        recipes = [
            Recipe(MIRROR, "amd64", UBUNTU),
            Recipe(MIRROR, "arm64", UBUNTU),
            Recipe(Mirror(MIRROR.main), "amd64", UBUNTU),
            Recipe(MIRROR, "amd64", FLAVOURS["ubuntu-26.04"]),
        ]
        self.assertEqual(4, len({recipe.hash for recipe in recipes}))
        self.assertEqual(recipes[0].hash, Recipe(MIRROR, "amd64", UBUNTU).hash)

    def test_a_machine_without_security_archive_gets_none(self) -> None:
        self.assertEqual(3, len(Recipe(MIRROR, "amd64", UBUNTU).sources))
        self.assertEqual(2, len(Recipe(Mirror(MIRROR.main), "amd64", UBUNTU).sources))

    def test_a_release_that_is_not_maintained_has_one_suite(self) -> None:
        [line] = Recipe(MIRROR, "amd64", FLAVOURS["ubuntu-26.04"]).sources
        self.assertTrue(line.endswith("http://m.example/debian forky main"), line)

    def test_the_script_is_told_what_it_needs(self) -> None:
        for flavour in FLAVOURS.values():
            script = Recipe(MIRROR, "amd64", flavour).script
            self.assertIn("export MAIN=http://m.example/debian\n", script)
            self.assertIn(f"export HOME_MODE={flavour.home_mode}\n", script)
            syntax = subprocess.run(["sh", "-n", "-c", script], capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual((0, ""), (syntax.returncode, syntax.stderr))

    def test_signatures_are_never_switched_off_for_a_mirror(self) -> None:
        for flavour in FLAVOURS.values():
            for line in Recipe(MIRROR, "amd64", flavour).sources:
                self.assertIn("signed-by=", line)
                self.assertNotIn("trusted", line)
