"""Runs a playbook as a user would, and reads what it says of itself."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Mapping, Sequence

from verification import bed
from verification.bed import KIT, OPERATOR, PLAY_HANGS_SECONDS, PROGRAM, STATE, address
from verification.flink import taskmanagers
from verification.own_cpu import own_cpu
from verification.played import Played

ANSIBLE = KIT / "ansible"
ARCHIVE = next(iter(sorted((KIT / "testbed/flink-dist/target").glob("flink-*-bin-scala_*.tgz"))))
# What the playbooks would write into conf/, for the deploy tool.
HANDOVER = STATE / "handover"
# A TaskManager that is gone is missed after 15 seconds instead of 50, and so in every test that ends one.
SOON_MISSED: dict[str, object] = {"heartbeat.interval": 3000, "heartbeat.timeout": 15000}
# Processes that live for a minute spend a third of it on compiling themselves, unless they are told that once is enough.
SOON_STARTED: dict[str, object] = {
    "env.java.opts.jobmanager": "-XX:TieredStopAtLevel=1",
    "env.java.opts.taskmanager": "-XX:+UseG1GC -XX:TieredStopAtLevel=1",
}


@dataclass(frozen=True)
class Cluster:
    """Who is who, and the variables that the user sets."""

    jobmanagers: Sequence[str]
    taskmanagers: Sequence[str]
    variables: Mapping[str, object]
    absent_groups: frozenset[str] = frozenset()
    # Hosts of its own; otherwise it runs beside the JobManager.
    influxdb: Sequence[str] = ()
    # The host of a Kafka; otherwise there is none.
    kafka: Sequence[str] = ()

    def without(self, group: str) -> Cluster:
        """The same, with an inventory that does not know the group."""
        return replace(self, absent_groups=self.absent_groups | {group})

    def inventory(self) -> dict[str, object]:
        def hosts(names: Sequence[str]) -> dict[str, object]:
            return {"hosts": {name: {"ansible_host": address(name)} for name in names}}

        groups = {"jobmanager": hosts(self.jobmanagers), "taskmanagers": hosts(self.taskmanagers)}
        if self.influxdb:
            groups["influxdb"] = hosts(self.influxdb)
        if self.kafka:
            groups["kafka"] = hosts(self.kafka)
        return {
            "all": {
                "vars": {
                    "ansible_user": "ubuntu",
                    "ansible_ssh_private_key_file": str(STATE / "id_ed25519"),
                    "ansible_ssh_common_args": f"-F {STATE / 'ssh_config'}",
                    "operator_cidr": f"{OPERATOR}/32",
                    "flink_archive_url": str(ARCHIVE),
                    "flink_archive_checksum_url": f"{ARCHIVE}.sha512",
                    "handover_folder": str(HANDOVER),
                    "flink_taskmanager_heap_mb": 512,
                    "flink_jobmanager_heap_mb": 512,
                    **self.variables,
                },
                "children": {name: group for name, group in groups.items() if name not in self.absent_groups},
            }
        }


def cluster(
    *,
    jobmanagers: Sequence[str] = ("n1",),
    taskmanagers: Sequence[str] = ("n2", "n3"),
    influxdb: Sequence[str] = (),
    **variables: object,
) -> Cluster:
    """One JobManager and two TaskManagers, without InfluxDB, unless told otherwise."""
    given = variables.pop("flink_conf", {})
    assert isinstance(given, dict)
    return Cluster(
        jobmanagers,
        taskmanagers,
        {
            "influxdb_enabled": False,
            **variables,
            "flink_conf": {**SOON_MISSED, **SOON_STARTED, **given},
        },
        influxdb=influxdb,
    )


def as_delivered(on: Cluster) -> Cluster:
    """The same, with the options for JVMs that the kit gives them."""
    conf = on.variables["flink_conf"]
    assert isinstance(conf, dict)
    kept = {key: value for key, value in conf.items() if key not in SOON_STARTED}
    return replace(on, variables={**on.variables, "flink_conf": kept})


def _command(
    name: str, inventory: Path, arguments: Sequence[str], kept: Sequence[str], controller: str = ""
) -> list[str]:
    whose = ["--controller", controller] if controller else []
    play = ["ansible-playbook", "-i", str(inventory), name, *arguments]
    return [str(PROGRAM), "run", *whose, *kept, *play]


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_FORCE_COLOR": "0",
        # As Ansible will be: what it learnt of a node is in ansible_facts, and nowhere else.
        "ANSIBLE_INJECT_FACT_VARS": "false",
    }


def play(
    name: str, on: Cluster, *arguments: str, controller: str = "", timeout_seconds: float = PLAY_HANGS_SECONDS
) -> Played:
    """Runs a playbook to its end, with this machine's Ansible or that of a controller of the testbed's."""
    bed.touch()
    HANDOVER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, own_cpu() as kept:
        inventory = Path(folder, "inventory.json")
        inventory.write_text(json.dumps(on.inventory()), encoding="utf-8")
        started = time.monotonic()
        ended = subprocess.run(
            _command(name, inventory, arguments, kept, controller),
            cwd=ANSIBLE,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout_seconds,
            check=False,
        )
        played = Played(ended.returncode, ended.stdout, time.monotonic() - started)
    with (STATE / "playbooks.log").open("a", encoding="utf-8") as log:
        log.write(
            f"=== {name} {' '.join(arguments)} {controller}: exit code {played.code}, {played.seconds:.1f} s\n{played.output}\n"
        )
    _remember(name, on, arguments, played)
    return played


# What the nodes are, as long as it is known: the cluster of the last run, and how often nodes had been wiped by then.
_converged: tuple[Cluster, int] | None = None


def _remember(name: str, on: Cluster, arguments: Sequence[str], played: Played) -> None:
    if name == "site.yml" and not arguments and played.code == 0:
        note_converged(on)
    elif sum(played.changed.values()) > 0 or not played.changed:
        note_converged(None)


def note_converged(on: Cluster | None) -> None:
    """Remembers what the nodes are now; None when nobody knows."""
    global _converged
    _converged = (on, bed.wiped) if on else None


def is_converged(on: Cluster) -> bool:
    """Whether they are that, and all its TaskManagers are there."""
    return _converged == (on, bed.wiped) and taskmanagers() == sorted(address(node) for node in on.taskmanagers)


def interrupt(
    name: str,
    on: Cluster,
    task: str,
    seconds_into: float,
    *arguments: str,
    timeout_seconds: float = PLAY_HANGS_SECONDS,
) -> str:
    """Runs a playbook until it is into a task, then kills it, as a closed laptop would; returns the output so far."""
    bed.touch()
    note_converged(None)
    with tempfile.TemporaryDirectory() as folder, own_cpu() as kept:
        inventory = Path(folder, "inventory.json")
        inventory.write_text(json.dumps(on.inventory()), encoding="utf-8")
        running = subprocess.Popen(
            _command(name, inventory, arguments, kept),
            cwd=ANSIBLE,
            env={**_environment(), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert running.stdout is not None
        seen: list[str] = []
        deadline = time.monotonic() + timeout_seconds
        try:
            for line in running.stdout:
                seen.append(line)
                if line.startswith(f"TASK [{task}]"):
                    time.sleep(seconds_into)
                    break
                if time.monotonic() > deadline:
                    raise AssertionError(f"'{task}' did not begin within {timeout_seconds:.0f} s")
            else:
                raise AssertionError(f"'{task}' never began\n{''.join(seen)}")
        finally:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait(timeout=30)
            running.stdout.close()
        return "".join(seen)
