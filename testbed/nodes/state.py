"""The state folder itself."""

from nodes.base import remove_tree
from nodes.process import run
from nodes.settings import Settings


def make_folders(settings: Settings) -> None:
    """The state folder is for root only: it holds a private key, and set-uid programs of another system."""
    settings.state.mkdir(parents=True, exist_ok=True, mode=0o700)
    settings.state.chmod(0o700)
    (settings.state / ".gitignore").write_text("*\n")
    for folder in (settings.nodes, settings.logs, settings.snapshots):
        folder.mkdir(exist_ok=True)
    settings.run.mkdir(parents=True, exist_ok=True, mode=0o700)


def check_overlay(settings: Settings) -> None:
    """Tries an overlay out: a folder that lies on one itself, as inside of a container, cannot carry another."""
    folder = settings.state / "overlay-test"
    remove_tree(folder)
    for name in ("lower", "upper", "work", "root"):
        (folder / name).mkdir(parents=True)
    options = f"lowerdir={folder}/lower,upperdir={folder}/upper,workdir={folder}/work"
    mount = ["unshare", "--mount", "mount", "-t", "overlay", "overlay", "-o", options, f"{folder}/root"]
    try:
        run(
            mount,
            f"mounting an overlay in {settings.state}",
            "set TESTBED_DIR to a folder on a plain ext4 or xfs, such as /var/tmp/testbed",
        )
    finally:
        remove_tree(folder)
