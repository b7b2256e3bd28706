"""How many nodes a testbed has, what they are like, and which of them stand outside the Flink cluster."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional

from nodes.errors import TestbedError
from nodes.flavour import DEFAULT_FLAVOUR
from nodes.settings import MAX_NODES

DEFAULT_NODES = 3


@dataclass(frozen=True)
class Layout:
    """`nodes` in all; the last `outsiders` of them belong to no group of the cluster."""

    nodes: int
    outsiders: int = 0
    flavour: str = DEFAULT_FLAVOUR

    def __post_init__(self) -> None:
        if not 1 <= self.nodes <= MAX_NODES:
            raise ValueError(f"a testbed has 1 to {MAX_NODES} nodes, not {self.nodes}")
        if not 0 <= self.outsiders < self.nodes:
            raise ValueError(f"of {self.nodes} nodes 0 to {self.nodes - 1} can be outsiders, not {self.outsiders}")

    @property
    def numbers(self) -> List[int]:
        return list(range(1, self.nodes + 1))

    @property
    def task_managers(self) -> List[int]:
        return list(range(2, self.nodes - self.outsiders + 1))

    @property
    def outside(self) -> List[int]:
        return list(range(self.nodes - self.outsiders + 1, self.nodes + 1))

    @staticmethod
    def file(state: Path) -> Path:
        return state / "layout.json"

    @staticmethod
    def load(state: Path) -> Optional["Layout"]:
        """The layout of the testbed in `state`, None where none was made."""
        file = Layout.file(state)
        try:
            content = json.loads(file.read_text())
            flavour = str(content.get("flavour", DEFAULT_FLAVOUR))
            return Layout(int(content["nodes"]), int(content["outsiders"]), flavour)
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as error:
            raise TestbedError(f"reading {file}", str(error), f"remove {file}, then `testbed up`") from error

    def save(self, state: Path) -> None:
        content = {"nodes": self.nodes, "outsiders": self.outsiders, "flavour": self.flavour}
        write_atomically(self.file(state), json.dumps(content) + "\n")


def grown(
    existing: Optional[Layout], nodes: Optional[int], outsiders: Optional[int], flavour: Optional[str] = None
) -> Layout:
    """The layout that `up` is to reach; what is not asked for stays as it is."""
    now = existing or Layout(max(DEFAULT_NODES, (outsiders or 0) + 2), flavour=flavour or DEFAULT_FLAVOUR)
    wanted = now.nodes if nodes is None else nodes
    if existing and wanted < existing.nodes:
        raise TestbedError(
            f"up {wanted}",
            f"there are {existing.nodes} nodes already, and up takes none away",
            f"`testbed down`, then `testbed up {wanted}`",
        )
    if flavour and flavour != now.flavour:
        raise TestbedError(
            f"up --flavour {flavour}",
            f"the nodes that are there are of the flavour {now.flavour}",
            f"`testbed down`, then `testbed up --flavour {flavour}`; or set TESTBED_DIR for a testbed beside this one",
        )
    return Layout(wanted, now.outsiders if outsiders is None else outsiders, now.flavour)


def write_atomically(file: Path, text: str) -> None:
    """Replaces `file` at once, so that a reader never sees half of it."""
    part = file.with_name(file.name + ".part")
    part.write_text(text)
    part.replace(file)
