import subprocess
import tempfile
import unittest
from pathlib import Path

from lanes.memory import FORGOTTEN_AFTER_SECONDS, Files, Memory, programs
from lanes.modules import Module
from lanes.outcome import Outcome, closing, told_again

ONE = Module("test_one", ("test_one",))
TWO = Module("test_two", ("test_two",))


class MemoryTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.kit = Path(folder.name, "kit")
        self.folder = Path(folder.name, "passed")
        self.now = 1e9
        subprocess.run(["git", "init", "-q", str(self.kit)], check=True, timeout=60)
        for name in ("test_one", "test_two", "test_three", "bed"):
            self.write(f"testbed/verification/{name}.py", f'"""{name}"""\n')
        self.write("ansible/site.yml", "- hosts: all\n")
        self.write("docs/cluster.md", "words\n")

    def write(self, name: str, text: str) -> Path:
        file = self.kit / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def memory(self, also: str = "ansible 2.14") -> Memory:
        """One that begins anew, as another process would."""
        return Memory(Files.of(self.kit), self.folder, also, lambda: self.now)

    def passes(self, module: Module = ONE) -> None:
        self.memory().remember(Outcome(module, passed=3, skipped=1, seconds=70.5))

    def test_a_pass_is_known_as_long_as_nothing_changed(self) -> None:
        self.assertIsNone(self.memory().recall(ONE))
        self.passes()
        self.assertEqual(
            Outcome(ONE, passed=3, skipped=1, seconds=70.5, remembered_at=self.now), self.memory().recall(ONE)
        )
        self.assertIsNone(self.memory().recall(TWO))

    def test_any_file_that_it_may_use_makes_it_unknown(self) -> None:
        for name in ("ansible/site.yml", "testbed/verification/bed.py", "testbed/verification/test_one.py", "bin/new"):
            with self.subTest(name):
                self.passes()
                before = (self.kit / name).read_text() if (self.kit / name).exists() else None
                file = self.write(name, "other\n")
                self.assertIsNone(self.memory().recall(ONE))
                file.unlink() if before is None else file.write_text(before)
                self.assertIsNotNone(self.memory().recall(ONE), "and back")

    def test_a_file_that_went_or_may_be_executed_makes_it_unknown(self) -> None:
        self.passes()
        site = self.kit / "ansible/site.yml"
        site.chmod(0o755)
        self.assertIsNone(self.memory().recall(ONE))
        site.unlink()
        self.assertIsNone(self.memory().recall(ONE))

    def test_words_for_people_and_other_tests_do_not(self) -> None:
        self.passes()
        for name in ("docs/cluster.md", "README.md", "testbed/verification/test_two.py", "testbed/tests/test_x.py"):
            self.write(name, "other\n")
        self.write("deploy-tool/src/test/java/ATest.java", "class ATest {}\n")
        self.assertIsNotNone(self.memory().recall(ONE))

    def test_a_test_that_it_imports_from_does(self) -> None:
        self.write("testbed/verification/test_one.py", "from verification.test_two import X\n")
        self.write("testbed/verification/test_two.py", "from verification.test_three import X\n")
        self.passes()
        self.write("testbed/verification/test_three.py", "X = 2\n")
        self.assertIsNone(self.memory().recall(ONE))

    def test_so_does_another_version_of_a_program(self) -> None:
        self.passes()
        self.assertIsNone(self.memory("ansible 2.19").recall(ONE))
        self.assertNotEqual(programs((("echo", "1"),)), programs((("echo", "2"),)))
        self.assertEqual("no no-such-program", programs((("no-such-program",),)))

    def test_it_is_forgotten_after_a_day(self) -> None:
        self.passes()
        self.now += FORGOTTEN_AFTER_SECONDS - 1
        self.assertIsNotNone(self.memory().recall(ONE))
        self.now += 1
        self.assertIsNone(self.memory().recall(ONE))

    def test_only_a_whole_module_that_passed_is_remembered(self) -> None:
        part = Module("test_one", ("test_one.A.test_x",))
        for outcome in (Outcome(ONE, passed=3, failed=1), Outcome(ONE), Outcome(part, passed=1)):
            self.memory().remember(outcome)
            self.assertIsNone(self.memory().recall(outcome.module))
        self.assertFalse(self.folder.exists())

    def test_a_failure_ends_what_was_remembered(self) -> None:
        self.passes()
        self.memory().remember(Outcome(ONE, passed=3, failed=1))
        self.assertIsNone(self.memory().recall(ONE))

    def test_a_file_that_cannot_be_read_is_no_pass(self) -> None:
        self.passes()
        [file] = self.folder.iterdir()
        for text in ("", "{}", "[]", '{"passed": "many", "skipped": 0, "at": 1e9, "seconds": 1}'):
            file.write_text(text)
            self.assertIsNone(self.memory().recall(ONE), text)

    def test_without_git_nothing_is_remembered(self) -> None:
        memory = Memory(Files.of(self.folder), self.folder, "")
        memory.remember(Outcome(ONE, passed=1))
        self.assertIsNone(memory.recall(ONE))

    def test_it_is_told_and_counted_as_what_it_is(self) -> None:
        outcome = Outcome(ONE, passed=3, seconds=70.5, remembered_at=1e9)
        self.assertRegex(
            told_again(outcome),
            r"^== test_one: 3 passed, 0 failed on 2001-09-\d\d \d\d:\d\d, 70 s, with the very same files: not run again$",
        )
        self.assertEqual(
            ("5 passed, 0 failed; 3 of them before, with the very same files (--again runs all)", 0),
            closing([Outcome(TWO, passed=2), outcome]),
        )


if __name__ == "__main__":
    unittest.main()
