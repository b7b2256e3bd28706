import os
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from lanes import evidence


class EvidenceTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.bed = Path(folder.name, "lane-1")
        self.into = Path(folder.name, "failed")
        for name in (".", "inside"):
            log = self.bed / name / "nodes/n1/upper/var/log"
            (log / "flink").mkdir(parents=True)
            (log / "journal").mkdir()
            (log / "flink/taskmanager.log").write_text("what Flink said")
            (log / "journal/system.journal").write_text("binary")
            (log / "dangling").symlink_to("/nowhere")
            os.mkfifo(log / "pipe")
            (self.bed / name / "logs").mkdir()
            (self.bed / name / "logs/n1.log").write_text("console")
        (self.bed / "playbooks.log").write_text("what was played")
        (self.bed / "id_ed25519").write_text("secret")

    def test_logs_and_journals_of_all_nodes_are_kept_and_no_key(self) -> None:
        with mock.patch.object(evidence, "_call", return_value=b"journal") as call:
            evidence.keep([self.bed, self.bed / "inside"], self.bed, self.into)
        self.assertEqual((self.bed, "heal"), call.call_args_list[0].args, "or no node that was cut off would answer")
        files = {str(file.relative_to(self.into)): file.read_text() for file in self.into.rglob("*") if file.is_file()}
        nodes = {
            "consoles/n1.log": "console",
            "n1/flink/taskmanager.log": "what Flink said",
            "n1/journal.txt": "journal",
        }
        inside = {f"inside/{name}": text for name, text in nodes.items()}
        self.assertEqual({**nodes, **inside, "playbooks.log": "what was played"}, files)
