"""ec2.yml from nothing to nothing, on an emulator of the EC2 API; AWS is asked what is there, not the playbook."""

import json
import subprocess
import unittest
from typing import Any

from emulator.account import NEWEST_ARM_IMAGE, NEWEST_IMAGE
from verification.bed import KIT
from verification.ec2 import OPERATOR_CIDR, Ec2, members, tags
from verification.played import Played

TESTBED_NODES = 0

# What the modules of amazon.aws 11 are warned of, whoever calls them.
AMAZONS_OWN = "The `ansible.module_utils.six` module is deprecated."
MOVED_CIDR = "198.51.100.0/24"
RULES = [(22, 22, OPERATOR_CIDR), (22, 22, "itself"), (6000, 60000, "itself")]


class Ec2Test(unittest.TestCase):
    """Each test has an account of its own."""

    # Whose Ansible it is; this machine's unless it is named.
    controller = ""

    def setUp(self) -> None:
        self.ec2 = Ec2(controller=self.controller)
        self.addCleanup(self.ec2.close)

    def play(self, state: str, *arguments: str, **variables: object) -> Played:
        """Runs the playbook, which has to succeed."""
        played = self.ec2.play(state, *arguments, **variables)
        self.assertEqual(played.code, 0, played.output)
        return played

    def refused(self, message: str, state: str = "up", **variables: object) -> None:
        """Runs the playbook, which has to fail with the message."""
        played = self.ec2.play(state, **variables)
        self.assertEqual(played.code, 2, played.output)
        self.assertIn(message, played.text)

    def assert_permitted(self, *own_calls: str) -> None:
        """Every call so far stands in the policy that the documentation gives, or is the test's own."""
        policy = json.loads((KIT / "docs/ec2-policy.json").read_text(encoding="utf-8"))
        permitted = {action for statement in policy["Statement"] for action in statement["Action"]}
        called = {f"ec2:{call['Action']}" for call in self.ec2.calls()}
        self.assertEqual(called - permitted, set(own_calls))

    def assert_inventory_reaches(self, taskmanagers: int, operator_cidr: str = OPERATOR_CIDR) -> None:
        """Flink's address is private, SSH's public, and the keys are those of the consoles."""
        inventory = self.ec2.inventory()
        self.assertEqual(inventory["jobmanager"]["hosts"], ["flink-jobmanager"])
        self.assertEqual(sorted(inventory["taskmanagers"]["hosts"]), members(taskmanagers)[1:])
        keys = dict(line.split(" ", 1) for line in self.ec2.known_hosts().read_text(encoding="utf-8").splitlines())
        for instance in self.ec2.instances():
            host = inventory["_meta"]["hostvars"][tags(instance)["Name"]]
            self.assertEqual(host["ansible_host"], instance["PublicIpAddress"])
            self.assertEqual(host["flink_private_address"], instance["PrivateIpAddress"])
            self.assertEqual(host["ansible_user"], "ubuntu")
            self.assertEqual(host["ansible_ssh_private_key_file"], str(self.ec2.key))
            self.assertEqual(host["operator_cidr"], [operator_cidr])
            self.assertRegex(keys.pop(instance["InstanceId"]), "^ssh-ed25519 AAAA")
            ssh = self.ssh_settings(host["ansible_ssh_common_args"])
            self.assertEqual(ssh["hostkeyalias"], instance["InstanceId"])
            self.assertEqual(ssh["userknownhostsfile"], str(self.ec2.known_hosts()))
            self.assertIn(ssh["stricthostkeychecking"], ("true", "yes"))
        self.assertEqual(keys, {}, "no machine that is gone stays in known_hosts")

    def ssh_settings(self, arguments: str) -> dict[str, str]:
        """What ssh makes of its arguments."""
        command = ["sh", "-c", f"ssh -F none -G {arguments} host"]
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        return dict(line.split(" ", 1) for line in lines if " " in line)


class LifeTest(Ec2Test):
    def test_from_nothing_to_nothing(self) -> None:
        self.assertGreater(self.play("up", "--check").changed_count, 0)
        self.assertEqual(self.ec2.left(), [])

        first = self.play("up")
        self.assertEqual(self.ec2.names("running"), members(2))
        self.assertEqual(self.ec2.rules(), RULES)
        self.assert_machines_are_as_documented()
        self.assert_inventory_reaches(2)

        again = self.play("up")
        self.assertEqual(again.changed_count, 0, again.output)
        print(f"\n  up of three {first.seconds:.1f} s, again {again.seconds:.1f} s")
        self.assertEqual(self.play("up", "--check").changed_count, 0)

        self.play("up", ec2_cluster_taskmanagers=4)
        self.assertEqual(self.ec2.names("running"), members(4))
        self.assert_inventory_reaches(4)
        moved = self.play("up", operator_cidr=MOVED_CIDR)
        self.assertEqual(self.ec2.names("running"), members(2))
        self.assertEqual(self.ec2.rules(), sorted([(22, 22, MOVED_CIDR), *RULES[1:]]), moved.output)
        self.assert_inventory_reaches(2, MOVED_CIDR)

        there = [instance["InstanceId"] for instance in self.ec2.instances()]
        self.play("stopped")
        self.assertEqual(self.ec2.names("stopped"), members(2))
        self.assertEqual(self.play("stopped").changed_count, 0)
        self.play("up")
        self.assertEqual([instance["InstanceId"] for instance in self.ec2.instances("running")], there)
        self.assertEqual(self.ec2.rules(), RULES)
        self.assert_inventory_reaches(2)

        self.refused("[flink] absent: not confirmed, nothing was changed. Try: type yes, or -e confirm=yes", "absent")
        self.assertGreater(self.play("absent", "--check").changed_count, 0)
        self.assertEqual(self.ec2.names("running"), members(2))
        gone = self.play("absent", confirm="yes")
        self.assertIn("machine flink-taskmanager-2", gone.output)
        self.assertEqual(self.ec2.left(), [])
        self.assertFalse(self.ec2.inventory_file().exists() or self.ec2.known_hosts().exists())
        self.assertEqual(self.play("absent").changed_count, 0)
        self.assert_permitted()

    def assert_machines_are_as_documented(self) -> None:
        volumes = {volume["VolumeId"]: volume for volume in self.ec2.api.describe_volumes()["Volumes"]}
        # The emulator does not tell these afterwards.
        launches = [call for call in self.ec2.calls() if call["Action"] == "RunInstances"]
        self.assertEqual({launch["MetadataOptions.HttpTokens"] for launch in launches}, {"required"})
        for instance, role in zip(self.ec2.instances(), ["jobmanager", "taskmanagers", "taskmanagers"]):
            with self.subTest(role=role):
                self.assertEqual(instance["ImageId"], NEWEST_IMAGE)
                self.assertEqual(instance["InstanceType"], "m5.large")
                expected = {"Cluster": "flink", "ManagedBy": "flink-variance-kit", "Role": role}
                self.assertLessEqual(expected.items(), tags(instance).items())
                self.assertEqual(self.ec2.attribute(instance, "instanceInitiatedShutdownBehavior"), "terminate")
                guard = self.ec2.user_data(instance)
                self.assertIn("\nOnBootSec=8h\n", guard["write_files"][1]["content"])
                self.assertIn(["systemctl", "enable", "--now", "ec2-cost-guard.timer"], guard["runcmd"])
                (mapping,) = instance["BlockDeviceMappings"]
                volume = volumes[mapping["Ebs"]["VolumeId"]]
                self.assertEqual((volume["VolumeType"], volume["Size"], volume["Encrypted"]), ("gp3", 30, True))
                self.assertTrue(mapping["Ebs"]["DeleteOnTermination"])
                self.assertEqual(tags(volume)["Cluster"], "flink")


class NewestAnsibleTest(Ec2Test):
    """The same with the newest Ansible and the newest amazon.aws, in fewer steps."""

    controller = "newest"

    def play(self, state: str, *arguments: str, **variables: object) -> Played:
        played = super().play(state, *arguments, **variables)
        ours = [warning for warning in played.warnings if AMAZONS_OWN not in warning]
        self.assertEqual(ours, [], played.output)
        return played

    def test_from_nothing_to_nothing(self) -> None:
        grouped = {"ec2_cluster_placement_group": "together", "ec2_cluster_taskmanagers": 1}
        self.assertGreater(self.play("up", "--check", **grouped).changed_count, 0)
        self.assertEqual(self.ec2.left(), [])
        self.refused(
            "[flink-taskmanager-1] launch of m5.nonsense in eu-central-1: The instance type 'm5.nonsense' does not exist.",
            "up",
            ec2_cluster_taskmanager_type="m5.nonsense",
            **grouped,
        )
        self.play("up", **grouped)
        self.assertEqual(self.ec2.names("running"), members(1))
        self.assertEqual(self.ec2.rules(), RULES)
        launch = [call for call in self.ec2.calls() if call["Action"] == "RunInstances"][-1]
        self.assertEqual(launch["Placement.GroupName"], "together")
        self.assertEqual(launch["NetworkInterface.1.AssociatePublicIpAddress"], "true")
        self.assertEqual(self.ec2.instances()[0]["ImageId"], NEWEST_IMAGE)
        self.assert_inventory_reaches(1)
        again = self.play("up", **grouped)
        self.assertEqual(again.changed_count, 0, again.output)

        self.play("stopped")
        self.assertEqual(self.ec2.names("stopped"), members(1))
        self.play("up", **grouped)
        self.assertEqual(self.ec2.names("running"), members(1))
        self.refused(
            "[flink-jobmanager] instance type: it is m5.large, and c5.xlarge is asked for. Try: -e state=absent first",
            ec2_cluster_jobmanager_type="c5.xlarge",
        )
        self.refused("[ec2] operator_cidr: not set, and SSH would be shut to everybody.", operator_cidr="")
        self.refused("[flink] absent: not confirmed, nothing was changed. Try: type yes, or -e confirm=yes", "absent")
        self.play("absent", confirm="yes")
        self.assertEqual(self.ec2.left(), [])
        self.assert_permitted()


class OptionsTest(Ec2Test):
    def test_clusters_live_side_by_side_and_options_reach_aws(self) -> None:
        """Spot, private addresses, the page, a subnet, own types; and a leftover that only its tags tell."""
        zone = self.ec2.api.describe_subnets()["Subnets"][-1]
        self.play("up", ec2_cluster_taskmanagers=1)
        second = {
            "ec2_cluster_name": "second",
            "operator_cidr": "",
            "admin_cidr": MOVED_CIDR,
            "ec2_cluster_taskmanagers": 1,
            "ec2_cluster_taskmanager_type": "c6gd.xlarge",
            "ec2_cluster_subnet_id": zone["SubnetId"],
            "ec2_cluster_spot": True,
            "ec2_cluster_ssh_address": "private",
            "ec2_cluster_host_keys": "accept",
            "ec2_cluster_placement_group": "together",
            "ec2_cluster_max_hours": 2,
            "ec2_cluster_hourly_prices": {"m5.large": 0.1, "c6gd.xlarge": 0.2},
            "ec2_cluster_tags": {"Owner": "me"},
        }
        up = self.play("up", **second)
        self.assertIn("Cost by your prices: 0.30 an hour, 0.60 until they end themselves", up.text)
        self.assertEqual(self.ec2.names("running"), [*members(1), *members(1, "second")])
        machine = self.ec2.instances()[-1]
        self.assertEqual((machine["InstanceType"], machine["SubnetId"]), ("c6gd.xlarge", zone["SubnetId"]))
        images = [instance["ImageId"] for instance in self.ec2.instances()[-2:]]
        self.assertEqual(images, [NEWEST_IMAGE, NEWEST_ARM_IMAGE], "each type has an image of its architecture")
        self.assertEqual(tags(machine)["Owner"], "me")
        self.assertIn("OnBootSec=2h", self.ec2.user_data(machine)["write_files"][1]["content"])
        (template,) = self.ec2.api.describe_launch_templates()["LaunchTemplates"]
        versions = self.ec2.api.describe_launch_template_versions(LaunchTemplateId=template["LaunchTemplateId"])
        (version,) = versions["LaunchTemplateVersions"]
        self.assertEqual(version["LaunchTemplateData"]["InstanceMarketOptions"]["MarketType"], "spot")
        launch = [call for call in self.ec2.calls() if call["Action"] == "RunInstances"][-1]
        self.assertEqual(launch["LaunchTemplate.LaunchTemplateName"], template["LaunchTemplateName"])
        self.assertEqual(launch["Placement.GroupName"], "together")
        host = self.ec2.inventory("second")["_meta"]["hostvars"]["second-taskmanager-1"]
        self.assertEqual(host["ansible_host"], machine["PrivateIpAddress"])
        self.assertEqual(host["operator_cidr"], [MOVED_CIDR], "whichever name the range was given by")
        self.assertIn("StrictHostKeyChecking=accept-new", host["ansible_ssh_common_args"])

        marks = [{"Key": "Cluster", "Value": "second"}, {"Key": "ManagedBy", "Value": "flink-variance-kit"}]
        self.ec2.api.create_volume(
            AvailabilityZone=zone["AvailabilityZone"],
            Size=1,
            TagSpecifications=[{"ResourceType": "volume", "Tags": marks}],
        )
        self.play("absent", ec2_cluster_name="second", confirm="yes")
        self.assertEqual(self.ec2.names("running"), members(1), "the other cluster is as it was")
        self.assertEqual(len(self.ec2.left()), 2 + 1 + 1 + 2, self.ec2.left())
        self.assert_permitted("ec2:CreateVolume", "ec2:DescribeLaunchTemplateVersions")


class FailureTest(Ec2Test):
    def test_what_failed_midway_goes_on_or_goes_away(self) -> None:
        self.refused(
            "[flink-taskmanager-1] launch of m5.nonsense in eu-central-1: The instance type 'm5.nonsense' does not exist."
            " Try: another ec2_cluster_jobmanager_type, ec2_cluster_taskmanager_type or ec2_cluster_availability_zone,"
            " then up again; what is there costs until -e state=absent",
            ec2_cluster_taskmanager_type="m5.nonsense",
            ec2_cluster_taskmanagers=1,
        )
        half = self.ec2.instances()
        self.assertEqual([tags(instance)["Name"] for instance in half], ["flink-jobmanager"])
        self.launch_twin(half[0])
        self.play("up", ec2_cluster_taskmanagers=1, firewall_ui_cidr=OPERATOR_CIDR)
        self.assertEqual(self.ec2.names("running"), members(1))
        self.assertEqual(self.ec2.instances()[0]["InstanceId"], half[0]["InstanceId"], "it was kept")
        self.assertEqual(self.ec2.rules(), sorted([*RULES, (8081, 8081, OPERATOR_CIDR)]))

        self.ec2.api.terminate_instances(InstanceIds=[half[0]["InstanceId"]])
        self.refused(
            "[flink-jobmanager] launch of m5.nonsense in eu-central-1:",
            ec2_cluster_taskmanagers=1,
            ec2_cluster_jobmanager_type="m5.nonsense",
        )
        self.assertEqual(self.ec2.rules(), RULES, "the page is open no longer")
        # What an interruption leaves of a group that has been made and not tagged.
        (group,) = self.ec2.groups()
        self.ec2.api.delete_tags(Resources=[group["GroupId"]])
        self.play("absent", confirm="yes")
        self.assertEqual(self.ec2.left(), [])

    def launch_twin(self, instance: Any) -> None:
        """Launches another machine of that name, as two operators at a time might."""
        self.ec2.api.run_instances(
            ImageId=instance["ImageId"],
            InstanceType=instance["InstanceType"],
            MinCount=1,
            MaxCount=1,
            TagSpecifications=[{"ResourceType": "instance", "Tags": instance["Tags"]}],
        )

    def test_what_cannot_work_is_refused_before_anything_is_made(self) -> None:
        self.ec2.key.chmod(0o644)
        played = self.ec2.play(
            "up", operator_cidr=["0.0.0.0/1", "128.0.0.0/1"], firewall_first_port=60000, firewall_last_port=6000
        )
        self.assertEqual(played.code, 2)
        for message in (
            "[ec2] operator_cidr: 0.0.0.0/1, 128.0.0.0/1 is the whole internet."
            " Try: your own address, or allow_world: true if that is what you want",
            "[ec2] ports: 60000 to 6000 is no range between 1024 and 65535."
            " Try: firewall_first_port: 6000 and firewall_last_port: 60000",
            f"[ec2] key file {self.ec2.key}: others can read it. Try: chmod 600 {self.ec2.key}",
        ):
            self.assertIn(message, played.text)
        self.ec2.key.chmod(0o600)
        self.refused(
            "[ec2] operator_cidr: not set, and SSH would be shut to everybody."
            " Try: operator_cidr: <your address>/32 in group_vars/all.yml",
            operator_cidr="",
        )
        self.refused(
            "[eu-central-1] image: 099720109477 has none named ubuntu/none for x86_64."
            " Try: ec2_cluster_image_name, ec2_cluster_image_owner",
            ec2_cluster_image_name="ubuntu/none",
        )
        self.refused("[ec2] state: gone, and it is one of up, stopped and absent. Try: -e state=up", "gone")
        self.assertEqual(self.ec2.left(), [])


if __name__ == "__main__":
    unittest.main()
