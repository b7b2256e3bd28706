"""A Jinja filter that compares the TaskManagers that a JobManager knows with those that it should."""

from __future__ import annotations

import re
from typing import Any, Callable, Iterable, Mapping

_ADDRESS = re.compile(r"@([^:/]+):")


def flink_membership(
    registrations: Iterable[Mapping[str, Any]],
    ended: Iterable[str],
    verified: Iterable[str],
    members: Iterable[str],
    per_node: int | str,
) -> dict[str, Any]:
    """Whether every TaskManager is registered, and which are.

    `registrations` are rows of Flink's `/taskmanagers`; `ended` the ids of those that are known to have ended, which stay
    on the list for heartbeat.timeout, beside their successors. Of `members`, the addresses of all nodes that run
    TaskManagers, only those `verified` count. If these are all, nobody else may be registered, and none that has ended: a
    job would be given its slots.
    """
    known, gone, looked_at = list(registrations), set(ended), sorted(verified)
    living = sorted(_address(row["path"]) for row in known if row["id"] not in gone)
    all_count = looked_at == sorted(members)
    found = living if all_count else [address for address in living if address in looked_at]
    expected = sorted(looked_at * int(per_node))
    return {
        "found": found,
        "expected": expected,
        "is_complete": found == expected and not (all_count and len(living) < len(known)),
    }


def _address(path: str) -> str:
    """The host of an Akka path such as `akka.tcp://flink@10.0.0.5:6122/user/taskmanager_0`."""
    found = _ADDRESS.search(path)
    return found[1] if found else path


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"flink_membership": flink_membership}
