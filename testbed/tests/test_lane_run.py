import contextlib
import io
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path
from typing import Callable, Dict, List, Tuple
from unittest import mock

from lanes.bed import BedFailure, end_strays
from lanes.modules import Module
from lanes.run import INTERRUPTED, Run

HEAD = "import os, subprocess, sys, time, unittest\nfrom pathlib import Path\n"
CASE = HEAD + "class Case(unittest.TestCase):\n"
PASSES = CASE + "    def test_a(self): print('said by a')\n    def test_b(self): pass\n"
FAILS = CASE + "    def test_a(self): self.assertEqual(1, 2, 'as it was to be')\n    def test_b(self): pass\n"
HANGS = CASE + "    def test_a(self): print('before it hangs', flush=True); time.sleep(600)\n"


class FakeBed:
    """A folder, and no nodes."""

    made: List[Tuple[str, int]] = []

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def environment(self) -> Dict[str, str]:
        return {**os.environ, "TESTBED_DIR": str(self.folder)}

    def make(self, nodes: int, flavour: str, stop: threading.Event) -> None:
        self.folder.mkdir(exist_ok=True)
        (self.folder / "playbooks.log").write_text("what was played")
        FakeBed.made.append((self.folder.name, nodes))

    def states(self) -> List[Path]:
        return []

    def remove(self) -> None:
        for file in self.folder.iterdir():
            file.unlink()
        self.folder.rmdir()


class LanesCase(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.lanes = self.folder / "lanes"
        self.lanes.mkdir()
        FakeBed.made = []

    def module(self, name: str, text: str, place: int = 0) -> Module:
        inside = self.folder / name
        inside.mkdir()
        (inside / f"test_{name}.py").write_text(text)
        return Module(name, ("--discover", str(inside), str(inside)), f"What {name} holds.", 3, place=place)

    def run_lanes(
        self, *modules: Module, lanes: int = 2, first: Tuple[Module, ...] = (), bed: type = FakeBed, keep: bool = False
    ) -> Tuple[int, str]:
        """Exit code, and what was printed."""

        def command(module: Module, notes: Path) -> List[str]:
            return [sys.executable, "-m", "verification", "--events", str(notes), *module.arguments]

        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            run = Run(self.lanes, self.folder / "failed", command, bed=bed, keep=keep)
            code = run.to_the_end(first, modules, lanes)
        return code, said.getvalue()


class SumsTest(LanesCase):
    def test_all_is_summed_in_a_last_line(self) -> None:
        skips = CASE + "    @unittest.skip('not here')\n    def test_a(self): pass\n"
        code, said = self.run_lanes(
            self.module("one", PASSES), self.module("two", skips), first=(self.module("zero", PASSES),)
        )
        self.assertEqual("4 passed, 0 failed, 1 skipped", said.splitlines()[-1])
        self.assertEqual(0, code)
        self.assertIn("== one, lane ", said)
        self.assertIn("said by a", said)
        self.assertEqual([], list(self.lanes.iterdir()), "nothing is left of the lanes")

    def test_playbooks_of_lanes_side_by_side_keep_to_different_cpus(self) -> None:
        plays = (
            "from verification.own_cpu import own_cpu\n"
            + CASE
            + (
                "    def test_a(self):\n"
                "        with own_cpu() as kept:\n"
                "            print('keeps to', kept[-1], flush=True)\n"
                "            Path(os.environ['TESTBED_DIR'], 'plays').touch()\n"
                "            until = time.monotonic() + 60\n"
                "            while len(list(Path(os.environ['TESTBED_DIR']).parent.glob('*/plays'))) < 2:\n"
                "                self.assertLess(time.monotonic(), until)\n"
                "                time.sleep(0.05)\n"
            )
        )
        _, said = self.run_lanes(self.module("one", plays), self.module("two", plays))
        cpus = [int(line.split()[-1]) for line in said.splitlines() if "keeps to " in line]
        self.assertEqual(2, len(cpus), said)
        self.assertLessEqual(set(cpus), os.sched_getaffinity(0))
        self.assertEqual(min(2, len(os.sched_getaffinity(0))), len(set(cpus)))

    def test_the_table_has_the_form_of_contributing_s(self) -> None:
        _, said = self.run_lanes(self.module("one", PASSES), first=(self.module("zero", PASSES),))
        self.assertRegex(
            said, r"\| module \| holds \| seconds \|\n\|---\|---\|---\|\n\| `one` \| What one holds. \| \d+ \|\n\n"
        )

    def test_a_failure_is_told_at_once_and_again_with_all_its_module_said(self) -> None:
        later = FAILS + "    def test_c(self): print('said after'); time.sleep(1)\n"
        code, said = self.run_lanes(self.module("bad", later), self.module("good", PASSES))
        self.assertEqual("4 passed, 1 failed", said.splitlines()[-1])
        self.assertEqual(1, code)
        at_once, whole = said.split("== bad, lane")
        self.assertRegex(at_once, r"FAILED, lane \d: test_bad.Case.test_a\n(.*\n)*.*as it was to be")
        self.assertNotIn("said after", at_once)
        self.assertIn("as it was to be", whole)

    def test_a_failed_module_keeps_its_logs_and_a_good_one_none(self) -> None:
        _, said = self.run_lanes(self.module("bad", FAILS), self.module("good", PASSES))
        kept = self.folder / "failed/bad"
        self.assertIn(f"Its logs and those of its nodes: {kept}\n", said)
        self.assertIn("as it was to be", (kept / "output.txt").read_text())
        self.assertEqual("what was played", (kept / "playbooks.log").read_text())
        self.assertEqual([kept], list((self.folder / "failed").iterdir()))

    def test_logs_of_a_former_failure_go(self) -> None:
        (self.folder / "failed/good").mkdir(parents=True)
        self.run_lanes(self.module("good", PASSES))
        self.assertFalse((self.folder / "failed/good").exists())

    def test_a_test_that_fails_in_several_ways_is_one(self) -> None:
        several = CASE + (
            "    def test_a(self):\n"
            "        for number in range(3):\n"
            "            with self.subTest(number): self.assertEqual(number, 1)\n"
            "    def tearDown(self): raise ValueError\n"
        )
        self.assertEqual("0 passed, 1 failed", self.run_lanes(self.module("bad", several))[1].splitlines()[-1])

    def test_what_fails_around_the_tests_counts(self) -> None:
        for when in ("setUpClass", "tearDownClass"):
            with self.subTest(when):
                text = PASSES + f"    @classmethod\n    def {when}(cls): raise ValueError('around')\n"
                code, said = self.run_lanes(self.module(when, text))
                self.assertEqual(1, code)
                self.assertRegex(said.splitlines()[-1], r"^[02] passed, 1 failed$")
        code, said = self.run_lanes(self.module("broken", "import nowhere_at_all\n"))
        self.assertEqual((1, "0 passed, 1 failed"), (code, said.splitlines()[-1]))

    def test_without_a_test_nothing_is_proven(self) -> None:
        code, said = self.run_lanes(self.module("empty", HEAD), self.module("good", PASSES))
        self.assertEqual((1, "2 passed, 1 failed"), (code, said.splitlines()[-1]))
        self.assertIn("No test ran.", said)
        self.assertEqual((1, "0 passed, 0 failed\n"), self.run_lanes())

    def test_what_comes_first_has_to_pass(self) -> None:
        code, said = self.run_lanes(self.module("good", PASSES), first=(self.module("bad", FAILS),))
        self.assertEqual((1, "1 passed, 1 failed"), (code, said.splitlines()[-1]))
        self.assertNotIn("good", said)


def _soon_for(name: str) -> Callable[[Module], float]:
    """A deadline by which a busy machine has begun that module, too, and which no other one comes near."""
    return lambda module: 8.0 if module.name == name else 300.0


class EndsTest(LanesCase):
    def test_a_module_that_hangs_fails_with_what_it_said_and_where_it_is(self) -> None:
        with mock.patch.object(Module, "deadline_seconds", property(_soon_for("stuck"))):
            code, said = self.run_lanes(self.module("stuck", HANGS), self.module("good", PASSES))
        self.assertEqual((1, "2 passed, 1 failed"), (code, said.splitlines()[-1]))
        self.assertIn("It went on for more than 8 s, in test_stuck.Case.test_a.", said)
        self.assertIn("before it hangs", said)
        self.assertRegex(said, r'File ".*test_stuck.py", line \d+ in test_a')

    def test_a_module_that_does_not_listen_is_ended_too(self) -> None:
        text = HANGS.replace("print(", "signal.signal(signal.SIGTERM, signal.SIG_IGN); print(")
        text = f"import signal\n{text}"
        soon = mock.patch.object(Module, "deadline_seconds", property(_soon_for("deaf")))
        with soon, mock.patch("lanes.running._GRACE_SECONDS", 1.0):
            code, said = self.run_lanes(self.module("deaf", text))
        self.assertEqual((1, "0 passed, 1 failed"), (code, said.splitlines()[-1]))

    def test_a_module_that_dies_fails_and_what_it_passed_counts(self) -> None:
        dies = PASSES + "    def test_c(self): os._exit(0)\n"
        code, said = self.run_lanes(self.module("dead", dies))
        self.assertEqual((1, "2 passed, 1 failed"), (code, said.splitlines()[-1]))
        self.assertIn("It ended with exit code 0, in test_dead.Case.test_c.", said)

    def test_what_it_has_started_ends_with_it(self) -> None:
        left = CASE + (
            "    def test_a(self):\n"
            f"        Path({str(self.folder)!r}, 'left').write_text(str(subprocess.Popen(['sleep', '600']).pid))\n"
        )
        self.run_lanes(self.module("untidy", left))
        started, until = int((self.folder / "left").read_text()), time.monotonic() + 20
        # A process that was killed ends when its turn comes.
        while _runs(started) and time.monotonic() < until:
            time.sleep(0.05)
        self.assertFalse(_runs(started))

    def test_a_signal_ends_everything_and_takes_the_testbeds_down(self) -> None:
        begun = self.folder / "begun"
        waits = HANGS.replace("print(", f"Path({str(begun)!r}).write_text(str(os.getpid())); print(")
        main = threading.get_ident()

        def interrupt() -> None:
            while not begun.exists():
                time.sleep(0.05)
            signal.pthread_kill(main, signal.SIGTERM)

        interrupter = threading.Thread(target=interrupt)
        interrupter.start()
        self.addCleanup(interrupter.join)
        code, said = self.run_lanes(
            self.module("a", waits), self.module("b", HANGS), self.module("c", PASSES), keep=True
        )
        self.assertEqual(INTERRUPTED, code)
        self.assertIn("interrupted: taking the testbeds down", said)
        self.assertNotRegex(said, "passed|lane . begins c")
        self.assertFalse(_runs(int(begun.read_text())))
        self.assertEqual([], list(self.lanes.iterdir()))


class BedsTest(LanesCase):
    def test_lanes_run_side_by_side_each_with_a_bed_of_its_own(self) -> None:
        # Each of them waits for the other, and has another testbed.
        text = CASE + (
            "    def test_a(self):\n"
            "        mine = Path(os.environ['TESTBED_DIR']).name\n"
            f"        folder = Path({str(self.folder)!r})\n"
            "        (folder / f'{mine}.here').touch()\n"
            "        while len(list(folder.glob('*.here'))) < 2: time.sleep(0.05)\n"
        )
        with mock.patch.object(Module, "deadline_seconds", 60.0):
            code, said = self.run_lanes(self.module("one", text), self.module("two", text))
        self.assertEqual((0, "2 passed, 0 failed"), (code, said.splitlines()[-1]))
        self.assertEqual([("lane-1", 3), ("lane-2", 3)], sorted(FakeBed.made))

    def test_one_module_takes_one_lane(self) -> None:
        self.run_lanes(self.module("one", PASSES), lanes=3)
        self.assertEqual([("lane-1", 3)], FakeBed.made)

    def test_a_bed_is_made_anew_for_each_module(self) -> None:
        self.run_lanes(self.module("one", PASSES), self.module("two", PASSES), lanes=1)
        self.assertEqual([("lane-1", 3)] * 2, FakeBed.made)

    def test_a_bed_that_does_not_come_up_fails_its_module_and_no_other(self) -> None:
        class Moody(FakeBed):
            def make(self, nodes: int, flavour: str, stop: threading.Event) -> None:
                super().make(nodes, flavour, stop)
                if len(FakeBed.made) == 1:
                    raise BedFailure("no nodes today")

        code, said = self.run_lanes(self.module("one", PASSES, 1), self.module("two", PASSES, 2), lanes=1, bed=Moody)
        self.assertEqual((1, "2 passed, 1 failed"), (code, said.splitlines()[-1]))
        self.assertIn("FAILED, lane 1: one: no nodes today", said)

    def test_a_bed_that_stays_is_told_and_fails_the_run(self) -> None:
        class Stays(FakeBed):
            def remove(self) -> None:
                raise BedFailure("it stays")

        code, said = self.run_lanes(self.module("one", PASSES), bed=Stays)
        self.assertEqual((1, "2 passed, 0 failed"), (code, said.splitlines()[-1]))
        self.assertIn("FAILED, lane 1: it stays", said)

    def test_a_lane_that_breaks_fails_the_run(self) -> None:
        class Breaks(FakeBed):
            def states(self) -> List[Path]:
                raise RuntimeError("nobody thought of that")

        code, said = self.run_lanes(self.module("bad", FAILS, 1), self.module("good", PASSES, 2), lanes=1, bed=Breaks)
        self.assertEqual(1, code)
        self.assertIn("nobody thought of that", said)

    def test_nodes_that_are_kept_are_named(self) -> None:
        class Kept(FakeBed):
            def states(self) -> List[Path]:
                return [self.folder]

            def remove(self) -> None:
                raise AssertionError("it is to be kept")

        code, said = self.run_lanes(self.module("one", PASSES), bed=Kept, keep=True)
        self.assertEqual(0, code)
        self.assertIn(f"lane 1's nodes are up: TESTBED_DIR={self.lanes}/lane-1 testbed/testbed status", said)


class StraysTest(unittest.TestCase):
    def test_what_has_the_mark_ends_and_nothing_else(self) -> None:
        marked, other = (
            subprocess.Popen(["sleep", "600"], start_new_session=True, env={**os.environ, "MARK": mark})
            for mark in (f"x{os.getpid()}", f"x{os.getpid()}y")
        )
        self.addCleanup(other.wait)
        self.addCleanup(other.kill)
        threading.Thread(target=marked.wait).start()
        end_strays(f"MARK=x{os.getpid()}")
        self.assertEqual(-signal.SIGKILL, marked.wait(timeout=10))
        self.assertIsNone(other.poll())


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False
