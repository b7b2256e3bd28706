"""A Kafka that site.yml adds to a cluster, and a run of the deploy tool that reads a topic there; only members reach it."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
import unittest
from pathlib import Path
from typing import Any

from verification.bed import STATE, address, fresh, must, on, operator
from verification.deploy_tool import active_jobs, assert_explained, tool
from verification.flink import process_ids
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

    def played(self, *arguments: str) -> Played:
        played = play("site.yml", self.provided, *arguments)
        self.assertEqual(played.code, 0, played.output)
        return played

    def result_of_a_run(self) -> tuple[Any, list[dict[str, str]]]:
        """Of a run that is on this cluster's Kafka without being told where that is; its samples, too."""
        run = tool("run", "kafka-straggler", *QUICK_TOPIC, "--output", str(self.folder))
        print(f"\n{run.out}")
        [file] = self.folder.glob("results/*/run.json")
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

    def test_3_a_straggler_shows_as_lag_and_nothing_of_the_run_is_left(self) -> None:
        ask(KAFKA, "make", "of-others")
        result, samples = self.result_of_a_run()
        [phase] = result["phases"]
        if phase["steadyState"]:
            assert_explained(self, result)
        self.assertEqual({row["host"] for row in phase["subtasks"]}, set(NODES))
        lag = phase["lag"]
        self.assertEqual(lag["unknownSeconds"], 0)
        self.assertGreater(lag["showsAfterSeconds"], 0)
        self.assertGreater(lag["growthPerSecond"], 0)
        self.assertGreater(lag["unprocessedRecords"], lag["records"])
        # The consumer commits what it fetched: the group was there.
        self.assertTrue(any(row["committed_lag"] for row in samples), samples[-1])
        self.assertEqual(active_jobs(), [])
        self.assertEqual(ask(KAFKA, "topics"), ["__consumer_offsets", "of-others"])
        self.assertEqual(ask(KAFKA, "groups"), ["of-others"])

    def test_4_the_whole_of_site_yml_finds_nothing_to_change(self) -> None:
        process = kafka_process()
        again = self.played()
        self.assertEqual(again.changed_count, 0, again.changed_tasks)
        self.assertEqual(kafka_process(), process)


if __name__ == "__main__":
    unittest.main()
