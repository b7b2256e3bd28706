"""Which processes a node is said to run, and what has to happen to them."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "filter_plugins"))
from flink_processes import flink_plan, flink_processes  # noqa: E402


class FlinkProcessesTest(unittest.TestCase):
    def test_every_process_of_a_node_is_found(self) -> None:
        self.assertEqual(
            flink_processes(["671 jobmanager-cdbde65018e4", "769 taskmanager-853fbd51ef8e"]),
            [
                ["671", "jobmanager-cdbde65018e4", "jobmanager"],
                ["769", "taskmanager-853fbd51ef8e", "taskmanager"],
            ],
        )

    def test_a_node_may_run_none(self) -> None:
        self.assertEqual(flink_processes([]), [])

    def test_what_is_no_such_row_counts_as_none(self) -> None:
        self.assertEqual(
            flink_processes(["", "671", "x jobmanager-cd", "671 jobmanager-", "671 jobmanager-cd more"]), []
        )

    def test_those_of_another_revision_or_of_a_kind_that_is_not_wanted_end(self) -> None:
        running = [
            ["1", "jobmanager-aa", "jobmanager"],
            ["2", "taskmanager-bb", "taskmanager"],
            ["3", "taskmanager-cc", "taskmanager"],
        ]
        plan = flink_plan(running, {"jobmanager": "aa", "taskmanager": "bb"}, {"jobmanager": "0", "taskmanager": "2"})
        self.assertEqual(plan["right"], [running[1]])
        self.assertEqual(plan["stale"], [running[0], running[2]])
        self.assertEqual(plan["stale_kinds"], ["jobmanager", "taskmanager"])
        self.assertEqual(plan["missing"], {"jobmanager": 0, "taskmanager": 1})

    def test_one_too_many_is_told_by_a_negative_number(self) -> None:
        running = [["1", "taskmanager-bb", "taskmanager"], ["2", "taskmanager-bb", "taskmanager"]]
        plan = flink_plan(running, {"taskmanager": "bb"}, {"jobmanager": 0, "taskmanager": 1})
        self.assertEqual((plan["stale"], plan["missing"]), ([], {"jobmanager": 0, "taskmanager": -1}))


if __name__ == "__main__":
    unittest.main()
