"""What the deploy tool is told of the way to the JobManager: where Ansible itself goes, whoever says so."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ANSIBLE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ANSIBLE / "filter_plugins"))
from ssh_settings import ssh_settings  # noqa: E402

PLAY = """
- hosts: jobmanager
  gather_facts: false
  pre_tasks:
    - name: Know of the node what the role preflight would have learnt
      ansible.builtin.set_fact:
        default_ipv4: {address: 10.0.0.1}
        ssh_host_key_ed25519_public: AAAA
        ssh_host_key_ed25519_public_keytype: ssh-ed25519
        cacheable: true
  roles: [handover]
"""


class SshSettingsTest(unittest.TestCase):
    def test_the_first_of_a_keyword_counts(self) -> None:
        told = "hostname n1.example.org\nPort 2222\nidentityfile ~/.ssh/a\nidentityfile ~/.ssh/b\n\nbatchmode\n"
        self.assertEqual(ssh_settings(told), {"hostname": "n1.example.org", "port": "2222", "identityfile": "~/.ssh/a"})

    def test_silence_says_nothing(self) -> None:
        self.assertEqual(ssh_settings(""), {})


class HandoverTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.config = self.folder / "ssh_config"
        self.config.write_text("", encoding="utf-8")

    def handed_over(self, host: str, **variables: object) -> tuple[dict[str, str], str]:
        """The keys of cluster.properties, and known_hosts, of an inventory whose JobManager has these variables."""
        known = {
            "ansible_connection": "local",
            "ansible_ssh_common_args": f"-F {self.config}",
            "handover_folder": str(self.folder),
        }
        inventory = {"jobmanager": {"hosts": {host: {**known, **variables}}}}
        (self.folder / "inventory.json").write_text(json.dumps(inventory), encoding="utf-8")
        (self.folder / "play.yml").write_text(PLAY, encoding="utf-8")
        ended = subprocess.run(
            ["ansible-playbook", "-i", str(self.folder / "inventory.json"), str(self.folder / "play.yml")],
            cwd=ANSIBLE,
            env={**os.environ, "ANSIBLE_LIBRARY": str(ANSIBLE / "library")},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        rows = (self.folder / "cluster.properties").read_text(encoding="utf-8").splitlines()
        told = dict(row.split("=", 1) for row in rows if not row.startswith("#"))
        return told, (self.folder / "known_hosts").read_text(encoding="utf-8")

    def test_port_and_address_that_only_the_configuration_of_ssh_knows(self) -> None:
        self.config.write_text("Host jm\n  HostName n1.example.org\n  Port 2222\n", encoding="utf-8")
        told, known_hosts = self.handed_over("jm")
        self.assertEqual((told["ssh.host"], told["ssh.port"]), ("n1.example.org", "2222"))
        self.assertEqual(known_hosts.splitlines()[1:], ["[n1.example.org]:2222 ssh-ed25519 AAAA"])

    def test_what_the_inventory_says_comes_first(self) -> None:
        self.config.write_text("Host *\n  Port 2222\n", encoding="utf-8")
        told, _ = self.handed_over("n1", ansible_host="198.51.100.10", ansible_port=2200)
        self.assertEqual((told["ssh.host"], told["ssh.port"]), ("198.51.100.10", "2200"))

    def test_a_moment_among_the_variables_is_no_matter(self) -> None:
        # As the inventory of EC2 has them: Ansible would make a text of all variables, and nothing of that text.
        (self.folder / "host_vars").mkdir()
        (self.folder / "host_vars/n1.yml").write_text("launch_time: 2026-11-26T09:05:39Z\n", encoding="utf-8")
        told, _ = self.handed_over("n1", ansible_host="198.51.100.10")
        self.assertEqual(told["ssh.host"], "198.51.100.10")

    def test_without_any_it_is_the_port_of_ssh(self) -> None:
        told, _ = self.handed_over("n1", handover_names={"n1": "10.0.0.1", "n2": "10.0.0.2"})
        self.assertEqual((told["ssh.host"], told["ssh.port"]), ("n1", "22"))
        self.assertEqual(told["cluster.names"], "n1=10.0.0.1,n2=10.0.0.2")


if __name__ == "__main__":
    unittest.main()
