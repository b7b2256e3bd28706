"""Whatever goes wrong, the deploy tool says what, and leaves no job behind."""

import signal
import subprocess
import time

from verification.bed import address, must, on, root_on, testbed
from verification.deploy_tool import PROPERTIES, DeployToolCase, Running, active_jobs, tool, with_properties
from verification.flink import await_taskmanagers, await_that, reboot, rest, rest_or_none


class DeployToolFaultsTest(DeployToolCase):
    def test_ctrl_c_cancels_the_job_in_every_phase(self) -> None:
        for words in ("", "The buffers", "settling"):
            with self.subTest(after=words):
                running = self.background("run", "constant-straggler")
                if words:
                    running.await_saying(words)
                else:
                    # Before that it is no tool yet, but a JVM that starts.
                    await_that("a first word", lambda: running.said() != "")
                running.signal(signal.SIGINT)
                self.assertEqual(running.exit_code(), 130, running.said())
                self.assertIn("interrupted", running.said())
                await_that("no job left", lambda: not active_jobs())

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
        await_that("no job left", lambda: not active_jobs())

    def cut_the_tools_connection(self) -> None:
        root_on("n1", "pkill --full '^sshd(-session)?: flink'; true")

    def assert_goes_on(self, running: Running) -> None:
        running.await_saying("settling")
        self.assertEqual(len(active_jobs()), 1)
        running.signal(signal.SIGINT)
        self.assertEqual(running.exit_code(), 130, running.said())
        await_that("no job left", lambda: not active_jobs())

    def test_a_connection_that_is_cut_while_sending_is_made_again(self) -> None:
        on("n1", "rm -rf .flink-variance", user="flink")
        # Cuts it as soon as the first bytes are there: a command from here would be as slow as the upload.
        begun = "find /var/lib/flink/.flink-variance/jars -name '*.part' -size +0 2>/dev/null | grep --quiet ."
        cut = f"until {begun}; do sleep 0.1; done; pkill --full '^sshd(-session)?: flink'"
        root_on("n1", f'systemd-run --quiet --unit cut --collect sh -c "{cut}"')
        must(testbed("rate", "n1", "256kbit"))
        running = self.background("run", "constant-straggler")
        await_that("the cut", lambda: on("n1", "systemctl is-active --quiet cut").code != 0)
        must(testbed("heal"))
        await_that("a second attempt", lambda: running.said().count("sending ") == 2)
        self.assert_goes_on(running)

    def test_a_connection_that_is_cut_while_submitting_leads_to_one_job(self) -> None:
        for seconds in (0.2, 0.8, 1.4):
            with self.subTest(after=seconds):
                must(testbed("delay", "n1", "200"))
                running = self.background("run", "constant-straggler")
                running.await_saying("The buffers")
                time.sleep(seconds)
                self.cut_the_tools_connection()
                must(testbed("heal"))
                self.assert_goes_on(running)

    def test_a_taskmanager_that_is_killed_ends_the_run(self) -> None:
        running = self.background("run", "minimal-variance")
        running.await_samples()
        root_on("n2", "pkill -KILL --euid flink java")
        self.assertEqual(running.exit_code(), 1, running.said())
        self.assertNotIn("measured, mean", running.said())
        await_taskmanagers("n3")
        started = tool("cluster", "start")
        self.assertEqual(started.code, 0, started.err)
        self.assertIn("[n1] starting TaskManagers on n2\n", started.err)
        await_taskmanagers("n2", "n3", seconds=0)

    def test_a_taskmanager_that_is_killed_costs_a_bounded_job_with_checkpoints_no_record(self) -> None:
        bounded = ("--set", "stream.limit=4000", "--set", "stream.checkpointIntervalMillis=1000")
        # 100 records a second, of which 80 are done: queues are short at first, so that a checkpoint is soon there. Behind full
        # ones, on a busy machine, the first may come when the job has ended.
        slowly_filled = ("--set", "stream.interval=500", "--set", "stream.numEventsInInterval=50")
        running = self.background("run", "constant-straggler", *bounded, *slowly_filled)
        await_that("a job", lambda: bool(active_jobs()))
        [job] = active_jobs()

        def completed() -> bool:
            answer = rest_or_none(f"/jobs/{job}/checkpoints")
            return answer is not None and answer["counts"]["completed"] > 0

        await_that("a checkpoint", completed)
        self.assertEqual(active_jobs(), [job], "the job is under way")
        root_on("n2", "pkill -KILL --euid flink java")
        # It counts as there until its heartbeat is missed.
        started = tool("cluster", "start")
        self.assertEqual(started.code, 0, started.err)
        self.assertIn("[n1] starting TaskManagers on n2, whose processes have ended\n", started.err)
        self.assertEqual(running.exit_code(400), 0, running.said())
        self.assertIn("All 4000 records were emitted, processed and delivered exactly once", running.said())
        self.assertGreater(rest(f"/jobs/{job}/checkpoints")["counts"]["restored"], 0)

    def test_a_jobmanager_whose_node_is_rebooted_ends_the_run(self) -> None:
        running = self.background("run", "minimal-variance")
        running.await_samples()
        # Asleep meanwhile: after two minutes without an answer it gives up, and so long may a busy machine's node take.
        running.signal(signal.SIGSTOP)
        reboot("n1")
        must(on("n1", "start-cluster.sh", user="flink"))
        await_that("a JobManager", lambda: rest_or_none("/overview") is not None)
        running.signal(signal.SIGCONT)
        self.assertEqual(running.exit_code(), 1, running.said())
        self.assertIn("the JobManager does not know job", running.said())
        await_taskmanagers("n2", "n3")

    def test_slots_that_another_job_holds_are_not_waited_for(self) -> None:
        first = self.background("run", "constant-straggler")
        first.await_saying("settling")
        [job] = active_jobs()
        second = tool("run", "bad-straggler", "--output", str(self.folder))
        self.assertEqual(second.code, 3)
        self.assertIn(
            "[n1] bad-straggler needs 4 free slots, one for each subtask: there are 0 of 4."
            f" Try: deploy-tool jobs --cluster {PROPERTIES}, and deploy-tool cancel --cluster {PROPERTIES} {job}",
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
        self.assertRegex(ended.err, r"\[n1\] .*[Nn]o space left")

    def test_a_wrong_user_a_wrong_key_and_a_changed_host_key_are_told_apart(self) -> None:
        wrong_user = with_properties(self.folder, "cluster", "start", ssh_user="nobody-knows")
        self.assertEqual(wrong_user.code, 1, wrong_user.err)
        self.assertIn("nobody-knows", wrong_user.err)

        key = self.folder / "other_key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True, timeout=30)
        wrong_key = with_properties(self.folder, "cluster", "start", ssh_key=str(key))
        self.assertEqual(wrong_key.code, 1, wrong_key.err)
        self.assertIn(str(key), wrong_key.err)

        known = self.folder / "other_known_hosts"
        public = (self.folder / "other_key.pub").read_text(encoding="utf-8").split()
        known.write_text(f"{address('n1')} {public[0]} {public[1]}\n", encoding="utf-8")
        changed = with_properties(self.folder, "cluster", "start", ssh_knownHosts=str(known))
        self.assertEqual(changed.code, 3, changed.err)
        self.assertIn("SHA256:", changed.err)

    def test_a_folder_without_flink_is_named(self) -> None:
        must(tool("cluster", "stop"))
        self.addCleanup(await_taskmanagers, "n2", "n3")
        self.addCleanup(tool, "cluster", "start")
        missing = with_properties(self.folder, "cluster", "start", flink_home="/opt/nowhere")
        self.assertEqual(missing.code, 3, missing.err)
        self.assertIn("/opt/nowhere/bin/start-cluster.sh: there is no such script.", missing.err)
