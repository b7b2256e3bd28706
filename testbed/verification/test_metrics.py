"""--influxdb, with a real InfluxDB on this machine: what is cross-checked, and what is said when a series stops."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path
from typing import Any

from verification.bed import must
from verification.embedded import COMMAND, tool
from verification.flink import await_that
from verification.influxd import Influx
from verification.soon_steady import SOON_STEADY

TESTBED_NODES = 0

RECORDS = 5000
RECORDS_OF_A_LONGER_RUN = 8000
RUN = [
    *("run", "constant-straggler", "--target", "embedded"),
    *("--set", "stream.interval=1", "--set", "nums.min=5", "--set", "nums.range=1"),
    *("--set", "straggler.waitMillis=8", "--set", f"stream.limit={RECORDS}"),
]
LONGER_RUN = [*RUN[:-1], f"stream.limit={RECORDS_OF_A_LONGER_RUN}"]
# At most 700 records a second, so that it goes on for half a minute: a restart amid it has time on a busy machine, too.
RUN_WITH_A_RESTART = [*RUN[:-1], "stream.limit=20000"]
# Measured, and so compared with what is explained: some 30 seconds.
MEASURED_RUN = [
    *("run", "minimal-variance", "--target", "embedded", "--warmup", "5s", "--duration", "20s"),
    *SOON_STEADY,
]
# Of what is explained, beside the interval. A reporter that held the job up would take most of what the source offers.
NOISE = 0.05
SERIES = "taskmanager_job_task_operator_numRecordsOut"
POLICY = "CREATE RETENTION POLICY two_days ON flink DURATION 2d REPLICATION 1 DEFAULT"
# The tool tolerates 1 %, beside what it leaves open: it samples each second, and these runs last some seconds only.
TOLERANCE = 0.05
# After the time that a run gives up by itself.
RUN_HANGS_SECONDS = 900
USER, PASSWORD = "operator", "not-to-be-seen"


class MetricsTest(unittest.TestCase):
    def setUp(self) -> None:
        self.output = Path(tempfile.mkdtemp(prefix="metrics-"))
        self.addCleanup(shutil.rmtree, self.output)

    def influx(self, **how: Any) -> Influx:
        influx = Influx(**how)
        self.addCleanup(influx.remove)
        return influx

    def start(self, influx: Influx, run: list[str] = RUN) -> subprocess.Popen[str]:
        """A run that has written its first series."""
        running = subprocess.Popen(
            [*COMMAND, *run, "--influxdb", influx.url(), "--output", str(self.output)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        self.addCleanup(running.wait)
        self.addCleanup(running.kill)
        await_that("a series", lambda: bool(influx.ask(f"SELECT last(count) FROM {SERIES}")))
        time.sleep(2)
        return running

    def end(self, running: subprocess.Popen[str]) -> tuple[Any, str]:
        """Its cross-check, and what it said; the run itself is as good as any."""
        said, _ = running.communicate(timeout=RUN_HANGS_SECONDS)
        self.assertEqual(running.returncode, 0, said)
        result = self.result()
        if result["ended"] == "measured":
            [phase] = result["phases"]
            found = phase["throughput"]
            explained = found["explainedPerSecond"]
            print(f"\n  {found['mean']:.1f} ± {found['ci95']:.1f} of {explained:.1f} records/s")
            self.assertLessEqual(abs(found["mean"] - explained), found["ci95"] + NOISE * explained)
        else:
            self.assertEqual(result["delivery"]["exact"], True)
        return result["crossCheck"], said

    def result(self) -> Any:
        return json.loads(next(self.output.glob("results/*/run.json")).read_text())

    def assert_agrees(self, check: Any) -> None:
        self.assertEqual(check["warnings"], [])
        for rate in (check["throughput"], *check["subtasks"]):
            self.assertGreater(rate["influxdbPerSecond"], 0)
            self.assertLessEqual(abs(rate["difference"]), TOLERANCE, check)
        self.assertEqual(len(check["subtasks"]), 4)
        self.assertEqual(check["records"], {"job": RECORDS_OF_A_LONGER_RUN, "rest": RECORDS_OF_A_LONGER_RUN})

    def test_counters_agree_and_the_data_is_kept_for_an_hour(self) -> None:
        influx = self.influx(wants_login=True)
        influx.ask(f"CREATE USER {USER} WITH PASSWORD '{PASSWORD}' WITH ALL PRIVILEGES")
        url = influx.url(f"{USER}@")
        ended = tool(*LONGER_RUN, "--influxdb", url, "--output", str(self.output), password=PASSWORD)
        said = must(ended)
        self.assert_agrees(self.result()["crossCheck"])
        rate = self.result()["crossCheck"]["throughput"]
        print(f"\n  job {rate['jobPerSecond']:.1f}, InfluxDB {rate['influxdbPerSecond']:.1f} records/s")
        points = next(self.output.glob("results/*/influxdb.csv")).read_text().splitlines()
        self.assertEqual(points[0], "second,subtask,processed")
        self.assertEqual({line.split(",")[1] for line in points[1:]}, {"0", "1", "2", "3"})
        kept = influx.ask(f"SELECT count(count) FROM flink.one_hour.{SERIES}", USER, PASSWORD)
        self.assertGreater(kept[0]["values"][0][1], 0)
        self.assertIn("cross-check, records/s", said)
        for file in (file for file in self.output.rglob("*") if file.is_file()):
            self.assertNotIn(PASSWORD, file.read_text(), file)
        self.assertNotIn(PASSWORD, ended.out + ended.err)

        self.assertEqual(tool("metrics", "doctor", "--influxdb", url, password=PASSWORD).code, 0)
        refused = tool("metrics", "doctor", "--influxdb", url, password="wrong")
        self.assertEqual(refused.code, 3, refused.out)
        self.assertIn(f"FAULT    [localhost:{influx.port}] asking InfluxDB for its databases:", refused.out)
        self.assertIn(f"it refuses user {USER} (authorization failed). Try: ", refused.out)
        nobody = tool(*RUN, "--influxdb", influx.url(), "--output", str(self.output))
        self.assertEqual(nobody.code, 3)
        self.assertIn("it wants a user and a password", nobody.err)

    def test_an_influxdb_that_is_killed_does_not_disturb_the_run(self) -> None:
        influx = self.influx()
        running = self.start(influx, MEASURED_RUN)
        influx.kill()
        check, said = self.end(running)
        why = f"not cross-checked: [localhost:{influx.port}] asking InfluxDB for the series of job "
        self.assertTrue(check["warnings"][0].startswith(why), check)
        self.assertTrue(check["warnings"][0].endswith(": connection refused"), check)
        self.assertIsNone(check["throughput"])
        self.assertIn(f"Warning: {why}", said)
        doctor = tool("metrics", "doctor", "--influxdb", influx.url())
        self.assertEqual(doctor.code, 3)
        self.assertIn("connection refused. Try: systemctl status influxdb there", doctor.out)

    def test_an_influxdb_that_hangs_does_not_disturb_the_run(self) -> None:
        influx = self.influx()
        running = self.start(influx, MEASURED_RUN)
        influx.process.send_signal(signal.SIGSTOP)
        check, _ = self.end(running)
        self.assertTrue(check["warnings"][0].endswith(": no answer within 10 s"), check)

    def test_a_full_disk_does_not_disturb_the_run_and_is_told(self) -> None:
        influx = self.influx(disk_kilobytes=2000)
        running = self.start(influx, MEASURED_RUN)
        influx.fill_disk()
        check, said = self.end(running)
        fault = rf"\[localhost:{influx.port}\] disk: since it was started, \d+ points of flink could not be written"
        self.assertEqual(len(check["warnings"]), 1, check)
        self.assertRegex(check["warnings"][0], "^" + fault)
        self.assertRegex(said, "Warning: " + fault)
        self.assertLessEqual(abs(check["throughput"]["difference"]), TOLERANCE, "it has them in its memory")
        doctor = tool("metrics", "doctor", "--influxdb", influx.url())
        self.assertEqual(doctor.code, 3)
        self.assertRegex(doctor.out, "FAULT    " + fault)

    def test_a_restart_of_influxdb_leaves_a_gap_that_is_told(self) -> None:
        influx = self.influx()
        running = self.start(influx, RUN_WITH_A_RESTART)
        influx.kill()
        before = time.time()
        time.sleep(5)
        influx.start()
        since = f"SELECT last(count) FROM {SERIES} WHERE time > {int(before + 1)}s"
        await_that("a series after the restart", lambda: bool(influx.ask(since)))
        self.assertIsNone(running.poll(), "the run goes on meanwhile")
        check, _ = self.end(running)
        self.assertEqual(len(check["warnings"]), 1, check)
        self.assertRegex(check["warnings"][0], r"^InfluxDB has a gap from second \d+ to \d+")
        self.assertGreater(check["throughput"]["influxdbPerSecond"], 0, "counters go on where they were")

    def test_a_wrong_default_policy_is_told(self) -> None:
        influx = self.influx()
        influx.ask("CREATE DATABASE flink WITH DURATION 1h REPLICATION 1 NAME one_hour")
        influx.ask(POLICY)
        fault = f"[localhost:{influx.port}] retention policy: the default of flink is two_days, not one_hour"
        check, said = self.end(self.start(influx))
        self.assertTrue(check["warnings"][-1].startswith(fault), check)
        self.assertIn(f"Warning: {fault}", said)
        doctor = tool("metrics", "doctor", "--influxdb", influx.url())
        self.assertEqual(doctor.code, 3)
        self.assertIn(f"FAULT    {fault}", doctor.out)
        remedy = f"""Try: influx -port {influx.port} -execute 'ALTER RETENTION POLICY "one_hour" ON "flink" DEFAULT'"""
        self.assertIn(remedy, doctor.out)
        influx.ask("DROP DATABASE flink")
        missing = tool("metrics", "doctor", "--influxdb", influx.url())
        self.assertEqual(missing.code, 3)
        remedy = f"Try: influx -port {influx.port} -execute 'CREATE DATABASE"
        self.assertIn(f"database: there is no flink. {remedy}", missing.out)


if __name__ == "__main__":
    unittest.main()
