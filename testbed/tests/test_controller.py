import contextlib
import io
import os
import tempfile
import unittest
from pathlib import Path
from typing import List, Tuple
from unittest import mock

from nodes import base, cli, controller, packages
from nodes.controller import ControllerRecipe
from nodes.errors import TestbedError
from nodes.mirror import Mirror
from nodes.settings import Settings

MIRROR = Mirror("http://m.example/debian")


class RecipeTest(unittest.TestCase):
    def test_the_hash_changes_with_mirror_architecture_and_suite(self) -> None:
        recipes = [
            ControllerRecipe(MIRROR, "amd64", "trixie"),
            ControllerRecipe(MIRROR, "amd64", "sid"),
            ControllerRecipe(MIRROR, "arm64", "sid"),
            ControllerRecipe(Mirror("http://other.example/debian"), "amd64", "sid"),
        ]
        self.assertEqual(4, len({recipe.hash for recipe in recipes}))

    def test_signatures_are_checked(self) -> None:
        line = ControllerRecipe(MIRROR, "amd64", "sid").bootstrap("root")[-1]
        self.assertRegex(line, r"^deb \[signed-by=\S+\] http://m.example/debian sid main$")


class MadeTest(unittest.TestCase):
    """With a build that only makes a folder."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.settings = Settings(Path(folder.name, "state"), Path(folder.name, "cache"))
        self.built: List[str] = []
        for name, stand_in in (("run", lambda *_: "amd64\n"), ("read_machine", lambda _: MIRROR)):
            self.replace(controller, name, stand_in)
        self.replace(packages, "install_missing", lambda: None)

    def replace(self, module: object, name: str, by: object) -> None:
        patch = mock.patch.object(module, name, by)
        patch.start()
        self.addCleanup(patch.stop)

    def step(self, command: List[str], what: str) -> None:
        self.built.append(what)
        Path(command[-2]).mkdir(parents=True)

    def test_each_is_made_once_and_lies_in_the_cache(self) -> None:
        self.replace(base, "step", self.step)
        with contextlib.redirect_stderr(io.StringIO()):
            folders = [controller.made(self.settings, name) for name in ("2.19", "newest", "newest")]
        self.assertEqual(["making the controller 2.19", "making the controller newest"], self.built)
        self.assertEqual(2, len(set(folders)))
        self.assertEqual({self.settings.cache}, {folder.parent for folder in folders})

    def test_what_failed_midway_is_never_taken_for_a_controller(self) -> None:
        def fail(command: List[str], what: str) -> None:
            self.step(command, what)
            raise TestbedError(what, "no mirror", "again")

        self.replace(base, "step", fail)
        for _ in range(2):
            with contextlib.redirect_stderr(io.StringIO()), self.assertRaises(TestbedError):
                controller.made(self.settings, "newest")
        self.assertEqual([], [file for file in self.settings.cache.iterdir() if file.is_dir()])


class CommandTest(unittest.TestCase):
    def test_a_program_that_it_lacks_is_told(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            with self.assertRaises(TestbedError) as caught:
                controller.command(Path(folder), ["nmap", "--version"])
        self.assertEqual(
            "[testbed] running nmap failed: the controller has no such program. Try: give its path",
            str(caught.exception),
        )

    def test_a_path_is_taken_as_it_is(self) -> None:
        words = controller.command(Path("/folder"), ["/bin/x", "a b"])
        self.assertEqual(["/folder", "/bin/x", "a b"], words[-3:])


class UsageTest(unittest.TestCase):
    def ask(self, *words: str) -> Tuple[int, str]:
        said = io.StringIO()
        with contextlib.redirect_stderr(said), mock.patch.object(os, "geteuid", return_value=0):
            try:
                return cli.main(words), said.getvalue()
            except SystemExit as exit_:
                return int(exit_.code or 0), said.getvalue()

    def test_another_version_is_refused_with_those_there_are(self) -> None:
        for words in (["controller", "2.9"], ["run", "--controller", "2.9", "true"]):
            with self.subTest(words):
                code, said = self.ask(*words)
                self.assertEqual(2, code)
                self.assertRegex(said, "'2.9'.*choose from '?2.19'?, '?newest")

    def test_options_of_the_command_are_not_taken_for_own_ones(self) -> None:
        options = cli.parser().parse_args(["run", "--controller", "2.19", "ansible", "--controller", "x"])
        self.assertEqual(("2.19", ["ansible", "--controller", "x"]), (options.controller, options.words))
        options = cli.parser().parse_args(["controller", "newest", "ansible", "--version"])
        self.assertEqual(("newest", ["ansible", "--version"]), (options.name, options.words))


if __name__ == "__main__":
    unittest.main()
