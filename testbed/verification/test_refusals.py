"""Whatever cannot work or would be open to the world is refused before anything is changed, in words that help."""

import os
import tempfile
import unittest
from pathlib import Path

from verification.bed import STATE, fresh, must, on, root_on
from verification.playbook import Cluster, cluster, play
from verification.played import Played

TESTBED_NODES = 2
UNREACHABLE = "n89"
# The part of site.yml that fetches and unpacks.
INSTALL = ("--tags", "flink_install")


def alone(**variables: object) -> Cluster:
    """JobManager and TaskManager on one machine."""
    return cluster(taskmanagers=("n1",), **variables)  # type: ignore[arg-type]


class RefusalsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        fresh("n1", "n2")

    def assert_refused(self, on: Cluster, *messages: str) -> Played:
        played = play("site.yml", on)
        self.assertNotEqual(played.code, 0, played.output)
        for message in messages:
            self.assertIn(message, played.text)
        return played

    def assert_refused_untouched(self, on: Cluster, *messages: str) -> None:
        played = self.assert_refused(on, *messages)
        self.assertEqual(sum(played.changed.values()), 0, played.output)

    def test_an_inventory_that_is_no_cluster_or_open_to_the_world_is_told_in_one_go(self) -> None:
        self.assert_refused_untouched(
            cluster(
                jobmanagers=["n1", "n2"],
                taskmanagers=["n1"],
                operator_cidr="10.77.0.1/24",
                firewall_ui_cidr="0.0.0.0/0",
            ),
            "[inventory] jobmanager: 2 hosts in this group (n1, n2), and a cluster has exactly one JobManager.",
            "[inventory] operator_cidr: 10.77.0.1/24 is no address range.",
            "[inventory] firewall_ui_cidr: 0.0.0.0/0 is the whole internet",
        )
        self.assert_refused_untouched(
            cluster(jobmanagers=[], operator_cidr="", firewall_ui_cidr=["10.0.0.1/8"]),
            "[inventory] jobmanager: no host in this group, and a cluster has exactly one JobManager.",
            "[inventory] operator_cidr: not set",
            "[inventory] firewall_ui_cidr: 10.0.0.1/8 is no address range.",
        )
        self.assert_refused_untouched(
            cluster(taskmanagers=[], operator_cidr="0.0.0.0/1,128.0.0.0/1"),
            "[inventory] taskmanagers: the group is empty.",
            "is the whole internet. Try: your own address, or allow_world: true",
        )

    def test_a_node_that_cannot_be_reached(self) -> None:
        played = self.assert_refused(
            cluster(taskmanagers=["n1", UNREACHABLE], preflight_reach_timeout_seconds=5),
            f"[{UNREACHABLE}] not reachable over SSH: ",
        )
        self.assertEqual(sum(played.changed.values()), 0, played.output)

    def test_a_key_file_that_others_can_read(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            key = Path(folder, "key")
            key.write_bytes((STATE / "id_ed25519").read_bytes())
            os.chmod(key, 0o644)
            self.assert_refused_untouched(
                alone(ansible_ssh_private_key_file=str(key)),
                f"[localhost] key file {key}: others can read it. Try: chmod 600 {key}",
            )

    def test_all_that_is_wrong_with_a_node_is_told_in_one_go(self) -> None:
        def broken(command: str, mended: str) -> None:
            root_on("n1", command)
            self.addCleanup(root_on, "n1", mended)

        broken("install -m 755 /bin/true /usr/local/bin/pdsh", "rm /usr/local/bin/pdsh")
        broken("mv /usr/bin/ssh /usr/bin/ssh.kept", "mv /usr/bin/ssh.kept /usr/bin/ssh")
        broken("mount -t tmpfs -o size=30m tmpfs /opt", "umount /opt")
        # On EC2 a machine knows its name from this service alone.
        broken("systemctl stop systemd-resolved", "systemctl start systemd-resolved")
        date = "/usr/local/bin/date"
        broken(f"printf '#!/bin/sh\nexec /bin/date --date=+1hour \"$@\"\n' >{date}; chmod 755 {date}", f"rm {date}")
        broken(
            "mkdir -p /run/cloud-init && mv -f /run/cloud-init/result.json /run/cloud-init/kept 2>/dev/null;"
            " touch /run/cloud-init/status.json;"
            " printf '#!/bin/sh\nexec sleep 60\n' >/usr/local/bin/cloud-init; chmod 755 /usr/local/bin/cloud-init",
            "rm /usr/local/bin/cloud-init; cd /run/cloud-init && mv kept result.json 2>/dev/null || rm status.json",
        )
        self.assert_refused_untouched(
            alone(
                operator_cidr="203.0.113.7/32",
                flink_taskmanager_heap_mb=9_000_000,
                flink_private_address="10.1.2.3",
                firewall_ssh_port=2222,
                preflight_cloud_init_timeout_seconds=2,
            ),
            "[n1] pdsh: /usr/local/bin/pdsh is installed",
            "[n1] ssh: there is no such command, and start-cluster.sh reaches the TaskManagers by it.",
            "[n1] disk: /opt has 30 MB free, and 1500 MB are needed.",
            "[n1] memory: ",
            "or a smaller flink_jobmanager_heap_mb or flink_taskmanager_heap_mb",
            "[n1] name: n1 does not resolve on the node itself",
            "[n1] clock: 36",
            "[n1] cloud-init: it is still setting the machine up after 2 s. Try: cloud-init status --long there",
            "[n1] private address: 10.1.2.3 is none of the node's (10.77.0.11",
            "[n1] operator_cidr: 203.0.113.7/32 does not hold 10.77.0.1, from which you come now",
            "[n1] firewall_ssh_port: 2222, and its sshd, to which you are connected now, listens on 22;",
        )

    def test_an_ansible_that_is_too_old_for_the_python_of_a_node(self) -> None:
        # What says its version, and runs no module.
        root_on(
            "n1",
            "printf '#!/bin/sh\\necho Python 3.99.0\\n' >/usr/local/bin/python3; chmod 755 /usr/local/bin/python3",
        )
        self.addCleanup(root_on, "n1", "rm /usr/local/bin/python3")
        played = self.assert_refused(
            alone(ansible_python_interpreter="/usr/local/bin/python3", preflight_reach_timeout_seconds=3),
            "[n1] Ansible: reached over SSH, but ansible-core ",
            " cannot work with its Python 3.99.0: ",
        )
        self.assertEqual(sum(played.changed.values()), 0, played.output)

    def test_an_inventory_without_the_groups(self) -> None:
        for group in ("jobmanager", "taskmanagers"):
            with self.subTest(without=group):
                self.assert_refused_untouched(alone().without(group), f"[inventory] {group}: ")

    def test_a_member_that_is_left_out(self) -> None:
        played = play("site.yml", cluster(taskmanagers=("n2",)), "--limit", "n1")
        self.assertNotEqual(played.code, 0)
        self.assertIn("[inventory] --limit: leaves out n2", played.text)


class NothingHalfInstalledTest(unittest.TestCase):
    """Faults that preflight cannot see leave no part of a version behind."""

    @classmethod
    def setUpClass(cls) -> None:
        fresh("n1")

    def assert_nothing_installed(self) -> None:
        self.assertEqual(must(on("n1", "sudo find /opt/flink -mindepth 1 2>/dev/null; true")), "")

    def test_an_archive_with_another_checksum(self) -> None:
        played = play("site.yml", alone(flink_archive_checksum="0" * 128), *INSTALL)
        self.assertNotEqual(played.code, 0)
        self.assertIn("and should begin with 000000000000. Nothing was installed.", played.text)
        self.assert_nothing_installed()

    def test_a_checksum_that_cannot_be_read(self) -> None:
        played = play("site.yml", alone(flink_archive_checksum_url="/nowhere/flink.sha512"), *INSTALL)
        self.assertNotEqual(played.code, 0)
        self.assertIn("could not be read from /nowhere/flink.sha512. Nothing was installed.", played.text)
        self.assert_nothing_installed()

    def test_a_checksum_from_an_address_that_anybody_can_change(self) -> None:
        played = play("site.yml", alone(flink_archive_checksum_url="http://10.77.0.1/flink.sha512"), *INSTALL)
        self.assertNotEqual(played.code, 0)
        self.assertIn("http://10.77.0.1/flink.sha512 is neither https:// nor a file", played.text)
        self.assert_nothing_installed()

    def test_unpacking_that_fills_the_disk(self) -> None:
        root_on("n1", "mkdir /opt/flink && mount -t tmpfs -o size=30m tmpfs /opt/flink")
        self.addCleanup(root_on, "n1", "umount /opt/flink && rm -r /opt/flink")
        played = play("site.yml", alone(), *INSTALL)
        self.assertNotEqual(played.code, 0)
        self.assertIn("[n1] unpacking flink-1.8.1-bin-scala_2.11.tgz: ", played.text)
        self.assertIn("Nothing of it was left behind.", played.text)
        self.assertEqual(must(on("n1", "sudo find /opt/flink -mindepth 1")), "")


if __name__ == "__main__":
    unittest.main()
