"""Hadoop on the nodes: NameNode and ResourceManager on n1, a worker of HDFS and of YARN on each of the others."""

from __future__ import annotations

import json
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Callable
from xml.sax.saxutils import escape

from verification.bed import KIT, STATE, address, must, on, operator, root_on, send
from verification.flink import await_that

ARCHIVE = KIT / "testbed/hadoop-dist/target/hadoop-2.8.5.tgz"
FLINK_ARCHIVE = KIT / "testbed/flink-dist/target/flink-1.8.1-bin-scala_2.11.tgz"
FLINK_HOME = "/opt/flink"
MASTER = "n1"
WORKERS = ("n2", "n3")
NODES = (MASTER, *WORKERS)
HOME = "/opt/hadoop"
CONF = "/etc/hadoop/conf"
# Who starts HDFS is its superuser; the other may log in, too, and is nobody to Hadoop.
SUPERUSER, GUEST = "ubuntu", "guest"
_EXCLUDED = f"{CONF}/excluded"
_DATA = "/srv/hadoop"
# One that is not the default, one that takes nothing, and the one that holds both.
QUEUE, CLOSED_QUEUE, PARENT_QUEUE = "measured", "closed", "batch"
_QUEUES = "yarn.scheduler.capacity.root"

_SITES = {
    "core-site.xml": {
        "fs.defaultFS": f"hdfs://{MASTER}:8020",
        "hadoop.tmp.dir": f"{_DATA}/tmp",
        "hadoop.security.groups.cache.secs": "1",
    },
    "hdfs-site.xml": {
        "dfs.replication": "1",
        "dfs.hosts.exclude": _EXCLUDED,
        # A node is dead after twice the one and ten times the other: 16 s instead of ten minutes.
        "dfs.namenode.heartbeat.recheck-interval": "3000",
        "dfs.heartbeat.interval": "1",
    },
    "yarn-site.xml": {
        "yarn.resourcemanager.hostname": MASTER,
        "yarn.resourcemanager.nodes.exclude-path": _EXCLUDED,
        # Five times a second instead of once: what a session asks for, and that it has ended, is known the sooner.
        "yarn.resourcemanager.nodemanagers.heartbeat-interval-ms": "200",
        "yarn.nm.liveness-monitor.expiry-interval-ms": "8000",
        # The same after a restart, so that a node comes back as itself.
        "yarn.nodemanager.address": "0.0.0.0:45454",
        # In place of a variable that only the scripts of the release set.
        "yarn.nodemanager.log-dirs": f"{_DATA}/logs",
        "yarn.nodemanager.resource.memory-mb": "3072",
        "yarn.nodemanager.resource.cpu-vcores": "4",
        "yarn.nodemanager.vmem-check-enabled": "false",
        "yarn.application.classpath": f"$HADOOP_CONF_DIR,{HOME}/lib/*",
        # The nodes share the disk of the machine that they are on, however full that is.
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage": "100",
    },
    # Without it there is no queue, and the ResourceManager ends.
    "capacity-scheduler.xml": {
        f"{_QUEUES}.queues": f"default,{PARENT_QUEUE}",
        f"{_QUEUES}.default.capacity": "50",
        f"{_QUEUES}.{PARENT_QUEUE}.capacity": "50",
        f"{_QUEUES}.{PARENT_QUEUE}.queues": f"{QUEUE},{CLOSED_QUEUE}",
        f"{_QUEUES}.{PARENT_QUEUE}.{QUEUE}.capacity": "100",
        # Half of what there is would not do for a session.
        f"{_QUEUES}.{PARENT_QUEUE}.{QUEUE}.user-limit-factor": "2",
        f"{_QUEUES}.{PARENT_QUEUE}.{CLOSED_QUEUE}.capacity": "0",
        f"{_QUEUES}.{PARENT_QUEUE}.{CLOSED_QUEUE}.state": "STOPPED",
        "yarn.scheduler.capacity.maximum-am-resource-percent": "1",
    },
}
# Processes that live for a minute spend a third of it on compiling themselves, unless they are told that once is enough.
_SOON_STARTED = "-XX:TieredStopAtLevel=1"
# So that the journal of a node says why a server ended.
_LOG4J = """log4j.rootLogger=WARN, stderr
log4j.appender.stderr=org.apache.log4j.ConsoleAppender
log4j.appender.stderr.target=System.err
log4j.appender.stderr.layout=org.apache.log4j.PatternLayout
log4j.appender.stderr.layout.ConversionPattern=%p %c{2}: %m%n
"""


def install() -> None:
    """Puts Java 8, Hadoop and its configuration on all nodes, which know each other by name from then on."""
    with ThreadPoolExecutor() as all_at_once:
        list(all_at_once.map(_install, NODES))


def _install(node: str) -> None:
    root_on(node, "apt-get -q update && apt-get -qy install --no-install-recommends openjdk-8-jre-headless")
    send(ARCHIVE, node, "hadoop.tgz")
    root_on(
        node,
        f"mkdir -p {HOME} {CONF} {_DATA} && tar -xf ~ubuntu/hadoop.tgz -C {HOME} --strip-components 1"
        f" && chown {SUPERUSER} {_DATA} && touch {_EXCLUDED} && rm ~ubuntu/hadoop.tgz",
    )
    for name in NODES:
        root_on(node, f"echo {address(name)} {name} >>/etc/hosts")
    with tempfile.TemporaryDirectory() as folder:
        files = {name: _site(values) for name, values in _SITES.items()} | {"log4j.properties": _LOG4J}
        for name, text in files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        must(
            operator("scp", "-q", "-F", str(STATE / "ssh_config"), *(f"{folder}/{name}" for name in files), f"{node}:")
        )
        root_on(
            node,
            f"cd ~ubuntu && chmod 644 {' '.join(files)} && chown root: {' '.join(files)} && mv {' '.join(files)} {CONF}",
        )
    root_on(
        node,
        f"useradd --create-home --shell /bin/bash {GUEST} && cp -r ~ubuntu/.ssh ~{GUEST} && chown -R {GUEST}: ~{GUEST}/.ssh",
    )


def install_flink() -> None:
    """Puts Flink on the master, whose client sends it to wherever YARN starts it."""
    send(FLINK_ARCHIVE, MASTER, "flink.tgz")
    root_on(
        MASTER,
        f"mkdir -p {FLINK_HOME} && tar -xf ~ubuntu/flink.tgz -C {FLINK_HOME} --strip-components 1 && rm ~ubuntu/flink.tgz"
        f" && echo env.java.opts: {_SOON_STARTED} >>{FLINK_HOME}/conf/flink-conf.yaml",
    )


def _site(values: dict[str, str]) -> str:
    rows = (f"<property><name>{key}</name><value>{escape(value)}</value></property>" for key, value in values.items())
    return "<configuration>\n" + "\n".join(rows) + "\n</configuration>\n"


def start() -> None:
    """Starts all of it, and waits until both workers are known to HDFS and to YARN."""
    must(on(MASTER, f"HADOOP_CONF_DIR={CONF} {HOME}/bin/hdfs namenode -format -nonInteractive", SUPERUSER))
    start_process(MASTER, "namenode")
    start_process(MASTER, "resourcemanager")
    for worker in WORKERS:
        start_process(worker, "datanode")
        start_process(worker, "nodemanager")
    await_that("two DataNodes", lambda: len(live_datanodes()) == len(WORKERS))
    await_nodemanagers()


def await_nodemanagers() -> None:
    """Waits until all of them are known to YARN."""
    await_that("two NodeManagers", lambda: node_states() == {worker: "RUNNING" for worker in WORKERS})


def start_process(node: str, kind: str) -> None:
    """Starts one of Hadoop's servers, as a unit of systemd."""
    command = "hdfs" if kind in ("namenode", "datanode") else "yarn"
    root_on(
        node,
        f"systemd-run --quiet --collect --unit hadoop-{kind} --uid {SUPERUSER} --setenv HADOOP_CONF_DIR={CONF}"
        # For the containers, which have no login.
        " --setenv JAVA_HOME=$(echo /usr/lib/jvm/java-8-openjdk-*)" f" {HOME}/bin/{command} {kind}",
    )


def restart_nodemanager(worker: str) -> None:
    """Starts a worker's NodeManager anew, and waits until YARN has heard of it.

    One of 2.8.5 that YARN had lost registers when it is asked to, and may then hang for good, as it waits for its containers.
    """
    root_on(worker, "systemctl kill --signal KILL hadoop-nodemanager; systemctl stop hadoop-nodemanager || true")
    ended = time.time()
    start_process(worker, "nodemanager")
    await_that(f"{worker} is back", lambda: _heard_of(worker) > ended)
    await_nodemanagers()


def _heard_of(worker: str) -> float:
    """When YARN last heard of the health of a NodeManager, in seconds since the epoch; 0 if it never did."""
    return max((row["lastHealthUpdate"] / 1000 for row in _nodemanagers() if row["nodeHostName"] == worker), default=0)


def kill_process(node: str, kind: str) -> None:
    """Ends one as a crash would."""
    root_on(node, f"systemctl kill --signal KILL hadoop-{kind}")


def asked(url: str) -> Any | None:
    """What a server inside answers the master, or None while it does not."""
    answer = on(MASTER, f"curl --silent --fail --max-time 10 'http://{url}'")
    return json.loads(answer.out) if answer.code == 0 and answer.out else None


def _asked(path: str) -> Any | None:
    return asked(f"{MASTER}:{path}")


def live_datanodes() -> dict[str, str]:
    """The state of each DataNode that lives, as the NameNode has it."""
    answer = _asked("50070/jmx?qry=Hadoop:service=NameNode,name=NameNodeInfo")
    if not answer or not answer["beans"]:
        return {}
    return {name.split(":")[0]: row["adminState"] for name, row in json.loads(answer["beans"][0]["LiveNodes"]).items()}


def node_states() -> dict[str, str]:
    """The state of each NodeManager, as the ResourceManager has it."""
    return {row["nodeHostName"]: row["state"] for row in _nodemanagers()}


def _nodemanagers() -> list[dict[str, Any]]:
    answer = _asked("8088/ws/v1/cluster/nodes")
    rows: list[dict[str, Any]] = ((answer or {}).get("nodes") or {}).get("node", [])
    return rows


def applications() -> dict[str, str]:
    """The state of each application that has not ended, as the ResourceManager has it."""
    return {row["id"]: row["state"] for row in _unended()}


def jobmanager(application: str) -> str:
    """Host and port of the REST interface of a session."""
    answer = _asked(f"8088/ws/v1/cluster/apps/{application}")
    assert answer is not None
    return str(answer["app"]["amRPCAddress"])


def queues() -> list[str]:
    """The queue of each application that has not ended."""
    return [row["queue"] for row in _unended()]


def _unended() -> list[dict[str, str]]:
    answer = _asked("8088/ws/v1/cluster/apps?states=NEW,NEW_SAVING,SUBMITTED,ACCEPTED,RUNNING")
    return list(((answer or {}).get("apps") or {}).get("app", []))


def diagnostics() -> str:
    """What YARN says of the application that was submitted last."""
    answer = _asked("8088/ws/v1/cluster/apps") or {"apps": {"app": []}}
    told = {str(row["id"]): str(row["diagnostics"]) for row in answer["apps"]["app"]}
    return told[max(told)]


def staging() -> list[str]:
    """What clients of Flink's left in HDFS."""
    answer = _asked(f"50070/webhdfs/v1/user/{SUPERUSER}/.flink?op=LISTSTATUS")
    return [row["pathSuffix"] for row in answer["FileStatuses"]["FileStatus"]] if answer else []


def exclude(*workers: str) -> None:
    """Decommissions these workers, and no other."""
    root_on(MASTER, f"echo {' '.join(workers)} >{_EXCLUDED}")
    for command in ("hdfs dfsadmin", "yarn rmadmin"):
        must(on(MASTER, f"HADOOP_CONF_DIR={CONF} {HOME}/bin/{command} -refreshNodes", SUPERUSER))


def take_back(worker: str) -> None:
    """Ends the decommissioning of a worker, whose NodeManager has ended itself."""
    exclude()
    root_on(worker, "systemctl stop hadoop-nodemanager || true")
    start_process(worker, "nodemanager")
    await_that(f"{worker} is back", lambda: node_states().get(worker) == "RUNNING")


def await_states(what: str, datanodes: dict[str, str], nodemanagers: Callable[[dict[str, str]], bool]) -> None:
    """Waits until HDFS has these nodes alive, in these states, and YARN what is asked for."""
    await_that(f"{what} for HDFS", lambda: live_datanodes() == datanodes)
    await_that(f"{what} for YARN", lambda: nodemanagers(node_states()))


def properties(folder: Path, **replaced: str) -> Path:
    """A yarn.properties for the nodes; `ssh_user` replaces `ssh.user`."""
    told = {
        "ssh.host": address(MASTER),
        "ssh.user": SUPERUSER,
        "ssh.key": str(STATE / "id_ed25519"),
        "ssh.knownHosts": str(STATE / "known_hosts"),
        "hadoop.confDir": CONF,
        "hadoop.home": HOME,
    }
    told.update({key.replace("_", ".", 1): value for key, value in replaced.items()})
    file = folder / "yarn.properties"
    file.write_text("".join(f"{key}={value}\n" for key, value in told.items()), encoding="utf-8")
    return file
