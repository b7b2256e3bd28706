"""Machines as people have them: what an image or a process that hangs does to the deploy tool."""

from verification.bed import STATE, root_on
from verification.deploy_tool import DeployToolCase, tool, with_properties
from verification.flink import await_taskmanagers, process_ids


class DeployToolMachinesTest(DeployToolCase):
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
