"""What may stand in flink-conf.yaml, and whom a key of it concerns."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "filter_plugins"))
from flink_conf import concerning, misplaced_keys, misread_keys, outside_of  # noqa: E402


class FlinkConfTest(unittest.TestCase):
    def test_values_that_flink_would_cut_or_keep_the_quotes_of_are_found(self) -> None:
        conf = {"a": "x # y", "b": '"x"', "c": "'x'", "d": "x\ny", "e": 5, "f": 'x "y"', "g": True}
        self.assertEqual(misread_keys(conf), ["a", "b", "c", "d"])

    def test_keys_that_others_have_to_know_are_found_with_the_variable_to_set(self) -> None:
        self.assertEqual(misplaced_keys({"rest.port": 1, "rest.port2": 1}), {"rest.port": "flink_rest_port"})
        self.assertEqual(misplaced_keys({}), {})

    def test_both_ends_of_the_range_lie_within(self) -> None:
        self.assertEqual(outside_of(["5999", 6000, "60000", 60001], "6000", 60000), [5999, 60001])

    def test_a_key_of_one_kind_of_process_leaves_the_other_alone(self) -> None:
        conf = {
            "taskmanager.heap.size": "1g",
            "jobmanager.heap.size": "2g",
            "env.ssh.opts": "-p 22",
            "io.tmp.dirs": "/x",
        }
        self.assertEqual(concerning(conf, "jobmanager"), [["io.tmp.dirs", "/x"], ["jobmanager.heap.size", "2g"]])
        self.assertEqual(concerning(conf, "taskmanager"), [["io.tmp.dirs", "/x"], ["taskmanager.heap.size", "1g"]])

    def test_slots_and_buffers_concern_the_jobmanager_too(self) -> None:
        keys = ["taskmanager.memory.segment-size", "taskmanager.network.memory.min", "taskmanager.numberOfTaskSlots"]
        conf = {key: 1 for key in (*keys, "taskmanager.registration.timeout")}
        self.assertEqual([key for key, _ in concerning(conf, "jobmanager")], keys)


if __name__ == "__main__":
    unittest.main()
