"""Where an archive goes."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "filter_plugins"))
from archives import archive_home  # noqa: E402


class ArchiveHomeTest(unittest.TestCase):
    def test_another_checksum_is_another_folder(self) -> None:
        self.assertEqual(archive_home("/opt/x", "sha256:" + "0123456789ABCDEF" * 4), "/opt/x/0123456789abcdef")
        self.assertEqual(archive_home("/opt/x", "f" * 64), "/opt/x/ffffffffffffffff")


if __name__ == "__main__":
    unittest.main()
