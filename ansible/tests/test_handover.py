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
from handover import (  # noqa: E402
    jump_command,
    jump_line,
    key_path,
    known_name,
    properties_value,
    several_jumps,
    told_key,
    untaken_way,
)
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


class FiltersTest(unittest.TestCase):
    def test_a_bastion_is_asked_for_with_what_is_said_of_it(self) -> None:
        settings = {"proxyjump": "me@b.example.org:2222"}
        command = jump_command(settings, "-F '/a b/config' -o ProxyJump=me@b.example.org:2222")
        self.assertEqual(command, "ssh -F '/a b/config' -l me -p 2222 -G b.example.org")
        self.assertEqual(jump_command({"proxyjump": "[2001:db8::1]"}, ""), "ssh -G 2001:db8::1")

    def test_a_way_through_several_bastions_is_handed_over_as_it_is(self) -> None:
        for way in ("me@a.example.org:2222,you@b.example.org", "a,b", "a,b,c"):
            with self.subTest(way=way):
                self.assertEqual(several_jumps({"proxyjump": way}), way)
                self.assertEqual(jump_command({"proxyjump": way}, ""), "")
        self.assertEqual(several_jumps({"proxyjump": "me@a:22"}), "")
        self.assertEqual(several_jumps({}), "")

    def test_a_bastion_in_a_proxy_command_is_found(self) -> None:
        for command, asked in {
            "ssh -W %h:%p -q me@b": "ssh -G me@b",
            "ssh -q -p 2222 -l me -W [%h]:%p b": "ssh -p 2222 -l me -G b",
            "exec /usr/bin/ssh -F '/a b/config' -i ~/k -o StrictHostKeyChecking=no -W%h:%p b": (
                "ssh -F '/a b/config' -i '~/k' -o StrictHostKeyChecking=no -G b"
            ),
            "ssh -qAp2222 %r@b nc -w 5 %h %p": "ssh -p 2222 -G ubuntu@b",
            "ssh b /usr/bin/netcat %h %p": "ssh -G b",
        }.items():
            with self.subTest(command=command):
                settings = {"user": "ubuntu", "proxycommand": command}
                self.assertEqual(jump_command(settings, "-F other"), asked)
                self.assertEqual(untaken_way(settings), "")

    def test_a_way_that_the_tool_does_not_go_is_handed_over_as_it_is(self) -> None:
        for command in (
            "aws ssm start-session --target %h --document-name AWS-StartSSHSession",
            "cloudflared access ssh --hostname %h",
            "nc -X 5 -x proxy:1080 %h %p",
            "ssh -J a -W %h:%p b",
            "ssh -o ProxyJump=a -W %h:%p b",
            "ssh -o 'ProxyCommand ssh -W %h:%p a' -W %h:%p b",
            "ssh b uptime",
            "ssh -W other:22 b",
            "ssh -W %h:%p",
            "ssh 'b",
        ):
            with self.subTest(command=command):
                settings = {"proxycommand": command}
                self.assertEqual(jump_command(settings, ""), "")
                self.assertEqual(untaken_way(settings), f"ProxyCommand {command}")
        self.assertEqual(untaken_way({"proxyjump": "a,b"}), "a,b")
        self.assertEqual(untaken_way({"proxyjump": "a", "proxycommand": "ssh -W %h:%p a"}), "")
        self.assertEqual(untaken_way({"proxycommand": "none"}), "")

    def test_a_key_that_ssh_was_told_of(self) -> None:
        self.assertEqual(told_key({"identityfile": "~/keys/a"}), "~/keys/a")
        self.assertEqual(told_key({"identityfile": "~/.ssh/id_rsa"}), "")
        self.assertEqual(told_key({"identityfile": os.path.expanduser("~/.ssh/id_ed25519")}), "")
        self.assertEqual(told_key({}), "")

    def test_a_way_without_a_bastion_is_none(self) -> None:
        self.assertEqual(jump_command({}, ""), "")
        self.assertEqual(jump_command({"proxyjump": "none"}, ""), "")
        self.assertEqual(jump_line({}), "")

    def test_a_jump_always_has_user_and_port(self) -> None:
        self.assertEqual(jump_line({"hostname": "b", "user": "me"}), "me@b:22")
        self.assertEqual(jump_line({"hostname": "2001:db8::1", "user": "me", "port": "23"}), "me@[2001:db8::1]:23")

    def test_known_hosts_has_names_in_small_letters(self) -> None:
        self.assertEqual(known_name("Node1.Example.org", "22"), "node1.example.org")
        self.assertEqual(known_name("Node1", 2222), "[node1]:2222")

    def test_a_key_is_relative_to_where_ansible_was_started(self) -> None:
        self.assertEqual(key_path("keys/a"), f"{os.getcwd()}/keys/a")
        self.assertEqual(key_path("~/a"), os.path.expanduser("~/a"))
        self.assertEqual(key_path(""), "")

    def test_a_value_comes_out_of_a_properties_file_as_it_went_in(self) -> None:
        self.assertEqual(properties_value("a\\b = #c"), "a\\\\b = #c")
        self.assertEqual(properties_value(" a\nb"), "\\ a\\nb")
        self.assertEqual(properties_value(22), "22")


class HandoverTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.config = self.folder / "ssh_config"
        self.config.write_text("", encoding="utf-8")
        self.environment: dict[str, str] = {}

    def handed_over(self, host: str, *options: str, **variables: object) -> tuple[dict[str, str], str]:
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
            ["ansible-playbook", "-i", str(self.folder / "inventory.json"), *options, str(self.folder / "play.yml")],
            cwd=ANSIBLE,
            env={**os.environ, "ANSIBLE_LIBRARY": str(ANSIBLE / "library"), **self.environment},
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

    def test_the_older_names_of_the_same_variables(self) -> None:
        told, _ = self.handed_over(
            "n1", ansible_ssh_host="198.51.100.10", ansible_ssh_port=2200, ansible_private_key_file="/a/key"
        )
        self.assertEqual((told["ssh.host"], told["ssh.port"]), ("198.51.100.10", "2200"))
        self.assertEqual(told["ssh.key"], "/a/key")

    def test_a_name_with_capitals(self) -> None:
        _, known_hosts = self.handed_over("Node1", ansible_host="198.51.100.10.Example.org")
        self.assertEqual(known_hosts.splitlines()[1:], ["198.51.100.10.example.org ssh-ed25519 AAAA"])

    def test_a_bastion_and_the_key_that_is_known_of_it(self) -> None:
        (self.folder / "known").write_text("[b.example.org]:2222 ssh-ed25519 AAAAC3Nza\n", encoding="utf-8")
        self.config.write_text(
            f"Host bastion\n  HostName b.example.org\n  Port 2222\n  UserKnownHostsFile {self.folder}/known\n",
            encoding="utf-8",
        )
        told, known_hosts = self.handed_over("n1", ansible_ssh_common_args=f"-F {self.config} -o ProxyJump=me@bastion")
        self.assertEqual(told["ssh.jump"], "me@b.example.org:2222")
        self.assertIn("[b.example.org]:2222 ssh-ed25519 AAAAC3Nza", known_hosts.splitlines())

    def test_a_bastion_in_a_proxy_command(self) -> None:
        told, _ = self.handed_over(
            "n1", ansible_ssh_common_args=f'-F {self.config} -o ProxyCommand="ssh -p 2222 -W %h:%p -q me@b.example.org"'
        )
        self.assertEqual(told["ssh.jump"], "me@b.example.org:2222")

    def test_a_program_that_makes_the_connection_is_not_left_out_in_silence(self) -> None:
        told, _ = self.handed_over("n1", ansible_ssh_common_args=f"-F {self.config} -o 'ProxyCommand nc -X 5 %h %p'")
        self.assertEqual(told["ssh.jump"], "ProxyCommand nc -X 5 %h %p")

    def test_a_key_and_a_bastion_among_the_arguments_of_ssh(self) -> None:
        key = self.folder / "a key"
        key.touch()
        told, _ = self.handed_over("n1", ansible_ssh_args=f"-i '{key}' -o ProxyJump=me@b.example.org")
        self.assertEqual(told["ssh.key"], str(key))
        self.assertEqual(told["ssh.jump"], "me@b.example.org:22")

    def test_a_key_that_the_command_was_given(self) -> None:
        told, _ = self.handed_over("n1", "--private-key", "/a/key")
        self.assertEqual(told["ssh.key"], "/a/key")
        told, _ = self.handed_over("n1", "--private-key", "/a/key", ansible_ssh_private_key_file="/b/key")
        self.assertEqual(told["ssh.key"], "/b/key")

    def test_what_the_configuration_of_ansible_says(self) -> None:
        (self.folder / "ansible.cfg").write_text(
            "[defaults]\nprivate_key_file = ~/a/key\nremote_port = 2222\nroles_path = "
            f"{ANSIBLE}/roles\nfilter_plugins = {ANSIBLE}/filter_plugins\n"
            "[ssh_connection]\nssh_extra_args = -o ProxyJump=me@b.example.org\n",
            encoding="utf-8",
        )
        self.environment = {"ANSIBLE_CONFIG": str(self.folder / "ansible.cfg")}
        told, _ = self.handed_over("n1")
        self.assertEqual(told["ssh.key"], os.path.expanduser("~/a/key"))
        self.assertEqual(told["ssh.port"], "2222")
        self.assertEqual(told["ssh.jump"], "me@b.example.org:22")

    def test_arguments_of_ssh_that_the_command_was_given(self) -> None:
        self.config.write_text("Host jm\n  HostName n1.example.org\n", encoding="utf-8")
        told, _ = self.handed_over("jm", "--ssh-extra-args", "-o ProxyJump=me@b.example.org")
        self.assertEqual((told["ssh.host"], told["ssh.jump"]), ("n1.example.org", "me@b.example.org:22"))

    def test_several_bastions_are_not_left_out_in_silence(self) -> None:
        self.config.write_text("", encoding="utf-8")
        told, _ = self.handed_over("n1", ansible_ssh_common_args=f"-F {self.config} -J me@a,you@b:2222")
        self.assertEqual(told["ssh.jump"], "me@a,you@b:2222")

    def test_a_relative_key(self) -> None:
        told, _ = self.handed_over("n1", ansible_ssh_private_key_file="keys/a\\b")
        self.assertEqual(told["ssh.key"], f"{ANSIBLE}/keys/a\\\\b")

    def test_a_moment_among_the_variables_is_no_matter(self) -> None:
        # As the inventory of EC2 has them: Ansible would make a text of all variables, and nothing of that text.
        (self.folder / "host_vars").mkdir()
        (self.folder / "host_vars/n1.yml").write_text("launch_time: 2026-11-26T09:05:39Z\n", encoding="utf-8")
        told, _ = self.handed_over("n1", ansible_host="198.51.100.10")
        self.assertEqual(told["ssh.host"], "198.51.100.10")

    def test_a_kafka_is_named_only_where_there_is_one(self) -> None:
        told, _ = self.handed_over("n1", handover_kafka_host="10.0.0.3", handover_kafka_port=7001)
        self.assertEqual(
            {key: value for key, value in told.items() if key.startswith("kafka.")},
            {"kafka.host": "10.0.0.3", "kafka.port": "7001", "kafka.tunnelPort": "9094"},
        )
        told, _ = self.handed_over("n1")
        self.assertEqual([key for key in told if key.startswith("kafka.")], [])

    def test_without_any_it_is_the_port_of_ssh(self) -> None:
        told, _ = self.handed_over("n1", handover_names={"n1": "10.0.0.1", "n2": "10.0.0.2"})
        self.assertEqual((told["ssh.host"], told["ssh.port"]), ("n1", "22"))
        self.assertEqual(told["cluster.names"], "n1=10.0.0.1,n2=10.0.0.2")


if __name__ == "__main__":
    unittest.main()
