"""Which machines the nodes are like."""

from dataclasses import dataclass, replace
from typing import Dict, Tuple


@dataclass(frozen=True)
class Flavour:
    """One kind of machine: Debian's `release`, dressed with `scripts` as a cloud image of Ubuntu."""

    name: str
    release: str
    # Whether the release has updates and a security archive of its own.
    maintained: bool
    home_mode: str
    scripts: Tuple[str, ...]
    # Packages that only this kind has.
    packages: Tuple[str, ...] = ()
    # What a node's /etc/hosts says of its own name, if anything: the images of EC2 leave it to systemd-resolved, those
    # of others write a loopback address, as cloud-init does with `manage_etc_hosts`.
    own_address: str = ""
    # Whether cloud-init has done its work before the nodes are there, and is switched off: it takes seconds of CPU at every
    # boot, and most tests boot many nodes.
    settled: bool = False


_UBUNTU = Flavour("ubuntu", "bookworm", True, "0750", ("java.sh", "cloud.sh", "finish.sh"), settled=True)
_UBUNTU_FIRST_BOOT = replace(_UBUNTU, name="ubuntu-first-boot", settled=False)
_UBUNTU_26_04 = Flavour(
    "ubuntu-26.04",
    "forky",
    False,
    "0700",
    ("java.sh", "cloud.sh", "oxidised.sh", "finish.sh"),
    # The client comes with the server only until bookworm, and is in every image of Ubuntu.
    ("openssh-client", "rust-coreutils", "sudo-rs"),
    "127.0.1.1",
)
FLAVOURS: Dict[str, Flavour] = {flavour.name: flavour for flavour in (_UBUNTU, _UBUNTU_FIRST_BOOT, _UBUNTU_26_04)}
DEFAULT_FLAVOUR = _UBUNTU.name
