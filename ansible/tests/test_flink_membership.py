"""When a cluster counts as complete."""

import sys
import unittest
from pathlib import Path
from typing import Any, Sequence

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "filter_plugins"))
from flink_membership import flink_membership  # noqa: E402

BOTH = ["10.0.0.2", "10.0.0.3"]


def rows(*addresses: str) -> list[dict[str, Any]]:
    return [
        {"id": f"{address}/{number}", "path": f"akka.tcp://flink@{address}:6122/user/taskmanager_0"}
        for number, address in enumerate(addresses)
    ]


def told(
    registered: list[dict[str, Any]], *, ended: Sequence[str] = (), verified: Sequence[str] = BOTH, per_node: int = 1
) -> dict[str, Any]:
    return flink_membership(registered, ended, verified, BOTH, per_node)


class FlinkMembershipTest(unittest.TestCase):
    def test_it_is_complete_when_each_node_is_there_as_often_as_it_should(self) -> None:
        self.assertTrue(told(rows("10.0.0.3", "10.0.0.2"))["is_complete"])
        self.assertFalse(told(rows("10.0.0.3", "10.0.0.2"), per_node=2)["is_complete"])
        self.assertTrue(told(rows(*BOTH, *BOTH), per_node=2)["is_complete"])

    def test_it_is_not_while_one_is_missing_or_nobody_is_there(self) -> None:
        self.assertEqual(told(rows("10.0.0.3")), {"found": ["10.0.0.3"], "expected": BOTH, "is_complete": False})
        self.assertFalse(told([])["is_complete"])

    def test_nobody_else_may_be_registered(self) -> None:
        self.assertFalse(told(rows(*BOTH, "10.0.0.9"))["is_complete"])
        self.assertFalse(told(rows(*BOTH, "10.0.0.2"))["is_complete"])

    def test_one_that_has_ended_and_is_still_on_the_list_is_waited_for(self) -> None:
        registered = rows(*BOTH, "10.0.0.2")
        answer = told(registered, ended=["10.0.0.2/2"])
        self.assertEqual((answer["found"], answer["is_complete"]), (BOTH, False))
        self.assertTrue(told(registered[:2], ended=["10.0.0.2/2"])["is_complete"])

    def test_of_some_nodes_only_these_count(self) -> None:
        registered = rows("10.0.0.2", "10.0.0.2", "10.0.0.9")
        answer = told(registered, ended=["10.0.0.2/1"], verified=["10.0.0.2"])
        self.assertEqual(answer, {"found": ["10.0.0.2"], "expected": ["10.0.0.2"], "is_complete": True})


if __name__ == "__main__":
    unittest.main()
