"""Keys and files of ssh: who the operator is, and how to know a node for the right one."""

import shutil
from pathlib import Path
from typing import Iterable, List, Mapping, Tuple

from nodes.layout import write_atomically
from nodes.process import run
from nodes.settings import SUBNET, Settings, address_of

# Of a node's disk, its public half.
HOST_KEY = "etc/ssh/ssh_host_ed25519_key.pub"
_HINT = "check that the state folder can be written"


def ensure_key(settings: Settings) -> None:
    """Makes the operator's key pair, unless it is there."""
    public = settings.key.with_suffix(".pub")
    if settings.key.exists() and public.exists():
        return
    made = _generate(settings, "operator")
    made.with_suffix(".pub").replace(public)
    made.replace(settings.key)


def host_key(settings: Settings, name: str) -> Tuple[str, str]:
    """A fresh (private, public) host key for the node `name`."""
    made = _generate(settings, name)
    pair = made.read_text(), made.with_suffix(".pub").read_text()
    shutil.rmtree(made.parent)
    return pair


def _generate(settings: Settings, comment: str) -> Path:
    """A new key pair, in a folder for nothing else; what a crash left there goes first."""
    folder = settings.state / "key.part"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    file = folder / "key"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", str(file)]
    run(command, "making a key", _HINT)
    return file


def known_hosts(public_keys: Mapping[int, str]) -> str:
    """The text of a known_hosts; `public_keys` holds the content of each node's .pub file."""
    lines = []
    for node, text in sorted(public_keys.items()):
        kind, key = text.split()[:2]
        lines.append(f"n{node},{address_of(node)} {kind} {key}\n")
    return "".join(lines)


def ssh_config(settings: Settings, nodes: Iterable[int]) -> str:
    """The text of an ssh_config that knows the nodes by name and by address, and nobody else."""
    lines: List[str] = []
    names = [f"n{node}" for node in nodes]
    for node in nodes:
        lines += [f"Host n{node}", f"  HostName {address_of(node)}"]
    lines += [
        f"Host {' '.join(names)} {SUBNET}.*",
        "  User ubuntu",
        f"  IdentityFile {settings.key}",
        "  IdentitiesOnly yes",
        f"  UserKnownHostsFile {settings.known_hosts}",
        "  GlobalKnownHostsFile /dev/null",
        "  StrictHostKeyChecking yes",
        "  UpdateHostKeys no",
        "  ConnectTimeout 10",
        "  LogLevel ERROR",
    ]
    return "\n".join(lines) + "\n"


def write(settings: Settings, host_keys: Mapping[int, str]) -> None:
    """Writes ssh_config and known_hosts; `host_keys` as for `known_hosts`."""
    write_atomically(settings.known_hosts, known_hosts(host_keys))
    write_atomically(settings.ssh_config, ssh_config(settings, sorted(host_keys)))
