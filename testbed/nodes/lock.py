"""One at a time: commands that change a testbed, and builds of a base image."""

import fcntl
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

from nodes.errors import TestbedError

COMMAND_SECONDS = 300.0


@contextmanager
def exclusive(file: Path, wait: float = COMMAND_SECONDS) -> Iterator[None]:
    """Holds the lock `file`; waits up to `wait` seconds for it.

    The file stays for good, as a waiting command may have it open. No child inherits the descriptor, so a node that
    lives on does not keep the lock.
    """
    file.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
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
                        f"another command holds it for {wait:g} s",
                        f"`fuser {file}` to see which one",
                    ) from None
            if not told:
                print("testbed: waiting for another command", file=sys.stderr)
                told = True
            time.sleep(0.1)
        yield
