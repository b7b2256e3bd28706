"""One lane: takes a module, gives it a testbed, runs it to its end or its deadline, and takes the next."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path
from typing import Callable, Protocol, Sequence

from lanes import evidence
from lanes.bed import TESTBED, BedFailure
from lanes.events import Events
from lanes.modules import Module
from lanes.outcome import Outcome
from lanes.queue import Queue
from lanes.running import Interrupted, Overdue, attend


# In a module's environment: the file by which the playbooks of all lanes share the CPUs.
_PLAYBOOKS = "FLINK_VARIANCE_PLAYBOOKS"


class AnyBed(Protocol):
    """Where a module runs."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        ...

    def make(self, nodes: int, flavour: str, stop: threading.Event) -> None:
        ...

    def states(self) -> list[Path]:
        ...

    def remove(self) -> None:
        ...


class Lane:
    """Runs modules one after the other; what it says, it says to `say`. `playbooks` is the same file for all lanes of a run."""

    def __init__(
        self,
        number: int,
        bed: AnyBed,
        command: Callable[[Module, Path], Sequence[str]],
        failures: Path,
        say: Callable[[str], None],
        stop: threading.Event,
        playbooks: Path,
    ) -> None:
        self.name = f"lane {number}"
        self.bed = bed
        self._command = command
        self._failures = failures
        self._say = say
        self._stop = stop
        self._playbooks = playbooks

    def work(self, queue: Queue, ended: Callable[[Outcome], None]) -> None:
        """Goes on until the queue is empty or the run is to end."""
        while not self._stop.is_set() and (module := queue.take()):
            self._say(f"{self.name} begins {module.name}")
            try:
                ended(self.run(module))
            except Interrupted:
                return

    def run(self, module: Module) -> Outcome:
        """Runs one module."""
        started = time.monotonic()
        kept = self._failures / module.name.replace("/", "-")
        shutil.rmtree(kept, ignore_errors=True)
        # Beside the testbed's folder, which the module may look for leaks of secrets.
        output, notes = (self.bed.folder.with_name(f"{self.bed.folder.name}.{end}") for end in ("out", "events"))
        output.unlink(missing_ok=True)
        events = Events(notes, lambda test, text: self._say(f"FAILED, {self.name}: {test}\n{text.rstrip()}"))
        try:
            why = self._attend(module, output, notes, events)
            said = output.read_text(encoding="utf-8", errors="replace") if output.exists() else ""
        finally:
            for file in (output, notes):
                file.unlink(missing_ok=True)
        if why:
            self._say(f"FAILED, {self.name}: {module.name}: {why}")
            said += f"{why}\n"
        # Beside the tests that failed, which the module itself may have told.
        failed = events.failed + (1 if why else 0)
        if failed:
            evidence.keep(self.bed.states(), self.bed.folder, kept)
            (kept / "output.txt").write_text(said, encoding="utf-8")
        return Outcome(
            module,
            passed=events.passed,
            failed=failed,
            skipped=events.skipped,
            seconds=time.monotonic() - started,
            output=said,
            kept=kept if failed else None,
        )

    def _attend(self, module: Module, output: Path, notes: Path, events: Events) -> str:
        """What is wrong apart from tests that failed, if anything is."""
        try:
            self.bed.make(module.nodes, module.flavour, self._stop)
            code = attend(
                self._command(module, notes),
                cwd=TESTBED,
                environment={**self.bed.environment, _PLAYBOOKS: str(self._playbooks)},
                output=output,
                deadline_seconds=module.deadline_seconds,
                stop=self._stop,
                meanwhile=events.read,
                asks_where=True,
            )
        except BedFailure as failure:
            return str(failure)
        except Overdue:
            return f"It went on for more than {module.deadline_seconds:.0f} s, in {events.running}."
        if not events.ended:
            return f"It ended with exit code {code}, in {events.running}."
        if events.passed + events.failed + events.skipped == 0:
            return "No test ran."
        if code != 0 and not events.failed:
            return f"No test failed, and it ended with exit code {code}."
        return ""
