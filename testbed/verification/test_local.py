"""The archive that users download, on a machine with a Java and nothing else: embedded, and on a Flink of that machine's."""

import json
import shlex
import signal
import subprocess
import time
import unittest

from verification.bed import HANGS_SECONDS, KIT, PROGRAM, STATE, fresh, must, on, operator, root_on
from verification.deploy_tool import assert_explained
from verification.flink import await_that
from verification.playbook import ARCHIVE
from verification.scenario import VERSION

TESTBED_NODES = 1
NODE = "n1"
JAVA_8 = "--flink-conf env.java.home=$(dirname $(dirname $(ls -d /usr/lib/jvm/java-8-openjdk-*/jre/bin)))/jre"
_NAME = f"flink-variance-{VERSION}"
TOOL = f"'a kit'/{_NAME}/bin/deploy-tool"
RUN = f"cd && {TOOL} run constant-straggler --target local --flink-home flink-1.8.1 --workers 2 {JAVA_8}"


class LocalTargetTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        fresh(NODE)
        java = "openjdk-8-jre-headless openjdk-17-jre-headless"
        root_on(NODE, f"apt-get -q update && apt-get -qy install --no-install-recommends {java}", 300)
        cls.send(str(KIT / f"release/target/{_NAME}.tar.gz"), "")
        # As an administrator would have it: nobody may write there, and its folder's name has a space.
        must(
            on(
                NODE,
                f"mkdir 'a kit' && tar --extract --file {_NAME}.tar.gz --directory 'a kit' && chmod -R a-w 'a kit'",
            )
        )
        cls.send(str(ARCHIVE), "")
        must(on(NODE, f"tar --extract --file {ARCHIVE.name} && touch installed"))

    @classmethod
    def send(cls, file: str, folder: str) -> None:
        must(operator("scp", "-q", "-r", "-F", str(STATE / "ssh_config"), file, f"ubuntu@{NODE}:{folder}"))

    def tearDown(self) -> None:
        self.assertEqual(on(NODE, "pgrep --list-full java").out, "")
        self.assertEqual(must(on(NODE, "ls -d /tmp/deploy-tool-* 2>/dev/null; true")), "")
        self.assertEqual(must(on(NODE, "find flink-1.8.1 -newer installed")), "", "the installation is as it was")

    def test_the_archive_needs_a_java_and_nothing_else(self) -> None:
        self.assertNotEqual(on(NODE, "command -v mvn || command -v javac").code, 0)
        said = must(on(NODE, f"cd && {TOOL} run minimal-variance --set stream.limit=1500", timeout_seconds=300))
        self.assertIn("1500", said)
        [folder] = must(on(NODE, "ls -d results/*-embedded")).split()
        result = json.loads(must(on(NODE, f"cat {folder}/run.json")))
        self.assertEqual(
            (result["delivery"]["expected"], result["delivery"]["delivered"], result["delivery"]["exact"]),
            (1500, 1500, True),
        )

    def test_a_run_on_a_flink_of_the_machines_is_measured(self) -> None:
        must(on(NODE, f"{RUN} --duration 30s", timeout_seconds=300))
        result = json.loads(must(on(NODE, "cat results/*-local/run.json")))
        assert_explained(self, result)
        flink, [phase] = result["cluster"], result["phases"]
        self.assertEqual((flink["target"], flink["flinkVersion"], phase["restarts"]), ("local", "1.8.1", 0))
        self.assertTrue(flink["javaVersion"].startswith("1.8.0"), flink["javaVersion"])
        logs = must(on(NODE, "ls results/*-local/")).split()
        self.assertEqual(len([log for log in logs if log.startswith("flink-ubuntu-")]), 3, logs)

    def test_ctrl_c_ends_the_processes_in_every_phase(self) -> None:
        for seconds in (0.5, 3.5, 10.5):
            with self.subTest(after=seconds):
                running = subprocess.Popen(
                    [
                        str(PROGRAM),
                        "ssh",
                        NODE,
                        f"echo $$ >pid; exec env --default-signal=INT bash -c {shlex.quote(RUN)}",
                    ],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                )
                self.addCleanup(running.kill)
                # In brackets, so that no shell is found that looks for it.
                await_that("the tool", lambda: on(NODE, "pgrep --full 'deploy-tool[.]jar'").code == 0)
                time.sleep(seconds)
                must(on(NODE, f"pkill -{signal.SIGINT.value} --full 'deploy-tool[.]jar'"))
                said, _ = running.communicate(timeout=HANGS_SECONDS)
                self.assertEqual(running.returncode, 130, said)
                await_that("no process left", lambda: on(NODE, "pgrep java").out == "")


if __name__ == "__main__":
    unittest.main()
