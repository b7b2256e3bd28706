"""Which processes a node is said to run."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "filter_plugins"))
from flink_processes import flink_processes  # noqa: E402


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


if __name__ == "__main__":
    unittest.main()
