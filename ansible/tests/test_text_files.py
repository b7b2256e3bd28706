"""What the module text_files writes, and what the filter before it finds missing."""

import hashlib
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

ANSIBLE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ANSIBLE / "filter_plugins"))
from text_files import differing  # noqa: E402


class TextFilesTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.file = self.folder / "new/folder/one.conf"

    def write(self, *, check: bool = False, **options: str) -> dict[str, Any]:
        file = {"path": str(self.file), "content": "a: ä\n", "mode": "0640", **options}
        arguments = {"ANSIBLE_MODULE_ARGS": {"files": [file], "_ansible_check_mode": check}}
        ended = subprocess.run(
            ["/usr/bin/python3", str(ANSIBLE / "library/text_files.py")],
            input=json.dumps(arguments),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        answer: dict[str, Any] = json.loads(ended.stdout)
        return answer

    def mode(self) -> int:
        return self.file.stat().st_mode & 0o7777

    def test_writes_what_is_missing_with_its_folders_and_nothing_the_second_time(self) -> None:
        self.assertEqual(self.write()["written"], [str(self.file)])
        self.assertEqual(self.file.read_bytes(), "a: ä\n".encode())
        self.assertEqual(self.mode(), 0o640)
        self.assertEqual(self.file.parent.stat().st_mode & 0o777, 0o755)
        again = self.write()
        self.assertEqual((again["changed"], again["written"]), (False, []))

    def test_corrects_content_and_mode(self) -> None:
        self.write()
        self.file.write_text("other\n", encoding="utf-8")
        self.assertTrue(self.write()["changed"])
        self.file.chmod(0o666)
        self.assertTrue(self.write()["changed"])
        self.assertEqual((self.file.read_text(encoding="utf-8"), self.mode()), ("a: ä\n", 0o640))

    def test_replaces_a_link_and_not_what_it_points_at(self) -> None:
        self.write()
        target = self.folder / "target"
        target.write_text("kept\n", encoding="utf-8")
        self.file.unlink()
        self.file.symlink_to(target)
        self.write()
        self.assertEqual(target.read_text(encoding="utf-8"), "kept\n")

    def test_writes_nothing_in_check_mode_and_says_what_it_would(self) -> None:
        answer = self.write(check=True)
        self.assertEqual((answer["changed"], answer["written"]), (True, [str(self.file)]))
        self.assertEqual((answer["diff"][0]["before"], answer["diff"][0]["after"]), ("", "a: ä\n"))
        self.assertFalse(self.file.exists())
        self.assertFalse(self.file.parent.exists())

    def test_leaves_what_was_there_when_the_new_content_is_not_accepted(self) -> None:
        self.write()
        refused = self.write(content="b\n", validate="grep --quiet a %s")
        self.assertTrue(refused["failed"])
        self.assertIn(f"{self.file}: grep does not accept it", refused["msg"])
        self.assertEqual(self.file.read_text(encoding="utf-8"), "a: ä\n")

    def test_names_the_file_that_it_cannot_write(self) -> None:
        (self.folder / "new").write_text("no folder\n", encoding="utf-8")
        refused = self.write()
        self.assertTrue(refused["failed"])
        self.assertTrue(refused["msg"].startswith(f"{self.file}: "), refused["msg"])


class DifferingTest(unittest.TestCase):
    FILE = {"path": "/etc/a", "content": "x\n", "owner": "root", "group": "flink", "mode": "0640"}
    SHA1 = hashlib.sha1(b"x\n").hexdigest()

    def test_is_none_that_was_found_as_it_should_be(self) -> None:
        self.assertEqual(differing([self.FILE], {"/etc/a": f"root:flink:640 {self.SHA1}"}), [])

    def test_is_one_that_is_missing_or_differs_in_anything(self) -> None:
        for found in (
            {},
            {"/etc/a": None},
            {"/etc/a": "missing"},
            {"/etc/a": f"root:flink:644 {self.SHA1}"},
            {"/etc/a": f"flink:flink:640 {self.SHA1}"},
            {"/etc/a": f"root:flink:640 {self.SHA1[::-1]}"},
        ):
            with self.subTest(found=found):
                self.assertEqual(differing([self.FILE], found), [self.FILE])


if __name__ == "__main__":
    unittest.main()
