"""Runs ec2.yml as a user would, on an account of the emulator's, and reads what AWS would show."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Sequence

import boto3  # type: ignore[import]
import yaml  # type: ignore[import]
from botocore.config import Config  # type: ignore[import]

from emulator.account import REGION, account
from verification.bed import KIT, PROGRAM, STATE
from verification.played import Played

ANSIBLE = KIT / "ansible"
OPERATOR_CIDR = "203.0.113.7/32"
ALIVE = ["pending", "running", "stopping", "stopped"]


class Ec2:
    """An account, a folder with the operator's files, and the playbook.

    With `among_nodes`, all of it is in the operator's network, where nodes of the testbed can be reached; what AWS would
    show has to be asked there, too, by `ask`. With `controller`, Ansible is that controller's, and not this machine's.
    """

    def __init__(self, among_nodes: bool = False, controller: str = "") -> None:
        self._prefix = [str(PROGRAM), "run"] if among_nodes else []
        self._ansible_prefix = self._prefix
        if controller:
            self._ansible_prefix = [
                str(PROGRAM),
                *(("run", "--controller") if among_nodes else ("controller",)),
                controller,
            ]
        self._open = ExitStack()
        STATE.mkdir(parents=True, exist_ok=True)
        self.folder = Path(self._open.enter_context(tempfile.TemporaryDirectory(dir=STATE, prefix="ec2-")))
        self.key = self.folder / "key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(self.key)], check=True)
        self._account = self._open.enter_context(account(self.folder, self._prefix))
        self.api: Any = boto3.client(
            "ec2",
            region_name=REGION,
            aws_access_key_id="emulated",
            aws_secret_access_key="emulated",
            config=Config(proxies={"https": self._account.environment["HTTPS_PROXY"]}),
            verify=self._account.environment["AWS_CA_BUNDLE"],
        )

    def close(self) -> None:
        self._open.close()

    @property
    def host_keys(self) -> Path:
        """Where a test may say which host keys the consoles tell, by private address."""
        return self.folder / "host_keys.json"

    def ask(self, script: str) -> str:
        """What a Python script prints that uses boto3."""
        ended = self.run("/usr/bin/python3", "-c", script, timeout_seconds=60)
        assert ended.returncode == 0, ended.stdout
        return ended.stdout.strip()

    def calls(self) -> list[dict[str, str]]:
        """What AWS has been asked so far."""
        return self._account.calls()

    def inventory_file(self, name: str = "flink") -> Path:
        return self.folder / f"{name}.aws_ec2.yml"

    def known_hosts(self, name: str = "flink") -> Path:
        return self.folder / f"{name}.known_hosts"

    def play(self, state: str, *arguments: str, **variables: object) -> Played:
        """Runs ec2.yml to its end."""
        given: dict[str, object] = {
            "state": state,
            "operator_cidr": OPERATOR_CIDR,
            "ec2_cluster_public_key_file": f"{self.key}.pub",
            "ec2_cluster_inventory_file": str(self.folder / "{{ ec2_cluster_name }}.aws_ec2.yml"),
            "ec2_cluster_known_hosts_file": str(self.folder / "{{ ec2_cluster_name }}.known_hosts"),
            **variables,
        }
        started = time.monotonic()
        ended = self._ansible(
            "ansible-playbook", "-i", "localhost,", "ec2.yml", "-e", json.dumps(given), *arguments, timeout_seconds=300
        )
        played = Played(ended.returncode, ended.stdout, time.monotonic() - started)
        with (STATE / "ec2.log").open("a", encoding="utf-8") as log:
            log.write(f"=== {state} {variables}: exit code {played.code}, {played.seconds:.1f} s\n{played.output}\n")
        return played

    def inventory(self, name: str = "flink") -> dict[str, Any]:
        """What site.yml would see."""
        ended = self._ansible("ansible-inventory", "-i", str(self.inventory_file(name)), "--list", timeout_seconds=60)
        assert ended.returncode == 0, ended.stdout
        found: dict[str, Any] = json.loads(ended.stdout[ended.stdout.index("{") :], object_hook=_trusted)
        return found

    def run(self, *command: str, timeout_seconds: float) -> subprocess.CompletedProcess[str]:
        """Runs a command in ansible/ that finds the account as it would find AWS."""
        return self._run([*self._prefix, *command], timeout_seconds)

    def _ansible(self, *command: str, timeout_seconds: float) -> subprocess.CompletedProcess[str]:
        return self._run([*self._ansible_prefix, *command], timeout_seconds)

    def _run(self, command: Sequence[str], timeout_seconds: float) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=ANSIBLE,
            env={**os.environ, **self._account.environment, "ANSIBLE_NOCOLOR": "1", "COLUMNS": "300"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout_seconds,
            check=False,
        )

    # --- What AWS would show --------------------------------------------------------------------------------------

    def instances(self, *states: str) -> list[Any]:
        """All instances in one of the states, in the order of their names."""
        filters = [{"Name": "instance-state-name", "Values": list(states or ALIVE)}]
        found = [i for r in self.api.describe_instances(Filters=filters)["Reservations"] for i in r["Instances"]]
        return sorted(found, key=lambda instance: str(tags(instance)["Name"]))

    def names(self, *states: str) -> list[str]:
        return [tags(instance)["Name"] for instance in self.instances(*states)]

    def groups(self) -> list[Any]:
        """The security groups that are not there in every account."""
        found: list[Any] = self.api.describe_security_groups()["SecurityGroups"]
        return [group for group in found if group["GroupName"] != "default"]

    def rules(self) -> list[tuple[int, int, str]]:
        """First port, last port and source of what the only security group admits."""
        (group,) = self.groups()
        rules = []
        for permission in group["IpPermissions"]:
            sources = [found["CidrIp"] for found in permission["IpRanges"]]
            sources += [
                "itself" if pair["GroupId"] == group["GroupId"] else "?" for pair in permission["UserIdGroupPairs"]
            ]
            rules += [(permission["FromPort"], permission["ToPort"], source) for source in sources]
        return sorted(rules)

    def left(self) -> list[str]:
        """All that a cluster is made of and that is there."""
        found = [f"instance {name}" for name in self.names()]
        found += [f"group {group['GroupName']}" for group in self.groups()]
        found += [f"key {key['KeyName']}" for key in self.api.describe_key_pairs()["KeyPairs"]]
        found += [f"volume {volume['VolumeId']}" for volume in self.api.describe_volumes()["Volumes"]]
        found += [
            f"template {t['LaunchTemplateName']}" for t in self.api.describe_launch_templates()["LaunchTemplates"]
        ]
        return found

    def user_data(self, instance: Any) -> Any:
        """The cloud-config that an instance was given."""
        answer = self.api.describe_instance_attribute(InstanceId=instance["InstanceId"], Attribute="userData")
        return yaml.safe_load(base64.b64decode(answer["UserData"]["Value"]))

    def attribute(self, instance: Any, name: str) -> str:
        answer = self.api.describe_instance_attribute(InstanceId=instance["InstanceId"], Attribute=name)
        return str(answer[name[0].upper() + name[1:]]["Value"])


def _trusted(value: dict[str, Any]) -> Any:
    """A value as it is: ansible-inventory of 2.19 and newer wraps those that it would not take for a template."""
    return value["__ansible_unsafe"] if value.keys() == {"__ansible_unsafe"} else value


def tags(resource: Any) -> dict[str, str]:
    """The tags of an instance, a group or a volume."""
    return {tag["Key"]: tag["Value"] for tag in resource.get("Tags", ())}


def members(taskmanagers: int, name: str = "flink") -> Sequence[str]:
    """The names of the machines of a cluster, in order."""
    return [f"{name}-jobmanager", *(f"{name}-taskmanager-{number}" for number in range(1, taskmanagers + 1))]
