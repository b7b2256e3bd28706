import unittest
from pathlib import Path

from nodes.errors import TestbedError
from nodes.settings import Settings, address_of


def settings(state: str) -> Settings:
    return Settings(Path(state), Path("/var/cache/x"))


class AddressTest(unittest.TestCase):
    def test_addresses_start_above_the_operators_ten(self) -> None:
        self.assertEqual("10.77.0.11", address_of(1))
        self.assertEqual("10.77.0.109", address_of(99))

    def test_there_is_no_address_for_no_node(self) -> None:
        for node in (0, 100):
            with self.assertRaises(ValueError):
                address_of(node)


class NamesTest(unittest.TestCase):
    def test_two_folders_give_two_names_and_one_folder_always_the_same(self) -> None:
        first, second = settings("/a/.state"), settings("/b/.state")
        self.assertNotEqual(first.prefix, second.prefix)
        self.assertEqual(first.prefix, settings("/a/.state").prefix)

    def test_names_do_not_grow_with_the_folder(self) -> None:
        long = settings("/" + "folder/" * 60)
        self.assertLess(len(f"{long.run}/mirror-0.sock"), 108)
        self.assertLess(len(long.node_namespace(99)), 32)

    def test_relative_folders_and_links_lead_to_the_same_testbed(self) -> None:
        one = Settings.of({"TESTBED_DIR": "/tmp/./x", "HOME": "/root"}, Path("/y"))
        other = Settings.of({"TESTBED_DIR": "/tmp/z/../x", "HOME": "/root"}, Path("/y"))
        self.assertEqual(one.hash, other.hash)

    def test_the_cache_follows_xdg(self) -> None:
        given = Settings.of({"XDG_CACHE_HOME": "/c", "HOME": "/root"}, Path("/y"))
        self.assertEqual(Path("/c/flink-variance/testbed"), given.cache)
        plain = Settings.of({"HOME": "/home/me"}, Path("/y"))
        self.assertEqual(Path("/home/me/.cache/flink-variance/testbed"), plain.cache)

    def test_folders_that_would_break_a_mount_option_are_refused(self) -> None:
        for state in ("/a b", "/a,b", "/a:b", "/a%b", "/a'b"):
            with self.subTest(state), self.assertRaises(TestbedError):
                settings(state)
