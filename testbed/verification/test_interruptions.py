"""A run that is cut off anywhere, and repeated, ends where one run would have."""

import unittest

from verification.bed import fresh, root_on
from verification.flink import await_taskmanagers
from verification.playbook import cluster, interrupt, play
from verification.provisioned import converge

TESTBED_NODES = 1
# All that there is, on one machine.
WHOLE = cluster(taskmanagers=("n1",), influxdb_enabled=True)
# In every role, where it writes or starts something, how many seconds after that began, and the tag of that part: of all the
# parts before it, none begins, as these are done.
MOMENTS = (
    ("package : Install it", 0.7, "java"),
    ("firewall : Write the rules and the unit that loads them at boot", 0.0, "firewall"),
    ("firewall : Load them, now and at every boot", 0.2, "firewall"),
    ("package : Install it", 0.7, "influxdb"),
    ("influxdb : Set up database, retention policy and users", 0.2, "influxdb"),
    ("flink : Make the user", 0.2, "flink"),
    ("flink : Send the archive to the node", 0.5, "flink"),
    ("flink : Unpack the archive and put it in its place", 0.2, "flink"),
    ("flink : Write the files that differ", 0.2, "flink"),
    ("flink_ssh : Make the cluster's key", 0.2, "flink_ssh"),
    ("flink_ssh : Write the keys that are admitted", 0.2, "flink_ssh"),
    ("flink : Start by Flink's script", 0.7, "flink_run"),
)


class InterruptionsTest(unittest.TestCase):
    def test_1_converges_after_an_interruption_in_each_role(self) -> None:
        fresh("n1")
        for task, seconds, tag in MOMENTS:
            interrupt("site.yml", WHOLE, task, seconds, "--tags", tag)
        played = play("site.yml", WHOLE)
        self.assertEqual(played.code, 0, played.output)
        await_taskmanagers("n1", seconds=5)
        again = play("site.yml", WHOLE)
        self.assertEqual(again.changed, {"n1": 0}, again.changed_tasks)

    def test_2_a_restart_that_was_cut_off_is_made_up_for(self) -> None:
        converge(WHOLE)
        changed = cluster(taskmanagers=("n1",), influxdb_enabled=True, flink_taskmanager_heap_mb=700)
        interrupt("site.yml", changed, "flink : Look for the node's Flink processes", 0.0)
        played = play("site.yml", changed)
        self.assertEqual(played.code, 0, played.output)
        self.assertIn("flink : End the processes", played.changed_tasks)

    def test_3_a_machine_that_installs_its_own_updates_is_waited_for(self) -> None:
        fresh("n1")
        hold = "import fcntl, sys, time; f = open(*sys.argv[1:]); fcntl.lockf(f, fcntl.LOCK_EX); time.sleep(25)"
        root_on("n1", f'systemd-run --quiet --unit updates python3 -c "{hold}" /var/lib/dpkg/lock-frontend w')
        # The first that asks apt for something.
        played = play("site.yml", WHOLE, "--tags", "java")
        self.assertEqual(played.code, 0, played.output)


if __name__ == "__main__":
    unittest.main()
