"""One state-changing command at a time."""

import fcntl
import sys
import time
from contextlib import contextmanager
from typing import Iterator

from nodes.errors import TestbedError
from nodes.settings import RUN_ROOT, Settings

WAIT_SECONDS = 300.0


@contextmanager
def exclusive(settings: Settings, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Holds the testbed's lock; waits up to `wait` seconds for it.

    The file stays for good, as a waiting command may have it open. No child inherits the descriptor, so a node that
    lives on does not keep the lock.
    """
    RUN_ROOT.mkdir(mode=0o755, exist_ok=True)
    file = RUN_ROOT / f"{settings.hash}.lock"
    deadline = time.monotonic() + wait
    told = False
    with open(file, "a") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise TestbedError(
                        "taking the lock",
                        f"another command has changed this testbed for {wait:g} s",
                        f"`fuser {file}` to see which one",
                    ) from None
            if not told:
                print("testbed: waiting for another command", file=sys.stderr)
                told = True
            time.sleep(0.1)
        yield
