"""The playbooks under ansible-core 2.19, whose values have types of their own; the newest is that of test_ubuntu_26_04."""

import unittest

from verification.bed import fresh, must, on, testbed
from verification.flink import process_ids
from verification.playbook import Cluster, cluster, play
from verification.played import Played

TESTBED_NODES = 1
CONTROLLER = "2.19"
MAKING_SECONDS = 1800.0


def alone(heap_mb: int = 512) -> Cluster:
    """A JobManager and one TaskManager."""
    return cluster(taskmanagers=("n1",), flink_supervision="systemd", flink_taskmanager_heap_mb=heap_mb)


class Ansible219Test(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        print(f"\n  {must(testbed('controller', CONTROLLER, timeout_seconds=MAKING_SECONDS)).strip()}")

    def played(self, name: str, on_cluster: Cluster, *arguments: str) -> Played:
        """Runs a playbook, which has to succeed and to use nothing that goes away."""
        played = play(name, on_cluster, *arguments, controller=CONTROLLER)
        self.assertEqual(played.code, 0, played.output)
        self.assertEqual(played.warnings, [], played.output)
        return played

    def test_a_cluster_from_nothing_to_nothing(self) -> None:
        fresh("n1")
        self.played("site.yml", alone())
        processes = process_ids("n1")
        again = self.played("site.yml", alone())
        self.assertEqual(again.changed_count, 0, again.changed_tasks)
        # Two operators need not have the same version: neither undoes what the other's has done.
        theirs = play("site.yml", alone())
        self.assertEqual(theirs.code, 0, theirs.output)
        self.assertEqual(theirs.changed_count, 0, theirs.changed_tasks)

        other = alone(heap_mb=600)
        self.assertGreater(self.played("site.yml", other, "--tags", "flink", "--check").changed_count, 0)
        self.assertEqual(process_ids("n1"), processes)
        self.played("rolling.yml", other)
        rolled = process_ids("n1")
        self.assertEqual(rolled["jobmanager"], processes["jobmanager"])
        self.assertNotEqual(rolled["taskmanager"], processes["taskmanager"])

        self.played("reset.yml", other, "-e", "confirm=yes")
        self.assertNotEqual(on("n1", "id -u flink").code, 0)


if __name__ == "__main__":
    unittest.main()
