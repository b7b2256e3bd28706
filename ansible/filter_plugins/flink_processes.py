"""The Flink processes of a node, out of the rows in which the role flink lists them."""

from __future__ import annotations

import re
from typing import Any, Callable, Iterable

_ROW = re.compile(r"([0-9]+) (([a-z]+)-[0-9a-z]+)")


def flink_processes(rows: Iterable[str]) -> list[list[str]]:
    """Process id, revision and kind of each row such as `769 taskmanager-853fbd51ef8e`; other rows are passed over."""
    return [list(found.groups()) for found in map(_ROW.fullmatch, map(str, rows)) if found]


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"flink_processes": flink_processes}
