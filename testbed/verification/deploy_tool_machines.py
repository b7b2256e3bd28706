"""Machines as people have them: what an image or a process that hangs does to the deploy tool."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from verification.bed import STATE, Ended, root_on
from verification.deploy_tool import DeployToolCase, tool, with_properties
from verification.flink import await_taskmanagers, process_ids


def of_the_cluster(verb: str) -> Ended:
    ended: Ended = tool("cluster", verb)
    return ended


class DeployToolMachinesTest(DeployToolCase):
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
