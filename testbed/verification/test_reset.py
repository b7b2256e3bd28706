"""reset.yml is the mirror of site.yml: it asks, and then leaves a machine as it was; under ansible-core 2.19."""

import unittest

from verification import ansible_2_19
from verification.bed import fresh, must, on, root_on
from verification.playbook import HANDOVER, cluster, play
from verification.provided_kafka import SENT, ask, with_kafka

TESTBED_NODES = 1
# What says of a machine that it was provisioned: users, groups, units, homes, temporary files, packages, sockets, firewall, and files that the
# system does not keep books on itself (package lists, logs, caches).
INVENTORY = """
getent passwd | sort
getent group | sort
ls -A /home/ubuntu /root /tmp /var/tmp | grep -v -e systemd-private- -e bash_history
ls -A /opt /etc/systemd/system /etc/tmpfiles.d /etc/logrotate.d /etc/sysctl.d /var/lib /var/log/flink /run/flink /etc/flink* /etc/needrestart/conf.d 2>&1 | sort
nft list tables 2>/dev/null
ss --listening --tcp --numeric --no-header | awk '{ print $4 }' | sort
sysctl net.ipv4.ip_local_port_range
"""


def has_java(node: str) -> bool:
    """Whether Java 8 is installed by a package."""
    return on(node, "ls -d /usr/lib/jvm/java-8-openjdk-*/jre/bin/java").code == 0


class ResetTest(unittest.TestCase):
    before: str

    @classmethod
    def setUpClass(cls) -> None:
        ansible_2_19.make()
        fresh("n1")
        # So that packages that the kit installs and leaves, as others may use them, do not count.
        kept = "nftables logrotate openjdk-8-jre-headless"
        root_on("n1", f"apt-get -q update && apt-get -qy install --no-install-recommends {kept}", 300)
        cls.before = root_on("n1", INVENTORY)

    def test_1_asks_and_changes_nothing_without_a_yes(self) -> None:
        ansible_2_19.played(
            "site.yml",
            with_kafka(
                cluster(taskmanagers=("n1",), influxdb_enabled=True, flink_taskmanagers_per_node=2, flink_task_slots=1),
                "n1",
            ),
        )
        self.assertEqual(ask("n1", "topics"), [])
        refused = play("reset.yml", cluster(taskmanagers=("n1",)))
        self.assertNotEqual(refused.code, 0)
        self.assertIn(
            "[localhost] reset: not confirmed, nothing was changed. Try: type yes, or -e confirm=yes", refused.text
        )
        self.assertEqual(sum(refused.changed.values()), 0)

    def test_2_check_mode_tells_and_changes_nothing(self) -> None:
        played = play("reset.yml", cluster(taskmanagers=("n1",)), "--check", "-e", "confirm=yes")
        self.assertEqual(played.code, 0, played.output)
        self.assertEqual(must(on("n1", "id -un flink")).strip(), "flink")

    def test_3_leaves_nothing_behind(self) -> None:
        root_on("n1", f"rm {SENT}")
        ansible_2_19.played("reset.yml", cluster(taskmanagers=("n1",)), "-e", "confirm=yes")
        self.assertEqual(root_on("n1", INVENTORY), self.before)
        self.assertEqual(root_on("n1", "find / -xdev -nouser -o -xdev -nogroup"), "")
        self.assertEqual(must(on("n1", "ps -C java -o pid=; true")), "")
        # One that came with the cluster goes, for which see the tests on Ubuntu 26.04.
        self.assertTrue(has_java("n1"), "the Java that was there before stays")
        self.assertFalse((HANDOVER / "cluster.properties").exists())

    def test_4_changes_nothing_on_machines_that_have_nothing(self) -> None:
        played = play("reset.yml", cluster(taskmanagers=("n1",)), "-e", "confirm=yes")
        self.assertEqual(played.code, 0, played.output)
        self.assertEqual(played.changed, {"n1": 0}, played.changed_tasks)


if __name__ == "__main__":
    unittest.main()
