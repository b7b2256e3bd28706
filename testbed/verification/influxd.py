"""An InfluxDB 1.x on this machine, as the distribution's package brings it, for one test."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from verification.flink import await_that


def _held_port() -> socket.socket:
    """A port that the system gives to nobody else until this is closed, and that influxd may listen on all the same."""
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", 0))
    return held


class Influx:
    """An influxd of the test's own, on loopback and in a folder that goes with it."""

    def __init__(self, wants_login: bool = False, disk_kilobytes: int = 0) -> None:
        self.disk_kilobytes = disk_kilobytes
        self.folder = Path(tempfile.mkdtemp(prefix="influxd-"))
        # Also while it is down, as it comes back to the same ones.
        self._held = [_held_port(), _held_port()]
        self.port, backup = (int(one.getsockname()[1]) for one in self._held)
        self.disk = self.folder / "disk"
        self.disk.mkdir()
        (self.folder / "influxd.conf").write_text(
            f"""
reporting-disabled = true
bind-address = "127.0.0.1:{backup}"
[meta]
  dir = "{self.folder}/meta"
[data]
  dir = "{self.disk}/data"
  wal-dir = "{self.disk}/wal"
[http]
  bind-address = "127.0.0.1:{self.port}"
  auth-enabled = {str(wants_login).lower()}
  log-enabled = false
[monitor]
  store-enabled = false
"""
        )
        self.start()

    def start(self) -> None:
        """Starts it, also once more."""
        command = ["influxd", "-config", str(self.folder / "influxd.conf")]
        if self.disk_kilobytes:
            # Mounted where nobody else sees it, and gone with the process.
            mount = f'mount -t tmpfs -o size={self.disk_kilobytes}k tmpfs {self.disk} && exec "$@"'
            command = ["unshare", "--mount", "sh", "-c", mount, "sh", *command]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        await_that("InfluxDB", self.answers)

    def answers(self) -> bool:
        """Whether it listens."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/ping", timeout=2):
                return True
        except (URLError, OSError):
            return False

    def ask(self, statement: str, user: str = "", password: str = "") -> Any:
        """The series that an InfluxQL statement gives."""
        query = urlencode({"q": statement, "db": "flink", "u": user, "p": password})
        with urlopen(Request(f"http://127.0.0.1:{self.port}/query?{query}", method="POST"), timeout=10) as answer:
            return json.load(answer)["results"][0].get("series", [])

    def fill_disk(self) -> None:
        """Leaves no room on its disk, which has to be one of its own."""
        assert self.disk_kilobytes, "this machine's disk is not to be filled"
        inside = ["nsenter", "--mount", "--target", str(self.process.pid)]
        filled = subprocess.run(
            [*inside, "dd", "if=/dev/zero", f"of={self.disk}/filled", "bs=1k"], capture_output=True, check=False
        )
        assert b"No space left" in filled.stderr, filled.stderr

    def kill(self) -> None:
        """Ends it at once."""
        self.process.kill()
        self.process.wait()

    def remove(self) -> None:
        """Ends it, and takes its files away."""
        self.kill()
        for one in self._held:
            one.close()
        shutil.rmtree(self.folder)

    def url(self, login: str = "") -> str:
        """As --influxdb takes it."""
        return f"http://{login}localhost:{self.port}/flink"
