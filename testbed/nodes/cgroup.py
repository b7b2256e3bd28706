"""Control groups: which processes belong to a node, and ending exactly those.

A group is the only thing a process cannot leave by forking or by losing its parent: SIGKILL on systemd-nspawn alone
leaves the whole container running as an orphan.
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import List

from nodes.errors import TestbedError


def _mounts(kind: str) -> List[List[str]]:
    """[mount point, super options] of every mounted file system of type `kind`."""
    found = []
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        mount, _, system = line.partition(" - ")
        if system.split()[0] == kind:
            found.append([mount.split()[4], system.split()[2]])
    return found


def unified() -> Path:
    """Where cgroup2 is mounted, be it alone or beside version 1."""
    mounts = _mounts("cgroup2")
    if not mounts or not Path("/sys/fs/cgroup").is_dir():
        raise TestbedError(
            "looking for cgroup2",
            "it is not mounted, and the processes of a node are kept together by it",
            "mkdir -p /sys/fs/cgroup/unified && mount -t cgroup2 cgroup2 /sys/fs/cgroup/unified",
        )
    return Path(mounts[0][0])


def roots_of_version_1() -> List[Path]:
    """The `cgroup.procs` to write to for leaving the caller's version 1 groups.

    A node outlives the session that started it: what is done to the session's groups must not be done to the node.
    """
    return [Path(point, "cgroup.procs") for point, _ in _mounts("cgroup")]


@dataclass(frozen=True)
class Group:
    """One group of the unified hierarchy."""

    path: Path

    def make(self) -> None:
        self.path.mkdir(parents=True, exist_ok=True)

    def populated(self) -> bool:
        try:
            return "populated 1" in (self.path / "cgroup.events").read_text()
        except OSError:
            return False

    def members(self) -> List[int]:
        """The processes in this group and below."""
        pids: List[int] = []
        for folder, _, _ in os.walk(self.path):
            try:
                pids += [int(pid) for pid in Path(folder, "cgroup.procs").read_text().split()]
            except OSError:
                continue  # the group went away in between
        return pids

    def kill(self, timeout: float = 10) -> None:
        """SIGKILL for all members at once; waits up to `timeout` seconds until they are gone."""
        switch = self.path / "cgroup.kill"
        if not self.path.exists():
            return
        if not switch.exists():
            raise TestbedError(f"ending {self.path.name}", "this kernel has no cgroup.kill", "use Linux 5.14 or newer")
        deadline = time.monotonic() + timeout
        while self.populated():
            switch.write_text("1")
            if time.monotonic() > deadline:
                raise TestbedError(
                    f"ending {self.path.name}",
                    f"processes {self.members()} survive SIGKILL for {timeout:g} s",
                    "look for what they wait for in /proc/PID/stack, then again",
                )
            time.sleep(0.01)

    def remove(self) -> None:
        """Removes the empty group and those below it."""
        for folder, _, _ in os.walk(self.path, topdown=False):
            for _ in range(100):
                try:
                    os.rmdir(folder)
                except FileNotFoundError:
                    pass
                except OSError:
                    time.sleep(0.01)  # busy for a moment after the last member's end
                    continue
                break
