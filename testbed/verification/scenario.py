"""A scenario that is submitted by hand, as the README says."""

from __future__ import annotations

import xml.etree.ElementTree
from typing import Any

from verification.bed import KIT, STATE, must, on, operator
from verification.flink import await_that, rest

VERSION = xml.etree.ElementTree.parse(KIT / "pom.xml").findtext("{*}version")
JOB = KIT / f"job/target/flink-variance-job-{VERSION}.jar"
_NAME = "constant-straggler"
_SUBTASKS = 4


def submit() -> str:
    """Submits constant-straggler on n1 and returns the job's id once all its subtasks process records."""
    for file in (JOB, KIT / f"conf/scenarios/{_NAME}.properties"):
        must(operator("scp", "-q", "-F", str(STATE / "ssh_config"), str(file), "flink@n1:"))
    must(on("n1", f"flink run -d {JOB.name} --properties {_NAME}.properties", user="flink"))
    job = str(next(row for row in rest("/jobs")["jobs"] if row["status"] == "RUNNING")["id"])
    await_that(f"records on all {_SUBTASKS} subtasks", lambda: min(processed(job), default=0) > 0)
    return job


def cancel(job: str) -> None:
    """Cancels the job and waits until it has ended."""
    on("n1", f"flink cancel {job}", user="flink")
    await_that("the job's end", lambda: rest(f"/jobs/{job}")["state"] in ("CANCELED", "FAILED", "FINISHED"))


def work_vertex(job: str) -> Any:
    """The vertex with the straggler."""
    found = next(row for row in rest(f"/jobs/{job}")["vertices"] if row["parallelism"] == _SUBTASKS)
    return rest(f"/jobs/{job}/vertices/{found['id']}")


def processed(job: str) -> list[int]:
    """The records that each subtask of the work has processed; empty while the metrics are not there yet."""
    names = ",".join(f"{subtask}.work.history" for subtask in range(_SUBTASKS))
    rows = rest(f"/jobs/{job}/vertices/{work_vertex(job)['id']}/metrics?get={names}")
    last = {row["id"]: row["value"].rsplit(";", 1)[-1].rsplit(":", 1)[-1] for row in rows}
    return [int(last[name]) for name in sorted(last)] if len(last) == _SUBTASKS else []
