"""Running programs to their end, and telling one process from a later one of the same number."""

import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Optional, Sequence

from nodes.errors import TestbedError


def run(
    argv: Sequence[str],
    what: str,
    hint: str,
    *,
    host: str = "testbed",
    timeout: float = 60,
    stdin: Optional[str] = None,
) -> str:
    """What `argv` prints. Raises TestbedError when it fails or takes longer than `timeout` seconds."""
    try:
        done = subprocess.run(argv, input=stdin or "", capture_output=True, text=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired as error:
        raise TestbedError(what, f"{argv[0]} took longer than {timeout:g} s", hint, host) from error
    except OSError as error:
        raise TestbedError(what, f"{argv[0]} cannot be started: {error.strerror}", hint, host) from error
    if done.returncode != 0:
        lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
        errors = [line for line in lines if line.startswith("E: ")]  # apt's
        said = (errors or lines)[-5:]
        raise TestbedError(what, " / ".join(said) or f"{argv[0]} exited {done.returncode}", hint, host)
    return done.stdout


def succeeds(argv: Sequence[str], timeout: float = 60) -> bool:
    """Whether `argv` exits 0 within `timeout` seconds; what it prints is dropped."""
    try:
        done = subprocess.run(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=timeout,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return False
    return done.returncode == 0


@dataclass(frozen=True)
class Identity:
    """One process for good: numbers are used again, and start times count from a boot.

    `start` is field 22 of /proc/PID/stat, in clock ticks since the machine's boot `boot`.
    """

    pid: int
    start: int
    boot: str

    @staticmethod
    def of(pid: int) -> Optional["Identity"]:
        """The process that has the number `pid` now; None if there is none, or only its exit code is left."""
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            return None
        fields = stat[stat.rindex(")") + 2 :].split()  # the name before it may hold blanks
        if fields[0] in "ZX":
            return None
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return Identity(pid, int(fields[19]), boot)

    @staticmethod
    def parse(text: str) -> Optional["Identity"]:
        """The reverse of `str`; None for anything else, such as a pid file cut short by a crash."""
        fields = text.split()
        if len(fields) != 3 or not (fields[0].isdigit() and fields[1].isdigit()):
            return None
        return Identity(int(fields[0]), int(fields[1]), fields[2])

    def __str__(self) -> str:
        return f"{self.pid} {self.start} {self.boot}"

    def alive(self) -> bool:
        return Identity.of(self.pid) == self

    def send(self, number: int) -> bool:
        """Sends signal `number` to this very process; False if it is gone.

        The descriptor is opened before the comparison, so what was compared is what gets the signal.
        """
        try:
            descriptor = os.pidfd_open(self.pid)
        except OSError:
            return False
        try:
            if not self.alive():
                return False
            signal.pidfd_send_signal(descriptor, number)
            return True
        except ProcessLookupError:
            return False
        finally:
            os.close(descriptor)
