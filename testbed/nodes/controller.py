"""Controllers with another Ansible than this machine's: the programs of a later Debian, in a folder of their own.

A command that runs with them sees this machine as it is, except for /usr: its checkout, its home, its network.
"""

import hashlib
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, NoReturn

from nodes import base, packages
from nodes.errors import TestbedError
from nodes.lock import exclusive
from nodes.mirror import Mirror, read_machine
from nodes.process import run
from nodes.recipe import APT_OPTIONS, DPKG_OPTIONS, KEYRING
from nodes.settings import Settings

# By the ansible-core that it brings: the release of Debian that has it.
SUITES: Dict[str, str] = {"2.19": "trixie", "newest": "sid"}
PACKAGES = "ansible-core,ansible,python3-boto3,openssh-client,procps"

_COLLECTIONS = "/usr/lib/python3/dist-packages/ansible_collections"
_DPKG_OPTIONS = (
    *DPKG_OPTIONS,
    # The kit uses one of the hundred collections of the package.
    f"path-exclude={_COLLECTIONS}/*/*",
    f"path-include={_COLLECTIONS}/amazon/*",
    # It fails for the files that are left out, and is slow: one process a package. The hook compiles what is there.
    "path-exclude=/usr/bin/py3compile",
)
# It exits 1 for templates that are no Python yet. Nothing is compiled later, as the folder is mounted read-only.
_COMPILE = 'chroot "$1" python3 -m compileall -q /usr/lib/python3 >/dev/null || :'

# $0 is the folder. /usr comes last, as it holds the program that mounts; nothing may write to what others use, too.
_SCRIPT = """
for path in etc/alternatives etc/ld.so.cache usr; do
  mount -o bind,ro "$0/$path" "/$path" || exit 1
done
exec "$@"
"""
_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class ControllerRecipe:
    """How to make the folder, with packages of `suite` from `mirror`."""

    mirror: Mirror
    architecture: str
    suite: str

    def bootstrap(self, root: str) -> List[str]:
        """The command that makes it in the folder `root`."""
        return [
            *("mmdebstrap", "--mode=root", "--variant=minbase"),
            f"--architectures={self.architecture}",
            f"--include={PACKAGES}",
            *(f"--aptopt={option.rstrip(';')}" for option in APT_OPTIONS),
            *(f"--dpkgopt={option}" for option in _DPKG_OPTIONS),
            f"--customize-hook={_COMPILE}",
            *(self.suite, root, f"deb [signed-by={KEYRING}] {self.mirror.main} {self.suite} main"),
        ]

    @property
    def hash(self) -> str:
        """Changes with every ingredient."""
        return hashlib.sha256("\n".join(self.bootstrap("ROOT")).encode()).hexdigest()[:12]


def made(settings: Settings, name: str) -> Path:
    """The folder of the controller `name`, made where it is missing, once for all testbeds of a user."""
    architecture = run(["dpkg", "--print-architecture"], "reading the architecture", "use Debian or Ubuntu").strip()
    recipe = ControllerRecipe(read_machine(os.environ), architecture, SUITES[name])
    folder = settings.cache / f"controller-{recipe.suite}-{recipe.hash}"
    if not folder.is_dir():
        packages.install_missing()
        with exclusive(settings.cache / f"controller-{recipe.suite}.lock", wait=base.BUILD_SECONDS):
            if not folder.is_dir():
                _make(folder, name, recipe)
    return folder


def _make(folder: Path, name: str, recipe: ControllerRecipe) -> None:
    print(f"testbed: making the controller {name}, once: about two minutes", file=sys.stderr)
    part = folder.with_suffix(".part")
    base.remove_tree(part)
    try:
        base.step(recipe.bootstrap(str(part)), f"making the controller {name}")
        part.rename(folder)
    finally:
        base.remove_tree(part)


def version(folder: Path) -> str:
    """What the controller in `folder` says of itself."""
    return run(command(folder, ["ansible", "--version"]), "starting Ansible", f"remove {folder}").splitlines()[0]


def command(folder: Path, words: List[str]) -> List[str]:
    """What runs the command `words` with the programs in `folder`."""
    if not shutil.which(words[0], path=f"{folder}/usr/bin:{folder}/usr/sbin") and "/" not in words[0]:
        raise TestbedError(f"running {words[0]}", "the controller has no such program", "give its path")
    return ["unshare", "--mount", "env", f"PATH={_PATH}", "LC_ALL=C.UTF-8", "sh", "-c", _SCRIPT, str(folder), *words]


def become(folder: Path, words: List[str]) -> NoReturn:
    """Becomes the command, in the network that this program was called in."""
    os.execvp("unshare", command(folder, words))
