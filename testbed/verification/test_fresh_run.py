"""Bare machines in, a Flink cluster out: the promise of site.yml, from check mode to a job with counters."""

import re
import time
import unittest

from verification.bed import KIT, address, fresh, must, on, operator, root_on
from verification.flink import HOME, await_taskmanagers, await_that, process_ids, reboot, rest
from verification.playbook import HANDOVER, as_delivered, cluster, play
from verification.scenario import cancel, processed, submit
from verification.secrets import logs_that_hold

TESTBED_NODES = 2
NODES = ("n1", "n2")


class FreshRunTest(unittest.TestCase):
    """The tests of this class build on each other, in the order of their numbers."""

    cluster = as_delivered(cluster(taskmanagers=("n2",), flink_task_slots=4, influxdb_enabled=True))

    @classmethod
    def setUpClass(cls) -> None:
        fresh(*NODES)
        # Every machine of Ubuntu has it; one of Debian may lack it.
        root_on("n2", "dpkg --purge logrotate")

    def test_1_check_mode_works_on_bare_machines_and_changes_nothing(self) -> None:
        played = play("site.yml", self.cluster, "--check")
        self.assertEqual(played.code, 0, played.output)
        self.assertGreater(sum(played.changed.values()), 0)
        for node in NODES:
            self.assertNotEqual(on(node, "id flink").code, 0, node)
            self.assertEqual(
                on(node, "ls -d /opt/flink /etc/tmpfiles.d/flink.conf /etc/flink-firewall.nft").out, "", node
            )

    def test_2_provisions_a_cluster(self) -> None:
        played = play("site.yml", self.cluster)
        self.assertEqual(played.code, 0, played.output)
        await_taskmanagers("n2", seconds=5)
        overview = rest("/overview")
        self.assertEqual(overview["taskmanagers"], 1)
        self.assertEqual(overview["slots-total"], 4)
        self.assertEqual(overview["flink-version"], "1.8.1")
        must(on("n2", "test -x /usr/sbin/logrotate"))
        print(f"\n  site.yml, two fresh nodes: {played.seconds:.1f} s")

    def test_3_changes_nothing_the_second_time(self) -> None:
        before = [process_ids(node) for node in NODES]
        played = play("site.yml", self.cluster)
        self.assertEqual(played.code, 0, played.output)
        self.assertEqual(played.changed, {node: 0 for node in NODES}, played.changed_tasks)
        self.assertEqual([process_ids(node) for node in NODES], before)
        print(f"\n  site.yml, again: {played.seconds:.1f} s")

    def test_files_and_processes_belong_to_flink(self) -> None:
        for node in NODES:
            with self.subTest(node=node):
                owners = must(on(node, "ps -C java -o user="))
                self.assertEqual(set(owners.split()), {"flink"})
                foreign = (
                    "sudo find -L /opt/flink/current /var/log/flink /var/lib/flink/tmp /var/lib/flink/upload /run/flink"
                )
                self.assertEqual(must(on(node, f"{foreign} ! -user flink")), "")
                for_all = "sudo find /opt/flink /var/log/flink /var/lib/flink /run/flink -perm /002 ! -type l"
                self.assertEqual(must(on(node, for_all)), "")

    def test_the_user_flink_has_no_sudo_and_no_password(self) -> None:
        for node in NODES:
            self.assertNotEqual(on(node, "sudo -u flink sudo -n true").code, 0)
            self.assertEqual(must(on(node, "sudo getent shadow flink")).split(":")[1], "*")

    def test_secrets_are_readable_by_their_owner_only(self) -> None:
        for node in NODES:
            rows = root_on(node, "stat --format='%n %U %a' /var/lib/flink/.ssh /var/lib/flink/.ssh/*").splitlines()
            modes = {row.split()[0]: row.split()[1:] for row in rows}
            self.assertEqual(modes.pop("/var/lib/flink/.ssh"), ["flink", "700"])
            self.assertTrue(modes)
            for file, mode in modes.items():
                self.assertEqual(mode, ["flink", "644" if file.endswith(".pub") else "600"], file)

    def test_secrets_appear_in_no_log(self) -> None:
        secret = root_on("n1", "sed -n 2p /var/lib/flink/.ssh/cluster_ed25519").strip()
        self.assertGreater(len(secret), 40)
        self.assertEqual(logs_that_hold(secret, *NODES), [])

    def test_the_cluster_key_stays_on_the_jobmanager_and_opens_nothing_else(self) -> None:
        self.assertNotEqual(on("n2", "sudo test -e /var/lib/flink/.ssh/cluster_ed25519").code, 0)
        admitted = must(on("n2", "sudo grep -v '^#' /var/lib/flink/.ssh/authorized_keys")).strip()
        self.assertRegex(admitted, rf'^from="{re.escape(address("n1"))}",restrict ssh-ed25519 \S+ flink-cluster$')

    def test_flink_conf_has_the_addresses_and_ports_of_the_cluster(self) -> None:
        conf = dict(
            line.split(": ", 1)
            for line in must(on("n2", f"sudo grep -v '^#' {HOME}/conf/flink-conf.yaml")).splitlines()
        )
        self.assertEqual(conf["jobmanager.rpc.address"], address("n1"))
        self.assertEqual(conf["taskmanager.host"], address("n2"))
        self.assertEqual(conf["taskmanager.rpc.port"], "0")
        self.assertNotIn('"', conf["env.ssh.opts"])
        self.assertEqual(conf["env.java.home"], must(on("n2", "ls -d /usr/lib/jvm/java-8-openjdk-*")).strip())
        self.assertEqual(must(on("n1", f"cat {HOME}/conf/slaves", user="flink")).split(), [address("n2")])
        self.assertEqual(must(on("n1", f"cat {HOME}/conf/masters", user="flink")).split(), [f"{address('n1')}:8081"])

    def test_the_deploy_tool_is_told_how_to_reach_the_cluster(self) -> None:
        rows = (HANDOVER / "cluster.properties").read_text(encoding="utf-8").splitlines()
        told = dict(row.split("=", 1) for row in rows if not row.startswith("#"))
        example = (KIT / "conf/cluster.properties.example").read_text(encoding="utf-8").splitlines()
        keys = {row.split("=", 1)[0] for row in example if re.match(r"[\w.]+=", row)}
        optional = {row[2:].split("=", 1)[0] for row in example if re.match(r"# (influxdb|cluster)\.\w+=", row)}
        self.assertEqual(set(told), keys | optional)
        self.assertEqual(told["ssh.host"], address("n1"))
        self.assertEqual(told["rest.address"], address("n1"))
        self.assertEqual(told["cluster.taskManagers"], "1")
        self.assertEqual(told["cluster.names"], ",".join(f"{node}={address(node)}" for node in NODES))
        login = operator(
            "ssh", "-F", "none", "-i", told["ssh.key"], "-p", told["ssh.port"], "-o", "StrictHostKeyChecking=yes",
            "-o", f"UserKnownHostsFile={told['ssh.knownHosts']}", "-o", "GlobalKnownHostsFile=/dev/null",
            f"{told['ssh.user']}@{told['ssh.host']}", f"ls {told['flink.home']}/bin/start-cluster.sh",
        )  # fmt: skip
        self.assertEqual(login.code, 0, login.err)

    def test_4_start_cluster_over_ssh_brings_the_cluster_up(self) -> None:
        must(on("n1", "stop-cluster.sh", user="flink"))
        await_that("no Flink process on any node", lambda: not any(map(_runs_flink, NODES)))
        started = time.monotonic()
        said = must(on("n1", "start-cluster.sh", user="flink"))
        self.assertIn("Starting standalonesession daemon on host n1.", said)
        self.assertIn("Starting taskexecutor daemon on host n2.", said)
        await_taskmanagers("n2")
        print(f"\n  start-cluster.sh until the TaskManager is registered: {time.monotonic() - started:.1f} s")

    def test_5_start_cluster_works_from_the_jobmanager_itself(self) -> None:
        must(on("n1", f"sudo --login --user flink {HOME}/bin/stop-cluster.sh"))
        await_that("no Flink process on any node", lambda: not any(map(_runs_flink, NODES)))
        must(on("n1", f"sudo --login --user flink {HOME}/bin/start-cluster.sh"))
        await_taskmanagers("n2")

    def test_6_a_job_submitted_by_hand_shows_the_counters_of_each_subtask(self) -> None:
        job = submit()
        self.addCleanup(cancel, job)
        self.assertEqual(len(processed(job)), 4)

    def test_7_start_cluster_repairs_a_cluster_whose_node_was_rebooted(self) -> None:
        for node in ("n2", "n1"):
            with self.subTest(node=node):
                reboot(node)
                await_that(f"{node} up", lambda: on(node, "systemctl is-system-running --wait").code in (0, 1))
                self.assertEqual(process_ids(node), {"jobmanager": [], "taskmanager": []})
                must(on("n1", "start-cluster.sh", user="flink"))
                await_taskmanagers("n2")
                await_that("one TaskManager on n2", lambda: len(process_ids("n2")["taskmanager"]) == 1)

    def test_8_check_mode_finds_nothing_to_do(self) -> None:
        played = play("site.yml", self.cluster, "--check")
        self.assertEqual(played.code, 0, played.output)
        self.assertEqual(played.changed, {node: 0 for node in NODES}, played.changed_tasks)


def _runs_flink(node: str) -> bool:
    return any(process_ids(node).values())


if __name__ == "__main__":
    unittest.main()
