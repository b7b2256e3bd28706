import os
import signal
import subprocess
import time
import unittest
from dataclasses import replace

from nodes.errors import TestbedError
from nodes.process import Identity, run, succeeds


class IdentityTest(unittest.TestCase):
    def setUp(self) -> None:
        self.child = subprocess.Popen(["sleep", "60"])
        self.addCleanup(self.child.wait)
        self.addCleanup(self.child.kill)
        identity = Identity.of(self.child.pid)
        assert identity
        self.identity = identity

    def test_it_is_read_back_as_written(self) -> None:
        self.assertEqual(self.identity, Identity.parse(f"{self.identity}\n"))

    def test_a_pid_file_cut_short_names_nobody(self) -> None:
        for text in ("", "12", "12 34", "x y z", "12 34 boot more"):
            with self.subTest(text):
                self.assertIsNone(Identity.parse(text))

    def test_a_recycled_number_is_neither_alive_nor_signalled(self) -> None:
        for other in (replace(self.identity, start=self.identity.start - 1), replace(self.identity, boot="another")):
            self.assertFalse(other.alive())
            self.assertFalse(other.send(signal.SIGKILL))
        self.assertIsNone(self.child.poll())

    def test_the_process_itself_is_signalled(self) -> None:
        self.assertTrue(self.identity.send(signal.SIGTERM))
        self.assertEqual(-signal.SIGTERM, self.child.wait(timeout=10))
        self.assertFalse(self.identity.send(signal.SIGTERM))

    def test_a_process_that_only_left_its_exit_code_is_dead(self) -> None:
        os.kill(self.child.pid, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while self.identity.alive() and time.monotonic() < deadline:
            time.sleep(0.01)
        self.assertFalse(self.identity.alive())
        self.assertIsNone(Identity.of(self.child.pid))


class RunTest(unittest.TestCase):
    def test_a_failure_carries_what_the_program_said(self) -> None:
        with self.assertRaisesRegex(TestbedError, r"^\[n1\] trying failed: no such luck\. Try: again$"):
            run(["sh", "-c", "echo no such luck. >&2; exit 3"], "trying", "again", host="n1")

    def test_the_errors_of_apt_are_picked_out_of_its_talk(self) -> None:
        script = "printf 'Reading\\nE: no such host\\nI: bye\\n' >&2; exit 1"
        with self.assertRaisesRegex(TestbedError, r"failed: E: no such host\. Try"):
            run(["sh", "-c", script], "trying", "again")

    def test_a_program_that_hangs_is_ended(self) -> None:
        with self.assertRaisesRegex(TestbedError, "longer than 0.1 s"):
            run(["sleep", "60"], "trying", "again", timeout=0.1)
        self.assertFalse(succeeds(["sleep", "60"], timeout=0.1))

    def test_a_program_that_is_not_there_is_named(self) -> None:
        with self.assertRaisesRegex(TestbedError, "no-such-program cannot be started"):
            run(["no-such-program"], "trying", "again")
        self.assertFalse(succeeds(["no-such-program"]))
