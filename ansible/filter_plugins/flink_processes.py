"""Jinja filters about the Flink processes of a node: which run, which have to end, which are missing."""

from __future__ import annotations

import re
from typing import Any, Callable, Iterable, Mapping

_ROW = re.compile(r"([0-9]+) (([a-z]+)-[0-9a-z]+)")


def flink_processes(rows: Iterable[str]) -> list[list[str]]:
    """Process id, revision and kind of each row such as `769 taskmanager-853fbd51ef8e`; other rows are passed over."""
    return [list(found.groups()) for found in map(_ROW.fullmatch, map(str, rows)) if found]


def flink_plan(
    running: Iterable[list[str]], revisions: Mapping[str, str], wanted: Mapping[str, int | str]
) -> dict[str, Any]:
    """What has to happen so that of each kind as many run as are wanted, with that kind's revision.

    `revisions` and `wanted` say of jobmanager and taskmanager which revision is right, and how many of it. `stale` and
    `right` are rows of `running`; `missing` may be negative where too many run. A kind that the node does not run has no
    revision that would be right.
    """
    right: list[list[str]] = []
    stale: list[list[str]] = []
    for process in running:
        _, revision, kind = process
        is_right = int(wanted.get(kind, 0)) > 0 and revision == f"{kind}-{revisions.get(kind, '')}"
        (right if is_right else stale).append(process)
    return {
        "right": right,
        "stale": stale,
        "stale_kinds": list(dict.fromkeys(kind for _, _, kind in stale)),
        "missing": {kind: int(count) - sum(process[2] == kind for process in right) for kind, count in wanted.items()},
    }


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"flink_processes": flink_processes, "flink_plan": flink_plan}
