"""Snapshots: the disks of nodes at one moment, which any number of later disks lie on."""

from pathlib import Path
from typing import List, Sequence

from nodes.base import remove_tree
from nodes.errors import TestbedError
from nodes.layers import layers_in, of_all_disks
from nodes.layout import write_atomically
from nodes.node import Node
from nodes.settings import Settings


class Snapshot:
    """The snapshot `name` of a testbed: a folder for each of its nodes, of the same form as a node's own."""

    def __init__(self, settings: Settings, name: str) -> None:
        self.settings = settings
        self.name = name
        self.folder = settings.snapshots / name

    @property
    def exists(self) -> bool:
        return self.folder.is_dir()

    @property
    def numbers(self) -> List[int]:
        """The nodes that it holds the disks of."""
        return sorted(int(folder.name[1:]) for folder in self.folder.glob("n*[0-9]"))

    def take(self, nodes: Sequence[Node]) -> None:
        """Makes what the nodes, which are powered off, have written a layer that stays as it is; they go on on top of it."""
        part = self.folder.with_suffix(".part")
        remove_tree(part)
        for node in nodes:
            kept = part / node.name
            kept.mkdir(parents=True)
            write_atomically(kept / "layers", (node.folder / "layers").read_text())
            (node.folder / "upper").rename(kept / "upper")
        part.rename(self.folder)
        for node in nodes:
            node.lie_on(self.layers(node.number))

    def layers(self, number: int) -> List[Path]:
        """What a node that is put back lies on, the uppermost first."""
        kept = self.folder / f"n{number}"
        return [kept / "upper", *layers_in(kept)]

    def forget(self) -> None:
        """Removes it, unless disks of nodes or of other snapshots lie on it."""
        for user, layers in of_all_disks(self.settings).items():
            if user.parent != self.folder and any(self.folder in layer.parents for layer in layers):
                raise TestbedError(
                    f"removing the snapshot {self.name}", f"the disk in {user} lies on it", "`testbed down`, then again"
                )
        remove_tree(self.folder)


def find(settings: Settings, name: str) -> Snapshot:
    """A snapshot that is there."""
    snapshot = Snapshot(settings, name)
    if not snapshot.exists:
        there = ", ".join(sorted(folder.name for folder in settings.snapshots.glob("*"))) or "none"
        raise TestbedError(
            f"looking for the snapshot {name}",
            f"it is not among those of this testbed: {there}",
            f"`testbed snapshot {name}`",
        )
    return snapshot
