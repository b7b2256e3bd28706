"""The testbed as the tests use it: the program itself, called as a user would."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from nodes.settings import Settings

KIT = Path(__file__).resolve().parent.parent.parent
PROGRAM = KIT / "testbed/testbed"
STATE = Path(os.environ["TESTBED_DIR"]).resolve()
_NETWORK = Settings.of(os.environ, STATE).operator_namespace
_SSH = STATE / "ssh_config"
OPERATOR = "10.77.0.1"
# After that a command hangs, or a playbook: with others on two cores all of them take their time, and nothing is
# concluded from it.
HANGS_SECONDS = 300.0
PLAY_HANGS_SECONDS = 1200.0
# How often a node lost what was installed on it.
wiped = 0
# Whether anything was done with the nodes: a lane has just made them.
_touched = "FLINK_VARIANCE_LANE" not in os.environ


@dataclass(frozen=True)
class Ended:
    """A command that has ended: exit code, standard output and standard error as one text each."""

    code: int
    out: str
    err: str


# Commands for a node share one connection, as long as they follow each other: to log in takes more than most of them.
_SHARED = STATE / "shared"
# A socket's path has to be short.
_MAY_SHARE = len(str(_SHARED)) < 70
_SHARING = (
    ("-o", "ControlMaster=auto", "-o", f"ControlPath={_SHARED}/%n-%r", "-o", "ControlPersist=20") if _MAY_SHARE else ()
)
# Soon aware of a node that is gone.
_AWARE = ("-o", "ServerAliveInterval=3", "-o", "ServerAliveCountMax=3")


def testbed(*arguments: str, timeout_seconds: float = HANGS_SECONDS) -> Ended:
    """Calls the testbed program, which may take nodes and networks away: no connection outlives that."""
    touch()
    if arguments[0] != "run":
        _hang_up()
    return _ended([str(PROGRAM), *arguments], timeout_seconds)


def touch() -> None:
    """Notes that the nodes are no longer as they were made."""
    global _touched
    _touched = True


def _hang_up() -> None:
    """Ends the shared connections."""
    for socket in _SHARED.glob("*"):
        _ended(["ssh", "-o", f"ControlPath={socket}", "-O", "exit", "any"], HANGS_SECONDS)
        socket.unlink(missing_ok=True)


def _ended(command: list[str], timeout_seconds: float) -> Ended:
    ended = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=timeout_seconds,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def must(ended: Ended) -> str:
    """The standard output of a command that has to succeed."""
    if ended.code != 0:
        raise AssertionError(f"exit code {ended.code}\n{ended.out}\n{ended.err}")
    return ended.out


def address(node: str) -> str:
    """The IPv4 address of a node such as n1."""
    return f"10.77.0.{10 + int(node[1:])}"


def on(node: str, command: str, user: str = "ubuntu", timeout_seconds: float = HANGS_SECONDS) -> Ended:
    """Runs a shell command on a node, over SSH, as the operator: what `testbed ssh` becomes, without its own start."""
    touch()
    _SHARED.mkdir(mode=0o700, exist_ok=True)
    ssh = ["ssh", "-F", str(_SSH), *_SHARING, *_AWARE, "-l", user]
    return _ended(["ip", "netns", "exec", _NETWORK, *ssh, node, command], timeout_seconds)


def root_on(node: str, command: str, timeout_seconds: float = HANGS_SECONDS) -> str:
    """Runs a shell command as root on a node; it has to succeed."""
    quoted = command.replace("'", "'\\''")
    return must(on(node, f"sudo sh -c '{quoted}'", timeout_seconds=timeout_seconds))


def operator(*command: str, timeout_seconds: float = HANGS_SECONDS) -> Ended:
    """Runs a command of this machine in the operator's network."""
    return testbed("run", *command, timeout_seconds=timeout_seconds)


def send(file: Path, node: str, path: str) -> None:
    """Copies a file of this machine to a node, where everybody may read it."""
    must(operator("scp", "-q", "-F", str(_SSH), str(file), f"{node}:{path}"))
    must(on(node, f"chmod 644 {path}"))


def bring(node: str, path: str, file: Path) -> None:
    """Copies a file of a node to this machine."""
    must(operator("scp", "-q", "-F", str(_SSH), f"{node}:{path}", str(file)))


def fresh(*nodes: str) -> None:
    """Gives nodes a disk that nothing was ever installed on, unless that is what they have."""
    global wiped
    if not _touched:
        return
    wiped += 1
    for node in nodes:
        must(testbed("reset", node))
