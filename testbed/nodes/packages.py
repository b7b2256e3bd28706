"""The programs that the testbed is made of, and installing those that are missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Dict, List

from nodes.errors import TestbedError

# What to look for, and the Debian or Ubuntu package that holds it.
PROGRAMS: Dict[str, str] = {
    "mmdebstrap": "mmdebstrap",
    "systemd-nspawn": "systemd-container",
    "socat": "socat",
    "nft": "nftables",
    "zstd": "zstd",
    "ssh": "openssh-client",
    "ssh-keygen": "openssh-client",
    "ip": "iproute2",
    "tc": "iproute2",
    "/usr/share/keyrings/debian-archive-keyring.gpg": "debian-archive-keyring",
}
_SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def complete_path() -> None:
    """Appends the folders of system programs to PATH: `sudo` and `su` may leave them out."""
    os.environ["PATH"] = f"{os.environ.get('PATH', '')}:{_SYSTEM_PATH}".lstrip(":")


def missing() -> List[str]:
    """The packages whose program is not here."""
    absent = {
        package
        for program, package in PROGRAMS.items()
        if not (Path(program).exists() if program.startswith("/") else shutil.which(program))
    }
    return sorted(absent)


def install_missing() -> None:
    """Installs what is missing, and nothing else. Raises TestbedError where that is impossible."""
    names = missing()
    if not names:
        return
    if not shutil.which("apt-get"):
        raise TestbedError(
            "installing what the testbed needs",
            f"there is no apt-get, and {', '.join(names)} is missing",
            "use Debian 12 or Ubuntu 22.04",
        )
    print(f"testbed: installing {' '.join(names)}", file=sys.stderr)
    install = ["install", "-y", "--no-install-recommends", *names]
    if _apt(install).returncode == 0 and not missing():
        return
    _apt(["update"])  # no package lists yet, or stale ones
    done = _apt(install)
    if done.returncode != 0 or missing():
        raise TestbedError(
            "installing what the testbed needs",
            (done.stderr or done.stdout).strip().replace("\n", " / ")[-500:],
            f"apt-get update && apt-get install {' '.join(names)}",
        )


def _apt(arguments: List[str]) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=1200,
        env=environment,
        check=False,
    )
