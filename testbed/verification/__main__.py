"""Runs modules or single tests, one after the other, on the testbed of TESTBED_DIR; tells how long each took, and at once
what failed. A lane runs each module so, and reads what is noted for it."""

from __future__ import annotations

import argparse
import faulthandler
import json
import signal
import sys
import time
import unittest
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Callable


class _Result(unittest.TextTestResult):
    """Notes what happens, beside printing it."""

    note: Callable[..., None]
    _started = 0.0

    def startTest(self, test: unittest.TestCase) -> None:
        self._started = time.monotonic()
        self.note("started", test)
        super().startTest(test)

    def addSuccess(self, test: unittest.TestCase) -> None:
        self.stream.write(f"{time.monotonic() - self._started:.0f} s ")
        self.note("passed", test)
        super().addSuccess(test)

    def addError(self, test: unittest.TestCase, err: Any) -> None:
        super().addError(test, err)
        self._tell(test, self.errors[-1][1])

    def addFailure(self, test: unittest.TestCase, err: Any) -> None:
        super().addFailure(test, err)
        self._tell(test, self.failures[-1][1])

    def addSubTest(self, test: unittest.TestCase, subtest: unittest.TestCase, err: Any) -> None:
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._tell(test, f"{subtest}: {err[1]}")

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:
        super().addSkip(test, reason)
        self.note("skipped", test)

    def addUnexpectedSuccess(self, test: unittest.TestCase) -> None:
        super().addUnexpectedSuccess(test)
        self._tell(test, "it should have failed")

    def _tell(self, test: unittest.TestCase, failure: str) -> None:
        self.note("failed", test, failure)
        self.stream.write(f"{failure}\n")
        self.stream.flush()


def _suite(options: argparse.Namespace) -> unittest.TestSuite:
    loader = unittest.TestLoader()
    if options.discover:
        folder, top = options.discover
        return loader.discover(folder, top_level_dir=top)
    here = sorted(path.stem for path in Path(__file__).resolve().parent.glob("test_*.py"))
    return loader.loadTestsFromNames([f"verification.{name}" for name in options.names or here])


def main() -> bool:
    """Whether all of it succeeded."""
    parser = argparse.ArgumentParser(prog="python3 -m verification", description=__doc__)
    parser.add_argument("--events", type=Path, metavar="FILE", help="where to note what happens, a line of JSON each")
    parser.add_argument("--discover", nargs=2, metavar=("FOLDER", "TOP"), help="the tests of another folder instead")
    parser.add_argument("names", nargs="*", metavar="test")
    options = parser.parse_args()
    with ExitStack() as stack:
        notes = stack.enter_context(options.events.open("a", encoding="utf-8")) if options.events else None

        def note(what: str, test: unittest.TestCase | None = None, text: str = "") -> None:
            if notes:
                name = test.id().removeprefix("verification.") if test else ""
                notes.write(json.dumps({"what": what, "test": name, "text": text}) + "\n")
                notes.flush()

        _Result.note = staticmethod(note)
        result = unittest.TextTestRunner(verbosity=2, resultclass=_Result).run(_suite(options))
        note("ended")
    return result.wasSuccessful()


if __name__ == "__main__":
    # So that tests put back what they have changed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    faulthandler.register(signal.SIGUSR1)
    sys.exit(0 if main() else 1)
