"""The nodes have what Ubuntu's cloud images have: without it no test sees what a user's machines do."""

import json
import unittest
from pathlib import Path

from verification.bed import STATE, fresh, must, on, operator, root_on

TESTBED_NODES = 2
TESTBED_FLAVOUR = "ubuntu-first-boot"
NODE = "n2"


class NodesLikeUbuntuTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        fresh(NODE)

    def test_a_home_is_closed_to_others(self) -> None:
        mode = must(on(NODE, "stat --format '%a %U' ~")).strip()
        self.assertIn(mode, ("750 ubuntu", "700 ubuntu"))
        self.assertNotEqual(on(NODE, "sudo -u nobody ls /home/ubuntu").code, 0)
        root_on(NODE, "useradd --create-home another")
        self.addCleanup(root_on, NODE, "userdel --remove another")
        self.assertEqual(must(on(NODE, "sudo stat --format %a /home/another")).strip(), mode.split()[0])

    def test_the_user_is_in_ubuntus_groups_and_may_become_root(self) -> None:
        groups = must(on(NODE, "id --name --groups")).split()
        self.assertEqual(sorted(groups), ["adm", "cdrom", "dip", "lxd", "sudo", "ubuntu"])
        rules = root_on(NODE, "cat /etc/sudoers.d/90-cloud-init-users").splitlines()
        self.assertEqual([rule for rule in rules if rule and rule[0] != "#"], ["ubuntu ALL=(ALL) NOPASSWD:ALL"])
        self.assertRegex(root_on(NODE, "cat /etc/sudoers"), r"(?m)^%sudo\s+ALL=\(ALL:ALL\) ALL$")

    def test_the_umask_leaves_the_bits_of_the_users_own_group(self) -> None:
        self.assertEqual(must(on(NODE, "umask")).strip(), "0002")
        self.assertEqual(must(on(NODE, "touch made; stat --format %a made; rm made")).strip(), "664")
        self.assertEqual(root_on(NODE, "umask").strip(), "0022")

    @unittest.skipUnless(Path("/proc/self/ns/time").exists(), "this kernel has one clock for all")
    def test_each_has_a_clock_that_counts_from_a_boot_of_its_own(self) -> None:
        since_boot = [float(must(on(node, "cat /proc/uptime")).split()[0]) for node in ("n1", "n2")]
        self.assertGreater(abs(since_boot[0] - since_boot[1]), 600)
        self.assertLess(max(since_boot), 86_400)
        told = [must(on(node, "cat /proc/sys/kernel/random/boot_id")) for node in ("n1", "n2")]
        self.assertNotEqual(told[0], told[1])

    def test_sshd_asks_for_no_password(self) -> None:
        sshd = root_on(NODE, "sshd -T").splitlines()
        for said in (
            "passwordauthentication no",
            "permitrootlogin without-password",
            "acceptenv LANG",
            "acceptenv LC_*",
        ):
            self.assertIn(said, sshd)
        files = root_on(NODE, "ls /etc/ssh/sshd_config.d").split()
        self.assertEqual(files, ["50-cloud-init.conf", "60-cloudimg-settings.conf"])

    def test_root_is_told_to_log_in_as_ubuntu(self) -> None:
        must(on(NODE, "cloud-init status --wait"))
        said = operator("ssh", "-F", str(STATE / "ssh_config"), "-l", "root", NODE, "true")
        self.assertEqual(said.out.strip(), 'Please login as the user "ubuntu" rather than the user "root".')
        self.assertEqual(said.code, 142)

    def test_cloud_init_ran_and_can_be_waited_for(self) -> None:
        self.assertIn("status: done", must(on(NODE, "cloud-init status --wait")))
        result = json.loads(must(on(NODE, "cat /run/cloud-init/result.json")))
        self.assertEqual(result["v1"]["errors"], [])
        self.assertTrue(result["v1"]["datasource"].startswith("DataSourceNoCloud"), result)
        self.assertEqual(
            must(on(NODE, "systemctl --failed --no-legend; cat /var/lib/cloud/data/instance-id"))[:2], "i-"
        )

    def test_z_what_the_user_data_asks_for_is_waited_for(self) -> None:
        seed = "/var/lib/cloud/seed/nocloud/user-data"
        root_on(NODE, f"printf '#cloud-config\\nruncmd:\\n- sleep 15\\n- touch /run/slow-boot-is-over\\n' >{seed}")
        on(NODE, "sudo cloud-init clean && sudo systemctl reboot")
        self.addCleanup(fresh, NODE)
        said = operator(
            *("ssh", "-F", str(STATE / "ssh_config"), "-o", "ConnectionAttempts=30", NODE),
            "sleep 3; cloud-init status; cloud-init status --wait; ls /run/slow-boot-is-over",
        )
        self.assertIn("status: running", said.out)
        self.assertIn("status: done", said.out)
        self.assertIn("/run/slow-boot-is-over", said.out)

    def test_its_own_name_is_known(self) -> None:
        # Not by a line in /etc/hosts, which EC2's images lack.
        self.assertEqual(
            must(on(NODE, "readlink -f /etc/resolv.conf")).strip(), "/run/systemd/resolve/stub-resolv.conf"
        )
        self.assertEqual(must(on(NODE, "hostname; getent hosts $(hostname) >&2")).strip(), NODE)

    def test_services_with_old_libraries_are_restarted_after_every_installation(self) -> None:
        root_on(NODE, "apt-get -q update")
        # A service whose program is replaced while it runs.
        root_on(
            NODE,
            "cp /usr/bin/sleep /opt/sleeper; printf '[Service]\\nExecStart=/opt/sleeper infinity\\n'"
            " >/etc/systemd/system/sleeper.service; systemctl start sleeper; rm /opt/sleeper; cp /usr/bin/sleep /opt/sleeper",
        )
        self.addCleanup(root_on, NODE, "systemctl stop sleeper; rm /etc/systemd/system/sleeper.service /opt/sleeper")
        before = must(on(NODE, "systemctl show --property MainPID --value sleeper"))
        said = root_on(NODE, "DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends bc", 300)
        self.assertIn("systemctl restart sleeper.service", said)
        self.assertNotEqual(must(on(NODE, "systemctl show --property MainPID --value sleeper")), before)

    def test_unattended_upgrades_are_on_but_start_at_no_random_moment(self) -> None:
        self.assertIn('APT::Periodic::Unattended-Upgrade "1";', must(on(NODE, "apt-config dump")))
        self.assertEqual(must(on(NODE, "systemctl is-enabled apt-daily-upgrade.timer; true")).strip(), "masked")


if __name__ == "__main__":
    unittest.main()
