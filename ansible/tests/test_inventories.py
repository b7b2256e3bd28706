"""What the playbooks say of an inventory without the hosts of a cluster: they fail, and nobody is contacted."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent
PLAYBOOKS = ("site.yml", "rolling.yml", "reset.yml")
# Names that never resolve, so that a playbook that goes on by mistake reaches nobody.
JOBMANAGER, WORKER = "jobmanager.invalid", "worker.invalid"


def played(name: str, inventory: str, *arguments: str) -> tuple[int, str]:
    """Runs a playbook; its exit code, and what it printed, on one line."""
    done = subprocess.run(
        ["ansible-playbook", "-i", inventory, name, "-e", "confirm=yes", *arguments],
        cwd=FOLDER,
        env={**os.environ, "ANSIBLE_NOCOLOR": "1", "COLUMNS": "400"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
    )
    return done.returncode, " ".join(done.stdout.split())


def graph(inventory: str) -> str:
    """The remedy that shows what is in an inventory."""
    return f"ansible-inventory -i {inventory} --graph, which shows what Ansible reads"


class InventoriesTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, name: str, text: str, encoding: str = "utf-8") -> str:
        written = self.folder / name
        written.write_text(text, encoding=encoding)
        return str(written)

    def assert_refused(self, inventory: str, *messages: str, by: tuple[str, ...] = PLAYBOOKS) -> None:
        for playbook in by:
            with self.subTest(playbook=playbook):
                code, text = played(playbook, inventory)
                self.assertNotEqual(code, 0, text)
                for message in messages:
                    self.assertIn(message, text)
                self.assertNotIn("PLAY [", text)

    def test_no_inventory_at_all(self) -> None:
        missing = str(self.folder / "hosts.yml")
        self.assert_refused(
            missing,
            f"[inventory] {missing}: it does not exist. Try: cp inventory/hosts.example.yml inventory/hosts.yml, and your machines",
        )

    def test_groups_without_a_host(self) -> None:
        empty = self.file("hosts.yml", "jobmanager:\n  hosts:\ntaskmanagers:\n  hosts:\n")
        self.assert_refused(empty, f"[inventory] {empty}: no host in it. Try: {graph(empty)}", by=("site.yml",))
        # A level forgotten.
        flat = self.file("flat.yml", f"jobmanager:\n  {JOBMANAGER}:\ntaskmanagers:\n  {WORKER}:\n")
        self.assert_refused(flat, f"[inventory] {flat}: no host in it. Try: {graph(flat)}", by=("reset.yml",))

    def test_hosts_in_no_group_of_a_cluster(self) -> None:
        hosts = self.file("hosts.ini", f"[web]\n{JOBMANAGER}\n{WORKER}\n")
        self.assert_refused(
            hosts,
            f"[inventory] jobmanager: there is no such group. There are web ({JOBMANAGER}, {WORKER}). Try: {graph(hosts)}",
            f"[inventory] taskmanagers: there is no such group. There are web ({JOBMANAGER}, {WORKER}). Try: {graph(hosts)}",
        )

    def test_mistyped_groups(self) -> None:
        for group, name in (
            ("jobmanager", "JobManager"),
            ("taskmanagers", "task_managers"),
            ("influxdb", "influx_db"),
            ("kafka", "Kafkas"),
        ):
            right = {
                "jobmanager": JOBMANAGER,
                "taskmanagers": WORKER,
                "influxdb": "influx.invalid",
                "kafka": "kafka.invalid",
            }
            text = "".join(f"[{name if kind == group else kind}]\n{host}\n" for kind, host in right.items())
            self.assert_refused(
                self.file("hosts.ini", text),
                f"[inventory] {group}: there is no such group; is it {name}? Try: {group} as its name",
                by=("reset.yml",),
            )

    def test_a_kafka_of_several_brokers(self) -> None:
        hosts = self.file(
            "hosts.ini", f"[jobmanager]\n{JOBMANAGER}\n[taskmanagers]\n{WORKER}\n[kafka]\na.invalid\nb.invalid\n"
        )
        code, text = played("site.yml", hosts, "-e", "operator_cidr=192.0.2.1/32")
        self.assertNotEqual(code, 0, text)
        self.assertIn(
            "[inventory] kafka: 2 hosts in this group (a.invalid, b.invalid), and a cluster has one broker."
            " Try: one host in the group kafka",
            text,
        )
        self.assertNotIn("not reachable", text)

    def test_a_byte_order_mark(self) -> None:
        text = f"[jobmanager]\n{JOBMANAGER}\n[taskmanagers]\n{WORKER}\n"
        marked = self.file("my hosts.ini", text, "utf-8-sig")
        says = "it begins with a byte order mark, as Windows' editors write."
        remedy = r"sed -i '1s/^\xef\xbb\xbf//'"
        self.assert_refused(marked, f"[inventory] {marked}: {says} Try: {remedy} '{marked}'", by=("reset.yml",))
        # A host of its own name, without the address that belongs to the other.
        host = self.file("hosts", f"{JOBMANAGER} ansible_host=192.0.2.1\n{text}", "utf-8-sig")
        self.assert_refused(host, f"[inventory] {host}: {says}", by=("site.yml",))
        wide = self.file("wide.ini", text, "utf-16")
        self.assert_refused(wide, f"[inventory] {wide}: {says} Try: save it as UTF-8 without one", by=("site.yml",))
        subprocess.run(f"{remedy} '{marked}'", shell=True, check=True)
        self.assertEqual(Path(marked).read_text(encoding="utf-8"), text)

    def test_a_reset_of_half_a_cluster(self) -> None:
        hosts = self.file("half of it.ini", f"[taskmanagers]\n{WORKER}\n")
        quoted = f"'{hosts}'"
        self.assert_refused(
            hosts,
            f"[inventory] jobmanager: there is no such group. There are taskmanagers ({WORKER}). Try: {graph(quoted)}",
            by=("reset.yml",),
        )

    def test_a_limit_that_leaves_nobody(self) -> None:
        hosts = self.file("hosts.ini", f"[jobmanager]\n{JOBMANAGER}\n[taskmanagers]\n{WORKER}\n[web]\nweb.invalid\n")
        for playbook in PLAYBOOKS:
            with self.subTest(playbook=playbook):
                code, text = played(playbook, hosts, "--limit", "web.invalid")
                self.assertNotEqual(code, 0, text)
                self.assertIn(
                    f"[inventory] --limit: it leaves no host of the cluster, which has {JOBMANAGER}, {WORKER}. Try: one of these",
                    text,
                )

    def test_inventories_that_work(self) -> None:
        text = f"[jobmanager]\r\n{JOBMANAGER}\r\n[taskmanagers]\r\n{WORKER}\r\n"
        yaml = f"jobmanager:\n  hosts:\n    {JOBMANAGER}:\ntaskmanagers:\n  hosts:\n    {WORKER}:\n"
        for inventory, arguments in (
            (self.file("crlf.ini", text), ()),
            (self.file("marked.yml", yaml, "utf-8-sig"), ()),
            (self.file("limited.ini", text), ("--limit", f"{WORKER},{JOBMANAGER}")),
            # Groups of one's own, beside these.
            (self.file("more.ini", f"{text}[jobmanagers:children]\r\njobmanager\r\n"), ()),
        ):
            for playbook in ("site.yml", "reset.yml"):
                with self.subTest(inventory=inventory, playbook=playbook):
                    code, said = played(playbook, inventory, "--list-hosts", *arguments)
                    self.assertEqual(code, 0, said)
                    for host in ("hosts (2):", JOBMANAGER, WORKER):
                        self.assertIn(host, said)

    def test_the_syntax_is_checked_without_an_inventory(self) -> None:
        for playbook in PLAYBOOKS:
            with self.subTest(playbook=playbook):
                self.assertEqual(played(playbook, "localhost,", "--syntax-check")[0], 0)


if __name__ == "__main__":
    unittest.main()
