"""The deploy tool runs scenarios over SSH, measures what their subtasks explain, and says whatever goes wrong.

What goes wrong, and what machines are like, is tested here, too, as it needs the same cluster, which takes minutes to make.
"""

import json
import signal
import unittest
from typing import Any

from verification.bed import address, must, on, root_on, testbed
from verification.deploy_tool import AMPLE_SOURCE, DeployToolCase, active_jobs, assert_explained, tool
from verification.deploy_tool_faults import DeployToolFaultsTest
from verification.deploy_tool_jobs import DeployToolJobsTest
from verification.deploy_tool_machines import DeployToolMachinesTest

TESTBED_NODES = 3
__all__ = ["DeployToolFaultsTest", "DeployToolJobsTest", "DeployToolMachinesTest", "DeployToolTest"]


class DeployToolTest(DeployToolCase):
    # One scenario runs undisturbed, and two through a fault that must not show in what they measure.

    def result(self, scenario: str) -> Any:
        folder = max((self.folder / "results").glob(f"*-{scenario}-cluster"))
        return json.loads((folder / "run.json").read_text(encoding="utf-8"))

    def assert_measured(self, scenario: str, metrics_arrive: bool = True) -> None:
        result = self.result(scenario)
        assert_explained(self, result)
        flink, [phase] = result["cluster"], result["phases"]
        self.assertEqual((flink["target"], flink["flinkVersion"], phase["restarts"]), ("cluster", "1.8.1", 0))
        self.assertTrue(flink["javaVersion"].startswith("1.8.0"), flink["javaVersion"])
        self.assertEqual({row["host"] for row in phase["subtasks"]}, {"n2", "n3"})
        check = result["crossCheck"]
        self.assertEqual(check["influxdb"], f"http://{address('n1')}:8086/flink")
        # A node that is cut off reports nothing, which is told.
        self.assertEqual(check["warnings"], [] if metrics_arrive else check["warnings"])
        print(
            f"  InfluxDB: {check['throughput']['difference'] or 0:+.2%} of the job's own counters, {check['warnings']}"
        )

    def test_bad_straggler(self) -> None:
        # A stall at every other record: what varies less is sooner seen not to drift.
        steadier = ("--set", "straggler.waitRange=4", "--set", "straggler.waitMillis=20")
        must(tool("run", "bad-straggler", "--duration", "30s", *steadier, "--output", str(self.folder)))
        self.assert_measured("bad-straggler")
        [phase] = self.result("bad-straggler")["phases"]
        latency = phase["latency"]
        print(f"  latency: {latency['notMeasured'] or latency['fromEmission']}, clocks {latency['clocks']}")
        # By clocks that count from boots of their own, minutes apart: taken for one, they would give no latency at all.
        self.assertIsNone(latency["notMeasured"])
        self.assertGreater(latency["clocks"]["uncertaintyMillis"], 0)
        self.assertGreater(latency["fromEmission"]["p50"], 0)
        self.assertLess(latency["fromEmission"]["max"], 600_000)

    def test_constant_straggler_with_a_tool_that_was_killed_and_attached_again(self) -> None:
        killed = self.background("run", "constant-straggler")
        killed.await_samples()
        killed.signal(signal.SIGKILL)
        self.assertEqual(killed.exit_code(), -signal.SIGKILL)
        self.assertEqual(len(active_jobs()), 1)
        attached = tool("attach", "--output", str(self.folder))
        self.assertEqual(attached.code, 0, attached.err)
        self.assertIn("going on after ", attached.err)
        self.assert_measured("constant-straggler")

    def test_minimal_variance_with_a_connection_that_is_cut_while_measuring(self) -> None:
        running = self.background("run", "minimal-variance", *AMPLE_SOURCE)
        running.await_samples()
        must(testbed("partition", "n1"))
        running.await_saying("connection lost")
        must(testbed("heal"))
        running.await_saying("connected again")
        self.assertEqual(running.exit_code(300), 0, running.said())
        self.assert_measured("minimal-variance", metrics_arrive=False)

    def test_what_is_there_already_is_not_sent_again(self) -> None:
        on("n1", "rm -rf .flink-variance", user="flink")
        first = must(tool("push", "bad-straggler"))
        self.assertEqual(first.count("sent and verified"), 2, first)
        again = must(tool("push", "bad-straggler"))
        self.assertEqual(again.count("was there already, and verified"), 2, again)

    def test_a_cluster_that_is_down_is_started(self) -> None:
        # Leaves the ids of attempts behind, which stop-cluster.sh would take for the processes.
        must(on("n1", "start-cluster.sh", user="flink"))
        must(tool("cluster", "stop"))
        down = tool("cluster", "status")
        self.assertEqual(down.code, 3)
        self.assertIn("no answer. Try: deploy-tool cluster start", down.err)
        running = self.background("run", "minimal-variance")
        running.await_saying("running start-cluster.sh")
        running.await_saying("settling")
        running.signal(signal.SIGINT)
        self.assertEqual(running.exit_code(), 130)
        self.assertEqual(tool("cluster", "status").code, 0)

    def test_the_doctor_finds_nothing_wrong_with_a_cluster_that_is_as_it_should_be(self) -> None:
        said = must(tool("doctor"))
        self.assertEqual([row for row in said.splitlines() if not row.startswith(("ok ", "note "))], [], said)
        for node in ("n1", "n2", "n3"):
            self.assertIn(f"[{node}] java: 1.8.0", said)
        self.assertRegex(said, r"ports between the members: all \d+ ways are open")
        self.assertRegex(said, r"ports from here: all \d+ of Flink's are shut")
        self.assertIn("TaskManagers: 2 of 2 are registered", said)

    def test_the_doctor_names_all_that_is_wrong_in_one_go(self) -> None:
        keys = "/var/lib/flink/.ssh/authorized_keys"
        root_on("n3", f"mv {keys} {keys}.kept")
        self.addCleanup(root_on, "n3", f"mv {keys}.kept {keys}")
        root_on("n2", "printf '#!/bin/sh\nexec /bin/date --date=+1hour \"$@\"\n' >/usr/local/bin/date")
        root_on("n2", "chmod 755 /usr/local/bin/date")
        self.addCleanup(root_on, "n2", "rm /usr/local/bin/date")
        sick = tool("doctor")
        self.assertEqual(sick.code, 3, sick.out)
        faults = [row for row in sick.out.splitlines() if row.startswith("FAULT")]
        self.assertEqual(len(faults), 2, sick.out)
        self.assertRegex(faults[0], r"\[n2\] clock: 3\d\d\d s ahead of the JobManager's\.")
        self.assertRegex(faults[1], r"\[n3\] ssh from the JobManager with env.ssh.opts: .*[Pp]ermission denied")

    def test_logs_are_found_by_the_name_of_a_host(self) -> None:
        for name in ("n2", address("n2")):
            heads = [row for row in must(tool("cluster", "logs", name)).splitlines() if row.startswith("=== ")]
            self.assertEqual(heads, ["=== TaskManager, n2"])

    def test_the_metrics_doctor_says_where_a_series_stops(self) -> None:
        well = must(tool("metrics", "doctor"))
        # Other tests have cut nodes off, which the logs remember.
        self.assertEqual([row for row in well.splitlines() if not row.startswith(("ok ", "note "))], [], well)
        root_on("n1", "systemctl stop influxdb")
        self.addCleanup(root_on, "n1", "systemctl start influxdb")
        sick = tool("metrics", "doctor")
        self.assertEqual(sick.code, 3, sick.out)
        [fault] = [row for row in sick.out.splitlines() if row.startswith("FAULT")]
        self.assertRegex(fault, rf"\[{address('n1')}:8086\] asking InfluxDB for its version: .*\. Try: ")


if __name__ == "__main__":
    unittest.main()
