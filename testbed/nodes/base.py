"""The base image: built once a recipe, kept as an archive, unpacked once a testbed."""

import shutil
import sys
import time
from pathlib import Path
from typing import List

from nodes.layers import of_all_disks
from nodes.lock import exclusive
from nodes.process import run, succeeds
from nodes.recipe import ATTRIBUTES, Recipe
from nodes.settings import Settings

# A namespace of its own for processes and for mounts: when this command dies, even by SIGKILL, so does all that the
# build started, and its mounts go with it.
_ISOLATED = [
    *("setpriv", "--pdeathsig", "KILL"),
    *("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"),
]
BUILD_SECONDS = 1800.0
_HINT = "check that this machine reaches its package mirror (apt-get update), then `testbed up` again"


def unpacked(settings: Settings, recipe: Recipe) -> Path:
    """The folder with the image of `recipe`, made where it is missing."""
    folder = settings.state / f"base-{recipe.hash}"
    if folder.is_dir():
        return folder
    archive = _archive(settings.cache, recipe)
    part = folder.with_suffix(".part")
    remove_tree(part)
    part.mkdir()
    command = ["tar", "-I", "zstd", *ATTRIBUTES, "-xpf", str(archive), "-C", str(part)]
    step(command, "unpacking the base image", f"remove {archive}, then `testbed up`")
    part.rename(folder)
    _remove_unused(settings, folder)
    return folder


def _remove_unused(settings: Settings, newest: Path) -> None:
    """Removes images of former recipes that no disk lies on any more."""
    used = {layer for layers in of_all_disks(settings).values() for layer in layers}
    for folder in settings.state.glob("base-*"):
        if folder != newest and folder not in used:
            remove_tree(folder)


def _archive(cache: Path, recipe: Recipe) -> Path:
    archive = cache / f"base-{recipe.hash}.tar.zst"
    if archive.exists():
        return archive
    # Two testbeds may want the same image: the second waits for it.
    with exclusive(cache / "lock", wait=BUILD_SECONDS):
        if not archive.exists():
            _build(cache, recipe, archive)
    return archive


def _build(cache: Path, recipe: Recipe, archive: Path) -> None:
    print("testbed: building the base image, once: some minutes", file=sys.stderr)
    root = cache / "build"
    part = archive.with_suffix(".part")
    remove_tree(root)
    try:
        _fill(root, recipe)
        _pack(root, part)
        part.rename(archive)
    finally:
        remove_tree(root)


def _fill(root: Path, recipe: Recipe) -> None:
    step(recipe.bootstrap(str(root)), "bootstrapping Debian")
    # The chroot resolves names as this machine does; the script takes both files away again.
    for name in ("hosts", "resolv.conf"):
        file = root / "etc" / name
        file.unlink(missing_ok=True)  # systemd-resolved's is a link, which this machine would follow
        shutil.copyfile(f"/etc/{name}", file)
    inside = 'mount -t proc proc "$0/proc" && exec chroot "$0" sh -c "$1"'
    step(["sh", "-c", inside, str(root), recipe.script], "dressing it as a cloud image")


def _pack(root: Path, file: Path) -> None:
    ends = ["-cpf", str(file), "-C", str(root), "."]
    step(["tar", "-I", "zstd -T0 -3", *ATTRIBUTES, *ends], "packing the base image")


def step(command: List[str], what: str, hint: str = _HINT) -> None:
    """Runs a step of a build, which ends with this command and has its mounts for itself."""
    run([*_ISOLATED, *command], what, hint, timeout=BUILD_SECONDS)


def remove_tree(folder: Path) -> None:
    """Removes `folder` with all it holds; never what is mounted below it."""
    if not folder.exists():
        return
    command = ["rm", "-rf", "--one-file-system", "--", str(folder)]
    if not succeeds(command, timeout=300):
        time.sleep(1)  # something killed a moment ago was still writing there
        hint = f"`findmnt -R {folder}` for what is in use"
        run(command, f"removing {folder}", hint, timeout=300)
