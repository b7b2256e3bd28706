import tempfile
import unittest
from pathlib import Path

from nodes.errors import TestbedError
from nodes.lock import exclusive
from nodes.process import succeeds


class LockTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name, "lock")

    def test_the_second_command_waits_only_so_long(self) -> None:
        with exclusive(self.file):
            with self.assertRaisesRegex(TestbedError, "taking the lock failed"):
                with exclusive(self.file, wait=0.05):
                    self.fail("both hold the lock")

    def test_it_is_free_again_after_an_error(self) -> None:
        with self.assertRaises(ValueError):
            with exclusive(self.file):
                raise ValueError
        with exclusive(self.file, wait=0):
            pass

    def test_no_child_holds_it(self) -> None:
        with exclusive(self.file):
            command = ["sh", "-c", f"ls -l /proc/self/fd | grep -q {self.file}"]
            self.assertFalse(succeeds(command))
