"""Runs of more than one job, by the deploy tool: rescaled from a savepoint."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from verification.bed import must, on, root_on
from verification.deploy_tool import DeployToolCase, tool
from verification.flink import await_that, rest, rest_or_none
from verification.soon_steady import SOON_STEADY

# Where the JobManager has what is uploaded to it, and a rescale its savepoint.
SAVEPOINTS = "/var/lib/flink/upload/flink-web-upload/savepoints"
# That each record comes through once, under backpressure, is seen by SavepointIT.
RESCALED = (
    *SOON_STEADY,
    *("--set", "stream.parallelism=2", "--duration", "5s", "--rescale", "4"),
    # The cluster has an InfluxDB, with which a run of two jobs is not compared.
    *("--metrics", "rest"),
)


class DeployToolJobsTest(DeployToolCase):
    output: Path

    def setUp(self) -> None:
        super().setUp()
        self.output = Path(tempfile.mkdtemp(dir=self.folder))

    def result(self) -> Any:
        [file] = self.output.glob("results/*/run.json")
        return json.loads(file.read_text(encoding="utf-8"))

    def test_a_job_goes_on_at_another_parallelism_from_a_savepoint_that_all_nodes_reach(self) -> None:
        said = must(tool("run", "minimal-variance", *RESCALED, "--output", str(self.output)))
        print(f"\n{said}")
        self.assertIn("rescaled, 2 → 4", said)
        result = self.result()
        before, after = result["phases"]
        between = result["rescaling"]
        self.assertEqual((len(before["subtasks"]), len(after["subtasks"])), (2, 4))
        # As many slots as two nodes have: both have a part in the second job.
        self.assertEqual({row["host"] for row in after["subtasks"]}, {"n2", "n3"})
        self.assertIsNone(between["savepointFailure"])
        self.assertGreater(between["downtimeSeconds"], 0)
        ended = {row["jid"]: row["state"] for row in rest("/jobs/overview")["jobs"]}
        self.assertEqual((ended[before["jobId"]], ended[after["jobId"]]), ("CANCELED", "CANCELED"))
        self.assertEqual(rest(f"/jobs/{after['jobId']}/checkpoints")["counts"]["restored"], 1)
        await_that("no savepoint left", lambda: must(on("n1", f"sudo ls {SAVEPOINTS}")) == "")

    def test_a_folder_that_no_savepoint_can_be_written_to_is_named_and_nothing_is_submitted(self) -> None:
        root_on("n1", f"rm -rf {SAVEPOINTS} && install -d -o root -g root -m 755 {SAVEPOINTS}")
        self.addCleanup(root_on, "n1", f"rm -r {SAVEPOINTS}")
        before = rest_or_none("/jobs/overview")
        refused = tool("run", "minimal-variance", *RESCALED, "--output", str(self.output))
        self.assertEqual(refused.code, 3, refused.err)
        self.assertIn(f"[n1] trying the folder for a savepoint, {SAVEPOINTS}: ", refused.err)
        self.assertIn("Permission denied. Try: ", refused.err)
        self.assertEqual(rest_or_none("/jobs/overview"), before)
