"""A Kafka that site.yml adds to a cluster, and a run of the deploy tool that reads a topic there; only members reach it."""

from __future__ import annotations

import csv
import json
import shutil
import signal
import tempfile
import unittest
from pathlib import Path
from typing import Any

from verification.bed import STATE, address, fresh, must, on, operator
from verification.deploy_tool import Running, active_jobs, assert_explained, tool
from verification.flink import await_that, process_ids
from verification.login_broker import HeldSubmission, LoginBroker, lent
from verification.playbook import Cluster, cluster, play
from verification.played import Played
from verification.provided_kafka import PORT, TUNNEL_PORT, UNIT, ask, with_kafka

TESTBED_NODES = 2
NODES = ("n1", "n2")
# Not the JobManager's node, through which the tool comes.
KAFKA = "n2"
# What a Kafka concerns; that there is nothing else, the whole of site.yml shows afterwards.
PART = ("--tags", "kafka,handover")
# A quicker straggler than the published one, and more records: its lag shows after some fifteen seconds. What it grows by then
# is what is looked at, and not until when a busy machine has come to a throughput.
QUICK_TOPIC = (
    *("--set", "source.rate=1600", "--set", "straggler.waitMillis=6"),
    *("--set", "nums.min=1", "--set", "nums.range=2"),
    *("--duration", "5s", "--max-time", "35s", "--metrics", "rest"),
)


def is_open(port: int) -> bool:
    """Whether the operator's machine reaches that port of the node without SSH."""
    return operator("timeout", "3", "bash", "-c", f"exec 3<>/dev/tcp/{address(KAFKA)}/{port}").code == 0


def kafka_process() -> str:
    """The id of the broker's process, as its unit tells it."""
    return must(on(KAFKA, f"systemctl show --property MainPID {UNIT}"))


class TopicsTest(unittest.TestCase):
    """The tests of this class build on each other, in the order of their numbers."""

    folder: Path
    provided: Cluster
    login: LoginBroker

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = Path(tempfile.mkdtemp(prefix="topics-", dir=STATE))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        fresh(*NODES)
        # Nobody else starts from this one, so that a snapshot of it would be made for nothing.
        alone = cluster(taskmanagers=NODES)
        played = play("site.yml", alone)
        assert played.code == 0, played.output
        cls.provided = with_kafka(alone, KAFKA)
        cls.login = LoginBroker(KAFKA)

    def played(self, *arguments: str) -> Played:
        played = play("site.yml", self.provided, *arguments)
        self.assertEqual(played.code, 0, played.output)
        return played

    def result_of_a_run(self) -> tuple[Any, list[dict[str, str]]]:
        """Of a run that is on this cluster's Kafka without being told where that is; its samples, too."""
        run = tool("run", "kafka-straggler", *QUICK_TOPIC, "--output", str(self.folder))
        print(f"\n{run.out}")
        [file] = self.folder.glob("results/*kafka-straggler*/run.json")
        result = json.loads(file.read_text(encoding="utf-8"))
        self.assertIsNone(result["failure"], run.err)
        self.assertIn(f"[{address(KAFKA)}:{PORT}] making a topic", run.err)
        with file.with_name("samples.csv").open(encoding="utf-8") as rows:
            return result, list(csv.DictReader(rows))

    def test_1_check_mode_says_what_it_would_do_and_does_nothing(self) -> None:
        foreseen = self.played("--check", *PART)
        self.assertIn("server : Write its files and its unit", foreseen.changed_tasks)
        self.assertEqual(must(on(KAFKA, "ls -d /etc/flink-kafka 2>/dev/null || echo none")).strip(), "none")

    def test_2_it_comes_to_a_cluster_that_runs_and_only_members_reach_it(self) -> None:
        flink = [process_ids(node) for node in NODES]
        self.played(*PART)
        self.assertEqual([process_ids(node) for node in NODES], flink)
        self.assertTrue(is_open(22))
        for port in (PORT, TUNNEL_PORT):
            self.assertFalse(is_open(port), "only members reach it")
        # Up by the time that it is asked, two tests later.
        self.login.start()

    def test_3_a_straggler_shows_as_lag_and_nothing_of_the_run_is_left(self) -> None:
        ask(KAFKA, "make", "of-others")
        result, samples = self.result_of_a_run()
        [phase] = result["phases"]
        if phase["steadyState"]:
            assert_explained(self, result)
        self.assertEqual({row["host"] for row in phase["subtasks"]}, set(NODES))
        lag = phase["lag"]
        # A busy machine may be late with an answer, and a second without one is said to be unknown.
        self.assertLess(lag["unknownSeconds"], len(samples) / 10)
        self.assertGreater(lag["showsAfterSeconds"], 0)
        self.assertGreater(lag["growthPerSecond"], 0)
        self.assertGreater(lag["unprocessedRecords"], lag["records"])
        # The consumer commits what it fetched: the group was there.
        self.assertTrue(any(row["committed_lag"] for row in samples), samples[-1])
        self.assertEqual(active_jobs(), [])
        self.assertEqual(ask(KAFKA, "topics"), ["__consumer_offsets", "of-others"])
        self.assertEqual(ask(KAFKA, "groups"), ["of-others"])

    def with_a_login(self, client: Path, scenario: str) -> tuple[str, ...]:
        """A run of some seconds that reads the other broker's topic to its end."""
        there = ("--set", f"source.bootstrapServers={self.login.servers}", "--kafka-config", str(client))
        return ("run", scenario, *there, "--set", "stream.limit=800", "--metrics", "rest")

    def test_4_a_file_with_a_login_is_lent_to_the_jobmanagers_node_for_a_moment_and_to_nobody_else(self) -> None:
        self.addCleanup(self.login.stop)
        client = self.login.client(self.folder)
        self.login.await_it()
        with HeldSubmission("n1") as held:
            running = Running(self.folder, *self.with_a_login(client, "kafka-straggler"))
            held.await_it()
            self.assertEqual(lent("n1"), ["d 700 flink", f"f 600 flink {client.name}"])
            running.signal(signal.SIGINT)
            self.assertEqual(running.exit_code(), 130, running.said())
            self.assertEqual(lent("n1"), [], "after Ctrl-C")
        await_that("no job left", lambda: not active_jobs())

        run = tool(*self.with_a_login(client, "kafka-healthy"), "--output", str(self.folder))
        self.assertEqual(run.code, 0, run.err)
        self.assertEqual(lent("n1"), [])
        [file] = self.folder.glob("results/*kafka-healthy*/run.json")
        self.assertTrue(json.loads(file.read_text(encoding="utf-8"))["delivery"]["exact"])
        for said in (running.said(), run.out, run.err, file.read_text(encoding="utf-8")):
            self.assertFalse(self.login.is_told_by(said))

    def test_5_the_whole_of_site_yml_finds_nothing_to_change(self) -> None:
        process = kafka_process()
        again = self.played()
        self.assertEqual(again.changed_count, 0, again.changed_tasks)
        self.assertEqual(kafka_process(), process)


if __name__ == "__main__":
    unittest.main()
