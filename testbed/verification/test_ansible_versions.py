"""The playbooks under newer versions of Ansible than this machine's, which all other tests run with."""

import unittest

from verification.bed import fresh, must, on, testbed
from verification.flink import process_ids
from verification.playbook import Cluster, cluster, play
from verification.played import Played

TESTBED_NODES = 2
NODES = ("n1", "n2")
MAKING_SECONDS = 1800.0
PLAYING_SECONDS = 900.0


class AnsibleTest(unittest.TestCase):
    """What each version has to do; the tests are below."""

    controller: str
    influxdb_enabled = False
    supervision = "scripts"

    @classmethod
    def setUpClass(cls) -> None:
        if cls is not AnsibleTest:
            print(f"\n  {must(testbed('controller', cls.controller, timeout_seconds=MAKING_SECONDS)).strip()}")

    def cluster(self, heap_mb: int = 512) -> Cluster:
        """A JobManager and one TaskManager."""
        return cluster(
            taskmanagers=("n2",),
            influxdb_enabled=self.influxdb_enabled,
            flink_supervision=self.supervision,
            flink_taskmanager_heap_mb=heap_mb,
        )

    def played(self, name: str, on_cluster: Cluster, *arguments: str) -> Played:
        """Runs a playbook, which has to succeed and to use nothing that goes away."""
        played = play(name, on_cluster, *arguments, controller=self.controller, timeout_seconds=PLAYING_SECONDS)
        self.assertEqual(played.code, 0, played.output)
        self.assertEqual(played.warnings, [], played.output)
        return played

    def processes(self) -> dict[str, dict[str, list[int]]]:
        return {node: process_ids(node) for node in NODES}

    def life(self) -> None:
        """From bare machines to bare machines."""
        fresh(*NODES)
        made = self.cluster()
        self.played("site.yml", made)
        processes = self.processes()
        again = self.played("site.yml", made)
        self.assertEqual(again.changed_count, 0, again.changed_tasks)
        other = self.cluster(heap_mb=600)
        self.before_rolling(made, other)
        self.assertEqual(self.processes(), processes)

        self.played("rolling.yml", other)
        rolled = self.processes()
        self.assertEqual(rolled["n1"], processes["n1"])
        self.assertNotEqual(rolled["n2"], processes["n2"])

        self.played("reset.yml", other, "-e", "confirm=yes")
        for node in NODES:
            self.assertNotEqual(on(node, "id -u flink").code, 0)

    def before_rolling(self, made: Cluster, other: Cluster) -> None:
        """What is tried on a cluster that is as it should be, and leaves it so."""


class Ansible219Test(AnsibleTest):
    controller = "2.19"
    supervision = "systemd"

    def test_a_cluster_from_nothing_to_nothing(self) -> None:
        self.life()


class NewestAnsibleTest(AnsibleTest):
    controller = "newest"
    influxdb_enabled = True

    def test_a_cluster_from_nothing_to_nothing(self) -> None:
        self.life()

    def before_rolling(self, made: Cluster, other: Cluster) -> None:
        self.assertGreater(self.played("site.yml", other, "--check").changed_count, 0)
        # Two operators need not have the same version: neither undoes what the other's has done.
        theirs = play("site.yml", made, timeout_seconds=PLAYING_SECONDS)
        self.assertEqual(theirs.code, 0, theirs.output)
        self.assertEqual(theirs.changed_count, 0, theirs.changed_tasks)


if __name__ == "__main__":
    unittest.main()
