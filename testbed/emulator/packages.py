"""Fetches the emulator from this machine's Debian archive, and unpacks it into one folder, without installing it.

apt does it, with folders and sources of its own, so that signatures are checked as always and this machine's apt is none
the wiser. moto comes from trixie, as bookworm has none; what it imports comes from bookworm where that is new enough.
"""

import hashlib
import os
import shutil
from pathlib import Path
from typing import Dict, List

from nodes.lock import exclusive
from nodes.mirror import read_machine
from nodes.process import run

PACKAGES: Dict[str, List[str]] = {
    "trixie": ["python3-moto", "python3-multipart"],
    "bookworm": [
        "python3-antlr4",
        "python3-flask",
        "python3-flask-cors",
        "python3-itsdangerous",
        "python3-responses",
        "python3-werkzeug",
        "python3-xmltodict",
    ],
}
_KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"
_FETCH_SECONDS = 300.0
_HINT = "check that this machine reaches its package mirror (apt-get update), then again"


def unpacked(cache: Path) -> Path:
    """The folder to put on PYTHONPATH; fetched where it is missing, once for all testbeds of a user."""
    recipe = hashlib.sha256(repr(sorted(PACKAGES.items())).encode()).hexdigest()[:8]
    folder = cache / f"emulator-{recipe}"
    with exclusive(cache / "emulator.lock", wait=_FETCH_SECONDS):
        if not folder.is_dir():
            part = cache / "emulator.part"
            shutil.rmtree(part, ignore_errors=True)
            _fetch(part)
            (part / "root").rename(folder)
            shutil.rmtree(part)
    return folder / "usr/lib/python3/dist-packages"


def _fetch(part: Path) -> None:
    for name in ("lists/partial", "archives/partial", "packages", "root"):
        (part / name).mkdir(parents=True)
    mirror = read_machine(os.environ).main
    sources = part / "sources.list"
    sources.write_text("".join(f"deb [signed-by={_KEYS}] {mirror} {suite} main\n" for suite in PACKAGES))
    options = {
        "Dir::Etc::SourceList": str(sources),
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::Etc::Preferences": "/dev/null",
        "Dir::Etc::PreferencesParts": "/dev/null",
        "Dir::State::Lists": str(part / "lists"),
        "Dir::Cache": str(part),
        "Acquire::Languages": "none",
        # The folder may be one that apt's own user cannot enter.
        "APT::Sandbox::User": "root",
    }
    apt = ["apt-get", "-q", *(f"-o{name}={value}" for name, value in options.items())]
    what = "fetching the emulator of EC2"
    run([*apt, "update"], what, _HINT, timeout=_FETCH_SECONDS)
    names = [f"{package}/{suite}" for suite, packages in PACKAGES.items() for package in packages]
    # apt-get downloads into the folder that it is called in.
    run(
        ["sh", "-c", 'cd "$0" && exec "$@"', str(part / "packages"), *apt, "download", *names], what, _HINT, timeout=300
    )
    for package in sorted((part / "packages").glob("*.deb")):
        run(["dpkg-deb", "--extract", str(package), str(part / "root")], "unpacking the emulator", _HINT)
