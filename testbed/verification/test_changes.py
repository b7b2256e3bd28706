"""A changed configuration restarts what it concerns and nothing else, and never a job behind its owner's back."""

import gzip
import hashlib
import unittest
from collections.abc import Callable

from verification.bed import STATE, address, fresh, must, on, root_on
from verification.flink import HOME, await_taskmanagers, await_that, process_ids, rest, taskmanagers
from verification.playbook import ARCHIVE, Cluster, cluster, note_converged, play
from verification.played import Played
from verification.provisioned import converge
from verification.scenario import cancel, submit

TESTBED_NODES = 2

# The part of site.yml that installs, configures and runs Flink.
FLINK = ("--tags", "flink")


def alone(**variables: object) -> Cluster:
    """A JobManager and one TaskManager beside it, with slots for a scenario."""
    variables.setdefault("flink_task_slots", 4)
    return cluster(taskmanagers=("n1",), **variables)  # type: ignore[arg-type]


def grown(**variables: object) -> Cluster:
    """The same and n2."""
    variables.setdefault("flink_task_slots", 4)
    return cluster(taskmanagers=("n1", "n2"), **variables)  # type: ignore[arg-type]


def registrations() -> set[str]:
    """The ids under which TaskManagers are registered, a new one for each process."""
    return {row["id"] for row in rest("/taskmanagers")["taskmanagers"]}


def configuration_told() -> dict[str, str]:
    """The configuration that the JobManager tells whoever asks it."""
    return {row["key"]: row["value"] for row in rest("/jobmanager/config")}


class ChangesTest(unittest.TestCase):
    """Each test goes on with the cluster that the one before has left: to put one back takes longer than most changes."""

    # All that tests have set so far.
    variables: dict[str, object] = {}

    @classmethod
    def setUpClass(cls) -> None:
        fresh("n2")

    def setUp(self) -> None:
        converge(alone(**self.variables))

    def with_change(self, **variables: object) -> Cluster:
        """The cluster as it is but for these variables, for good."""
        ChangesTest.variables = {**self.variables, **variables}
        return alone(**self.variables)

    def once_with(self, of: Callable[..., Cluster] = alone, **variables: object) -> Cluster:
        """The cluster as it is but for these variables, for the moment."""
        given: dict[str, object] = {**self.variables, **variables}
        return of(**given)

    def played(self, on_cluster: Cluster, *arguments: str, name: str = "site.yml") -> Played:
        played = play(name, on_cluster, *arguments)
        self.assertEqual(played.code, 0, played.output)
        if name != "reset.yml":
            # The rest of it was as it should be before, too.
            note_converged(on_cluster)
        return played

    def configuration(self) -> list[str]:
        """What a node's Flink would start with, of both nodes."""
        look = f"sudo sha1sum {HOME}/conf/flink-conf.yaml; readlink {HOME}; ls /etc/systemd/system"
        return [must(on(node, look)) for node in ("n1", "n2")]

    def test_another_heap_of_the_taskmanagers_restarts_taskmanagers_only(self) -> None:
        before, registered = process_ids("n1"), registrations()
        self.played(self.with_change(flink_taskmanager_heap_mb=600), *FLINK)
        after = process_ids("n1")
        self.assertEqual(len(registrations()), 1)
        self.assertFalse(registered & registrations(), "those that have ended are off the list when the playbook ends")
        self.assertEqual(after["jobmanager"], before["jobmanager"])
        self.assertNotEqual(after["taskmanager"], before["taskmanager"])
        self.assertIn("taskmanager.heap.size: 600m", must(on("n1", f"sudo cat {HOME}/conf/flink-conf.yaml")))

    def test_another_heap_of_the_jobmanager_restarts_the_jobmanager_only(self) -> None:
        before = process_ids("n1")
        self.played(self.with_change(flink_jobmanager_heap_mb=600), *FLINK)
        after = process_ids("n1")
        self.assertNotEqual(after["jobmanager"], before["jobmanager"])
        self.assertEqual(after["taskmanager"], before["taskmanager"])

    def test_the_jobmanager_tells_the_buffers_slots_and_free_keys_that_the_taskmanagers_have(self) -> None:
        before = configuration_told()
        self.assertEqual(before["taskmanager.memory.segment-size"], "4096")
        self.assertEqual(before["taskmanager.network.memory.floating-buffers-per-gate"], "1")
        other = self.with_change(flink_buffers="default", flink_task_slots=3, flink_conf={"akka.ask.timeout": "20 s"})
        self.played(other, name="rolling.yml")
        conf = configuration_told()
        self.assertNotIn("taskmanager.memory.segment-size", conf)
        self.assertEqual(conf["taskmanager.numberOfTaskSlots"], "3")
        self.assertEqual(conf["akka.ask.timeout"], "20 s")

    def test_another_archive_of_the_version_takes_its_place_as_the_refusal_says(self) -> None:
        other = STATE / "another.tgz"
        other.write_bytes(gzip.compress(gzip.decompress(ARCHIVE.read_bytes()), compresslevel=1))
        self.addCleanup(other.unlink)
        checksum = hashlib.sha512(other.read_bytes()).hexdigest()
        pinned = self.once_with(flink_archive_url=str(other), flink_archive_checksum=checksum)
        before = process_ids("n1")

        refused = play("site.yml", pinned, *FLINK)
        self.assertNotEqual(refused.code, 0)
        home = "/opt/flink/flink-1.8.1"
        self.assertIn(f"[n1] flink_archive_checksum: {home} came from an archive whose SHA-512 begins", refused.text)
        self.assertIn(f"Try: sudo mv {home} /tmp there, and site.yml again", refused.text)

        self.addCleanup(root_on, "n1", "rm -r /tmp/flink-1.8.1")
        root_on("n1", f"mv {home} /tmp")
        self.played(pinned, *FLINK)
        self.assertEqual(must(on("n1", f"cat {home}.sha512")).strip(), checksum)
        for kind, processes in process_ids("n1").items():
            self.assertFalse(set(processes) & set(before[kind]), f"no {kind} runs from what was removed")
        self.assertEqual(
            self.played(alone(**self.variables), *FLINK).changed_count, 0, "whoever pins none has none to refuse"
        )

    def test_values_that_flink_would_cut_and_ports_that_others_have_to_know_are_refused_among_the_free_keys(
        self,
    ) -> None:
        wrong = {"env.java.opts": "-Da=1 #2", "env.log.max": "b#c", "rest.port": 8082, "akka.ask.timeout": "20 s"}
        played = play("site.yml", self.once_with(flink_conf=wrong), *FLINK)
        self.assertNotEqual(played.code, 0)
        self.assertIn("[n1] flink_conf: env.java.opts, env.log.max would be cut or keep its quotes", played.text)
        self.assertIn("[n1] flink_conf: rest.port cannot be set here", played.text)
        self.assertIn("Try: flink_rest_port", played.text)

    def test_several_taskmanagers_on_a_node_stand_in_slaves_and_keep_to_the_range_of_ports(self) -> None:
        several = self.once_with(flink_taskmanagers_per_node=2, flink_task_slots=1)
        self.played(several, *FLINK)
        self.assertEqual(taskmanagers(), [address("n1")] * 2)
        slaves = must(on("n1", f"cat {HOME}/conf/slaves", user="flink")).split()
        self.assertEqual(slaves, [address("n1")] * 2)
        ports = must(
            on("n1", "sudo ss --listening --tcp --numeric --no-header --processes | grep java | awk '{ print $4 }'")
        )
        for port in (int(row.rsplit(":", 1)[1]) for row in ports.split()):
            self.assertTrue(6000 <= port <= 60000, port)
        self.assertEqual(play("site.yml", several, *FLINK).changed, {"n1": 0})
        must(on("n1", "start-cluster.sh", user="flink"))
        await_taskmanagers("n1", "n1")
        self.played(alone(**self.variables), *FLINK)
        self.assertEqual(taskmanagers(), [address("n1")], "and back")

    def test_a_node_is_added_then_running_jobs_are_spared_by_site_and_listed_by_rolling_then_it_is_removed(
        self,
    ) -> None:
        before = process_ids("n1")
        self.played(grown(**self.variables))
        await_taskmanagers("n1", "n2", seconds=5)
        self.assertEqual(process_ids("n1"), before)

        job = submit()
        self.addCleanup(cancel, job)
        changed = self.once_with(grown, flink_taskmanager_heap_mb=640)
        before_refusal = self.configuration()
        refused = play("site.yml", changed, *FLINK)
        self.assertNotEqual(refused.code, 0)
        self.assertIn(
            "[n1, n2] restart: the configuration changed, and a restart ends the jobs that run: ", refused.text
        )
        self.assertEqual(rest(f"/jobs/{job}")["state"], "RUNNING")
        self.assertEqual(self.configuration(), before_refusal)

        unconfirmed = play("rolling.yml", changed)
        self.assertNotEqual(unconfirmed.code, 0)
        self.assertIn("not confirmed, nothing was changed", unconfirmed.text)
        self.assertIn("constant-straggler", unconfirmed.text)
        self.assertEqual(rest(f"/jobs/{job}")["state"], "RUNNING")

        both = {node: process_ids(node) for node in ("n1", "n2")}
        self.played(changed, "-e", "confirm=yes", name="rolling.yml")
        after = {node: process_ids(node) for node in ("n1", "n2")}
        self.assertEqual(after["n1"]["jobmanager"], both["n1"]["jobmanager"])
        for node in ("n1", "n2"):
            self.assertNotEqual(after[node]["taskmanager"], both[node]["taskmanager"])
        self.assertEqual(play("site.yml", changed, *FLINK).changed, {"n1": 0, "n2": 0})

        self.played(changed, "-e", "confirm=yes", "--limit", "n2", name="reset.yml")
        self.assertEqual(must(on("n2", "sudo find /opt/flink /var/lib/flink /var/log/flink 2>/dev/null; true")), "")
        self.played(self.with_change(flink_taskmanager_heap_mb=640))
        await_taskmanagers("n1")
        self.assertEqual(process_ids("n1"), after["n1"])
        self.assertNotIn(address("n2"), must(on("n1", "sudo nft list table inet flink_firewall")))

    def test_a_jobmanager_that_does_not_say_what_runs_is_not_taken_for_an_idle_one(self) -> None:
        [jobmanager] = process_ids("n1")["jobmanager"]
        root_on("n1", f"kill -STOP {jobmanager}")
        self.addCleanup(await_taskmanagers, "n1")
        self.addCleanup(root_on, "n1", f"kill -CONT {jobmanager}")
        refused = play("site.yml", self.once_with(flink_taskmanager_heap_mb=650), *FLINK)
        self.assertNotEqual(refused.code, 0)
        self.assertIn("unknown, as the JobManager does not say", refused.text)
        self.assertEqual(process_ids("n1")["jobmanager"], [jobmanager])

    def test_a_taskmanager_too_many_on_a_node_is_named(self) -> None:
        copy = "cp -r /opt/flink/current/conf /var/lib/flink/conf2 && cd /var/lib/flink/conf2"
        ports = "-e s/6121/6151/"
        must(on("n1", f"sudo --login --user flink sh -c '{copy} && sed -i {ports} flink-conf.yaml'"))
        start = "FLINK_CONF_DIR=/var/lib/flink/conf2 /opt/flink/current/bin/taskmanager.sh start"
        must(on("n1", f"sudo --login --user flink sh -c '{start}'"))
        self.addCleanup(await_taskmanagers, "n1")
        self.addCleanup(root_on, "n1", "rm -r /var/lib/flink/conf2")
        # In brackets, so that it does not find itself.
        self.addCleanup(root_on, "n1", "pkill -KILL --full flink/[c]onf2")
        await_taskmanagers("n1", "n1")
        played = play("site.yml", self.once_with(flink_start_timeout_seconds=3), *FLINK)
        self.assertNotEqual(played.code, 0)
        found, expected = (", ".join(map(address, nodes)) for nodes in (("n1", "n1"), ("n1",)))
        self.assertIn(f"[n1] TaskManagers: registered are {found}, and the inventory has {expected}.", played.text)

    def test_a_taskmanager_that_hangs_is_started_anew(self) -> None:
        [hanging] = process_ids("n1")["taskmanager"]
        root_on("n1", f"kill -STOP {hanging}")
        await_that("no TaskManager", lambda: taskmanagers() == [])
        played = self.played(self.once_with(flink_start_timeout_seconds=20), *FLINK)
        self.assertIn("flink : Start by Flink's script", played.changed_tasks)
        self.assertNotIn(hanging, process_ids("n1")["taskmanager"])
        await_taskmanagers("n1", seconds=5)

    def test_links_that_a_job_put_in_the_way_lead_root_nowhere(self) -> None:
        # What is left of the cluster is no place to go on from.
        self.addCleanup(note_converged, None)
        ChangesTest.variables = {}
        root_on("n1", "install -d -m 700 /root/planted")
        self.addCleanup(root_on, "n1", "rm -r /root/planted")
        folders = ("/var/lib/flink/.ssh", f"{HOME}/conf")
        files = ("/var/lib/flink/.ssh/authorized_keys", f"{HOME}/conf/slaves")
        for paths in (folders, files):
            with self.subTest(paths=paths):
                for path in paths:
                    root_on("n1", f"mv {path} {path}.kept && ln -s /root/planted {path} && chown -h flink: {path}")
                changed = alone(flink_task_slots=2, flink_start_timeout_seconds=3)
                play("site.yml", changed, "--tags", "flink,flink_ssh")
                self.assertEqual(root_on("n1", "stat --format=%U:%a /root/planted; ls -A /root/planted"), "root:700\n")
                for path in paths:
                    root_on("n1", f"rm -rf {path} && mv {path}.kept {path}")


if __name__ == "__main__":
    unittest.main()
