"""What disks lie on: folders that stay as they are, shared by any number of disks."""

from pathlib import Path
from typing import Dict, List

from nodes.settings import Settings

NAME = "layers"


def layers_in(folder: Path) -> List[Path]:
    """What the disk in `folder` lies on, the uppermost first and the image last."""
    return [Path(line) for line in (folder / NAME).read_text().splitlines()]


def of_all_disks(settings: Settings) -> Dict[Path, List[Path]]:
    """The folders of all disks, those of nodes and those in snapshots, and what each of them lies on."""
    files = (*settings.nodes.glob(f"*/{NAME}"), *settings.snapshots.glob(f"*/*/{NAME}"))
    return {file.parent: layers_in(file.parent) for file in files}
