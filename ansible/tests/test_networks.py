"""What the address filters of the playbooks say of good and bad ranges."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "filter_plugins"))
from networks import cover_the_world, in_networks, malformed_networks, networks, of_version  # noqa: E402


class NetworksTest(unittest.TestCase):
    def test_takes_one_range_a_comma_separated_text_or_a_list(self) -> None:
        self.assertEqual(networks("10.0.0.0/8"), ["10.0.0.0/8"])
        self.assertEqual(networks("10.0.0.0/8, 192.0.2.1/32"), ["10.0.0.0/8", "192.0.2.1/32"])
        self.assertEqual(networks(["10.0.0.0/8", "192.0.2.1/32"]), ["10.0.0.0/8", "192.0.2.1/32"])
        self.assertEqual(networks(""), [])

    def test_names_the_ranges_that_are_none(self) -> None:
        self.assertEqual(
            malformed_networks("10.0.0.1/24, 10.0.0.0/24, 10.0.0.0/33, my-house, 300.1.1.1"),
            ["10.0.0.1/24", "10.0.0.0/33", "my-house", "300.1.1.1"],
        )

    def test_takes_a_lone_address_for_a_range_of_one(self) -> None:
        self.assertEqual(malformed_networks("203.0.113.7"), [])
        self.assertTrue(in_networks("203.0.113.7", "203.0.113.7"))

    def test_sees_the_whole_internet_however_it_is_written(self) -> None:
        self.assertTrue(cover_the_world("0.0.0.0/0"))
        self.assertTrue(cover_the_world("::/0"))
        self.assertTrue(cover_the_world(["0.0.0.0/1", "128.0.0.0/1"]))
        self.assertTrue(cover_the_world("10.0.0.0/8, 0.0.0.0/0"))

    def test_does_not_take_a_large_network_for_the_internet(self) -> None:
        self.assertFalse(cover_the_world("0.0.0.0/1"))
        self.assertFalse(cover_the_world("203.0.113.7/32"))
        self.assertFalse(cover_the_world(""))

    def test_finds_an_address_in_any_of_several_ranges(self) -> None:
        self.assertTrue(in_networks("192.0.2.9", ["10.0.0.0/8", "192.0.2.0/24"]))
        self.assertFalse(in_networks("192.0.3.9", ["10.0.0.0/8", "192.0.2.0/24"]))
        self.assertTrue(in_networks("2001:db8::1", ["10.0.0.0/8", "2001:db8::/32"]))
        self.assertFalse(in_networks("2001:db8::1", "10.0.0.0/8"))

    def test_reads_an_ipv4_address_as_sshd_writes_it_on_a_dual_stack(self) -> None:
        self.assertTrue(in_networks("::ffff:192.0.2.9", "192.0.2.0/24"))

    def test_puts_what_is_no_address_nowhere(self) -> None:
        self.assertFalse(in_networks("", "10.0.0.0/8"))
        self.assertFalse(in_networks("nobody", "10.0.0.0/8"))

    def test_separates_the_ip_versions(self) -> None:
        cidrs = ["10.0.0.0/8", "2001:db8::/32", "nonsense"]
        self.assertEqual(of_version(cidrs, 4), ["10.0.0.0/8"])
        self.assertEqual(of_version(cidrs, 6), ["2001:db8::/32"])


if __name__ == "__main__":
    unittest.main()
