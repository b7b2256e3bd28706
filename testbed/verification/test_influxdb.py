"""Flink's metrics arrive in an InfluxDB that only its users may use, each for one thing, and only members reach."""

import hashlib
import json
import tempfile
import unittest
from pathlib import Path
from typing import Any

from verification.bed import address, bring, fresh, must, on, operator, root_on, send
from verification.flink import await_that, process_ids
from verification.playbook import HANDOVER, Cluster, cluster, play
from verification.provisioned import converge
from verification.secrets import logs_that_hold

TESTBED_NODES = 2
PORT = 8086
ON_NODE = "/tmp/influxdb.tar.gz"
USERS = {"admin": "admin", "writer": "flink", "reader": "reader"}
# Every TaskManager reports it, whether or not a job runs.
MEASUREMENT = "taskmanager_Status_JVM_CPU_Load"
# The part of site.yml that sets it up.
PART = ("--tags", "influxdb")


def password(role: str) -> str:
    return (HANDOVER / f"credentials/influxdb_{role}").read_text(encoding="utf-8").strip()


def ask(path: str, data: str, *, role: str = "", node: str = "n1") -> tuple[int, str]:
    """What a member is answered by the InfluxDB on a node: status and body."""
    login = f"-u {USERS[role]}:{password(role)}" if role else ""
    url = f"http://{address(node)}:{PORT}/{path}"
    said = must(on("n1", rf"curl -s -m 10 -w '\n%{{http_code}}' {login} --data-urlencode '{data}' '{url}'"))
    body, status = said.rsplit("\n", 1)
    return int(status), body


def query(text: str, *, role: str = "reader", node: str = "n1") -> list[dict[str, Any]]:
    """The rows of the answer, by column; tags are columns, too."""
    status, body = ask("query?db=flink", f"q={text}", role=role, node=node)
    assert status == 200, body
    rows = []
    for series in json.loads(body)["results"][0].get("series", []):
        for row in series["values"]:
            rows.append({**series.get("tags", {}), **dict(zip(series["columns"], row))})
    return rows


def reporting_hosts(node: str = "n1") -> set[str]:
    """Where the TaskManagers run whose metrics arrived in the last 20 seconds."""
    recent = f"SELECT count(value) FROM one_hour.{MEASUREMENT} WHERE time > now() - 20s GROUP BY host"
    return {row["host"] for row in query(recent, node=node)}


class InfluxDbTest(unittest.TestCase):
    """The tests of this class build on each other, in the order of their numbers."""

    cluster = cluster(taskmanagers=("n1",), influxdb_enabled=True)

    @classmethod
    def setUpClass(cls) -> None:
        converge(cluster(taskmanagers=("n1",)))
        played = play("site.yml", cls.cluster)
        assert played.code == 0, played.output

    def test_1_the_metrics_arrive_in_the_default_policy(self) -> None:
        await_that("metrics of the TaskManager", lambda: len(reporting_hosts()) == 1)
        policies = query("SHOW RETENTION POLICIES ON flink")
        found = [(row["name"], row["duration"], row["default"]) for row in policies]
        self.assertEqual(found, [("one_hour", "1h0m0s", True)])

    def test_2_each_user_may_do_one_thing(self) -> None:
        point = "a value=1"
        self.assertEqual(ask("write?db=flink", point)[0], 401)
        self.assertEqual(ask("write?db=flink", point, role="reader")[0], 403)
        self.assertEqual(ask("query?db=flink", f"q=SELECT * FROM {MEASUREMENT} LIMIT 1")[0], 401)
        self.assertEqual(ask("query?db=flink", f"q=SELECT * FROM {MEASUREMENT} LIMIT 1", role="writer")[0], 403)
        self.assertEqual(ask("query", "q=DROP DATABASE flink", role="reader")[0], 403)
        self.assertEqual(ask("query", "q=DROP DATABASE flink", role="writer")[0], 403)

    def test_3_it_listens_on_the_private_address_and_lets_members_in_only(self) -> None:
        listening = must(on("n1", "sudo ss --listening --tcp --numeric --no-header --processes | grep influxd"))
        local = sorted(row.split()[3] for row in listening.splitlines())
        self.assertEqual(local, [f"{address('n1')}:{PORT}", "127.0.0.1:8088"])
        outside = operator("curl", "-s", "-m", "3", f"http://{address('n1')}:{PORT}/ping")
        self.assertEqual(outside.code, 28, "a timeout, as the firewall drops what comes from outside")

    def test_4_passwords_are_readable_by_their_owner_only_and_in_no_log(self) -> None:
        for file in [HANDOVER / "influxdb.password", *(HANDOVER / "credentials").iterdir()]:
            self.assertEqual(file.stat().st_mode & 0o777, 0o600, file)
        for role in USERS:
            with self.subTest(role=role):
                self.assertEqual(logs_that_hold(password(role), "n1"), [])

    def test_5_what_somebody_changed_is_put_right_and_nothing_else(self) -> None:
        query("DROP USER reader", role="admin")
        query("CREATE RETENTION POLICY forever ON flink DURATION INF REPLICATION 1 DEFAULT", role="admin")
        processes = process_ids("n1")
        played = play("site.yml", self.cluster, *PART, "-vvv")
        for role in USERS:
            self.assertNotIn(password(role), played.output)
        self.assertEqual(played.changed_tasks, ["influxdb : Set up database, retention policy and users"])
        policies = {row["name"]: row["default"] for row in query("SHOW RETENTION POLICIES ON flink")}
        self.assertEqual(policies, {"one_hour": True, "forever": False})
        query("DROP RETENTION POLICY forever ON flink", role="admin")
        self.assertEqual(process_ids("n1"), processes)

    def test_6_a_password_that_nobody_knows_any_more_is_named(self) -> None:
        file = HANDOVER / "credentials/influxdb_admin"
        kept = file.read_text(encoding="utf-8")
        self.addCleanup(file.write_text, kept, encoding="utf-8")
        file.write_text("forgotten\n", encoding="utf-8")
        played = play("site.yml", self.cluster, *PART)
        self.assertEqual(played.code, 2)
        self.assertIn(
            f"http://{address('n1')}:{PORT} refuses admin: there is an administrator, with another name or password."
            " Try: the password that it was made with, or reset.yml",
            played.text,
        )

    def test_7_it_may_have_a_host_of_its_own_and_come_from_an_archive(self) -> None:
        fresh("n2")
        elsewhere = self.from_archive("usr/bin/influxd")
        checked = play("site.yml", elsewhere, *PART, "--check")
        self.assertEqual(checked.code, 0, checked.output)
        played = play("site.yml", elsewhere)
        self.assertEqual(played.code, 0, played.output)
        await_that("metrics of the TaskManager", lambda: len(reporting_hosts("n2")) == 1)
        self.assertNotEqual(on("n2", "id flink").code, 0)
        self.assertIn(" /opt/flink-influxdb/", must(on("n2", "systemctl cat influxdb | grep ^ExecStart= | tr = ' '")))
        self.assertEqual(must(on("n2", "ps -C influxd -o user=")).strip(), "influxdb")
        told = (HANDOVER / "cluster.properties").read_text(encoding="utf-8")
        self.assertIn(f"influxdb.host={address('n2')}\n", told)
        again = play("site.yml", elsewhere)
        self.assertEqual(again.changed, {"n1": 0, "n2": 0}, again.changed_tasks)
        reset = play("reset.yml", elsewhere, "--limit", "n2", "-e", "confirm=yes")
        self.assertEqual(reset.code, 0, reset.output)
        left = "ls -d /var/lib/influxdb /etc/influxdb /opt/flink-influxdb 2>/dev/null; true"
        self.assertEqual(root_on("n2", left), "")
        self.assertNotEqual(on("n2", "id influxdb").code, 0)

    def test_8_an_archive_without_the_program_leaves_nothing_behind(self) -> None:
        fresh("n2")
        played = play("site.yml", self.from_archive("etc/hostname"), *PART)
        self.assertEqual(played.code, 2)
        self.assertIn(f"[n2] influxdb_archive_url: file://{ON_NODE}: it holds no program called influxd.", played.text)
        self.assertEqual(root_on("n2", "ls -A /opt/flink-influxdb"), "")

    @staticmethod
    def from_archive(file: str) -> Cluster:
        """InfluxDB on n2, from an archive that is laid out as InfluxData's and holds one file of n1."""
        root_on("n1", f"cd / && tar --create --gzip --transform s,^,influxdb-1.8.10-1/, --file {ON_NODE} {file}")
        with tempfile.TemporaryDirectory() as folder:
            archive = Path(folder, "influxdb.tar.gz")
            bring("n1", ON_NODE, archive)
            send(archive, "n2", ON_NODE)
            checksum = hashlib.sha256(archive.read_bytes()).hexdigest()
        return cluster(
            taskmanagers=("n1",),
            influxdb=("n2",),
            influxdb_enabled=True,
            influxdb_archive_url=f"file://{ON_NODE}",
            influxdb_archive_checksum=f"sha256:{checksum}",
        )

    def test_9_one_that_was_there_before_is_not_taken_over(self) -> None:
        fresh("n2")
        root_on("n2", "printf '#!/bin/sh\n' >/usr/bin/influxd && chmod 755 /usr/bin/influxd")
        played = play("site.yml", cluster(taskmanagers=("n1",), influxdb=("n2",), influxdb_enabled=True), *PART)
        self.assertEqual(played.code, 2)
        self.assertIn("[n2] influxdb: there is one already, which the cluster did not bring.", played.text)


if __name__ == "__main__":
    unittest.main()
