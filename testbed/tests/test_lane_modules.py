import tempfile
import threading
import unittest
from pathlib import Path
from typing import List

from lanes.modules import DEFAULT_NODES, Known, Module, NoSuchModule, find
from lanes.outcome import Outcome, table
from lanes.queue import Queue

TESTBED = Path(__file__).resolve().parent.parent
CONTRIBUTING = (TESTBED.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")


class ModulesTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "test_one.py").write_text('"""What one holds.\n\nMore."""\nimport nowhere\nTESTBED_NODES = 2\n')
        (self.folder / "test_two.py").write_text('NODES = ("n1",)\nTESTBED_FLAVOUR = "ubuntu-26.04"\n')
        (self.folder / "other.py").write_text("")

    def test_all_modules_are_found_and_none_is_imported(self) -> None:
        one, two = find(self.folder, [], Known("| `test_two` | x | 70 |"))
        self.assertEqual(Module("test_one", ("test_one",), "What one holds.", 2), one)
        self.assertEqual(Module("test_two", ("test_two",), "", DEFAULT_NODES, 70, 1, "ubuntu-26.04"), two)

    def test_named_tests_of_a_module_stay_together(self) -> None:
        two, one = find(self.folder, ["test_two.A.test_x", "test_one", "test_two.A.test_y"], Known(""))
        self.assertEqual(("test_two.A.test_x", "test_two.A.test_y"), two.arguments)
        self.assertEqual(("test_one",), one.arguments)

    def test_a_name_that_stands_for_nothing_is_refused(self) -> None:
        for name in ("test_three", "other", "../test_one", "test_one/x"):
            with self.subTest(name), self.assertRaisesRegex(NoSuchModule, "there is no "):
                find(self.folder, [name], Known(""))

    def test_a_module_that_nobody_timed_has_the_longest_deadline(self) -> None:
        untimed, timed = Module("a", ()), Module("b", (), known_seconds=60)
        self.assertGreater(untimed.deadline_seconds, timed.deadline_seconds)
        self.assertGreater(timed.deadline_seconds, 5 * 60)


class TableTest(unittest.TestCase):
    def test_the_form_that_a_run_prints_is_read(self) -> None:
        printed = table(
            [Outcome(Module("test_b", (), "b | c"), seconds=9.6), Outcome(Module("test_a", ()), seconds=61.0)]
        )
        known = Known(f"Before it.\n\n{printed}\n| `test_c` | x | – |\n| `mvn verify` | x | 5 |\n")
        self.assertEqual({"test_a": 61, "test_b": 10}, known.seconds)
        self.assertEqual(["test_a", "test_b", "test_c"], sorted(known.places, key=lambda name: known.places[name]))

    def test_contributing_names_modules_that_are_there(self) -> None:
        named = set(Known(CONTRIBUTING).places)
        self.assertGreater(len(named), 10)
        self.assertEqual(set(), named - {file.stem for file in (TESTBED / "verification").glob("test_*.py")})


class QueueTest(unittest.TestCase):
    def test_the_longest_is_first_and_what_nobody_timed_before_it(self) -> None:
        queue = Queue(Module(name, (), place=place) for name, place in {"b": 2, "c": 0, "d": 3, "a": 1}.items())
        taken = []
        while module := queue.take():
            taken.append(module.name)
        self.assertEqual(["c", "a", "b", "d"], taken)
        self.assertIsNone(queue.take())

    def test_no_module_is_taken_twice(self) -> None:
        queue = Queue(Module(str(number), ()) for number in range(500))
        taken: List[str] = []

        def work() -> None:
            while module := queue.take():
                taken.append(module.name)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(500, len(taken))
        self.assertEqual(500, len(set(taken)))
