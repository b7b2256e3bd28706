"""Runs that read a topic, by the deploy tool: on the Kafka that the cluster came with, which only its members reach."""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path

from verification.bed import address, must, on, operator
from verification.deploy_tool import CLUSTER, DeployToolCase, active_jobs, assert_explained, tool
from verification.playbook import play
from verification.provided_kafka import PORT, TUNNEL_PORT, UNIT, ask, with_kafka

# Not the JobManager's node, through which the tool comes.
KAFKA = "n3"
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


class DeployToolTopicsTest(DeployToolCase):
    def test_a_topic_of_the_kafka_that_site_yml_brought_shows_the_straggler_as_lag_and_nothing_of_the_run_is_left(
        self,
    ) -> None:
        provided = with_kafka(CLUSTER, KAFKA)
        foreseen = play("site.yml", provided, "--check", "--tags", "kafka")
        self.assertEqual(foreseen.code, 0, foreseen.output)
        self.assertIn("server : Write its files and its unit", foreseen.changed_tasks)
        self.assertEqual(must(on(KAFKA, "ls -d /etc/flink-kafka 2>/dev/null || echo none")).strip(), "none")
        first = play("site.yml", provided)
        self.assertEqual(first.code, 0, first.output)
        process = must(on(KAFKA, f"systemctl show --property MainPID {UNIT}"))
        ask(KAFKA, "make", "of-others")
        self.assertTrue(is_open(22))
        for port in (PORT, TUNNEL_PORT):
            self.assertFalse(is_open(port), "only members reach it")

        output = Path(tempfile.mkdtemp(dir=self.folder))
        run = tool("run", "kafka-straggler", *QUICK_TOPIC, "--output", str(output))
        print(f"\n{run.out}")
        [file] = output.glob("results/*/run.json")
        result = json.loads(file.read_text(encoding="utf-8"))
        self.assertIsNone(result["failure"], run.err)
        self.assertIn(f"[{address(KAFKA)}:{PORT}] making a topic", run.err)
        [phase] = result["phases"]
        if phase["steadyState"]:
            assert_explained(self, result)
        self.assertEqual({row["host"] for row in phase["subtasks"]}, {"n2", "n3"})
        lag = phase["lag"]
        self.assertEqual(lag["unknownSeconds"], 0)
        self.assertGreater(lag["showsAfterSeconds"], 0)
        self.assertGreater(lag["growthPerSecond"], 0)
        self.assertGreater(lag["unprocessedRecords"], lag["records"])
        [samples] = output.glob("results/*/samples.csv")
        with samples.open(encoding="utf-8") as rows_of:
            rows = list(csv.DictReader(rows_of))
        # The consumer commits what it fetched: the group was there.
        self.assertTrue(any(row["committed_lag"] for row in rows), rows[-1])
        self.assertEqual(active_jobs(), [])
        self.assertEqual(ask(KAFKA, "topics"), ["__consumer_offsets", "of-others"])
        self.assertEqual(ask(KAFKA, "groups"), ["of-others"])

        second = play("site.yml", provided)
        self.assertEqual(second.code, 0, second.output)
        self.assertEqual(second.changed_count, 0, second.changed_tasks)
        self.assertEqual(must(on(KAFKA, f"systemctl show --property MainPID {UNIT}")), process)
