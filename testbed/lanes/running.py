"""A program that a lane waits for: until it has ended, its deadline has passed, or the whole run is to end."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import Callable, Mapping, Sequence

_POLL_SECONDS = 0.2
_GRACE_SECONDS = 10.0


class Interrupted(Exception):
    """The whole run is to end."""


class Overdue(Exception):
    """A program went on beyond its deadline."""


def attend(
    command: Sequence[str],
    *,
    cwd: Path,
    environment: Mapping[str, str],
    output: Path,
    deadline_seconds: float,
    stop: threading.Event,
    meanwhile: Callable[[], None] = lambda: None,
    asks_where: bool = False,
) -> int:
    """Runs a program in a session of its own, as Ctrl-C is for the lanes to pass on; returns its exit code.

    With `asks_where`, one that is overdue gets SIGUSR1 first, at which it writes where it is.
    """
    if stop.is_set():
        raise Interrupted
    until = time.monotonic() + deadline_seconds
    with output.open("ab") as file:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        while not _has_ended(process):
            meanwhile()
            if stop.is_set():
                raise Interrupted
            if time.monotonic() > until:
                if asks_where:
                    process.send_signal(signal.SIGUSR1)
                    time.sleep(1)
                raise Overdue
            time.sleep(_POLL_SECONDS)
    finally:
        _end(process)
    meanwhile()
    return process.returncode


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether it has ended. It keeps its number until `_end`, which is that of the group as well."""
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _end(process: subprocess.Popen[bytes]) -> None:
    """Asks it to end, as it may have something to put back, then ends whatever it started in its session."""
    if not _has_ended(process):
        os.kill(process.pid, signal.SIGTERM)
        until = time.monotonic() + _GRACE_SECONDS
        while not _has_ended(process) and time.monotonic() < until:
            time.sleep(_POLL_SECONDS)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
