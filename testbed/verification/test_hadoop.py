"""The workers of a Hadoop cluster as the deploy tool tells them: live, dead, decommissioned; by whoever may ask what."""

from __future__ import annotations

import json
import shutil
import tempfile
import unittest
from pathlib import Path

from verification import hadoop
from verification.bed import KIT, Ended, fresh, must, operator
from verification.deploy_tool import TOOL

TESTBED_NODES = 3


class WorkersTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        fresh(*hadoop.NODES)
        hadoop.install()
        hadoop.start()

    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hadoop-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def workers(self, source: str, *options: str, **replaced: str) -> Ended:
        properties = hadoop.properties(self.folder, **replaced)
        return operator(str(TOOL), "workers", "--from", source, "--yarn", str(properties), *options)

    def assert_workers(self, *names: str) -> None:
        """By the commands, and by HTTP where there are none."""
        expected = "".join(f"{name}\n" for name in names)
        for source in ("hdfs", "yarn"):
            by_command = self.workers(source)
            self.assertEqual((by_command.out, by_command.code), (expected, 0), by_command.err)
            self.assertEqual(by_command.err, "")
            by_http = self.workers(source, hadoop_home="/nowhere")
            self.assertEqual((by_http.out, by_http.code), (expected, 0), by_http.err)
            self.assertIn("there is no such command; asked over HTTP instead", by_http.err)

    def test_1_live_ones_are_told_in_every_form(self) -> None:
        self.assert_workers("n2", "n3")
        self.assertEqual(must(self.workers("hdfs", "--format", "slaves")), "10.77.0.12\n10.77.0.13\n")
        inventory = must(self.workers("hdfs", "--format", "inventory"))
        self.assertEqual(inventory, "[taskmanagers]\nn2 ansible_host=10.77.0.12\nn3 ansible_host=10.77.0.13\n")

    def test_2_who_is_no_superuser_is_answered_by_the_namenode_s_http(self) -> None:
        told = self.workers("hdfs", ssh_user=hadoop.GUEST)
        self.assertEqual((told.out, told.code), ("n2\nn3\n", 0), told.err)
        self.assertIn(f"Access denied for user {hadoop.GUEST}. Superuser privilege is required", told.err)
        self.assertEqual(must(self.workers("yarn", ssh_user=hadoop.GUEST)), "n2\nn3\n")

    def test_3_a_wrong_folder_is_told_with_the_line_to_type(self) -> None:
        told = self.workers("hdfs", hadoop_confDir="/nowhere")
        self.assertEqual((told.out, told.code), ("", 2), told.err)
        self.assertIn("HADOOP_CONF_DIR is /nowhere, and there is no hdfs:// address in fs.defaultFS", told.err)
        self.assertIn(f"Try: hadoop.confDir={hadoop.CONF} in {self.folder}/yarn.properties", told.err)

    def test_4_ansible_takes_them_by_the_inventory_script(self) -> None:
        # As a user would have it: the script in its kit, with a file of its own beside it.
        kit = self.folder / "kit"
        (kit / "bin").mkdir(parents=True)
        (kit / "inventory/of").mkdir(parents=True)
        script = kit / "inventory/of/hadoop.sh"
        shutil.copy(KIT / "ansible/inventory/hadoop.sh", script)
        tool = kit / "bin/deploy-tool"
        tool.write_text(f'#!/bin/sh\nexec {TOOL} "$@" --yarn {hadoop.properties(self.folder)}\n', encoding="utf-8")
        tool.chmod(0o755)
        listed = json.loads(must(operator("ansible-inventory", "-i", str(script), "--list")))
        self.assertEqual(listed["taskmanagers"], {"hosts": ["n2", "n3"]})
        self.assertEqual(listed["_meta"]["hostvars"]["n3"], {"ansible_host": "10.77.0.13"})

    def test_5_a_decommissioned_one_is_none(self) -> None:
        self.addCleanup(hadoop.take_back, "n3")
        hadoop.exclude("n3")
        hadoop.await_states(
            "n3 decommissioned",
            {"n2": "In Service", "n3": "Decommissioned"},
            lambda states: states.get("n3") in (None, "DECOMMISSIONED"),
        )
        self.assert_workers("n2")

    def test_6_a_dead_one_is_none(self) -> None:
        for kind in ("datanode", "nodemanager"):
            hadoop.kill_process("n2", kind)
        hadoop.await_states(
            "n2 dead", {"n3": "In Service"}, lambda states: states.get("n2") != "RUNNING" and "n3" in states
        )
        for source in ("hdfs", "yarn"):
            self.assertEqual(must(self.workers(source)), "n3\n")


if __name__ == "__main__":
    unittest.main()
