"""With systemd as supervisor the processes survive crashes and reboots, under hardened units."""

import unittest

from verification.bed import must, on, root_on
from verification.flink import HOME, await_taskmanagers, await_that, process_ids
from verification.playbook import HANDOVER, cluster, play
from verification.secrets import logs_that_hold

TESTBED_NODES = 2
NODES = ("n1", "n2")
UNITS = {"n1": "flink-jobmanager.service", "n2": "flink-taskmanager-1.service"}


class SupervisionTest(unittest.TestCase):
    supervised = cluster(taskmanagers=("n2",), flink_supervision="systemd", influxdb_enabled=True)

    @classmethod
    def setUpClass(cls) -> None:
        played = play("site.yml", cls.supervised)
        assert played.code == 0, played.output

    def test_units_replace_the_scripts(self) -> None:
        await_taskmanagers("n2", seconds=5)
        for node, unit in UNITS.items():
            main = int(must(on(node, f"systemctl show --property MainPID --value {unit}")))
            self.assertEqual(sum(process_ids(node).values(), []), [main])

    def test_changes_nothing_the_second_time(self) -> None:
        self.assertEqual(play("site.yml", self.supervised).changed, {node: 0 for node in NODES})

    def test_no_password_is_in_a_journal(self) -> None:
        password = (HANDOVER / "credentials/influxdb_writer").read_text(encoding="utf-8").strip()
        for node in NODES:
            self.assertIn("influxdb", must(on(node, f"sudo cat {HOME}/conf/flink-conf.yaml")))
        self.assertEqual(logs_that_hold(password, *NODES), [])

    def test_an_update_of_a_library_ends_no_job(self) -> None:
        [before] = sum(process_ids("n2").values(), [])
        library = must(on("n2", f"sudo grep -m 1 -o '/usr/lib/jvm/.*/libnet.so' /proc/{before}/maps")).strip()
        root_on("n2", f"cp -p {library} {library}.new && mv {library}.new {library}")
        # As apt calls it on Ubuntu, which restarts what it finds.
        said = root_on("n2", "needrestart -r a -l 2>&1")
        self.assertIn("flink-taskmanager-1.service", said, "it is named")
        self.assertEqual(sum(process_ids("n2").values(), []), [before], "and left alone")

    def test_a_killed_process_comes_back(self) -> None:
        for node in ("n2", "n1"):
            with self.subTest(node=node):
                [before] = sum(process_ids(node).values(), [])
                root_on(node, f"kill -KILL {before}")
                await_that(
                    f"another process on {node}", lambda: sum(process_ids(node).values(), []) not in ([], [before])
                )
                await_taskmanagers("n2", seconds=240)

    def test_a_rebooted_node_comes_back(self) -> None:
        for node in NODES:
            before = must(on(node, "ps -o lstart= -p 1"))
            on(node, "sudo systemctl reboot")
            await_that(f"{node} back", lambda: on(node, "ps -o lstart= -p 1").out not in ("", before))
        await_taskmanagers("n2", seconds=240)

    def test_the_units_are_hardened(self) -> None:
        for node, unit in UNITS.items():
            [process] = sum(process_ids(node).values(), [])
            self.assertEqual(must(on(node, f"ps -o user= -p {process}")).strip(), "flink")
            status = must(on(node, f"cat /proc/{process}/status"))
            self.assertIn("NoNewPrivs:\t1", status)
            self.assertIn("CapBnd:\t0000000000000000", status)
            writable = f"sudo nsenter --target {process} --mount sudo -u flink test -w"
            self.assertNotEqual(on(node, f"{writable} /opt/flink/current/lib").code, 0)
            self.assertEqual(on(node, f"{writable} /var/log/flink").code, 0)
            exposure = must(on(node, f"systemd-analyze security --no-pager {unit} | tail --lines 1"))
            print(f"\n  {unit}: {exposure.strip()}")

    def test_z_scripts_take_over_again(self) -> None:
        played = play("site.yml", cluster(taskmanagers=("n2",)))
        self.assertEqual(played.code, 0, played.output)
        await_taskmanagers("n2", seconds=5)
        for node in NODES:
            self.assertEqual(must(on(node, "systemctl list-unit-files --no-legend 'flink-*manager*'; true")), "")
        self.assertEqual(play("site.yml", cluster(taskmanagers=("n2",))).changed, {node: 0 for node in NODES})


if __name__ == "__main__":
    unittest.main()
