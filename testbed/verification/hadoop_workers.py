"""The deploy tool beside a real Hadoop: its workers, live, dead and decommissioned, and the check of HADOOP_CONF_DIR.

It leaves a Hadoop of which half is dead.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
import unittest
from pathlib import Path

from verification import hadoop
from verification.bed import KIT, Ended, must, operator
from verification.deploy_tool import TOOL


class WorkersTest(unittest.TestCase):
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

    def test_3_the_doctor_looks_at_all_of_it_and_submits_nothing(self) -> None:
        lines = self.doctor()
        for well in (
            f"HADOOP_CONF_DIR: {hadoop.CONF}",
            "fs.defaultFS: hdfs://n1:8020",
            "ResourceManager: 2 active nodes",
            "virtual cores: up to 4 on a node",
            "memory: room for a JobManager of 1024 MB and 1 TaskManager of 1024 MB",
            "Hadoop's classes: those of HADOOP_CLASSPATH",
        ):
            self.assertIn(f"ok       [10.77.0.11] {well}", lines)
        self.assertEqual([line for line in lines if "FAULT" in line and "Flink" not in line], [])

    def test_3_the_doctor_tells_that_it_is_not_set_or_leads_nowhere(self) -> None:
        remedy = f"Try: hadoop.confDir={hadoop.CONF} in {self.folder}/yarn.properties"
        for folder, why in {"": ": not set for a command over SSH", "/nowhere": "=/nowhere: there is no such"}.items():
            with self.subTest(folder):
                begun = time.monotonic()
                lines = self.doctor(hadoop_confDir=folder)
                print(f"\n  told after {time.monotonic() - begun:.1f} s")
                [fault] = [line for line in lines if line.startswith("FAULT    [10.77.0.11] HADOOP_CONF_DIR" + why)]
                self.assertIn(remedy, fault)

    def doctor(self, **replaced: str) -> list[str]:
        properties = hadoop.properties(self.folder, **replaced)
        told = operator(str(TOOL), "doctor", "--target", "yarn", "--yarn", str(properties))
        # There is no Flink on these nodes.
        self.assertEqual(told.code, 3, told.err)
        self.assertIn("FAULT    [10.77.0.11] Flink: there is no /usr/lib/flink/bin/flink.", told.out)
        return told.out.splitlines()

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
