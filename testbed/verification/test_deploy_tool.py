"""The deploy tool runs scenarios over SSH, agrees with the model, and leaves nothing behind, whatever goes wrong."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path
from typing import Any

from verification.bed import KIT, PROGRAM, STATE, address, must, on, operator, root_on, testbed
from verification.flink import await_taskmanagers, await_that, rest_or_none
from verification.playbook import HANDOVER, cluster, converge

TOOL = KIT / "bin/deploy-tool"
PROPERTIES = HANDOVER / "cluster.properties"
CLUSTER = cluster(flink_buffers="small", influxdb_enabled=True)
# As a share of what the model says, beside the measurement's own interval.
TOLERANCE = 0.02


def tool(*arguments: str, timeout_seconds: float = 700) -> Any:
    """Runs the tool to its end, on the cluster."""
    return operator(str(TOOL), *arguments, "--cluster", str(PROPERTIES), timeout_seconds=timeout_seconds)


def active_jobs() -> list[str]:
    """The ids of the jobs that have not ended."""
    ended = ("FINISHED", "CANCELED", "FAILED")
    answer = rest_or_none("/jobs/overview")
    return [row["jid"] for row in answer["jobs"] if row["state"] not in ended] if answer else []


class Running:
    """A tool that runs in the background, in a process group of its own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.log = folder / f"{time.monotonic_ns()}.log"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                # A shell's background processes ignore Ctrl-C, and so would what runs this.
                ["env", "--default-signal=INT", str(PROGRAM), "run", str(TOOL), *arguments]
                + ["--cluster", str(PROPERTIES), "--output", str(folder)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def await_saying(self, words: str, seconds: float = 60) -> None:
        await_that(f"'{words}' in\n{self.said()}", lambda: words in self.said(), seconds)

    def await_samples(self) -> None:
        """Waits for the second line of progress, which comes ten seconds after the first."""
        await_that("a second line of progress", lambda: self.said().count("settling  ") >= 2, 90)

    def signal(self, number: signal.Signals) -> None:
        os.killpg(self.process.pid, number)

    def exit_code(self, seconds: float = 60) -> int:
        return self.process.wait(timeout=seconds)


class DeployToolTest(unittest.TestCase):
    folder: Path

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = Path(tempfile.mkdtemp(prefix="deploy-tool-", dir=STATE))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        # Builds the tool, if that was not done.
        must(operator(str(TOOL), "version", timeout_seconds=600))

    def setUp(self) -> None:
        # A test that fails must not take the next ones with it.
        converge(CLUSTER)
        for job in active_jobs():
            tool("cancel", job)

    def tearDown(self) -> None:
        testbed("heal")
        self.assertEqual(active_jobs(), [])

    def background(self, *arguments: str) -> Running:
        running = Running(self.folder, *arguments)

        def end() -> None:
            if running.process.poll() is None:
                running.signal(signal.SIGKILL)
                running.process.wait(timeout=30)

        self.addCleanup(end)
        return running

    # --- What it is for ---------------------------------------------------------------------------------------------

    # Two of the four scenarios run undisturbed, and two through a fault that must not show in what they measure.

    def assert_says_what_the_model_says(self, scenario: str, metrics_arrive: bool = True) -> None:
        folder = max((self.folder / "results").glob(f"*-{scenario}-cluster"))
        result = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        throughput, model = result["throughput"], result["model"]["roundRobinPerSecond"]
        print(f"\n  {scenario}: {throughput['mean']:.1f} ± {throughput['ci95']:.1f} records/s, model {model:.1f}")
        self.assertLessEqual(abs(throughput["mean"] - model), TOLERANCE * model + throughput["ci95"])
        self.assertEqual((result["target"], result["flinkVersion"], result["restarts"]), ("cluster", "1.8.1", 0))
        self.assertTrue(result["javaVersion"].startswith("1.8.0"), result["javaVersion"])
        self.assertEqual({row["host"].split(":")[0] for row in result["subtasks"]}, {"n2", "n3"})
        check = result["crossCheck"]
        self.assertEqual(check["influxdb"], f"http://{address('n1')}:8086/flink")
        # A node that is cut off reports nothing, which is told.
        self.assertEqual(check["warnings"], [] if metrics_arrive else check["warnings"])
        print(
            f"  InfluxDB: {check['throughput']['difference'] or 0:+.2%} of the job's own counters, {check['warnings']}"
        )

    def test_slight_straggler(self) -> None:
        must(tool("run", "slight-straggler", "--duration", "30s", "--output", str(self.folder)))
        self.assert_says_what_the_model_says("slight-straggler")

    def test_bad_straggler(self) -> None:
        must(tool("run", "bad-straggler", "--duration", "30s", "--output", str(self.folder)))
        self.assert_says_what_the_model_says("bad-straggler")

    def test_constant_straggler_with_a_tool_that_was_killed_and_attached_again(self) -> None:
        killed = self.background("run", "constant-straggler")
        killed.await_samples()
        killed.signal(signal.SIGKILL)
        self.assertEqual(killed.exit_code(), -signal.SIGKILL)
        self.assertEqual(len(active_jobs()), 1)
        attached = tool("attach", "--output", str(self.folder))
        self.assertEqual(attached.code, 0, attached.err)
        self.assertIn("going on after ", attached.err)
        self.assert_says_what_the_model_says("constant-straggler")

    def test_minimal_variance_with_a_connection_that_is_cut_while_measuring(self) -> None:
        running = self.background("run", "minimal-variance")
        running.await_samples()
        must(testbed("partition", "n1"))
        running.await_saying("connection lost")
        must(testbed("heal"))
        running.await_saying("connected again", 90)
        self.assertEqual(running.exit_code(300), 0, running.said())
        self.assert_says_what_the_model_says("minimal-variance", metrics_arrive=False)

    def test_what_is_there_already_is_not_sent_again(self) -> None:
        on("n1", "rm -rf .flink-variance", user="flink")
        first = must(tool("push", "bad-straggler"))
        self.assertEqual(first.count("sent and verified"), 2, first)
        again = must(tool("push", "bad-straggler"))
        self.assertEqual(again.count("was there already, and verified"), 2, again)

    def test_a_cluster_that_is_down_is_started(self) -> None:
        # Leaves the ids of attempts behind, which stop-cluster.sh would take for the processes.
        must(on("n1", "start-cluster.sh", user="flink"))
        must(tool("cluster", "stop"))
        down = tool("cluster", "status")
        self.assertEqual(down.code, 3)
        self.assertIn("no answer. Try: deploy-tool cluster start", down.err)
        running = self.background("run", "minimal-variance")
        running.await_saying("running start-cluster.sh")
        running.await_saying("settling")
        running.signal(signal.SIGINT)
        self.assertEqual(running.exit_code(), 130)
        self.assertEqual(tool("cluster", "status").code, 0)

    def test_the_doctor_finds_nothing_wrong_with_a_cluster_that_is_as_it_should_be(self) -> None:
        said = must(tool("doctor"))
        self.assertEqual([row for row in said.splitlines() if not row.startswith(("ok ", "note "))], [], said)
        for node in ("n1", "n2", "n3"):
            self.assertIn(f"[{address(node)}] java: 1.8.0", said)
        self.assertRegex(said, r"ports between the members: all \d+ ways are open")
        self.assertRegex(said, r"ports from here: all \d+ of Flink's are shut")
        self.assertIn("TaskManagers: 2 of 2 are registered", said)

    def test_the_doctor_names_all_that_is_wrong_in_one_go(self) -> None:
        keys = "/var/lib/flink/.ssh/authorized_keys"
        root_on("n3", f"mv {keys} {keys}.kept")
        self.addCleanup(root_on, "n3", f"mv {keys}.kept {keys}")
        root_on("n2", "printf '#!/bin/sh\nexec /bin/date --date=+1hour \"$@\"\n' >/usr/local/bin/date")
        root_on("n2", "chmod 755 /usr/local/bin/date")
        self.addCleanup(root_on, "n2", "rm /usr/local/bin/date")
        sick = tool("doctor")
        self.assertEqual(sick.code, 3, sick.out)
        faults = [row for row in sick.out.splitlines() if row.startswith("FAULT")]
        self.assertEqual(len(faults), 2, sick.out)
        self.assertRegex(faults[0], rf"\[{address('n2')}\] clock: 3\d\d\d s ahead of the JobManager's\.")
        self.assertRegex(
            faults[1], rf"\[{address('n3')}\] ssh from the JobManager with env.ssh.opts: .*[Pp]ermission denied"
        )

    def test_the_metrics_doctor_says_where_a_series_stops(self) -> None:
        well = must(tool("metrics", "doctor"))
        # Other tests have cut nodes off, which the logs remember.
        self.assertEqual([row for row in well.splitlines() if not row.startswith(("ok ", "note "))], [], well)
        root_on("n1", "systemctl stop influxdb")
        self.addCleanup(root_on, "n1", "systemctl start influxdb")
        sick = tool("metrics", "doctor")
        self.assertEqual(sick.code, 3, sick.out)
        [fault] = [row for row in sick.out.splitlines() if row.startswith("FAULT")]
        self.assertRegex(fault, rf"\[{address('n1')}:8086\] asking InfluxDB for its version: .*\. Try: ")

    # --- Faults -----------------------------------------------------------------------------------------------------

    def test_ctrl_c_cancels_the_job_in_every_phase(self) -> None:
        for words in ("", "The buffers", "settling"):
            with self.subTest(after=words):
                running = self.background("run", "constant-straggler")
                if words:
                    running.await_saying(words)
                else:
                    time.sleep(1)
                running.signal(signal.SIGINT)
                self.assertEqual(running.exit_code(), 130, running.said())
                self.assertIn("interrupted", running.said())
                await_that("no job left", lambda: not active_jobs(), 20)

    def test_ctrl_c_while_the_cluster_starts_or_the_job_is_cancelled(self) -> None:
        must(tool("cluster", "stop"))
        running = self.background("run", "constant-straggler")
        running.await_saying("running start-cluster.sh")
        running.signal(signal.SIGINT)
        self.assertEqual(running.exit_code(), 130, running.said())
        must(tool("cluster", "start"))

        running = self.background("run", "constant-straggler")
        running.await_saying("settling")
        running.signal(signal.SIGINT)
        time.sleep(0.1)
        running.signal(signal.SIGINT)
        self.assertEqual(running.exit_code(), 130, running.said())
        await_that("no job left", lambda: not active_jobs(), 20)

    def cut_the_tools_connection(self) -> None:
        root_on("n1", "pkill --full '^sshd(-session)?: flink'; true")

    def assert_goes_on(self, running: Running) -> None:
        running.await_saying("settling", 120)
        self.assertEqual(len(active_jobs()), 1)
        running.signal(signal.SIGINT)
        self.assertEqual(running.exit_code(), 130, running.said())
        await_that("no job left", lambda: not active_jobs(), 20)

    def test_a_connection_that_is_cut_while_sending_is_made_again(self) -> None:
        on("n1", "rm -rf .flink-variance", user="flink")
        # Cuts it as soon as the first bytes are there: a command from here would be as slow as the upload.
        begun = "find /var/lib/flink/.flink-variance/jars -name '*.part' -size +0 2>/dev/null | grep --quiet ."
        cut = f"until {begun}; do sleep 0.1; done; pkill --full '^sshd(-session)?: flink'"
        root_on("n1", f'systemd-run --quiet --unit cut --collect sh -c "{cut}"')
        must(testbed("rate", "n1", "64kbit"))
        running = self.background("run", "constant-straggler")
        await_that("a second attempt", lambda: running.said().count("sending ") == 2, 120)
        must(testbed("heal"))
        self.assert_goes_on(running)

    def test_a_connection_that_is_cut_while_submitting_leads_to_one_job(self) -> None:
        for seconds in (0.2, 0.8, 1.4):
            with self.subTest(after=seconds):
                must(testbed("delay", "n1", "200"))
                running = self.background("run", "constant-straggler")
                running.await_saying("The buffers", 90)
                time.sleep(seconds)
                self.cut_the_tools_connection()
                must(testbed("heal"))
                self.assert_goes_on(running)

    def test_a_taskmanager_that_is_killed_ends_the_run(self) -> None:
        running = self.background("run", "minimal-variance")
        running.await_samples()
        root_on("n2", "pkill -KILL --euid flink java")
        self.assertEqual(running.exit_code(120), 1, running.said())
        self.assertNotIn("measured, mean", running.said())
        await_taskmanagers("n3", seconds=60)
        started = tool("cluster", "start")
        self.assertEqual(started.code, 0, started.err)
        self.assertIn(f"[{address('n1')}] starting TaskManagers on {address('n2')}\n", started.err)
        await_taskmanagers("n2", "n3", seconds=0)

    def test_a_jobmanager_whose_node_is_rebooted_ends_the_run(self) -> None:
        running = self.background("run", "minimal-variance")
        running.await_samples()
        booted = must(on("n1", "ps -o lstart= -p 1"))
        on("n1", "sudo systemctl reboot")
        await_that("n1 back", lambda: on("n1", "ps -o lstart= -p 1").out not in ("", booted))
        must(on("n1", "start-cluster.sh", user="flink"))
        self.assertEqual(running.exit_code(200), 1, running.said())
        self.assertIn("the JobManager does not know job", running.said())
        await_taskmanagers("n2", "n3", seconds=120)

    def test_slots_that_another_job_holds_are_not_waited_for(self) -> None:
        first = self.background("run", "constant-straggler")
        first.await_saying("settling")
        [job] = active_jobs()
        second = tool("run", "bad-straggler", "--output", str(self.folder))
        self.assertEqual(second.code, 3)
        self.assertIn(
            f"[{address('n1')}] bad-straggler needs 4 free slots, one for each subtask: there are 0 of 4."
            f" Try: deploy-tool jobs, and deploy-tool cancel {job}",
            second.err,
        )
        first.signal(signal.SIGINT)
        self.assertEqual(first.exit_code(), 130)

    def test_a_full_disk_is_named_and_nothing_runs(self) -> None:
        root_on("n1", "rm -rf /var/lib/flink/.flink-variance && mkdir /var/lib/flink/.flink-variance")
        root_on("n1", "mount -t tmpfs -o size=32k tmpfs /var/lib/flink/.flink-variance")
        root_on("n1", "chown flink:flink /var/lib/flink/.flink-variance")
        self.addCleanup(root_on, "n1", "umount /var/lib/flink/.flink-variance; rm -r /var/lib/flink/.flink-variance")
        ended = tool("run", "minimal-variance", "--output", str(self.folder))
        self.assertEqual(ended.code, 1, ended.err)
        self.assertRegex(ended.err, r"\[10\.77\.0\.11\] .*[Nn]o space left")

    def with_properties(self, **replaced: str) -> Any:
        """Runs with some of the cluster's properties replaced."""
        rows = PROPERTIES.read_text(encoding="utf-8").splitlines()
        told = dict(row.split("=", 1) for row in rows if not row.startswith("#"))
        told.update({key.replace("_", ".", 1): value for key, value in replaced.items()})
        file = self.folder / "other.properties"
        file.write_text("".join(f"{key}={value}\n" for key, value in told.items()), encoding="utf-8")
        return operator(str(TOOL), "cluster", "start", "--cluster", str(file), timeout_seconds=60)

    def test_a_wrong_user_a_wrong_key_and_a_changed_host_key_are_told_apart(self) -> None:
        wrong_user = self.with_properties(ssh_user="nobody-knows")
        self.assertEqual(wrong_user.code, 1, wrong_user.err)
        self.assertIn("nobody-knows", wrong_user.err)

        key = self.folder / "other_key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True, timeout=30)
        wrong_key = self.with_properties(ssh_key=str(key))
        self.assertEqual(wrong_key.code, 1, wrong_key.err)
        self.assertIn(str(key), wrong_key.err)

        known = self.folder / "other_known_hosts"
        public = (self.folder / "other_key.pub").read_text(encoding="utf-8").split()
        known.write_text(f"{address('n1')} {public[0]} {public[1]}\n", encoding="utf-8")
        changed = self.with_properties(ssh_knownHosts=str(known))
        self.assertEqual(changed.code, 3, changed.err)
        self.assertIn("SHA256:", changed.err)

    def test_a_folder_without_flink_is_named(self) -> None:
        must(tool("cluster", "stop"))
        self.addCleanup(await_taskmanagers, "n2", "n3")
        self.addCleanup(tool, "cluster", "start")
        missing = self.with_properties(flink_home="/opt/nowhere")
        self.assertEqual(missing.code, 3, missing.err)
        self.assertIn("/opt/nowhere/bin/start-cluster.sh: there is no such script.", missing.err)


if __name__ == "__main__":
    unittest.main()
