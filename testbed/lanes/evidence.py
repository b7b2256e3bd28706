"""What is kept of a failed module, before its testbed goes: what it printed, the playbooks, journals and logs of nodes."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Iterable

from lanes.bed import PROGRAM

# The journal is kept as text.
_LOGS = "upper/var/log"
_LEFT_OUT = ("journal", "private")
_JOURNAL = "sudo journalctl --no-pager --output short-precise"


def keep(states: Iterable[Path], bed: Path, into: Path) -> None:
    """Fills a folder; what cannot be had is left out, as the failure must not hide behind another one."""
    into.mkdir(parents=True, exist_ok=True)
    for log in bed.glob("*.log"):
        shutil.copy(log, into)
    for state in states:
        inside = into / state.relative_to(bed)
        if (state / "logs").is_dir():
            _copy(state / "logs", inside / "consoles")
        _call(state, "heal")
        for node in sorted((state / "nodes").glob("n*[0-9]")):
            kept = inside / node.name
            if (node / _LOGS).is_dir():
                # From the disk itself, which is there however the node is.
                _copy(node / _LOGS, kept)
            kept.mkdir(parents=True, exist_ok=True)
            (kept / "journal.txt").write_bytes(_call(state, "ssh", node.name, _JOURNAL))


def _call(state: Path, *arguments: str) -> bytes:
    """What the testbed program says, be it good or bad."""
    try:
        ended = subprocess.run(
            [str(PROGRAM), *arguments],
            env={**os.environ, "TESTBED_DIR": str(state)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        return (error.stdout or b"") + b"\n(no end of it within 60 s)\n"
    return ended.stdout


def _copy(folder: Path, to: Path) -> None:
    """Files and folders only: an overlay's upper layer marks what was removed with devices."""

    def left_out(inside: str, names: list[str]) -> list[str]:
        found = [Path(inside, name) for name in names]
        return [
            path.name
            for path in found
            if path.name in _LEFT_OUT or path.is_symlink() or not (path.is_file() or path.is_dir())
        ]

    try:
        shutil.copytree(folder, to, ignore=left_out, dirs_exist_ok=True)
    except (OSError, shutil.Error):
        # A file that went while it was copied.
        pass
