import tempfile
import unittest
from pathlib import Path

from nodes.errors import TestbedError
from nodes.inventory import render
from nodes.layout import Layout, grown
from nodes.settings import Settings
from nodes.sshfiles import known_hosts, ssh_config

SETTINGS = Settings(Path("/s"), Path("/c"))


class LayoutTest(unittest.TestCase):
    def test_three_nodes_unless_told_otherwise(self) -> None:
        self.assertEqual(Layout(3), grown(None, None, None))
        self.assertEqual(Layout(5, 2), grown(None, 5, 2))

    def test_outsiders_alone_leave_room_for_a_cluster(self) -> None:
        self.assertEqual(Layout(4, 2), grown(None, None, 2))

    def test_up_grows_and_keeps_what_it_is_not_asked_for(self) -> None:
        self.assertEqual(Layout(6, 1), grown(Layout(3, 1), 6, None))
        self.assertEqual(Layout(6, 1), grown(Layout(6, 1), None, None))
        self.assertEqual(Layout(6, 0), grown(Layout(6, 1), None, 0))

    def test_up_takes_no_node_away(self) -> None:
        with self.assertRaisesRegex(TestbedError, "there are 3 nodes already"):
            grown(Layout(3), 2, None)

    def test_the_flavour_is_that_of_the_first_up(self) -> None:
        self.assertEqual("ubuntu", grown(None, 3, None).flavour)
        first = grown(None, 3, None, "ubuntu-26.04")
        self.assertEqual(Layout(3, 0, "ubuntu-26.04"), first)
        self.assertEqual(Layout(4, 0, "ubuntu-26.04"), grown(first, 4, None))
        self.assertEqual(first, grown(first, None, None, "ubuntu-26.04"))

    def test_another_flavour_than_that_of_the_nodes_is_refused(self) -> None:
        with self.assertRaisesRegex(
            TestbedError,
            r"^\[testbed\] up --flavour ubuntu-26.04 failed: the nodes that are there are of the flavour ubuntu\. "
            r"Try: `testbed down`, then `testbed up --flavour ubuntu-26.04`; or set TESTBED_DIR ",
        ):
            grown(Layout(3), 3, None, "ubuntu-26.04")

    def test_a_layout_that_names_no_flavour_has_the_ordinary_one(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Layout.file(Path(folder)).write_text('{"nodes": 3, "outsiders": 0}')
            self.assertEqual(Layout(3, 0, "ubuntu"), Layout.load(Path(folder)))

    def test_not_all_nodes_can_be_outsiders(self) -> None:
        with self.assertRaisesRegex(ValueError, "of 3 nodes 0 to 2"):
            grown(None, 3, 3)

    def test_it_is_read_back_as_written(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            self.assertIsNone(Layout.load(Path(folder)))
            Layout(4, 1, "ubuntu-26.04").save(Path(folder))
            self.assertEqual(Layout(4, 1, "ubuntu-26.04"), Layout.load(Path(folder)))

    def test_a_damaged_file_is_named(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Layout.file(Path(folder)).write_text('{"nodes": 3')
            with self.assertRaisesRegex(TestbedError, "layout.json"):
                Layout.load(Path(folder))


class InventoryTest(unittest.TestCase):
    def test_the_first_node_is_the_jobmanager_and_the_last_ones_stand_outside(self) -> None:
        expected = """\
    flink:
      children:
        jobmanager:
          hosts:
            n1: {ansible_host: 10.77.0.11}
        taskmanagers:
          hosts:
            n2: {ansible_host: 10.77.0.12}
            n3: {ansible_host: 10.77.0.13}
    outsiders:
      hosts:
        n4: {ansible_host: 10.77.0.14}
"""
        self.assertTrue(render(SETTINGS, Layout(4, 1)).endswith(expected))

    def test_groups_without_a_node_are_there_all_the_same(self) -> None:
        text = render(SETTINGS, Layout(1))
        self.assertIn("        taskmanagers: {}\n", text)
        self.assertIn("    outsiders: {}\n", text)

    def test_hosts_are_reached_with_the_testbeds_own_key_and_config(self) -> None:
        text = render(SETTINGS, Layout(3))
        self.assertIn('    ansible_user: "ubuntu"\n', text)
        self.assertIn('    ansible_ssh_private_key_file: "/s/id_ed25519"\n', text)
        self.assertIn('    ansible_ssh_common_args: "-F /s/ssh_config"\n', text)
        self.assertIn('    operator_cidr: "10.77.0.1/32"\n', text)


class SshFilesTest(unittest.TestCase):
    def test_known_hosts_names_each_node_by_name_and_address(self) -> None:
        keys = {2: "ssh-ed25519 BBB n2\n", 1: "ssh-ed25519 AAA n1\n"}
        expected = "n1,10.77.0.11 ssh-ed25519 AAA\nn2,10.77.0.12 ssh-ed25519 BBB\n"
        self.assertEqual(expected, known_hosts(keys))

    def test_unknown_hosts_are_never_accepted(self) -> None:
        text = ssh_config(SETTINGS, [1, 2])
        self.assertIn("StrictHostKeyChecking yes", text)
        self.assertIn("UserKnownHostsFile /s/known_hosts", text)
        self.assertIn("Host n1 n2 10.77.0.*", text)
        self.assertIn("Host n2\n  HostName 10.77.0.12\n", text)
