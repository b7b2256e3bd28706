"""A lane's testbed: made anew for every module, so that none finds what another has left."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

from lanes.running import attend

TESTBED = Path(__file__).resolve().parent.parent
PROGRAM = TESTBED / "testbed"
# Outsiders are in no group of the inventory that `up` writes.
_MEMBERS = 3
# The base image may have to be built first, which another lane may be doing.
_UP_SECONDS = 2400.0
_DOWN_SECONDS = 600.0
_STRAYS_SECONDS = 60.0
# In the environment of all that a lane starts. TESTBED_DIR would not do: a shell of somebody who looks may have it, too.
_MARK = "FLINK_VARIANCE_LANE"
_KEPT = ("snapshots", "handovers", "id_ed25519", "id_ed25519.pub")
# One after the other, as `up` may install packages.
_making = threading.Lock()


class BedFailure(Exception):
    """A testbed that did not come up, or did not go."""


class Bed:
    """A folder of the lane's own, and whatever testbeds are in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Beside it, as it is not to be taken for part of the testbed.
        self.log = folder.with_name(f"{folder.name}.testbed.log")

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "TESTBED_DIR": str(self.folder), _MARK: str(self.folder)}

    def make(self, nodes: int, flavour: str, stop: threading.Event) -> None:
        """Nodes that nothing was ever installed on, or none."""
        self.take_down()
        self._empty()
        if not nodes:
            return
        command = [str(PROGRAM), "up", str(nodes), "--outsiders", str(max(0, nodes - _MEMBERS))]
        if flavour:
            command += ["--flavour", flavour]
        with _making:
            code = attend(
                command,
                cwd=TESTBED,
                environment=self.environment,
                output=self.log,
                deadline_seconds=_UP_SECONDS,
                stop=stop,
            )
        if code != 0:
            raise BedFailure(f"`testbed up {nodes}` failed:\n{self.log.read_text(encoding='utf-8', errors='replace')}")

    def states(self) -> list[Path]:
        """The state folders of the lane's testbed, and of those that a module made inside."""
        return [layout.parent for layout in (*self.folder.glob("layout.json"), *self.folder.glob("*/layout.json"))]

    def take_down(self) -> None:
        """Ends all nodes, and all else that was started with this testbed in mind."""
        for state in self.states():
            self._call_down(state)
        end_strays(f"{_MARK}={self.folder}")

    @staticmethod
    def _call_down(state: Path) -> None:
        try:
            ended = subprocess.run(
                [str(PROGRAM), "down"],
                env={**os.environ, "TESTBED_DIR": str(state)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=_DOWN_SECONDS,
                start_new_session=True,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise BedFailure(f"`TESTBED_DIR={state} testbed down` took more than {_DOWN_SECONDS:.0f} s") from error
        if ended.returncode != 0:
            raise BedFailure(f"`TESTBED_DIR={state} testbed down` failed: {ended.stdout}")

    def remove(self) -> None:
        """Takes it down, and its folder away."""
        self.take_down()
        _remove_tree(self.folder)
        self.log.unlink(missing_ok=True)

    def _empty(self) -> None:
        """Leaves what is dear to make and the same for every module: the image, snapshots, and the key that opens both."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log.unlink(missing_ok=True)
        for found in self.folder.iterdir():
            if found.name in _KEPT or found.name.startswith("base-"):
                continue
            if found.is_dir():
                _remove_tree(found)
            else:
                found.unlink()


def _remove_tree(folder: Path) -> None:
    """Never what is mounted below it."""
    subprocess.run(["rm", "-rf", "--one-file-system", "--", str(folder)], check=True, timeout=300)


def end_strays(mark: str) -> None:
    """Ends what has the mark in its environment: sessions of their own that a module left behind."""
    until = time.monotonic() + _STRAYS_SECONDS
    while strays := _marked(mark.encode()):
        if time.monotonic() > until:
            raise BedFailure(f"processes that do not end: {strays}")
        for stray in strays:
            try:
                os.kill(stray, signal.SIGKILL)
            except ProcessLookupError:
                pass
        time.sleep(0.1)


def _marked(mark: bytes) -> list[int]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes().split(b"\0"):
                found.append(int(process.name))
        except OSError:
            # It has ended.
            continue
    return found
