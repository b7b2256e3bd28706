"""What a module's process tells while it runs, line by line in a file, and the lane reads meanwhile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Callable


class Events:
    """Reads what is new, and counts. A process that died has told no end."""

    def __init__(self, file: Path, tell_failure: Callable[[str, str], None]) -> None:
        self._file = file
        self._tell = tell_failure
        self._offset = 0
        self._failed: set[str] = set()
        self.passed = 0
        self.skipped = 0
        self.running = "no test"
        self.ended = False
        file.unlink(missing_ok=True)

    @property
    def failed(self) -> int:
        """Tests, of which one may fail in several ways."""
        return len(self._failed)

    def read(self) -> None:
        """Takes in all whole lines since the last time."""
        if not self._file.exists():
            return
        with self._file.open("rb") as file:
            file.seek(self._offset)
            new = file.read()
        whole = new[: new.rfind(b"\n") + 1]
        self._offset += len(whole)
        for line in whole.splitlines():
            event = json.loads(line)
            self._take(event["what"], event.get("test", ""), event.get("text", ""))

    def _take(self, what: str, test: str, text: str) -> None:
        if what == "started":
            self.running = test
        elif what == "passed":
            self.passed += 1
        elif what == "skipped":
            self.skipped += 1
        elif what == "failed":
            self._failed.add(test)
            self._tell(test, text)
        elif what == "ended":
            self.ended = True
