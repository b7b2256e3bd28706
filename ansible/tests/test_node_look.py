"""What the module node_look finds, and what it does not fall for."""

import hashlib
import importlib.util
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Any

MODULE = Path(__file__).resolve().parent.parent / "library/node_look.py"
CONTENT = b"a: \xc3\xa4\n"


def module() -> Any:
    spec = importlib.util.spec_from_file_location("node_look", MODULE)
    assert spec and spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


class NodeLookTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.file = self.folder / "one.conf"
        self.file.write_bytes(CONTENT)
        self.file.chmod(0o640)
        self.us = f"{self.file.owner()}:{self.file.group()}"

    def look(self, **options: object) -> dict[str, Any]:
        ended = subprocess.run(
            ["/usr/bin/python3", str(MODULE)],
            input=json.dumps({"ANSIBLE_MODULE_ARGS": {**options, "_ansible_check_mode": True}}),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        answer: dict[str, Any] = json.loads(ended.stdout)
        self.assertFalse(answer["changed"])
        return answer

    def test_a_file_is_told_by_owner_mode_and_content(self) -> None:
        found = self.look(files=[str(self.file)])["files"][str(self.file)]
        self.assertEqual(found, f"{self.us}:640 {hashlib.sha1(CONTENT).hexdigest()}")

    def test_what_is_no_file_counts_as_none_and_is_never_read(self) -> None:
        pipe, link, nothing = self.folder / "pipe", self.folder / "link", self.folder / "nothing"
        os.mkfifo(pipe)
        link.symlink_to(self.file)
        paths = [str(path) for path in (pipe, link, nothing, self.folder)]
        self.assertEqual(self.look(files=paths)["files"], {path: "" for path in paths})

    def test_folders_and_links_are_told_as_they_are_themselves(self) -> None:
        self.folder.chmod(0o750)
        link = self.folder / "link"
        link.symlink_to("elsewhere")
        found = self.look(folders=[str(self.folder), str(link)], links=[str(link), str(self.folder)])
        self.assertEqual(found["folders"], {str(self.folder): f"{self.us}:750", str(link): ""})
        self.assertEqual(found["links"], {str(link): f"{self.file.owner()} elsewhere", str(self.folder): ""})

    def test_a_link_that_leads_nowhere_is_there_all_the_same(self) -> None:
        link = self.folder / "link"
        link.symlink_to("nowhere")
        self.assertEqual(self.look(paths=[str(link)])["paths"], {str(link): True})
        self.assertEqual(self.look(paths=[str(self.folder / "x")])["paths"], {str(self.folder / "x"): False})

    def test_programs_are_found_by_name_and_by_path_if_they_can_be_run(self) -> None:
        programs = ["sh", "/bin/sh", "no-such-program", str(self.folder)]
        found = self.look(programs=programs)["programs"]
        self.assertEqual([found[program] for program in programs], [True, True, False, False])
        self.file.chmod(0o644)
        self.assertFalse(self.look(programs=[str(self.file)])["programs"][str(self.file)])

    def test_commands_tell_what_they_print_whether_they_succeed_or_not(self) -> None:
        asked = {"one": "echo '  a  b '; exit 3", "two": "echo unheard >&2", "lines": "printf '1 x\\n2 y\\n'"}
        self.assertEqual(self.look(commands=asked)["commands"], {"one": "a  b", "two": "", "lines": "1 x\n2 y"})

    def test_units_are_told_in_the_order_in_which_they_were_asked_for(self) -> None:
        told = (
            "ActiveState=active\nUnitFileState=enabled\nNeedDaemonReload=no\n\n"
            "ActiveState=inactive\nUnitFileState=\nNeedDaemonReload=yes\n"
        )
        self.assertEqual(
            module().unit_states(told),
            [
                {"active": "active", "enabled": "enabled", "needs_reload": False},
                {"active": "inactive", "enabled": "", "needs_reload": True},
            ],
        )


if __name__ == "__main__":
    unittest.main()
