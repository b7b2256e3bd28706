"""A CPU for each playbook: of its own, as long as there are as many as playbooks side by side."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Iterator

from verification.bed import STATE

# By which the lanes of a run know of each other's playbooks.
_PLAYBOOKS = Path(os.environ.get("FLINK_VARIANCE_PLAYBOOKS", STATE / "playbooks"))


@contextmanager
def own_cpu() -> Iterator[tuple[str, ...]]:
    """What to put before a command, so that it keeps to the CPU on which the fewest others do.

    Ansible forks for every task and node, and parent and child then copy each page that they write to. On two CPUs each copy
    interrupts the other one, too, which doubles what a playbook costs where a virtual machine pays dearly for that.

    A byte of the file is a place on a CPU, and locked as long as it is taken: whoever is killed leaves it.
    """
    cpus = sorted(os.sched_getaffinity(0))
    with _PLAYBOOKS.open("ab") as file:
        place = next(place for place in count() if _take(file.fileno(), place))
        yield ("taskset", "--cpu-list", str(cpus[place % len(cpus)]))


def _take(file: int, place: int) -> bool:
    """Until the file is closed; False if another process has it."""
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
    except BlockingIOError:
        return False
    return True
