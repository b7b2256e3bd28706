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

    def test_two_jobmanagers(self) -> None:
        self.assert_refused_untouched(
            cluster(jobmanagers=["n1", "n2"], taskmanagers=["n1"]),
            "[inventory] jobmanager: 2 hosts in this group (n1, n2), and a cluster has exactly one JobManager.",
        )

    def test_no_jobmanager_and_no_taskmanager(self) -> None:
        self.assert_refused_untouched(
            cluster(jobmanagers=[]),
            "[inventory] jobmanager: no host in this group, and a cluster has exactly one JobManager.",
        )
        self.assert_refused_untouched(cluster(taskmanagers=[]), "[inventory] taskmanagers: the group is empty.")

    def test_the_whole_internet_as_operator_range(self) -> None:
        for world in ("0.0.0.0/0", "::/0", "0.0.0.0/1,128.0.0.0/1"):
            with self.subTest(world=world):
                self.assert_refused_untouched(
                    alone(operator_cidr=world), "is the whole internet. Try: your own address, or allow_world: true"
                )

    def test_no_operator_range(self) -> None:
        self.assert_refused_untouched(alone(operator_cidr=""), "[inventory] operator_cidr: not set")

    def test_an_operator_range_that_is_none(self) -> None:
        self.assert_refused_untouched(
            alone(operator_cidr="10.77.0.1/24"), "[inventory] operator_cidr: 10.77.0.1/24 is no address range."
        )

    def test_an_operator_range_that_would_lock_the_operator_out(self) -> None:
        self.assert_refused_untouched(
            alone(operator_cidr="203.0.113.7/32"),
            "[n1] operator_cidr: 203.0.113.7/32 does not hold 10.77.0.1, from which you come now",
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

    def test_pdsh_on_the_jobmanager(self) -> None:
        root_on("n1", "install -m 755 /bin/true /usr/local/bin/pdsh")
        self.addCleanup(root_on, "n1", "rm /usr/local/bin/pdsh")
        self.assert_refused_untouched(alone(), "[n1] pdsh: /usr/local/bin/pdsh is installed")

    def test_no_ssh_on_the_jobmanager(self) -> None:
        root_on("n1", "mv /usr/bin/ssh /usr/bin/ssh.kept")
        self.addCleanup(root_on, "n1", "mv /usr/bin/ssh.kept /usr/bin/ssh")
        self.assert_refused_untouched(
            alone(), "[n1] ssh: there is no such command, and start-cluster.sh reaches the TaskManagers by it."
        )

    def test_a_machine_that_is_still_setting_itself_up(self) -> None:
        root_on(
            "n1",
            "mkdir -p /run/cloud-init && mv -f /run/cloud-init/result.json /run/cloud-init/kept 2>/dev/null;"
            " touch /run/cloud-init/status.json;"
            " printf '#!/bin/sh\\nexec sleep 60\\n' >/usr/local/bin/cloud-init; chmod 755 /usr/local/bin/cloud-init",
        )
        self.addCleanup(
            root_on,
            "n1",
            "rm /usr/local/bin/cloud-init; cd /run/cloud-init && mv kept result.json 2>/dev/null || rm status.json",
        )
        self.assert_refused_untouched(
            alone(preflight_cloud_init_timeout_seconds=2),
            "[n1] cloud-init: it is still setting the machine up after 2 s. Try: cloud-init status --long there",
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

    def test_too_little_memory(self) -> None:
        self.assert_refused_untouched(
            alone(flink_taskmanager_heap_mb=9_000_000), "[n1] memory: ", "flink_taskmanager_heap_mb"
        )

    def test_a_name_that_the_node_itself_does_not_know(self) -> None:
        # On EC2 it knows it from this service alone.
        root_on("n1", "systemctl stop systemd-resolved")
        self.addCleanup(root_on, "n1", "systemctl start systemd-resolved")
        self.assert_refused_untouched(alone(), "[n1] name: n1 does not resolve on the node itself")

    def test_a_private_address_that_is_not_the_nodes(self) -> None:
        self.assert_refused_untouched(
            alone(flink_private_address="10.1.2.3"),
            "[n1] private address: 10.1.2.3 is none of the node's (10.77.0.11",
        )

    def test_a_clock_that_is_wrong(self) -> None:
        root_on(
            "n2",
            "printf '#!/bin/sh\\nexec /bin/date --date=+1hour \"$@\"\\n' >/usr/local/bin/date; chmod 755 /usr/local/bin/date",
        )
        self.addCleanup(root_on, "n2", "rm /usr/local/bin/date")
        played = self.assert_refused(cluster(taskmanagers=("n2",)), "[n2] clock: 36")
        self.assertNotIn("[n1] clock: ", played.text)

    def test_a_port_of_sshd_that_the_firewall_would_shut(self) -> None:
        self.assert_refused_untouched(
            alone(firewall_ssh_port=2222),
            "[n1] firewall_ssh_port: 2222, and its sshd, to which you are connected now, listens on 22;",
        )

    def test_a_page_that_is_open_to_the_whole_internet(self) -> None:
        self.assert_refused_untouched(
            alone(firewall_ui_cidr="0.0.0.0/0"), "[inventory] firewall_ui_cidr: 0.0.0.0/0 is the whole internet"
        )
        self.assert_refused_untouched(
            alone(firewall_ui_cidr=["10.0.0.1/8"]), "[inventory] firewall_ui_cidr: 10.0.0.1/8 is no address range."
        )

    def test_an_inventory_without_the_groups(self) -> None:
        for group in ("jobmanager", "taskmanagers"):
            with self.subTest(without=group):
                self.assert_refused_untouched(alone().without(group), f"[inventory] {group}: ")

    def test_a_disk_that_is_full(self) -> None:
        root_on("n1", "mount -t tmpfs -o size=30m tmpfs /opt")
        self.addCleanup(root_on, "n1", "umount /opt")
        self.assert_refused_untouched(alone(), "[n1] disk: /opt has 30 MB free, and 1500 MB are needed.")

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
        played = play("site.yml", alone(flink_archive_checksum="0" * 128))
        self.assertNotEqual(played.code, 0)
        self.assertIn("and should begin with 000000000000. Nothing was installed.", played.text)
        self.assert_nothing_installed()

    def test_a_checksum_that_cannot_be_read(self) -> None:
        played = play("site.yml", alone(flink_archive_checksum_url="/nowhere/flink.sha512"))
        self.assertNotEqual(played.code, 0)
        self.assertIn("could not be read from /nowhere/flink.sha512. Nothing was installed.", played.text)
        self.assert_nothing_installed()

    def test_a_checksum_from_an_address_that_anybody_can_change(self) -> None:
        played = play("site.yml", alone(flink_archive_checksum_url="http://10.77.0.1/flink.sha512"))
        self.assertNotEqual(played.code, 0)
        self.assertIn("http://10.77.0.1/flink.sha512 is neither https:// nor a file", played.text)
        self.assert_nothing_installed()

    def test_unpacking_that_fills_the_disk(self) -> None:
        root_on("n1", "mkdir /opt/flink && mount -t tmpfs -o size=30m tmpfs /opt/flink")
        self.addCleanup(root_on, "n1", "umount /opt/flink && rm -r /opt/flink")
        played = play("site.yml", alone())
        self.assertNotEqual(played.code, 0)
        self.assertIn("[n1] unpacking flink-1.8.1-bin-scala_2.11.tgz: ", played.text)
        self.assertIn("Nothing of it was left behind.", played.text)
        self.assertEqual(must(on("n1", "sudo find /opt/flink -mindepth 1")), "")


if __name__ == "__main__":
    unittest.main()
