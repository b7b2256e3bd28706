"""Runs the tests: all of them, or the modules that are named; tells how long each took, and at once what failed."""

from __future__ import annotations

import sys
import time
import unittest
from pathlib import Path
from typing import Any


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


def _suite(names: list[str]) -> unittest.TestSuite:
    loader = unittest.TestLoader()
    if names:
        return loader.loadTestsFromNames([f"verification.{name}" for name in names])
    here = Path(__file__).resolve().parent
    return loader.discover(str(here), top_level_dir=str(here.parent))


if __name__ == "__main__":
    ended = unittest.TextTestRunner(verbosity=2, resultclass=_Result).run(_suite(sys.argv[1:]))
    sys.exit(0 if ended.wasSuccessful() else 1)
