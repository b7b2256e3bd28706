"""Machines as people have them: what an image, an administrator or a clock does to the deploy tool."""

import json
import signal
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from verification.bed import STATE, Ended, must, root_on
from verification.deploy_tool import AMPLE_SOURCE, DeployToolCase, active_jobs, assert_explained, tool, with_properties
from verification.flink import HOME, await_taskmanagers, await_that, process_ids

_SSHD_DROP_IN = "/etc/ssh/sshd_config.d/10-no-forwarding.conf"
_NO_BASH = "/usr/local/bin/bash"
_STEP = "/etc/clock-step"
# Asks the file at every look at the time of day, and leaves the clock alone that only counts; with its own mend for that one,
# Java's waits would end at once.
_STEPPED_CLOCK = (
    "LD_PRELOAD=/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"
    f" FAKETIME_TIMESTAMP_FILE={_STEP} FAKETIME_NO_CACHE=1"
    " FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1 FAKETIME_FORCE_MONOTONIC_FIX=0"
)


def of_the_cluster(verb: str) -> Ended:
    ended: Ended = tool("cluster", verb)
    return ended


class DeployToolMachinesTest(DeployToolCase):
    def restart_taskmanager(self, environment: str = "") -> None:
        root_on("n2", f'runuser --login flink --command "{HOME}/bin/taskmanager.sh stop"')
        await_taskmanagers("n3")
        root_on("n2", f'runuser --login flink --command "{environment} {HOME}/bin/taskmanager.sh start"')
        await_taskmanagers("n2", "n3")

    def test_a_clock_that_is_stepped_in_a_run_changes_no_figure(self) -> None:
        root_on("n2", "apt-get -q update && apt-get -qy install --no-install-recommends libfaketime")
        root_on("n2", f"echo +0 >{_STEP}")
        # The last one first.
        self.addCleanup(root_on, "n2", f"rm {_STEP}")
        self.addCleanup(self.restart_taskmanager)
        self.restart_taskmanager(_STEPPED_CLOCK)
        [process] = process_ids("n2")["taskmanager"]
        self.assertIn("libfaketime", root_on("n2", f"cat /proc/{process}/maps"))
        # Service times that a busy machine lengthens by little, so that the run is short.
        even = ("--set", "nums.min=20", "--set", "nums.range=1", *AMPLE_SOURCE)
        running = self.background("run", "minimal-variance", "--duration", "30s", *even)
        running.await_samples()
        for step in ("+30", "-30", "+3600"):
            root_on("n2", f"echo {step} >{_STEP}")
            time.sleep(4)
        self.assertIsNone(running.process.poll(), "all steps are in the run")
        self.assertEqual(running.exit_code(300), 0, running.said())
        [folder] = (self.folder / "results").glob("*-minimal-variance-cluster")
        result = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        assert_explained(self, result)
        self.assertLess(max(row["capacity"] for row in result["phases"][0]["subtasks"]), 1.03)
        rows = (folder / "samples.csv").read_text(encoding="utf-8").splitlines()[1:]
        seconds = [float(row.split(",")[0]) for row in rows]
        # A busy machine may lose some; the shortest step would be half a minute.
        self.assertLess(seconds[-1] - seconds[0] + 1 - len(seconds), 15, "a step is no gap, and no second is made up")

    def test_an_sshd_that_forwards_nothing_is_worked_with(self) -> None:
        root_on("n1", f"echo AllowTcpForwarding no >{_SSHD_DROP_IN} && systemctl reload ssh")
        self.addCleanup(root_on, "n1", f"rm {_SSHD_DROP_IN} && systemctl reload ssh")
        said = must(tool("doctor"))
        [note] = [row for row in said.splitlines() if "forbids to forward ports" in row]
        self.assertRegex(note, r"^note +\[n1\] ssh: .*everything works all the same.* Try: AllowTcpForwarding local ")
        status = must(tool("cluster", "status"))
        for node in ("n2", "n3"):
            self.assertRegex(status, rf"(?m)^TaskManager +{node} ")
        killed = self.background("run", "constant-straggler")
        killed.await_samples()
        killed.signal(signal.SIGKILL)
        self.assertEqual(killed.exit_code(), -signal.SIGKILL)
        self.assert_nothing_is_done_without_bash()
        attached = self.background("attach")
        attached.await_saying("going on after ")
        attached.await_saying("settling")
        attached.signal(signal.SIGINT)
        self.assertEqual(attached.exit_code(), 130, attached.said())
        await_that("no job left", lambda: not active_jobs())

    def assert_nothing_is_done_without_bash(self) -> None:
        root_on("n1", f"printf '#!/bin/sh\necho bash: not found\nexit 127\n' >{_NO_BASH}; chmod 755 {_NO_BASH}")
        try:
            before = (process_ids("n1"), active_jobs())
            commands = (
                "cluster status",
                "cluster start",
                "run minimal-variance",
                "push minimal-variance",
                "attach",
                "doctor",
            )
            with ThreadPoolExecutor(max_workers=2) as pairs:
                all_ended = pairs.map(lambda command: self.ended(*command.split()), commands)
            for command, ended in zip(commands, all_ended):
                with self.subTest(command=command):
                    self.assertEqual(ended.code, 3 if command == "doctor" else 1, ended.out + ended.err)
                    self.assertRegex(
                        ended.out if command == "doctor" else ended.err,
                        r"\[n1\] reaching \S+:8081 from there: its sshd forbids to forward ports, and no bash is there"
                        r" to do it instead\. Try: AllowTcpForwarding local ",
                    )
            self.assertEqual((process_ids("n1"), active_jobs()), before)
        finally:
            root_on("n1", f"rm {_NO_BASH}")

    def ended(self, *arguments: str) -> Ended:
        output = ("--output", str(self.folder)) if arguments[0] in ("run", "attach") else ()
        ended: Ended = tool(*arguments, *output)
        return ended

    def as_root(self, arguments: tuple[str, ...]) -> Ended:
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        return with_properties(folder, *arguments, ssh_user="root", ssh_key=str(STATE / "id_ed25519"))

    def test_a_jobmanager_that_does_not_answer_is_not_stopped_without_force(self) -> None:
        [jobmanager] = process_ids("n1")["jobmanager"]
        root_on("n1", f"kill -STOP {jobmanager}")
        self.addCleanup(await_taskmanagers, "n2", "n3")
        self.addCleanup(root_on, "n1", f"kill -CONT {jobmanager}; true")
        verbs = ("stop", "restart")
        # Side by side, as each waits for an answer that does not come.
        with ThreadPoolExecutor() as both:
            all_refused = both.map(of_the_cluster, verbs)
        for verb, refused in zip(verbs, all_refused):
            with self.subTest(verb=verb):
                self.assertEqual(refused.code, 3, refused.err)
                self.assertIn("a JobManager runs and does not answer, so nobody knows whether jobs run", refused.err)
                self.assertEqual(process_ids("n1")["jobmanager"], [jobmanager])

    def test_ec2_s_root_account_names_the_account_to_take(self) -> None:
        commands = (("cluster", "status"), ("push", "constant-straggler"), ("run", "constant-straggler"))
        # Side by side, as the account keeps whoever logs in for ten seconds.
        with ThreadPoolExecutor() as all_at_once:
            all_ended = all_at_once.map(self.as_root, commands)
        for arguments, ended in zip(commands, all_ended):
            with self.subTest(arguments=arguments):
                self.assertEqual(ended.code, 1, ended.err)
                self.assertIn('Please login as the user "ubuntu" rather than the user "root"', ended.err)
                self.assertIn("Try: ssh.user=ubuntu", ended.err)
