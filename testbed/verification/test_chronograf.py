"""Chronograf beside InfluxDB, with a stand-in for the program: what the role gives it, and who reaches it."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path
from typing import Any

from verification.bed import KIT, address, must, on, operator, root_on, send
from verification.flink import await_that
from verification.playbook import HANDOVER, Cluster, cluster, play
from verification.provisioned import converge
from verification.secrets import logs_that_hold

TESTBED_NODES = 1
PORT = 8888
UNIT = "flink-chronograf.service"
# The part of site.yml that sets it up.
PART = ("--tags", "chronograf")
ON_NODE = "/tmp/chronograf.tar.gz"
# Says what it was started with and what it finds, and asks InfluxDB as the connection says, but shows no password.
STAND_IN = r"""#!/usr/bin/python3
import glob, json, os, sys, urllib.error, urllib.parse, urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

flags = dict(word[2:].partition("=")[::2] for word in sys.argv[1:])


def loaded(extension):
    (path,) = glob.glob(flags["resources-path"] + "/*." + extension)
    with open(path) as file:
        return json.load(file)


def influxdb(statement):
    source = loaded("src")
    login = {"u": source["username"], "p": source["password"], "db": source["telegraf"], "q": statement}
    url = source["url"] + "/query?" + urllib.parse.urlencode(login)
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method="POST"), timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        source = loaded("src")
        source.pop("password")
        told = {"flags": flags, "source": source, "dashboard": loaded("dashboard"), "user": os.getuid()}
        told["reads"], told["drops"] = influxdb("SHOW MEASUREMENTS"), influxdb("DROP DATABASE flink")
        told["may_write_resources"] = os.access(flags["resources-path"], os.W_OK)
        open(flags["bolt-path"], "w").close()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())


HTTPServer((flags["host"], int(flags["port"])), Page).serve_forever()
"""


def write_archive(path: Path) -> str:
    """An archive laid out as InfluxData's, with the stand-in; its SHA-256."""
    files = {
        "chronograf-1.10.0-1/usr/bin/chronograf": (STAND_IN, 0o755),
        "chronograf-1.10.0-1/etc/logrotate.d/chronograf": ("nothing to run\n", 0o644),
    }
    with tarfile.open(path, "w:gz") as archive:
        for name, (content, mode) in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content.encode()), mode
            archive.addfile(entry, io.BytesIO(content.encode()))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def page() -> Any:
    """What the stand-in tells whoever asks from a member."""
    return json.loads(must(on("n1", f"curl -s --fail -m 20 http://{address('n1')}:{PORT}/")))


def exposure(unit: str) -> float:
    """How exposed systemd finds a unit: 0 not at all, 10 entirely."""
    said = root_on("n1", f"systemd-analyze security --no-pager {unit} | grep -i 'overall exposure'")
    return float(said.split(":")[1].split()[0])


def password() -> str:
    return (HANDOVER / "credentials/influxdb_reader").read_text(encoding="utf-8").strip()


class ChronografTest(unittest.TestCase):
    """The tests of this class build on each other, in the order of their numbers."""

    cluster: Cluster

    @classmethod
    def setUpClass(cls) -> None:
        folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        checksum = write_archive(folder / "chronograf.tar.gz")
        converge(cluster(taskmanagers=("n1",)))
        send(folder / "chronograf.tar.gz", "n1", ON_NODE)
        cls.cluster = cluster(
            taskmanagers=("n1",),
            influxdb_enabled=True,
            chronograf_enabled=True,
            chronograf_archive_url=f"file://{ON_NODE}",
            chronograf_archive_checksum=f"sha256:{checksum}",
        )

    def test_1_it_runs_with_a_connection_that_reads_and_with_the_dashboard(self) -> None:
        checked = play("site.yml", self.cluster, "--tags", "influxdb,chronograf", "--check")
        self.assertEqual(checked.code, 0, checked.output)
        played = play("site.yml", self.cluster)
        self.assertEqual(played.code, 0, played.output)
        told = page()
        self.assertEqual(told["flags"]["host"], address("n1"))
        self.assertEqual((told["reads"], told["drops"]), (200, 403))
        self.assertEqual(told["source"]["url"], f"http://{address('n1')}:8086")
        file = KIT / "conf/dashboards/chronograf/flink.dashboard"
        self.assertEqual(told["dashboard"], json.loads(file.read_text(encoding="utf-8")))
        self.assertFalse(told["may_write_resources"])
        self.assertEqual(told["user"], int(root_on("n1", "id --user flink-chronograf")))

    def test_2_it_listens_on_the_private_address_and_lets_members_in_only(self) -> None:
        listening = must(on("n1", f"ss --listening --tcp --numeric --no-header | grep :{PORT}"))
        self.assertEqual([row.split()[3] for row in listening.splitlines()], [f"{address('n1')}:{PORT}"])
        outside = operator("curl", "-s", "-m", "3", f"http://{address('n1')}:{PORT}/")
        self.assertEqual(outside.code, 28, "a timeout, as the firewall drops what comes from outside")

    def test_3_the_password_is_readable_by_it_only_and_in_no_log(self) -> None:
        found = root_on("n1", "stat --format=%U:%a /etc/flink-chronograf/resources/flink.src").strip()
        self.assertEqual(found, "flink-chronograf:600")
        self.assertNotIn(password(), root_on("n1", "ps -eww -o args=; systemctl show flink-chronograf"))
        root_on("n1", "rm /etc/flink-chronograf/resources/flink.src")
        verbose = play("site.yml", self.cluster, "--tags", "chronograf,handover", "-vvv", "--diff")
        self.assertEqual(verbose.code, 0, verbose.output)
        self.assertNotIn(password(), verbose.output)
        self.assertEqual(logs_that_hold(password(), "n1"), [])

    def test_4_its_unit_is_as_hardened_as_influxdb_s(self) -> None:
        self.assertLessEqual(exposure(UNIT), exposure("influxdb.service"))

    def test_5_what_somebody_changed_is_put_right_and_nothing_else(self) -> None:
        root_on("n1", "echo '{}' >/etc/flink-chronograf/resources/flink.dashboard")
        played = play("site.yml", self.cluster, *PART)
        self.assertEqual(
            played.changed_tasks,
            ["server : Write its files and its unit", "server : Start it, now and at every boot"],
        )
        root_on("n1", f"systemctl kill --signal KILL {UNIT}")
        await_that("it is back", lambda: on("n1", f"curl -sf -m 5 http://{address('n1')}:{PORT}/").code == 0)

    def test_6_what_cannot_be_verified_or_has_nothing_to_show_is_refused(self) -> None:
        unpinned = cluster(taskmanagers=("n1",), influxdb_enabled=True, chronograf_enabled=True)
        played = play("site.yml", unpinned, *PART)
        self.assertEqual(played.code, 2)
        self.assertIn(
            "cannot be verified. Try: an https:// or file:// address, and chronograf_archive_checksum", played.text
        )
        without = replace(self.cluster, variables={**self.cluster.variables, "influxdb_enabled": False})
        played = play("site.yml", without, *PART)
        self.assertEqual(played.code, 2)
        self.assertIn("[n1] chronograf_enabled: there is no InfluxDB that it could show.", played.text)

    def test_7_reset_leaves_nothing_of_it(self) -> None:
        reset = play("reset.yml", self.cluster, "-e", "confirm=yes")
        self.assertEqual(reset.code, 0, reset.output)
        left = "ls -d /etc/flink-chronograf /opt/flink-chronograf /var/lib/flink-chronograf 2>/dev/null; true"
        self.assertEqual(root_on("n1", left), "")
        self.assertNotEqual(on("n1", "id flink-chronograf").code, 0)
        self.assertNotEqual(on("n1", f"systemctl cat {UNIT}").code, 0)


if __name__ == "__main__":
    unittest.main()
