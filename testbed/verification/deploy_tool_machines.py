"""Machines as people have them: what an image, an administrator or a clock does to the deploy tool."""

import json
import signal
import time

from verification.bed import STATE, must, root_on
from verification.deploy_tool import DeployToolCase, active_jobs, tool, with_properties
from verification.flink import await_taskmanagers, await_that, process_ids

_NO_FORWARDING = "/etc/ssh/sshd_config.d/10-no-forwarding.conf"
_FAKED_CLOCK = "/etc/faked-clock"
# libfaketime asks the file for every look at the clock, and leaves the clock alone that only runs.
_FAKED = {
    "LD_PRELOAD": "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
    "FAKETIME_TIMESTAMP_FILE": _FAKED_CLOCK,
    "FAKETIME_NO_CACHE": "1",
    "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    "DONT_FAKE_MONOTONIC": "1",
}


class DeployToolMachinesTest(DeployToolCase):
    def test_an_sshd_that_forwards_nothing_is_worked_with_and_told_by_the_doctor(self) -> None:
        root_on("n1", f"echo 'AllowTcpForwarding no' >{_NO_FORWARDING} && systemctl reload ssh")
        self.addCleanup(root_on, "n1", f"rm {_NO_FORWARDING} && systemctl reload ssh")
        status = tool("cluster", "status")
        self.assertEqual(status.code, 0, status.err)
        self.assertIn("2 TaskManagers", status.out)
        said = must(tool("doctor"))
        [note] = [row for row in said.splitlines() if "AllowTcpForwarding" in row]
        self.assertTrue(note.startswith("note "), note)
        running = self.background("run", "constant-straggler")
        running.await_samples()
        running.signal(signal.SIGINT)
        self.assertEqual(running.exit_code(), 130, running.said())
        await_that("no job left", lambda: not active_jobs())

    def test_a_jobmanager_that_does_not_answer_is_not_stopped_without_force(self) -> None:
        [jobmanager] = process_ids("n1")["jobmanager"]
        root_on("n1", f"kill -STOP {jobmanager}")
        self.addCleanup(await_taskmanagers, "n2", "n3")
        self.addCleanup(root_on, "n1", f"kill -CONT {jobmanager}; true")
        for verb in ("stop", "restart"):
            with self.subTest(verb=verb):
                refused = tool("cluster", verb)
                self.assertEqual(refused.code, 3, refused.err)
                self.assertIn("a JobManager runs and does not answer, so nobody knows whether jobs run", refused.err)
                self.assertEqual(process_ids("n1")["jobmanager"], [jobmanager])

    def test_ec2_s_root_account_names_the_account_to_take(self) -> None:
        for arguments in (("cluster", "status"), ("push", "constant-straggler"), ("run", "constant-straggler")):
            with self.subTest(arguments=arguments):
                ended = with_properties(self.folder, *arguments, ssh_user="root", ssh_key=str(STATE / "id_ed25519"))
                self.assertEqual(ended.code, 1, ended.err)
                self.assertIn('Please login as the user "ubuntu" rather than the user "root"', ended.err)
                self.assertIn("Try: ssh.user=ubuntu", ended.err)

    def test_a_clock_that_is_stepped_in_a_run_changes_no_figure(self) -> None:
        root_on("n2", "apt-get -q update && apt-get -qy install --no-install-recommends faketime", timeout_seconds=600)
        exports = "".join(f"export {name}={value}\\n" for name, value in _FAKED.items())
        root_on("n2", f"printf '+0\\n' >{_FAKED_CLOCK} && printf '{exports}' >/etc/profile.d/faked.sh")
        # The last one first.
        self.addCleanup(lambda: must(tool("cluster", "restart")))
        self.addCleanup(root_on, "n2", f"rm -f {_FAKED_CLOCK} /etc/profile.d/faked.sh")
        must(tool("cluster", "restart"))
        self.assertIn("libfaketime", root_on("n2", f"cat /proc/{process_ids('n2')['taskmanager'][0]}/maps"))
        running = self.background("run", "constant-straggler")
        running.await_samples()
        for step in ("+30", "-30", "+3600"):
            root_on("n2", f"printf '{step}\\n' >{_FAKED_CLOCK}")
            time.sleep(5)
        self.assertEqual(running.exit_code(400), 0, running.said())
        [file] = (self.folder / "results").glob("*-constant-straggler-cluster/run.json")
        result = json.loads(file.read_text(encoding="utf-8"))
        told = result["throughput"]
        self.assertLessEqual(abs(told["mean"] - told["explainedPerSecond"]), 0.02 * told["mean"] + told["ci95"])
