"""The Kafka that site.yml brings to a cluster: the archive that it comes from, and what is on it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from verification import kafka_client
from verification.bed import KIT, address, must, on, send
from verification.playbook import Cluster

_ARCHIVE = next(iter(sorted((KIT / "testbed/kafka-dist/target").glob("kafka_*.tgz"))))
_ON_NODE = "/tmp/kafka.tgz"
_CLIENT_ON_NODE = "/tmp/kafka_client.py"
# What the tests themselves leave on its node.
SENT = f"{_ON_NODE} {_CLIENT_ON_NODE}"
UNIT = "flink-kafka.service"
PORT, TUNNEL_PORT = 9092, 9094


def with_kafka(on_cluster: Cluster, node: str) -> Cluster:
    """The same with a Kafka on that node, which is given the archive."""
    send(_ARCHIVE, node, _ON_NODE)
    checksum = hashlib.sha512(_ARCHIVE.read_bytes()).hexdigest()
    variables = {"kafka_archive_url": f"file://{_ON_NODE}", "kafka_archive_checksum": f"sha512:{checksum}"}
    return replace(on_cluster, kafka=(node,), variables={**on_cluster.variables, **variables})


def ask(node: str, *what: str) -> list[str]:
    """What the client prints, on the node that has it: topics or groups."""
    send(Path(kafka_client.__file__), node, _CLIENT_ON_NODE)
    command = ("python3", _CLIENT_ON_NODE, address(node), str(PORT), *what)
    return must(on(node, " ".join(command))).split()
