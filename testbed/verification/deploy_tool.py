"""The deploy tool, as an operator runs it on the nodes' cluster."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path
from typing import Any

from verification.bed import KIT, PROGRAM, STATE, Ended, must, operator, testbed
from verification.flink import PATIENCE_SECONDS, await_that, rest_or_none
from verification.playbook import HANDOVER, cluster
from verification.provisioned import converge

TOOL = KIT / "bin/deploy-tool"
PROPERTIES = HANDOVER / "cluster.properties"
CLUSTER = cluster(influxdb_enabled=True)


# For a run whose throughput is looked at: what is offered is forecast before it, and on a machine that becomes busy meanwhile the
# scenario's own source would be what limits it.
AMPLE_SOURCE = ("--set", "stream.numEventsInInterval=20")
# How far a throughput may be from what explains it, as a share, beside its own interval.
_TOLERANCE = 0.02


def assert_explained(test: unittest.TestCase, result: Any) -> None:
    """The throughput is what the slowest subtask's own times allow, as rebalance gives every subtask the same share, and the source.

    They are measured in the same window, so that this holds on a busy machine, too, where nothing is as fast as the model says.
    """
    [phase] = result["phases"]
    slowest = max(row["meanServiceMillis"] for row in phase["subtasks"])
    explained = len(phase["subtasks"]) * 1000 / slowest
    throughput, model = phase["throughput"], phase["model"]["roundRobinPerSecond"]
    if (offered := phase["load"]["offeredPerSecond"]) is not None:
        explained = min(explained, max(offered, throughput["mean"]))
    test.assertAlmostEqual(throughput["explainedPerSecond"], explained, places=6)
    print(
        f"\n  {result['scenario']}, {result['cluster']['target']}: {throughput['mean']:.1f} ± {throughput['ci95']:.1f} records/s,"
        f" explained {explained:.1f}, model {model:.1f}"
    )
    test.assertLessEqual(abs(throughput["mean"] - explained), _TOLERANCE * explained + throughput["ci95"])


def tool(*arguments: str, timeout_seconds: float = 700) -> Any:
    """Runs the tool to its end, on the cluster."""
    return operator(str(TOOL), *arguments, "--cluster", str(PROPERTIES), timeout_seconds=timeout_seconds)


def with_properties(folder: Path, *arguments: str, **replaced: str) -> Ended:
    """Runs the tool with some of the cluster's properties replaced: `ssh_user` for `ssh.user`."""
    rows = PROPERTIES.read_text(encoding="utf-8").splitlines()
    told = dict(row.split("=", 1) for row in rows if not row.startswith("#"))
    told.update({key.replace("_", ".", 1): value for key, value in replaced.items()})
    file = folder / "other.properties"
    file.write_text("".join(f"{key}={value}\n" for key, value in told.items()), encoding="utf-8")
    return operator(str(TOOL), *arguments, "--cluster", str(file))


def active_jobs() -> list[str]:
    """The ids of the jobs that have not ended."""
    ended = ("FINISHED", "CANCELED", "FAILED")
    answer = rest_or_none("/jobs/overview")
    return [row["jid"] for row in answer["jobs"] if row["state"] not in ended] if answer else []


class Running:
    """A tool that runs in the background, in a process group of its own."""

    def __init__(self, folder: Path, *arguments: str, where: tuple[str, ...] = ("--cluster", str(PROPERTIES))) -> None:
        self.log = folder / f"{time.monotonic_ns()}.log"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                # A shell's background processes ignore Ctrl-C, and so would what runs this.
                ["env", "--default-signal=INT", str(PROGRAM), "run", str(TOOL), *arguments]
                + [*where, "--output", str(folder)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self) -> str:
        """All that it has printed so far."""
        return self.log.read_text(encoding="utf-8")

    def await_saying(self, words: str, seconds: float = PATIENCE_SECONDS) -> None:
        """Waits until it has printed those words."""
        await_that(f"'{words}' in\n{self.said()}", lambda: words in self.said(), seconds)

    def await_samples(self) -> None:
        """Waits for the second line of progress, which comes ten seconds after the first."""
        await_that("a second line of progress", lambda: self.said().count("settling  ") >= 2)

    def signal(self, number: signal.Signals) -> None:
        """Sends a signal to the tool and what it started."""
        os.killpg(self.process.pid, number)

    def exit_code(self, seconds: float = PATIENCE_SECONDS) -> int:
        """Waits for its end."""
        return self.process.wait(timeout=seconds)


class DeployToolCase(unittest.TestCase):
    """Each test has a cluster that is as it should be, without a job, and leaves none."""

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
        """Starts the tool; it ends with the test at the latest."""
        running = Running(self.folder, *arguments)

        def end() -> None:
            if running.process.poll() is None:
                running.signal(signal.SIGKILL)
                running.process.wait(timeout=30)

        self.addCleanup(end)
        return running
