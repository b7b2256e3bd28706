"""An AWS account of the emulator's, empty but for what every account has, for as long as it is used."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterator, List, Sequence

from emulator import packages
from nodes.errors import TestbedError
from nodes.settings import Settings

REGION = "eu-central-1"
CANONICAL = "099720109477"
NEWEST_IMAGE = "ami-0000000000000002"
NEWEST_ARM_IMAGE = "ami-0000000000000005"
# As Canonical's names have them, and as EC2 does.
_ARCHITECTURES = {"amd64": "x86_64", "arm64": "arm64"}
_TESTBED = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Account:
    """How programs reach it: variables of their environment, which AWS's own libraries read."""

    environment: Dict[str, str]
    _calls: Path

    def calls(self) -> List[Dict[str, str]]:
        """What has been asked so far: the parameters of each call, of which `Action` is its name."""
        return [json.loads(line) for line in self._calls.read_text(encoding="utf-8").splitlines()]


@contextmanager
def account(folder: Path, prefix: Sequence[str] = ()) -> Iterator[Account]:
    """A new account; `folder` takes its files, `prefix` is what its command begins with."""
    modules = packages.unpacked(Settings.of(os.environ, _TESTBED / ".state").cache)
    images = folder / "images.json"
    images.write_text(json.dumps(_images()))
    environment = {
        **os.environ,
        "PYTHONPATH": f"{modules}:{_TESTBED}",
        "MOTO_AMIS_PATH": str(images),
        # Without these, every image, key and type would be there.
        "MOTO_ENABLE_AMI_VALIDATION": "1",
        "MOTO_ENABLE_KEYPAIR_VALIDATION": "1",
        "MOTO_EC2_ENABLE_INSTANCE_TYPE_VALIDATION": "1",
    }
    with (folder / "emulator.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [*prefix, sys.executable, "-m", "emulator.server", str(folder / "calls"), str(folder / "host_keys.json")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env=environment,
        )
    assert server.stdin is not None and server.stdout is not None
    try:
        port = server.stdout.readline().strip()
        if not port:
            raise TestbedError("starting the emulator of EC2", "it ended", f"read {folder / 'emulator.log'}")
        yield Account(
            {
                "HTTPS_PROXY": f"http://127.0.0.1:{port}",
                "AWS_CA_BUNDLE": str(modules / "moto/moto_proxy/ca.crt"),
                "AWS_REGION": REGION,
                "AWS_DEFAULT_REGION": REGION,
                "AWS_ACCESS_KEY_ID": "emulated",
                "AWS_SECRET_ACCESS_KEY": "emulated",
                "AWS_EC2_METADATA_DISABLED": "true",
            },
            folder / "calls",
        )
    finally:
        server.stdin.close()
        server.stdout.close()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _images() -> List[Dict[str, object]]:
    """For each architecture an old image, a newer one, and one of somebody else's that is newer still."""
    days = ("20250101", "20250601", "20250901")
    kinds = [(suffix, architecture, day) for suffix, architecture in _ARCHITECTURES.items() for day in days]
    return [
        {
            "ami_id": f"ami-000000000000000{number}",
            "name": f"ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-{suffix}-server-{day}",
            "description": "Ubuntu 22.04",
            "owner_id": "123456789012" if day == days[-1] else CANONICAL,
            "public": True,
            "virtualization_type": "hvm",
            "architecture": architecture,
            "state": "available",
            "platform": None,
            "image_type": "machine",
            "hypervisor": "xen",
            "root_device_name": "/dev/sda1",
            "root_device_type": "ebs",
            "sriov": "simple",
            "creation_date": f"{day[:4]}-{day[4:6]}-{day[6:]}T00:00:00.000Z",
        }
        for number, (suffix, architecture, day) in enumerate(kinds, 1)
    ]
