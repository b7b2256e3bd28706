"""Processes that outlive the command that starts them: nodes, relays, delayers."""

import subprocess
from pathlib import Path
from typing import Optional, Sequence

from nodes import cgroup
from nodes.layout import write_atomically
from nodes.process import Identity
from nodes.settings import Settings


class Job:
    """A detached process with a control group, a pid file and a log of its own."""

    def __init__(self, settings: Settings, name: str) -> None:
        self.name = name
        self.group = cgroup.Group(cgroup.unified() / settings.prefix / name)
        self.log = settings.logs / f"{name}.log"
        self._pid_file = settings.run / f"{name}.pid"

    def identity(self) -> Optional[Identity]:
        """The process, if it runs."""
        try:
            identity = Identity.parse(self._pid_file.read_text())
        except OSError:
            return None
        return identity if identity and identity.alive() else None

    def alive(self) -> bool:
        return self.identity() is not None

    def start(self, argv: Sequence[str]) -> None:
        """Starts `argv`, unless the job runs already.

        What an interrupted start left in the group is ended first. The child enters the group before it becomes
        `argv`, so nothing can start outside, whenever this command is killed.
        """
        if self.alive():
            return
        self.end()
        self.group.make()
        groups = [self.group.path / "cgroup.procs", *cgroup.roots_of_version_1()]
        with open(self.log, "wb") as log:
            child = subprocess.Popen(
                argv,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd="/",
                start_new_session=True,
                preexec_fn=lambda: _enter(groups),
            )
        identity = Identity.of(child.pid)
        child.returncode = 0  # it is not waited for: init inherits it
        if identity:
            write_atomically(self._pid_file, f"{identity}\n")

    def end(self) -> None:
        """Kills whatever the job consists of; nothing happens where nothing runs."""
        self.group.kill()
        self.group.remove()
        self._pid_file.unlink(missing_ok=True)

    def tail(self, lines: int = 3) -> str:
        """The last lines of the log, for a message."""
        try:
            text = self.log.read_text(errors="replace")
        except OSError:
            return ""
        return " / ".join(line.strip() for line in text.splitlines()[-lines:] if line.strip())


def _enter(groups: Sequence[Path]) -> None:
    for procs in groups:
        with open(procs, "w") as file:
            file.write("0")  # the writing process itself
