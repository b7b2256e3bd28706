"""The host keys in a console: cloud-init's block, whatever stands around and in front of it."""

import importlib.util
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "library/ec2_host_keys.py"
SPEC = importlib.util.spec_from_file_location("ec2_host_keys", SOURCE)
assert SPEC and SPEC.loader
MODULE = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(MODULE)

ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP+GgLUD/mv2z4FcY8XnDeTTMtfJjYNbZnZ0PR7iV5Jl"
ECDSA = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTY="
BLOCK = f"""\
[   12.3] cloud-init[812]: ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB of the operator
-----BEGIN SSH HOST KEY FINGERPRINTS-----
256 SHA256:0123456789abcdef root@ip-10-0-0-1 (ED25519)
-----END SSH HOST KEY FINGERPRINTS-----
-----BEGIN SSH HOST KEY KEYS-----\r
{ECDSA} root@ip-10-0-0-1\r
<14>Nov 21 15:00:00 cloud-init: {ED25519} root@ip-10-0-0-1\r
[   15.1] a driver speaks up
-----END SSH HOST KEY KEYS-----\r
"""


class HostKeysTest(unittest.TestCase):
    def test_keys_of_the_block_are_read_and_no_others(self) -> None:
        self.assertEqual(MODULE.keys_in(BLOCK), [ECDSA, ED25519])

    def test_a_block_that_is_still_being_written_counts_as_none(self) -> None:
        self.assertEqual(MODULE.keys_in(BLOCK.partition("-----END SSH HOST KEY KEYS")[0]), [])

    def test_a_console_without_a_block_has_none(self) -> None:
        self.assertEqual(MODULE.keys_in("[    0.000000] Linux version 5.15.0-aws\n"), [])
        self.assertEqual(MODULE.keys_in(""), [])


if __name__ == "__main__":
    unittest.main()
