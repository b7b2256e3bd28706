"""From bare machines to bare machines on nodes like Ubuntu 26.04: Python 3.14, uutils in place of GNU's coreutils, sudo-rs."""

import json
import shutil
import tempfile
import unittest
from pathlib import Path

from verification.bed import STATE, must, on, root_on
from verification.deploy_tool import AMPLE_SOURCE, assert_explained, tool
from verification.flink import await_taskmanagers, await_that, process_ids, rest
from verification.playbook import Cluster, cluster, play
from verification.played import Played
from verification.test_reset import INVENTORY, has_java

TESTBED_NODES = 1
TESTBED_FLAVOUR = "ubuntu-26.04"
# An ansible-core that knows the nodes' Python.
CONTROLLER = "newest"


def alone(heap_mb: int = 512) -> Cluster:
    """A JobManager, InfluxDB and one TaskManager on one machine."""
    return cluster(taskmanagers=("n1",), flink_task_slots=4, influxdb_enabled=True, flink_taskmanager_heap_mb=heap_mb)


class Ubuntu2604Test(unittest.TestCase):
    """The tests of this class build on each other, in the order of their numbers."""

    cluster = alone()
    before: str
    folder: Path

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = Path(tempfile.mkdtemp(prefix="ubuntu-26.04-", dir=STATE))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.before = root_on("n1", INVENTORY)

    def play(self, name: str, *arguments: str, on_cluster: Cluster = cluster) -> Played:
        """Runs a playbook, which has to succeed and to use nothing that goes away."""
        played = play(name, on_cluster, *arguments, controller=CONTROLLER)
        self.assertEqual(played.code, 0, played.output)
        self.assertEqual([warning for warning in played.warnings if "DEPRECATION" in warning], [], played.output)
        return played

    def test_0_the_nodes_are_what_they_are_to_be_like(self) -> None:
        said = must(
            on(
                "n1",
                "/usr/bin/python3 --version; ls --version; gnuls --version | head -1; cp --version | head -1;"
                " sudo --version; sudo.ws --version | head -1; stat --format %a ~; getent hosts n1; cloud-init status --wait",
            )
        )
        for line in (
            r"Python 3\.14\.\d+",
            r"ls \(uutils coreutils\) .*",
            r"ls \(GNU coreutils\) .*",
            r"cp \(GNU coreutils\) .*",
            r"sudo-rs .*",
            r"Sudo version .*",
            r"700",
            r"127\.0\.1\.1 +n1.*",
            r"status: done",
        ):
            self.assertRegex(said, rf"(?m)^{line}$")

    def test_1_check_mode_works_on_bare_machines(self) -> None:
        played = self.play("site.yml", "--check")
        self.assertGreater(played.changed_count, 0)
        self.assertEqual(root_on("n1", INVENTORY), self.before)

    def test_2_provisions_a_cluster(self) -> None:
        self.play("site.yml")
        await_taskmanagers("n1", seconds=5)
        self.assertTrue(has_java("n1"))
        self.assertEqual(rest("/overview")["slots-total"], 4)

    def test_3_changes_nothing_the_second_time(self) -> None:
        played = self.play("site.yml")
        self.assertEqual(played.changed, {"n1": 0}, played.changed_tasks)

    def test_4_start_cluster_over_ssh_brings_the_cluster_up(self) -> None:
        must(on("n1", "stop-cluster.sh", user="flink"))
        await_that("no Flink process", lambda: not any(process_ids("n1").values()))
        said = must(on("n1", "start-cluster.sh", user="flink"))
        self.assertIn("Starting taskexecutor daemon on host n1.", said)
        await_taskmanagers("n1")

    def test_5_the_doctor_finds_nothing_wrong(self) -> None:
        said = must(tool("doctor"))
        self.assertEqual([row for row in said.splitlines() if not row.startswith(("ok ", "note "))], [], said)
        self.assertIn("[n1] java: 1.8.0", said)

    def test_6_a_run_is_measured(self) -> None:
        must(tool("run", "minimal-variance", *AMPLE_SOURCE, "--duration", "20s", "--output", str(self.folder)))
        [file] = self.folder.glob("results/*-minimal-variance-cluster/run.json")
        result = json.loads(file.read_text(encoding="utf-8"))
        assert_explained(self, result)
        self.assertEqual(result["crossCheck"]["warnings"], [])

    def test_7_rolling_restarts_the_taskmanager_only(self) -> None:
        before = process_ids("n1")
        self.play("rolling.yml", on_cluster=alone(heap_mb=600))
        after = process_ids("n1")
        self.assertEqual(after["jobmanager"], before["jobmanager"])
        self.assertNotEqual(after["taskmanager"], before["taskmanager"])

    def test_8_reset_leaves_nothing_behind(self) -> None:
        self.play("reset.yml", "-e", "confirm=yes")
        self.assertEqual(root_on("n1", INVENTORY), self.before)
        self.assertEqual(root_on("n1", "find / -xdev -nouser -o -xdev -nogroup"), "")
        self.assertFalse(has_java("n1"), "the cluster brought it")


if __name__ == "__main__":
    unittest.main()
