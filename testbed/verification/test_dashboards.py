"""Every query of both dashboards, asked of a real InfluxDB that holds a real run, is answered with rows."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import time
import unittest
from typing import Any, Iterator

from verification.bed import KIT, must
from verification.embedded import tool
from verification.influxd import Influx

TESTBED_NODES = 0

DASHBOARDS = KIT / "conf/dashboards"
# 40 seconds. The buffers are few, so that the source soon waits for them.
RUN = [
    *("run", "constant-straggler", "--target", "embedded", "--workers", "2"),
    *("--flink-conf", "taskmanager.network.memory.buffers-per-channel=1", "--set", "stream.interval=1"),
    *("--set", "nums.min=5", "--set", "nums.range=1", "--set", "straggler.waitMillis=8", "--set", "stream.limit=15000"),
]
# Of panels whose number of series the run decides; elsewhere one is enough.
EXPECTED_SERIES = {
    "Throughput of the work, per subtask": 4,
    "Throughput of the source": 1,
    "Input pool usage": 4,
    "Output pool usage": 5,
    "Backpressure: output pool of the source": 1,
    "Restarts": 1,
}
IN_FLIGHT = "Records in flight in the last minute of the range"
WORKERS = 2


def chronograf_queries(until_millis: int) -> Iterator[tuple[str, str]]:
    """Title and InfluxQL of each query, as Chronograf sends it for the hour up to now, and for one that is picked."""
    board = json.loads((DASHBOARDS / "chronograf/flink.dashboard").read_text(encoding="utf-8"))
    picked = [time.strftime("'%Y-%m-%dT%H:%M:%S.000Z'", time.gmtime(until_millis / 1000 - age)) for age in (3600, 0)]
    for lower, upper in (("now() - 1h", "now()"), picked):
        for cell in board["cells"]:
            for query in cell["queries"]:
                text = query["query"].replace(":dashboardTime:", lower).replace(":upperDashboardTime:", upper)
                yield cell["name"], text


def grafana_queries(until_millis: int) -> Iterator[tuple[str, str]]:
    """Title and InfluxQL of each query, as Grafana sends it for an hour."""
    board = json.loads((DASHBOARDS / "grafana/dashboards/flink.json").read_text(encoding="utf-8"))
    of_hour = f"time >= {until_millis - 3_600_000}ms and time <= {until_millis}ms"
    for panel in board["panels"]:
        for target in panel.get("targets", ()):
            text = target["query"].replace("$timeFilter", of_hour).replace("${__to}", str(until_millis))
            yield panel["title"], text


class DashboardsTest(unittest.TestCase):
    influx: Influx
    until_millis: int

    @classmethod
    def setUpClass(cls) -> None:
        cls.influx = Influx()
        cls.addClassCleanup(cls.influx.remove)
        output = tempfile.mkdtemp(prefix="dashboards-")
        cls.addClassCleanup(shutil.rmtree, output)
        must(tool(*RUN, "--influxdb", cls.influx.url(), "--output", output))
        cls.until_millis = int(time.time() * 1000)

    def answer(self, title: str, text: str) -> list[Any]:
        """The series of an answer, each of which has to have values."""
        left = re.search(r":[a-zA-Z]+:|\$[\w{]", text)
        self.assertIsNone(left, f"{title}: a variable that nobody replaces: {text}")
        series: list[Any] = self.influx.ask(text)
        self.assertGreaterEqual(len(series), EXPECTED_SERIES.get(title, 1), f"{title}: {text}")
        for one in series:
            values = [row[1] for row in one["values"]]
            self.assertTrue(all(value is not None for value in values), f"{title}: {text}")
            if title != IN_FLIGHT:
                self.assertGreater(len(values), 10, f"{title}: {text}")
        return series

    def check(self, queries: Iterator[tuple[str, str]]) -> None:
        highest: dict[str, float] = {}
        asked = 0
        for title, text in queries:
            with self.subTest(panel=title):
                series = self.answer(title, text)
                seen = max(row[1] for one in series for row in one["values"])
                highest[title] = max(highest.get(title, 0), seen)
                if "Status_JVM" in text and "jobmanager" not in text:
                    self.assertEqual(len({one["tags"]["tm_id"] for one in series}), WORKERS, title)
            asked += 1
        print(f"\n  {asked} queries; the highest values: {highest}")
        self.assertEqual(highest.pop("Restarts"), 0, "nothing was restarted")
        self.assertGreaterEqual(highest.pop(IN_FLIGHT), 0, "at the end of the run there may be none")
        for title, value in highest.items():
            self.assertGreater(value, 0, title)
        self.assertEqual(highest["Backpressure: output pool of the source"], 1)

    def test_1_chronograf_s_queries_return_rows(self) -> None:
        self.check(chronograf_queries(self.until_millis))

    def test_2_grafana_s_queries_return_rows(self) -> None:
        self.check(grafana_queries(self.until_millis))

    def test_3_the_records_in_flight_are_those_between_the_counters(self) -> None:
        # While it ran, as at its end the counters of the source go before those of the work.
        while_it_ran = self.until_millis - 20_000
        found = {}
        for operator in ("Source: source", "work"):
            text = (
                'SELECT last("count") FROM "taskmanager_job_task_operator_numRecordsOut"'
                f' WHERE "operator_name" = \'{operator}\' AND time < {while_it_ran}ms GROUP BY "subtask_index"'
            )
            found[operator] = sum(one["values"][0][1] for one in self.influx.ask(text))
        asked = [text for name, text in grafana_queries(while_it_ran) if name == IN_FLIGHT]
        shown = self.answer(IN_FLIGHT, asked[0])[0]["values"][0][1]
        self.assertGreater(shown, 0)
        self.assertEqual(shown, found["Source: source"] - found["work"])


if __name__ == "__main__":
    unittest.main()
