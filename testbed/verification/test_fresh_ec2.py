"""From nothing to a measured run: machines that ec2.yml made, provisioned through its inventory.

An emulator gives the machines their private addresses, and nodes of the testbed stand in for them under these.
"""

import json
import unittest

from verification.bed import KIT, OPERATOR, PLAY_HANGS_SECONDS, STATE, address, fresh, must, operator, root_on
from verification.ec2 import Ec2, members
from verification.played import Played
from verification.own_cpu import own_cpu
from verification.playbook import ARCHIVE

TESTBED_NODES = 2
NODES = ("n1", "n2")
ROUTE = "ip route replace 10.77.0.0/24 dev eth0 proto kernel scope link"
# In the network of the nodes, where the testbed gives out none.
NEW_SUBNET = """
import boto3
ec2 = boto3.client("ec2")
vpc = ec2.create_vpc(CidrBlock="10.77.0.0/16")["Vpc"]["VpcId"]
print(ec2.create_subnet(VpcId=vpc, CidrBlock="10.77.0.128/25")["Subnet"]["SubnetId"])
"""


class FromNothingTest(unittest.TestCase):
    ec2: Ec2

    def setUp(self) -> None:
        self.ec2 = Ec2(among_nodes=True)
        self.addCleanup(self.ec2.close)
        fresh(*NODES)
        self.settings = {
            "operator_cidr": f"{OPERATOR}/32",
            "ec2_cluster_public_key_file": str(STATE / "id_ed25519.pub"),
            "ec2_cluster_subnet_id": self.ec2.ask(NEW_SUBNET),
            "ec2_cluster_ssh_address": "private",
            "ec2_cluster_taskmanagers": 1,
        }

    def play(self, state: str, **variables: object) -> Played:
        played = self.ec2.play(state, **self.settings, **variables)
        self.assertEqual(played.code, 0, played.output)
        return played

    def test_machines_become_a_cluster_that_runs_a_scenario_and_go_again(self) -> None:
        self.play("up")
        self.become_the_nodes()
        with own_cpu() as kept:
            provisioned = self.ec2.run(
                *(*kept, "ansible-playbook", "-i", str(self.ec2.inventory_file()), "site.yml"),
                *("-e", json.dumps(self.cluster_settings())),
                timeout_seconds=PLAY_HANGS_SECONDS,
            )
        self.assertEqual(provisioned.returncode, 0, provisioned.stdout)
        run = ("run", "minimal-variance", "--duration", "20s", "--output", str(self.ec2.folder))
        properties = ("--cluster", str(self.ec2.folder / "cluster.properties"))
        must(operator(str(KIT / "bin/deploy-tool"), *run, *properties, timeout_seconds=PLAY_HANGS_SECONDS))
        (result,) = (self.ec2.folder / "results").glob("*-minimal-variance-cluster/run.json")
        measured = json.loads(result.read_text(encoding="utf-8"))
        [phase] = measured["phases"]
        print(f"\n  on machines of ec2.yml: {phase['throughput']['mean']:.1f} records/s")
        self.assertTrue(phase["steadyState"])
        self.play("absent", confirm="yes")
        self.assertFalse(self.ec2.inventory_file().exists())

    def become_the_nodes(self) -> None:
        """Gives the nodes the machines' addresses, and the machines' consoles the nodes' host keys."""
        hosts = self.ec2.inventory()["_meta"]["hostvars"]
        keys = {}
        for node, name in zip(NODES, members(1)):
            given = hosts[name]["flink_private_address"]
            # As the source of what it sends, too: the other nodes' firewalls know this one.
            root_on(node, f"ip address add {given}/32 dev eth0 && {ROUTE} src {given}")
            self.addCleanup(root_on, node, f"{ROUTE} src {address(node)} && ip address delete {given}/32 dev eth0")
            keys[given] = " ".join(root_on(node, "cat /etc/ssh/ssh_host_ed25519_key.pub").split()[:2])
        self.ec2.host_keys.write_text(json.dumps(keys), encoding="utf-8")
        self.ec2.known_hosts().unlink()
        self.play("up")

    def cluster_settings(self) -> dict[str, object]:
        return {
            "flink_archive_url": str(ARCHIVE),
            "flink_archive_checksum_url": f"{ARCHIVE}.sha512",
            "handover_folder": str(self.ec2.folder),
            "flink_jobmanager_heap_mb": 512,
            "flink_taskmanager_heap_mb": 512,
            "flink_task_slots": 4,
        }


if __name__ == "__main__":
    unittest.main()
