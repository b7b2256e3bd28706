"""Nobody outside reaches a member: every port is probed, from a stranger and from the operator, over IPv4 and IPv6."""

import re
import time
import unittest
import xml.etree.ElementTree
from collections.abc import Callable

from verification.bed import OPERATOR, Ended, address, must, on, operator, root_on
from verification.flink import await_that, reboot
from verification.playbook import Cluster, cluster, play
from verification.provisioned import converge
from verification.played import Played

TESTBED_NODES = 4
MEMBERS = ("n1", "n2")
# A member at times.
LEAVES = "n3"
STRANGER = "n4"
# A service inside the range that is open between members, on all addresses.
SERVICE_PORT = 50321
TALK_PORT = 50322
_ALL_TCP = ("-sS", "-p", "1-65535", "--min-rate", "20000", "--max-retries", "1")
_SOME_UDP = ("-sU", "--top-ports", "200", "--min-rate", "500", "--max-retries", "1")


def pair(**variables: object) -> Cluster:
    """A JobManager and one TaskManager."""
    return cluster(taskmanagers=("n2",), **variables)  # type: ignore[arg-type]


Runner = Callable[..., Ended]


def from_stranger(*command: str) -> Ended:
    return on(STRANGER, " ".join(("sudo", *command)))


def from_operator(*command: str) -> Ended:
    return operator(*command)


def answering(run: Runner, scan: tuple[str, ...], *targets: str) -> dict[str, list[int]]:
    """The ports that answer a probe, by accepting or by refusing, of each target."""
    family = ("-6",) if ":" in targets[0] else ()
    report = must(run("nmap", "-n", "-Pn", *family, *scan, "-oX", "-", *targets))
    found: dict[str, list[int]] = {}
    for host in xml.etree.ElementTree.fromstring(report).findall("host"):
        name = host.find("address").get("addr", "")  # type: ignore[union-attr]
        ports = host.find("ports")
        assert ports is not None
        for rest in ports.findall("extraports"):
            if "filtered" not in rest.get("state", ""):
                raise AssertionError(f"{name}: {rest.get('count')} ports are {rest.get('state')}")
        found[name] = [
            int(port.get("portid", "0"))
            for port in ports.findall("port")
            if "filtered" not in port.find("state").get("state", "")  # type: ignore[union-attr]
        ]
    assert len(found) == len(targets), report
    return found


def listening(node: str) -> list[int]:
    rows = must(on(node, "ss --listening --tcp --numeric --no-header")).splitlines()
    return [int(row.split()[3].rsplit(":", 1)[1]) for row in rows]


def bring_rules(of: Cluster) -> Played:
    """Runs the part of site.yml that this is about."""
    played = play("site.yml", of, "--tags", "firewall")
    assert played.code == 0, played.output
    return played


def link_local(node: str) -> str:
    return must(on(node, "ip -6 -oneline address show dev eth0 scope link | awk '{ print $4 }'")).strip().split("/")[0]


class FirewallTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        converge(pair())
        for node in (LEAVES, STRANGER):
            root_on(
                node, "command -v nmap || (apt-get -q update && apt-get -qy install --no-install-recommends nmap)", 300
            )
        for node in (*MEMBERS, STRANGER):
            root_on(node, f"systemd-run --quiet --unit probe-target python3 -m http.server --bind :: {SERVICE_PORT}")

    @classmethod
    def tearDownClass(cls) -> None:
        for node in (*MEMBERS, STRANGER):
            # After its reboot n2 knows nothing of it any more.
            root_on(node, "systemctl stop probe-target; true")

    def test_the_probe_finds_what_a_machine_without_the_firewall_shows(self) -> None:
        report = must(from_operator("nmap", "-n", "-Pn", "-sS", "-p", f"22,{SERVICE_PORT}", address(STRANGER)))
        self.assertEqual(re.findall(r"(\d+)/tcp +open", report), ["22", str(SERVICE_PORT)])

    def test_no_port_answers_a_stranger(self) -> None:
        targets = [address(node) for node in MEMBERS]
        self.assertEqual(answering(from_stranger, _ALL_TCP, *targets), {target: [] for target in targets})

    def test_only_ssh_answers_the_operator(self) -> None:
        targets = [address(node) for node in MEMBERS]
        self.assertEqual(answering(from_operator, _ALL_TCP, *targets), {target: [22] for target in targets})

    def test_the_probe_finds_over_ipv6_what_a_machine_without_the_firewall_shows(self) -> None:
        target = link_local(STRANGER)
        report = must(on(LEAVES, f"sudo nmap -6 -n -Pn -sS -p {SERVICE_PORT} {target}%eth0"))
        self.assertEqual(re.findall(r"(\d+)/tcp +open", report), [str(SERVICE_PORT)])

    def test_no_port_answers_over_ipv6(self) -> None:
        targets = [link_local(node) for node in MEMBERS]
        found = answering(from_stranger, _ALL_TCP, *(f"{target}%eth0" for target in targets))
        self.assertEqual(found, {target: [] for target in targets})

    def test_no_udp_port_answers(self) -> None:
        targets = [address(node) for node in MEMBERS]
        for run in (from_stranger, from_operator):
            self.assertEqual(answering(run, _SOME_UDP, *targets), {target: [] for target in targets})

    def test_members_reach_the_range_and_nothing_beyond_it(self) -> None:
        root_on("n1", "systemd-run --quiet --unit low-target python3 -m http.server 5999")
        self.addCleanup(root_on, "n1", "systemctl stop low-target")
        reach = f"curl --silent --max-time 3 --output /dev/null http://{address('n1')}"
        self.assertEqual(on("n2", f"{reach}:{SERVICE_PORT}").code, 0)
        self.assertEqual(on("n2", f"{reach}:5999").code, 28)

    def test_a_node_that_left_is_cut_off_in_the_middle_of_its_connections(self) -> None:
        bring_rules(cluster(taskmanagers=("n2", LEAVES)))
        listen = f'import socket, time; s = socket.create_server((\\"\\", {TALK_PORT})); time.sleep(600)'
        root_on("n1", f'systemd-run --quiet --unit talk-target python3 -c "{listen}"')
        self.addCleanup(root_on, "n1", "systemctl stop talk-target")
        talk = f"exec 3<>/dev/tcp/{address('n1')}/{TALK_PORT}; while sleep 0.2; do echo >&3; done"
        await_that("the listener", lambda: TALK_PORT in listening("n1"))
        root_on(LEAVES, f'systemd-run --quiet --unit talk bash -c "{talk}"')
        self.addCleanup(root_on, LEAVES, "systemctl stop talk")
        await_that("the connection", lambda: self.heard() is not None)
        self.assert_heard(True)

        bring_rules(pair())
        self.assert_heard(False)

    def heard(self) -> int | None:
        """The bytes that n1 has received from the talking node, or None without a connection."""
        seen = must(on("n1", f"ss --tcp --info --numeric --no-header state established sport = :{TALK_PORT}"))
        received = re.search(r"bytes_received:(\d+)", seen)
        return int(received.group(1)) if received else None

    def assert_heard(self, expected: bool) -> None:
        before = self.heard()
        self.assertIsNotNone(before)
        time.sleep(3)
        self.assertEqual(self.heard() != before, expected)

    def test_the_rules_are_there_again_after_a_reboot(self) -> None:
        reboot("n2")
        self.assertIn("policy drop", root_on("n2", "nft list table inet flink_firewall"))
        self.assertEqual(answering(from_stranger, ("-sS", "-p", "22"), address("n2")), {address("n2"): []})

    def test_the_rules_outlive_whatever_is_done_to_the_systems_own_unit(self) -> None:
        for verb in ("start", "reload", "restart"):
            with self.subTest(verb=verb):
                root_on("n2", f"systemctl {verb} nftables")
                self.assertIn("policy drop", root_on("n2", "nft list table inet flink_firewall"))
        root_on("n2", "systemctl stop nftables; systemctl start flink-firewall")
        self.assertEqual(bring_rules(pair()).changed_tasks, [])

    def test_the_rules_are_loaded_again_if_somebody_took_them_away(self) -> None:
        root_on("n2", "nft flush ruleset")
        played = bring_rules(pair())
        self.assertEqual(played.changed_tasks, ["firewall : Load them, now and at every boot"])
        self.assertIn("policy drop", root_on("n2", "nft list table inet flink_firewall"))

    def test_the_operator_range_may_be_several(self) -> None:
        bring_rules(pair(operator_cidr=[f"{OPERATOR}/32", f"{address(STRANGER)}/32"]))
        self.assertEqual(answering(from_stranger, _ALL_TCP, address("n2")), {address("n2"): [22]})
        bring_rules(pair())


if __name__ == "__main__":
    unittest.main()
