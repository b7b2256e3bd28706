"""On a real Hadoop: workers, and scenarios on YARN in sessions of their own, of which nothing is left, however a run ends.

The workers are looked at last, as these tests decommission and kill some.
"""

from __future__ import annotations

import json
import re
import shutil
import signal
import tempfile
import time
import unittest
from pathlib import Path
from typing import Any

from verification import hadoop
from verification.bed import STATE, Ended, fresh, must, on, operator, root_on, testbed
from verification.deploy_tool import TOOL, Running, assert_explained
from verification.flink import await_that
from verification.hadoop_workers import WorkersTest
from verification.soon_steady import SOON_STEADY

TESTBED_NODES = 3
__all__ = ["ScenariosOnYarnTest", "WorkersTest"]
# A straggler that the same buffers hide for 9 s instead of 23.
_SOON_SEEN = ("--set", "straggler.waitMillis=20")
_RESCALED = ("minimal-variance", *SOON_STEADY, "--set", "stream.parallelism=2", "--rescale", "4")


def setUpModule() -> None:
    fresh(*hadoop.NODES)
    hadoop.install()
    hadoop.install_flink()
    hadoop.start()


class ScenariosOnYarnTest(unittest.TestCase):
    # Of a name that comes before that of the workers' tests.

    folder: Path
    where: tuple[str, ...]
    # With JobManager and TaskManager too large for one node.
    apart: tuple[str, ...]
    # With TaskManagers of two slots, so that four subtasks need another container than two.
    small: tuple[str, ...]

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = Path(tempfile.mkdtemp(prefix="yarn-", dir=STATE))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        sessions = {"flink_home": hadoop.FLINK_HOME, "yarn_queue": hadoop.QUEUE}
        large = {"yarn_jobManagerMb": "2048", "yarn_taskManagerMb": "2048"}
        cls.where = cls._where("any", **sessions)
        cls.apart = cls._where("apart", **sessions, **large)
        cls.small = cls._where("small", **sessions, yarn_slots="2")

    @classmethod
    def _where(cls, name: str, **replaced: str) -> tuple[str, ...]:
        folder = cls.folder / name
        folder.mkdir()
        return ("--target", "yarn", "--yarn", str(hadoop.properties(folder, **replaced)))

    def tool(self, *arguments: str, where: tuple[str, ...] = ()) -> Ended:
        return operator(str(TOOL), *arguments, *(where or self.where), timeout_seconds=700)

    def background(self, *arguments: str, where: tuple[str, ...] = ()) -> Running:
        running = Running(self.folder, *arguments, where=where or self.where)

        def end() -> None:
            if running.process.poll() is None:
                running.signal(signal.SIGKILL)
                running.process.wait(timeout=30)

        self.addCleanup(end)
        return running

    def measuring(self) -> Running:
        """A run that has samples: from the command on, containers start, which takes its time where others are at work."""
        running = self.background("run", "constant-straggler", *_SOON_SEEN)
        running.await_saying("settling", 240)
        running.await_samples()
        return running

    def cut_all_connections(self) -> None:
        """Also that of whoever else is logged in; a network that is cut would take the workers from YARN, too."""
        sessions = f"^sshd(-session)?: {hadoop.SUPERUSER}"
        before = set(on(hadoop.MASTER, f"pgrep --full '{sessions}'").out.split())
        # From a unit, as it would end itself.
        root_on(hadoop.MASTER, f"systemd-run --quiet --collect sh -c \"sleep 1; pkill --full '{sessions}'\"")
        await_that("the cut", lambda: not before & set(on(hadoop.MASTER, f"pgrep --full '{sessions}'").out.split()))

    def tearDown(self) -> None:
        self.assert_nothing_is_left()

    def assert_nothing_is_left(self) -> None:
        # Nothing is waited for: the tool has ended, and said so.
        self.assertEqual(hadoop.applications(), {})
        self.assertEqual(hadoop.staging(), [])
        left = "ls -d /tmp/.yarn-properties-* ~/.flink-variance/sessions/* 2>/dev/null; pgrep -f '[y]arn-session'"
        self.assertEqual(on(hadoop.MASTER, left, hadoop.SUPERUSER).out, "")

    def result(self) -> Any:
        folder = max((self.folder / "results").glob("*-yarn"))
        return json.loads((folder / "run.json").read_text(encoding="utf-8"))

    def test_1_a_wrong_hadoop_conf_dir_is_told_before_anything_is_submitted(self) -> None:
        for confdir, why in {"": ": not set for a command over SSH", "/nowhere": "=/nowhere: there is no such"}.items():
            with self.subTest(confdir):
                folder = Path(tempfile.mkdtemp(dir=self.folder))
                file = hadoop.properties(folder, flink_home=hadoop.FLINK_HOME, hadoop_confDir=confdir)
                begun = time.monotonic()
                told = operator(
                    *(str(TOOL), "run", "constant-straggler", "--target", "yarn"),
                    *("--yarn", str(file), "--output", str(folder)),
                )
                print(f"\n  told after {time.monotonic() - begun:.1f} s")
                self.assertEqual(told.code, 3, told.err)
                self.assertIn(f"[10.77.0.11] HADOOP_CONF_DIR{why}", told.err)
                self.assertIn(f"Try: hadoop.confDir={hadoop.CONF} in {file}", told.err)
                self.assertNotIn("asking YARN", told.err)

    def test_1_a_queue_that_takes_no_application_is_told_before_anything_is_submitted(self) -> None:
        all_of_them = f"one of root.default, root.{hadoop.PARENT_QUEUE}.{hadoop.QUEUE}\n"
        for queue, why in {
            hadoop.CLOSED_QUEUE: "it is stopped. Try: state RUNNING in capacity-scheduler.xml",
            hadoop.PARENT_QUEUE: "there is no such queue that takes applications. Try: yarn.queue in ",
            "nosuch": all_of_them,
        }.items():
            with self.subTest(queue):
                folder = Path(tempfile.mkdtemp(dir=self.folder))
                file = hadoop.properties(folder, flink_home=hadoop.FLINK_HOME, yarn_queue=queue)
                told = operator(
                    *(str(TOOL), "run", "constant-straggler", "--target", "yarn"),
                    *("--yarn", str(file), "--output", str(folder)),
                )
                self.assertEqual(told.code, 3, told.err)
                self.assertIn(f"queue {queue}: ", told.err)
                self.assertIn(why, told.err)
                self.assertNotIn("asking YARN", told.err)

    def test_2_constant_straggler_is_measured_by_a_tool_that_lost_its_connection_was_killed_and_attached_again(
        self,
    ) -> None:
        killed = self.measuring()
        self.cut_all_connections()
        told = killed.said().count("settling  ")
        await_that("progress after that", lambda: killed.said().count("settling  ") >= told + 2)
        killed.signal(signal.SIGKILL)
        self.assertEqual(killed.exit_code(), -signal.SIGKILL)
        self.assertEqual(list(hadoop.applications().values()), ["RUNNING"])
        self.assertEqual(hadoop.queues(), [hadoop.QUEUE])
        attached = self.tool("attach", "--output", str(self.folder))
        self.assertEqual(attached.code, 0, attached.err)
        self.assertIn("going on after ", attached.err)
        result = self.result()
        assert_explained(self, result)
        self.assertEqual((result["cluster"]["target"], result["cluster"]["flinkVersion"]), ("yarn", "1.8.1"))
        self.assertTrue(result["cluster"]["javaVersion"].startswith("1.8.0"), result["cluster"])

    def test_3_ctrl_c_leaves_nothing_in_any_phase(self) -> None:
        for words in ("asking YARN", "YARN runs", "settling"):
            with self.subTest(after=words):
                running = self.background("run", "constant-straggler")
                running.await_saying(words, 240)
                running.signal(signal.SIGINT)
                self.assertEqual(running.exit_code(), 130, running.said())
                self.assert_nothing_is_left()

    def test_4_a_tool_that_is_killed_while_the_session_starts_is_cleaned_up_after(self) -> None:
        killed = self.background("run", "constant-straggler")
        # It says so before the master is asked to do anything.
        begun = "ls -d ~/.flink-variance/sessions/*"
        await_that("a session's folder", lambda: on(hadoop.MASTER, begun, hadoop.SUPERUSER).code == 0)
        killed.signal(signal.SIGKILL)
        self.assertEqual(killed.exit_code(), -signal.SIGKILL)
        told = self.tool("cancel")
        self.assertEqual(told.code, 0, told.err)
        self.assertIn(" is ended", told.err)

    def test_5_a_jobmanager_that_is_killed_and_a_node_that_is_cut_off_end_the_run(self) -> None:
        for lost, told in {
            "container": r"application_\d+_\d+ on YARN: it has ended, FAILED: ",
            "JobManager's node": r"on YARN: YARN has lost the node that its JobManager ran on\. Try: yarn node -list",
            "TaskManager's node": r"the job ended as FAILED: .*; node n\d is lost: YARN has it as LOST\. Try: yarn node",
        }.items():
            with self.subTest(lost):
                running = self.background("run", "constant-straggler", *_SOON_SEEN, where=self.apart)
                running.await_saying("settling", 240)
                [application] = hadoop.applications()
                jobmanager = hadoop.jobmanager(application).split(":")[0]
                [other] = set(hadoop.WORKERS) - {jobmanager}
                cut = other if lost.startswith("Task") else jobmanager
                try:
                    if lost == "container":
                        root_on(jobmanager, "pkill -KILL -f '[Y]arnSessionClusterEntrypoint'")
                    else:
                        must(testbed("partition", cut))
                    self.assertEqual(running.exit_code(), 1, running.said())
                    self.assertRegex(running.said(), told)
                    self.assertNotIn("connected again", running.said())
                    self.assert_nothing_is_left()
                finally:
                    must(testbed("heal"))
                if lost != "container":
                    hadoop.restart_nodemanager(cut)

    def test_6_a_job_goes_on_at_another_parallelism_from_a_savepoint_in_hdfs(self) -> None:
        ended = self.tool("run", *_RESCALED, "--duration", "5s", "--output", str(self.folder), where=self.small)
        said = must(ended)
        print(f"\n{said}")
        self.assertIn("rescaled, 2 → 4", said)
        result = self.result()
        before, after = result["phases"]
        between = result["rescaling"]
        self.assertEqual((len(before["subtasks"]), len(after["subtasks"])), (2, 4))
        self.assertIsNone(between["savepointFailure"])
        self.assertGreater(between["savepointSeconds"], 0)
        self.assertGreater(between["downtimeSeconds"], 0)
        self.assertGreater(after["throughput"]["mean"], 0)

    def test_6_what_the_client_does_by_itself_with_a_folder_that_names_no_hdfs(self) -> None:
        must(on(hadoop.MASTER, f"mkdir half && cp {hadoop.CONF}/yarn-site.xml half", hadoop.SUPERUSER))
        by_hand = (
            f"HADOOP_CONF_DIR=$HOME/half HADOOP_CLASSPATH=$({hadoop.HOME}/bin/hadoop classpath)"
            f" timeout --signal KILL 300 {hadoop.FLINK_HOME}/bin/yarn-session.sh -d -jm 1024 -tm 1024"
        )
        must(on(hadoop.MASTER, f"({by_hand}) >said 2>&1 </dev/null &", hadoop.SUPERUSER))
        refused = r"File file:/home/ubuntu/\.flink/application_\S* does not exist"
        await_that("YARN's refusal", lambda: re.search(refused, hadoop.diagnostics()) is not None)
        # Longer than it takes a client to ask again, and again.
        time.sleep(5)
        asks_on = on(hadoop.MASTER, "pgrep -f '[F]linkYarnSessionCli'", hadoop.SUPERUSER).code == 0
        ended = "pkill -KILL -f '[y]arn-session'; while pgrep -f '[y]arn-session'; do sleep 0.1; done; cat said"
        self.assertTrue(asks_on, on(hadoop.MASTER, ended, hadoop.SUPERUSER).out)


if __name__ == "__main__":
    unittest.main()
