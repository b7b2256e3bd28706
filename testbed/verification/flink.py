"""Flink on the nodes, as an operator looks at it."""

from __future__ import annotations

import json
import time
from typing import Any, Callable

from verification.bed import address, must, on, root_on

HOME = "/opt/flink/current"
# How long something may take that takes seconds on an idle machine.
PATIENCE_SECONDS = 240.0


def rest(path: str, jobmanager: str = "n1") -> Any:
    """What REST answers on the JobManager's node, which alone can ask."""
    return json.loads(
        must(on(jobmanager, f"curl --silent --fail --max-time 10 http://{address(jobmanager)}:8081{path}"))
    )


def rest_or_none(path: str, jobmanager: str = "n1") -> Any | None:
    """The same, or None while nobody answers."""
    answer = on(jobmanager, f"curl --silent --fail --max-time 10 http://{address(jobmanager)}:8081{path}")
    return json.loads(answer.out) if answer.code == 0 and answer.out else None


def taskmanagers(jobmanager: str = "n1") -> list[str]:
    """The addresses of the registered TaskManagers, sorted; empty while nobody answers."""
    answer = rest_or_none("/taskmanagers", jobmanager)
    rows = answer["taskmanagers"] if answer else []
    return sorted(row["path"].split("@")[1].split(":")[0] for row in rows)


def await_that(what: str, condition: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    """Waits until the condition holds; fails with `what` when it does not."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.5)


def reboot(node: str) -> None:
    """Reboots a node and waits until it can be logged in to again.

    Known by a file that no boot leaves there: the time at which a process began is counted from the machine's boot, of
    which the clock may be set meanwhile.
    """
    mark = "/run/before-the-reboot"
    root_on(node, f"touch {mark}")
    on(node, "sudo systemctl reboot")
    await_that(f"{node} back", lambda: on(node, f"test ! -e {mark}").code == 0)


def await_taskmanagers(*nodes: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Waits until exactly the TaskManagers of these nodes are registered."""
    expected = sorted(address(node) for node in nodes)
    await_that(f"TaskManagers on {', '.join(nodes)}", lambda: taskmanagers() == expected, seconds)


def process_ids(node: str) -> dict[str, list[int]]:
    """The ids of the Flink processes on a node, under jobmanager and taskmanager."""
    rows = on(node, "pgrep --list-full --full -- -Dflink.kit.revision=").out.splitlines()
    found: dict[str, list[int]] = {"jobmanager": [], "taskmanager": []}
    for row in rows:
        for kind in found:
            if f"-Dflink.kit.revision={kind}-" in row and "java" in row.split()[1]:
                found[kind].append(int(row.split()[0]))
    return found


def stop_everything(*nodes: str) -> None:
    """Ends all Flink processes, as a crash would."""
    for node in nodes:
        root_on(node, "pkill -KILL --euid flink java; rm -f /run/flink/*.pid; true")
