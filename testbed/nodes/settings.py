"""Where a testbed keeps its files, and how everything it makes is named."""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping

from nodes.errors import TestbedError

SUBNET = "10.77.0"
OPERATOR_ADDRESS = f"{SUBNET}.1"
MAX_NODES = 99
RUN_ROOT = Path("/run/flink-variance-testbed")

# A comma or a colon would end an overlay's option, a blank or a percent sign a path in an ssh_config.
_USABLE_PATH = re.compile(r"[A-Za-z0-9/._+@=-]+")


def address_of(node: int) -> str:
    """The IPv4 address of node `node`, counted from 1."""
    if not 1 <= node <= MAX_NODES:
        raise ValueError(f"no node {node}: nodes are 1 to {MAX_NODES}")
    return f"{SUBNET}.{10 + node}"


@dataclass(frozen=True)
class Settings:
    """One testbed: the folder that holds its state, and the folder of the base images.

    Two checkouts run side by side, so every name that the kernel sees starts with `prefix`, a hash of the state
    folder's path. Each testbed has network namespaces of its own, so all of them use the same addresses.
    """

    state: Path
    cache: Path

    def __post_init__(self) -> None:
        for folder in (self.state, self.cache):
            if not _USABLE_PATH.fullmatch(str(folder)):
                raise TestbedError(
                    "choosing a folder",
                    f"{folder} holds a character other than letters, digits and / . _ + @ = -, which a mount cannot name",
                    "set TESTBED_DIR and XDG_CACHE_HOME to folders without such characters",
                )

    @staticmethod
    def of(environment: Mapping[str, str], default_state: Path) -> "Settings":
        """Settings out of TESTBED_DIR, XDG_CACHE_HOME and HOME."""
        state = Path(environment.get("TESTBED_DIR") or default_state)
        home = environment.get("HOME") or os.path.expanduser("~")
        cache = Path(environment.get("XDG_CACHE_HOME") or Path(home, ".cache"))
        return Settings(Path(os.path.realpath(state)), Path(os.path.realpath(cache)) / "flink-variance/testbed")

    @property
    def hash(self) -> str:
        return hashlib.sha256(str(self.state).encode()).hexdigest()[:8]

    @property
    def prefix(self) -> str:
        return f"fvt-{self.hash}"

    @property
    def run(self) -> Path:
        """Sockets and pid files: a short path, as that of a unix socket ends at 107 bytes."""
        return RUN_ROOT / self.hash

    @property
    def lock(self) -> Path:
        return RUN_ROOT / f"{self.hash}.lock"

    @property
    def operator_namespace(self) -> str:
        return f"{self.prefix}-op"

    def node_namespace(self, node: int) -> str:
        return f"{self.prefix}-n{node}"

    @property
    def logs(self) -> Path:
        return self.state / "logs"

    @property
    def nodes(self) -> Path:
        return self.state / "nodes"

    @property
    def snapshots(self) -> Path:
        return self.state / "snapshots"

    @property
    def key(self) -> Path:
        return self.state / "id_ed25519"

    @property
    def known_hosts(self) -> Path:
        return self.state / "known_hosts"

    @property
    def ssh_config(self) -> Path:
        return self.state / "ssh_config"

    @property
    def inventory(self) -> Path:
        return self.state / "inventory.yml"
