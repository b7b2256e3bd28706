"""What a node's base image holds.

Debian with what every cloud image of Ubuntu has: systemd, sshd, sudo, Python, cloud-init, a user `ubuntu`. Java 8 left
Debian's stable releases, so the one package and the libraries it needs come from unstable. The libraries are installed in
the image; the package itself lies in a small local archive, so that `apt-get install openjdk-8-jre-headless` works on a
node as it does on an Ubuntu machine, and no node has to read the index of unstable (11 MB) for it.
"""

import hashlib
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import List

from nodes.flavour import Flavour
from nodes.mirror import Mirror

PACKAGES = (
    "systemd,systemd-sysv,systemd-resolved,dbus,libpam-systemd,openssh-server,sudo,adduser,python3,python3-apt,iproute2,"
    "iputils-ping,nftables,logrotate,ca-certificates,curl,procps,netbase,less,vim-tiny,tar,gzip,xz-utils,zstd,rsync,acl,"
    "cloud-init,unattended-upgrades,needrestart"
)
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
LOCAL_ARCHIVE = "/opt/testbed-packages"

# How tar packs the image: with what lets `ping` work for everybody, which it leaves out unless asked.
ATTRIBUTES = ("--xattrs", "--xattrs-include=*", "--numeric-owner")

# The dates of unstable's index run out after a week, and a mirror may be older; signatures stay required.
APT_OPTIONS = ('Acquire::Check-Valid-Until "false";', 'Acquire::Check-Date "false";', 'Acquire::Languages "none";')

# Documentation and translations are half of the files, and no sync between files is a third of the time.
DPKG_OPTIONS = (
    "path-exclude=/usr/share/doc/*",
    "path-include=/usr/share/doc/*/copyright",
    "path-exclude=/usr/share/man/*/*",
    "path-exclude=/usr/share/locale/*",
    "force-unsafe-io",
)
_NODE_DPKG_OPTIONS = (*DPKG_OPTIONS, "path-exclude=/usr/share/i18n/*")

_SCRIPTS = Path(__file__).with_name("image")


@dataclass(frozen=True)
class Recipe:
    """How to make the image of machines of `flavour` for this `architecture`, with packages from `mirror`."""

    mirror: Mirror
    architecture: str
    flavour: Flavour

    @property
    def sources(self) -> List[str]:
        """The lines of the nodes' sources.list."""
        release = self.flavour.release
        suites = (release, f"{release}-updates") if self.flavour.maintained else (release,)
        signed = f"deb [signed-by={KEYRING}]"
        lines = [f"{signed} {self.mirror.main} {suite} main" for suite in suites]
        if self.mirror.security and self.flavour.maintained:
            lines.append(f"{signed} {self.mirror.security} {release}-security main")
        return lines

    def bootstrap(self, root: str) -> List[str]:
        """The command that makes a plain Debian in the folder `root`."""
        return [
            *("mmdebstrap", "--mode=root", "--variant=minbase"),
            f"--architectures={self.architecture}",
            f"--include={','.join((PACKAGES, *self.flavour.packages))}",
            *(f"--aptopt={option.rstrip(';')}" for option in APT_OPTIONS),
            *(f"--dpkgopt={option}" for option in _NODE_DPKG_OPTIONS),
            *(self.flavour.release, root, *self.sources),
        ]

    @property
    def script(self) -> str:
        """What to run inside of it afterwards, as root, with access to the mirror."""
        given = {
            "DEBIAN_FRONTEND": "noninteractive",
            "NEEDRESTART_SUSPEND": "yes",  # nothing runs in an image that is being made
            "LC_ALL": "C.UTF-8",
            "KEYRING": KEYRING,
            "MAIN": self.mirror.main,
            "LOCAL_ARCHIVE": LOCAL_ARCHIVE,
            "APT_OPTIONS": "\n".join(APT_OPTIONS),
            "HOME_MODE": self.flavour.home_mode,
        }
        exports = [f"export {name}={shlex.quote(value)}\n" for name, value in given.items()]
        return "".join([*exports, *((_SCRIPTS / name).read_text() for name in self.flavour.scripts)])

    @property
    def hash(self) -> str:
        """Changes with every ingredient, so an image is never taken for that of another recipe."""
        ingredients = "\n".join([*self.bootstrap("ROOT"), self.script, *ATTRIBUTES])
        return hashlib.sha256(ingredients.encode()).hexdigest()[:12]
