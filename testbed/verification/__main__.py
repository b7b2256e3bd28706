"""Runs the tests: all of them, or the modules that are named; tells how long each took, and at once what failed.

Modules that say `RUNS_BESIDE_OTHERS = True` use no node that others use, and run in a process of their own beside the first
of the others. The first are those that say `MOSTLY_WAITS = True`, and leave the machine to them.
"""

from __future__ import annotations

import importlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Iterator


class _Result(unittest.TextTestResult):
    """What is told while the tests run, as they take the better part of an hour."""

    _started = 0.0

    def startTest(self, test: unittest.TestCase) -> None:
        self._started = time.monotonic()
        super().startTest(test)

    def addSuccess(self, test: unittest.TestCase) -> None:
        self.stream.write(f"{time.monotonic() - self._started:.0f} s ")
        super().addSuccess(test)

    def addError(self, test: unittest.TestCase, err: Any) -> None:
        super().addError(test, err)
        self._tell(self.errors[-1][1])

    def addFailure(self, test: unittest.TestCase, err: Any) -> None:
        super().addFailure(test, err)
        self._tell(self.failures[-1][1])

    def addSubTest(self, test: unittest.TestCase, subtest: unittest.TestCase, err: Any) -> None:
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._tell(str(err[1]))

    def _tell(self, failure: str) -> None:
        self.stream.write(f"{failure}\n")
        self.stream.flush()


def _modules() -> list[str]:
    return sorted(path.stem for path in Path(__file__).resolve().parent.glob("test_*.py"))


def _says(name: str, word: str) -> bool:
    """Whether the module of a test says so of itself."""
    module = importlib.import_module(f"verification.{name.split('.')[0]}")
    return bool(getattr(module, word, False))


def _run(names: list[str]) -> bool:
    suite = unittest.defaultTestLoader.loadTestsFromNames([f"verification.{name}" for name in names])
    return unittest.TextTestRunner(verbosity=2, resultclass=_Result).run(suite).wasSuccessful()


@contextmanager
def _beside(names: list[str], output: IO[str]) -> Iterator[subprocess.Popen[str]]:
    """Runs modules in another process, which ends with the block."""
    command = ["nice", sys.executable, "-m", "verification", *names]
    with subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, text=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()


def _run_side_by_side(names: list[str], beside: list[str]) -> bool:
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        with _beside(beside, output) as process:
            succeeded = _run(names)
            succeeded &= process.wait(timeout=900) == 0
        output.seek(0)
        print(f"== beside these\n{output.read()}", flush=True)
        return succeeded


def main(names: list[str]) -> bool:
    """Runs what is named, or everything; whether all of it succeeded."""
    all_of_them = names or _modules()
    beside = [name for name in all_of_them if _says(name, "RUNS_BESIDE_OTHERS")]
    others = [name for name in all_of_them if name not in beside]
    others.sort(key=lambda name: not _says(name, "MOSTLY_WAITS"))
    return _run_side_by_side(others, beside) if others and beside else _run(others or beside)


if __name__ == "__main__":
    # So that a run that is ended ends the other, too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(0 if main(sys.argv[1:]) else 1)
