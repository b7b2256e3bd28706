"""With systemd as supervisor, set up by ansible-core 2.19, the processes survive crashes and reboots, under hardened units."""

import unittest

from verification import ansible_2_19
from verification.bed import must, on, root_on
from verification.flink import HOME, await_taskmanagers, await_that, process_ids, reboot
from verification.playbook import HANDOVER, Cluster, cluster, play
from verification.provisioned import converge
from verification.secrets import logs_that_hold

TESTBED_NODES = 1
UNITS = {"jobmanager": "flink-jobmanager.service", "taskmanager": "flink-taskmanager-1.service"}


def process_id(kind: str) -> int | None:
    """The only process of a kind, if there is one."""
    found = process_ids("n1")[kind]
    return found[0] if len(found) == 1 else None


def supervised(heap_mb: int = 512) -> Cluster:
    """A JobManager, InfluxDB and one TaskManager on one machine."""
    return cluster(
        taskmanagers=("n1",), flink_supervision="systemd", influxdb_enabled=True, flink_taskmanager_heap_mb=heap_mb
    )


class SupervisionTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        ansible_2_19.make()
        converge(cluster(taskmanagers=("n1",)))
        ansible_2_19.played("site.yml", supervised())

    def test_units_replace_the_scripts(self) -> None:
        await_taskmanagers("n1", seconds=5)
        for kind, unit in UNITS.items():
            main = int(must(on("n1", f"systemctl show --property MainPID --value {unit}")))
            self.assertEqual(process_id(kind), main)

    def test_changes_nothing_the_second_time(self) -> None:
        again = ansible_2_19.played("site.yml", supervised())
        self.assertEqual(again.changed, {"n1": 0}, again.changed_tasks)
        # Two operators need not have the same version: neither undoes what the other's has done.
        theirs = play("site.yml", supervised())
        self.assertEqual(theirs.changed, {"n1": 0}, theirs.output)

    def test_no_password_is_in_a_journal(self) -> None:
        password = (HANDOVER / "credentials/influxdb_writer").read_text(encoding="utf-8").strip()
        self.assertIn("influxdb", must(on("n1", f"sudo cat {HOME}/conf/flink-conf.yaml")))
        self.assertEqual(logs_that_hold(password, "n1"), [])

    def test_an_update_of_a_library_ends_no_job(self) -> None:
        before = process_ids("n1")
        process = process_id("taskmanager")
        library = must(on("n1", f"sudo grep -m 1 -o '/usr/lib/jvm/.*/libnet.so' /proc/{process}/maps")).strip()
        root_on("n1", f"cp -p {library} {library}.new && mv {library}.new {library}")
        # As apt calls it on Ubuntu, which restarts what it finds.
        said = root_on("n1", "needrestart -r a -l 2>&1")
        for unit in UNITS.values():
            self.assertIn(unit, said, "it is named")
        self.assertEqual(process_ids("n1"), before, "and left alone")

    def test_a_killed_process_comes_back(self) -> None:
        for kind in ("taskmanager", "jobmanager"):
            with self.subTest(kind=kind):
                before = process_id(kind)
                root_on("n1", f"kill -KILL {before}")
                await_that(f"another {kind}", lambda: process_id(kind) not in (None, before))
                await_taskmanagers("n1", seconds=240)

    def test_a_rebooted_node_comes_back(self) -> None:
        reboot("n1")
        await_taskmanagers("n1", seconds=240)

    def test_the_units_are_hardened(self) -> None:
        for kind, unit in UNITS.items():
            process = process_id(kind)
            self.assertEqual(must(on("n1", f"ps -o user= -p {process}")).strip(), "flink")
            status = must(on("n1", f"cat /proc/{process}/status"))
            self.assertIn("NoNewPrivs:\t1", status)
            self.assertIn("CapBnd:\t0000000000000000", status)
            writable = f"sudo nsenter --target {process} --mount sudo -u flink test -w"
            self.assertNotEqual(on("n1", f"{writable} /opt/flink/current/lib").code, 0)
            self.assertEqual(on("n1", f"{writable} /var/log/flink").code, 0)
            exposure = must(on("n1", f"systemd-analyze security --no-pager {unit} | tail --lines 1"))
            print(f"\n  {unit}: {exposure.strip()}")

    def test_y_another_heap_is_rolled_out_to_the_taskmanager_only(self) -> None:
        before = process_ids("n1")
        other = supervised(heap_mb=600)
        self.assertGreater(ansible_2_19.played("site.yml", other, "--tags", "flink", "--check").changed_count, 0)
        self.assertEqual(process_ids("n1"), before)
        ansible_2_19.played("rolling.yml", other)
        rolled = process_ids("n1")
        self.assertEqual(rolled["jobmanager"], before["jobmanager"])
        self.assertNotEqual(rolled["taskmanager"], before["taskmanager"])

    def test_z_scripts_take_over_again(self) -> None:
        played = play("site.yml", cluster(taskmanagers=("n1",)), "--tags", "flink")
        self.assertEqual(played.code, 0, played.output)
        await_taskmanagers("n1", seconds=5)
        self.assertEqual(must(on("n1", "systemctl list-unit-files --no-legend 'flink-*manager*'; true")), "")


if __name__ == "__main__":
    unittest.main()
