"""What `testbed status` says."""

import subprocess
from pathlib import Path

from nodes import network
from nodes.node import Node
from nodes.settings import address_of


def line(node: Node) -> str:
    """One node: up or down, address, memory and tasks of its own processes, disk space it has written."""
    disk = f"disk {_disk(node.folder / 'upper'):>4} MiB"
    if not node.running():
        return f"{node.name:<4} down  {address_of(node.number)}  {disk}"
    memory = tasks = 0
    for pid in node.job.group.members():
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            continue
        memory += _field(status, "RssAnon:")
        tasks += _field(status, "Threads:")
    cable = "" if network.link_is_up(node.settings, node.number) else "  unplugged"
    used = f"memory {memory // 1024:>5} MiB  tasks {tasks:>4}  {disk}"
    return f"{node.name:<4} up    {address_of(node.number)}  {used}{cable}"


def _field(status: str, name: str) -> int:
    """A number of /proc/PID/status; memory is in KiB there, a zombie has none."""
    for text in status.splitlines():
        if text.startswith(name):
            return int(text.split()[1])
    return 0


def _disk(folder: Path) -> int:
    """MiB below `folder`; du, as it goes on where files come and go."""
    done = subprocess.run(["du", "-sxm", str(folder)], capture_output=True, text=True, timeout=60, check=False)
    return int(done.stdout.split()[0]) if done.stdout else 0
