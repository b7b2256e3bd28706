"""The whole run: what needs no node first, then the rest, in lanes side by side, and the sums."""

from __future__ import annotations

import signal
import subprocess
import threading
import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import Callable, Iterator, Sequence

from lanes.bed import Bed, BedFailure
from lanes.lane import AnyBed, Lane
from lanes.modules import Module
from lanes.outcome import Outcome, closing, table, told, told_again
from lanes.queue import Queue

INTERRUPTED = 130
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Run:
    """`failures` takes the logs of failed modules, `parent` the lanes' testbeds."""

    def __init__(
        self,
        parent: Path,
        failures: Path,
        command: Callable[[Module, Path], Sequence[str]],
        *,
        keep: bool = False,
        bed: Callable[[Path], AnyBed] = Bed,
        remember: Callable[[Outcome], None] = lambda outcome: None,
    ) -> None:
        self._parent = parent
        self._failures = failures
        self._playbooks = parent / "playbooks"
        self._command = command
        self._keep = keep
        self._bed = bed
        self._remember = remember
        self._stop = threading.Event()
        self._speaking = threading.Lock()
        self._outcomes: list[Outcome] = []
        self._faults = 0
        self._interrupted = False

    def to_the_end(
        self, first: Sequence[Module], then: Sequence[Module], lanes: int, remembered: Sequence[Outcome] = ()
    ) -> int:
        """Runs the first ones, and the others if these passed, side by side; returns the exit code.

        What is remembered counts as if it had been run.
        """
        with self._listening():
            self._side_by_side(first, lanes)
            if not first or closing(self._outcomes)[1] == 0:
                for outcome in remembered:
                    self._say(told_again(outcome))
                    self._outcomes.append(outcome)
                self._side_by_side(then, lanes, self._keep)
        if self._stop.is_set():
            return INTERRUPTED
        timed = [outcome for outcome in self._outcomes if outcome.module in then]
        if timed:
            self._say(f"\n{table(timed)}\n")
        line, code = closing(self._outcomes)
        self._say(line)
        return 1 if self._faults else code

    def _side_by_side(self, modules: Sequence[Module], lanes: int, keep: bool = False) -> None:
        if self._stop.is_set():
            return
        queue = Queue(modules)
        made = [self._lane(number) for number in range(1, min(lanes, len(modules)) + 1)]
        threads = [threading.Thread(target=self._work, args=(lane, queue, keep)) for lane in made]
        for thread in threads:
            thread.start()
        for thread in threads:
            while thread.is_alive():
                if self._interrupted and not self._stop.is_set():
                    self._say("interrupted: taking the testbeds down")
                    self._stop.set()
                thread.join(timeout=0.5)
        self._playbooks.unlink(missing_ok=True)

    @contextmanager
    def _listening(self) -> Iterator[None]:
        """Takes signals, also those that the shell had ignored; more than one change nothing.

        Nothing is raised: in Python up to 3.12 a thread whose `join` is interrupted counts as one that has ended.
        """

        def note(_: int, __: object) -> None:
            self._interrupted = True

        before = {number: signal.signal(number, note) for number in _ENDING}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _lane(self, number: int) -> Lane:
        bed = self._bed(self._parent / f"lane-{number}")
        return Lane(number, bed, self._command, self._failures, self._say, self._stop, self._playbooks)

    def _work(self, lane: Lane, queue: Queue, keep: bool) -> None:
        def ended(outcome: Outcome) -> None:
            self._say(told(outcome, lane.name))
            self._outcomes.append(outcome)
            self._remember(outcome)

        try:
            lane.work(queue, ended)
        except Exception:
            # What is left in the queue was not tried, which must not look like success.
            self._faults += 1
            self._say(f"FAILED, {lane.name}: {traceback.format_exc()}")
        finally:
            self._leave(lane, keep)

    def _leave(self, lane: Lane, keep: bool) -> None:
        if keep and not self._stop.is_set():
            for state in lane.bed.states():
                self._say(f"{lane.name}'s nodes are up: TESTBED_DIR={state} testbed/testbed status")
            return
        try:
            lane.bed.remove()
        except (BedFailure, OSError, subprocess.SubprocessError) as failure:
            self._faults += 1
            self._say(f"FAILED, {lane.name}: {failure}")

    def remove_parent(self) -> None:
        """Takes the folder of the lanes away, unless one of them left something there."""
        try:
            self._parent.rmdir()
        except OSError:
            self._say(f"Something is left in {self._parent}.")

    def _say(self, text: str) -> None:
        with self._speaking:
            print(text, flush=True)
