"""The inventory of a Hadoop cluster's workers, with a stand-in for the deploy tool."""

import json
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ANSIBLE = Path(__file__).resolve().parent.parent


class HadoopInventoryTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.kit = Path(folder.name)
        (self.kit / "ansible/inventory").mkdir(parents=True)
        (self.kit / "bin").mkdir()
        self.script = self.kit / "ansible/inventory/hadoop.sh"
        shutil.copy(ANSIBLE / "inventory/hadoop.sh", self.script)

    def tool(self, script: str) -> None:
        file = self.kit / "bin/deploy-tool"
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o755)

    def inventory(self, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(self.script), *arguments],
            env={"PATH": "/usr/bin:/bin", **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def test_lists_the_workers_and_the_addresses_that_are_known(self) -> None:
        self.tool("printf '[taskmanagers]\\nn2 ansible_host=10.0.0.2\\nn3\\nn4 ansible_host=10.0.0.4\\n'")
        self.assertEqual(
            json.loads(self.inventory("--list").stdout),
            {
                "taskmanagers": {"hosts": ["n2", "n3", "n4"]},
                "_meta": {"hostvars": {"n2": {"ansible_host": "10.0.0.2"}, "n4": {"ansible_host": "10.0.0.4"}}},
            },
        )

    def test_asks_hdfs_unless_told_otherwise(self) -> None:
        self.tool('echo "$*" >&2; echo "[taskmanagers]"; echo n2')
        self.assertEqual(self.inventory("--list").stderr, "workers --from hdfs --format inventory\n")
        told = self.inventory("--list", HADOOP_WORKERS="yarn")
        self.assertEqual(told.stderr, "workers --from yarn --format inventory\n")
        self.assertEqual(json.loads(told.stdout)["_meta"], {"hostvars": {}})

    def test_has_nothing_more_to_say_of_a_host(self) -> None:
        self.assertEqual(json.loads(self.inventory("--host", "n2").stdout), {})

    def test_fails_as_the_tool_does(self) -> None:
        self.tool("echo no such cluster >&2; exit 3")
        told = self.inventory("--list")
        self.assertEqual((told.returncode, told.stdout, told.stderr), (3, "", "no such cluster\n"))

    def test_refuses_other_arguments(self) -> None:
        told = self.inventory()
        self.assertEqual((told.returncode, told.stderr), (2, "hadoop.sh: expected --list or --host <name>\n"))


if __name__ == "__main__":
    unittest.main()
