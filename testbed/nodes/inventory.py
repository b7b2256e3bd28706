"""The Ansible inventory of a testbed."""

import json
from pathlib import Path
from typing import Dict, Iterable, List

from nodes.layout import Layout
from nodes.settings import OPERATOR_ADDRESS, Settings, address_of

# What the Maven module beside this package builds, in place of the archive of Apache's servers.
_ARCHIVE = Path(__file__).resolve().parent.parent / "flink-dist/target/flink-1.8.1-bin-scala_2.11.tgz"


def render(settings: Settings, layout: Layout) -> str:
    """The text of inventory.yml: n1 is the JobManager, the others are TaskManagers or outsiders."""
    variables: Dict[str, str] = {
        "ansible_user": "ubuntu",
        "ansible_ssh_private_key_file": str(settings.key),
        "ansible_ssh_common_args": f"-F {settings.ssh_config}",
        "ansible_python_interpreter": "/usr/bin/python3",
        "operator_cidr": f"{OPERATOR_ADDRESS}/32",
        "flink_archive_url": str(_ARCHIVE),
        "flink_archive_checksum_url": f"{_ARCHIVE}.sha512",
    }
    lines = ["# Written by `testbed up`.", "all:", "  vars:"]
    lines += [f"    {name}: {json.dumps(value)}" for name, value in variables.items()]
    lines += ["  children:", "    flink:", "      children:"]
    lines += _group("jobmanager", [1], indent=8)
    lines += _group("taskmanagers", layout.task_managers, indent=8)
    lines += _group("outsiders", layout.outside, indent=4)
    return "\n".join(lines) + "\n"


def _group(name: str, nodes: Iterable[int], indent: int) -> List[str]:
    hosts = [f"{' ' * (indent + 4)}n{node}: {{ansible_host: {address_of(node)}}}" for node in nodes]
    if not hosts:
        return [f"{' ' * indent}{name}: {{}}"]
    return [f"{' ' * indent}{name}:", f"{' ' * (indent + 2)}hosts:", *hosts]
