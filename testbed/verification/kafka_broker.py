"""A Kafka beside the cluster, on the operator's machine: a broker of somebody's, which the tool did not start."""

from __future__ import annotations

import os
import signal
import subprocess
import uuid
from pathlib import Path

from verification import kafka_client
from verification.bed import KIT, OPERATOR, PROGRAM, must, operator
from verification.flink import await_that

# Kafka's own server is among the libraries of the kit's embedded one.
_LIBRARIES = KIT / "embedded-kafka/target/lib"
_PORT, _CONTROLLER_PORT = 9092, 9093
# Some of these many seconds go to a JVM that starts on a machine with others on it.
_START_SECONDS = 120


class Broker:
    """Broker and controller in one, which the nodes reach by the operator's address."""

    address = f"{OPERATOR}:{_PORT}"

    def __init__(self, folder: Path) -> None:
        data = folder / "kafka"
        data.mkdir()
        # What formatting the folder comes to, for a node that is its own quorum.
        (data / "meta.properties").write_text(f"version=1\ncluster.id={uuid.uuid4()}\nnode.id=1\n", encoding="utf-8")
        settings = folder / "kafka.properties"
        settings.write_text(
            f"""
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://{self.address},CONTROLLER://{OPERATOR}:{_CONTROLLER_PORT}
advertised.listeners=PLAINTEXT://{self.address}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
controller.quorum.voters=1@{OPERATOR}:{_CONTROLLER_PORT}
log.dirs={data}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
""",
            encoding="utf-8",
        )
        self.log = folder / "kafka.log"
        java = ["java", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", f"{_LIBRARIES}/*"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [str(PROGRAM), "run", *java, "kafka.Kafka", str(settings)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def await_start(self) -> None:
        """Waits until it answers."""
        await_that("Kafka", lambda: operator(*self._asking("topics")).code == 0, _START_SECONDS)

    def _asking(self, *what: str) -> tuple[str, ...]:
        return ("/usr/bin/python3", str(Path(kafka_client.__file__)), OPERATOR, str(_PORT), *what)

    def ask(self, *what: str) -> list[str]:
        """What the client prints: topics or groups."""
        return must(operator(*self._asking(*what))).split()

    def end(self) -> None:
        """Ends it at once."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)
