"""Clusters to start from: provisioned once in a testbed, and put back from a snapshot whenever a test wants one."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from verification.bed import KIT, STATE, must, on, testbed
from verification.flink import await_taskmanagers
from verification.playbook import ANSIBLE, ARCHIVE, HANDOVER, Cluster, is_converged, note_converged, play

_SNAPSHOTS = STATE / "snapshots"
# What the playbooks wrote on this machine, as it belongs to the disks.
_HANDOVERS = STATE / "handovers"


def converge(cluster: Cluster) -> None:
    """Makes the nodes that cluster, unless they are: from its snapshot, or by site.yml, of which it then takes one."""
    if is_converged(cluster):
        return
    name = _name(cluster)
    if (_SNAPSHOTS / name).is_dir():
        must(testbed("restore", name))
        shutil.rmtree(HANDOVER, ignore_errors=True)
        shutil.copytree(_HANDOVERS / name, HANDOVER)
    else:
        played = play("site.yml", cluster)
        assert played.code == 0, played.output
        shutil.rmtree(_HANDOVERS / name, ignore_errors=True)
        shutil.copytree(HANDOVER, _HANDOVERS / name)
        members = {*cluster.jobmanagers, *cluster.taskmanagers, *cluster.influxdb}
        must(testbed("snapshot", name, *sorted(members)))
    if "flink_supervision" not in cluster.variables:
        must(on(cluster.jobmanagers[0], "start-cluster.sh", user="flink"))
    await_taskmanagers(*cluster.taskmanagers)
    note_converged(cluster)


def _name(cluster: Cluster) -> str:
    """Another one for other variables, playbooks or archives."""
    told = hashlib.sha256(json.dumps(cluster.inventory(), sort_keys=True).encode())
    told.update(json.loads((STATE / "layout.json").read_text(encoding="utf-8"))["flavour"].encode())
    files = (path for folder in ANSIBLE.glob("*") if folder.name != "tests" for path in _files(folder))
    for file in sorted((*files, KIT / "testbed/verification/provisioned.py", ARCHIVE)):
        told.update(f"{file}\n".encode())
        told.update(file.read_bytes())
    return told.hexdigest()[:16]


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [file for file in path.rglob("*") if file.is_file() and file.suffix != ".pyc"]
