"""A broker of somebody else's on a node, which wants a password; what the JobManager's node is lent to log in there."""

from __future__ import annotations

import secrets
from pathlib import Path

from verification.bed import OPERATOR, address, on, root_on
from verification.flink import await_that, process_ids

# In the firewall's range, and free beside the cluster's own broker.
_PORT, _CONTROLLER_PORT = 9096, 9097
_UNIT = "login-broker"
_FOLDER = f"/var/tmp/{_UNIT}"
_USER = "me"
# Of the user whom the deploy tool logs in as.
_LENT = "/var/lib/flink/.flink-variance/lent"
_SEEN = "/var/tmp/seen-lent"
_MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule"


class LoginBroker:
    """It runs on the Kafka that the node has already, beside that one's own broker, until it is stopped."""

    def __init__(self, node: str) -> None:
        self._node = node
        self._password = secrets.token_hex(16)
        self.servers = f"{address(node)}:{_PORT}"

    def start(self) -> None:
        """Starts it, and lets the operator's machine through to it, as a user would have to."""
        server = f"""process.roles=broker,controller
node.id=1
listeners=LOGIN://{self.servers},CONTROLLER://127.0.0.1:{_CONTROLLER_PORT}
advertised.listeners=LOGIN://{self.servers}
listener.security.protocol.map=LOGIN:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=LOGIN
controller.listener.names=CONTROLLER
controller.quorum.voters=1@127.0.0.1:{_CONTROLLER_PORT}
log.dirs={_FOLDER}/data
sasl.enabled.mechanisms=PLAIN
sasl.mechanism.inter.broker.protocol=PLAIN
listener.name.login.plain.sasl.jaas.config={_MODULE} required username="{_USER}" password="{self._password}" \\
    user_{_USER}="{self._password}";
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
"""
        meta = f"version=1\ncluster.id={secrets.token_urlsafe(16)}\nnode.id=1\n"
        root_on(
            self._node,
            f"umask 077; mkdir -p {_FOLDER}/data\n"
            f"cat >{_FOLDER}/server.properties <<'END'\n{server}END\n"
            f"cat >{_FOLDER}/data/meta.properties <<'END'\n{meta}END\n"
            f"nft add element inet flink_firewall members {{ {OPERATOR} }}\n"
            "libs=$(echo /opt/flink-kafka/*/libs)\n"
            f"systemd-run --quiet --collect --unit {_UNIT} java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
            f' -cp "$libs/*" kafka.Kafka {_FOLDER}/server.properties',
        )

    def await_it(self) -> None:
        """Waits until it listens."""
        port = f"exec 3<>/dev/tcp/{address(self._node)}/{_PORT}"
        await_that("a broker with a login", lambda: on(self._node, f"bash -c '{port}' 2>/dev/null").code == 0)

    def client(self, folder: Path) -> Path:
        """A file for Kafka's clients, with the password."""
        file = folder / "client.properties"
        file.touch(mode=0o600)
        file.write_text(
            "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\n"
            f'sasl.jaas.config={_MODULE} required username="{_USER}" password="{self._password}";\n',
            encoding="utf-8",
        )
        return file

    def is_told_by(self, text: str) -> bool:
        """Whether the password stands there."""
        return self._password in text

    def stop(self) -> None:
        """Takes it away, and the way to it."""
        root_on(
            self._node,
            f"systemctl stop {_UNIT}; nft delete element inet flink_firewall members {{ {OPERATOR} }}; rm -rf {_FOLDER}",
        )


def lent(node: str) -> list[str]:
    """What is lent there: for each folder and file its kind, mode, owner and, of a file, its name."""
    found = f"find {_LENT} -mindepth 1 -type d -printf '%y %m %u\\n' -o -type f -printf '%y %m %u %f\\n'"
    return sorted(root_on(node, f"{found} 2>/dev/null; true").splitlines())


class HeldSubmission:
    """Whatever is lent there next finds a JobManager that stands still, so that one can look at it for as long as one likes."""

    def __init__(self, node: str) -> None:
        self._node = node
        [self._jobmanager] = process_ids(node)["jobmanager"]

    def __enter__(self) -> HeldSubmission:
        found = f"find {_LENT} -mindepth 2 -type f ! -name '*.part' 2>/dev/null | grep --quiet ."
        stop = f"until {found}; do sleep 0.02; done; kill -STOP {self._jobmanager}; touch {_SEEN}"
        root_on(self._node, f'rm -f {_SEEN}; systemd-run --quiet --collect --unit hold sh -c "{stop}"')
        return self

    def await_it(self) -> None:
        """Waits until there is a file, and the JobManager stands still."""
        await_that("a file that is lent", lambda: on(self._node, f"test -e {_SEEN}").code == 0)

    def __exit__(self, *_: object) -> None:
        root_on(self._node, f"systemctl stop hold 2>/dev/null; kill -CONT {self._jobmanager}; rm -f {_SEEN}")
