"""Jinja filters about flink-conf.yaml: what may stand in it, and which processes a key of it concerns."""

from __future__ import annotations

import re
from typing import Any, Callable, Iterable, Mapping

# Flink reads the file line by line: a value ends where # begins, and quotes stay on it.
_MISREAD = re.compile(r"[\n#]|^[\"']")
# Keys that have a variable of their own, which the firewall or other nodes need to know, too.
_ELSEWHERE = {
    "blob.server.port": "flink_blob_port",
    "jobmanager.rpc.address": "flink_private_address",
    "jobmanager.rpc.port": "flink_jobmanager_rpc_port",
    "metrics.internal.query-service.port": "flink_metrics_port",
    "rest.port": "flink_rest_port",
    "taskmanager.data.port": "flink_taskmanager_data_port",
    "taskmanager.host": "flink_private_address",
    "taskmanager.rpc.port": "flink_taskmanager_rpc_port",
}
# Slots and buffers concern the JobManager, too: it tells whoever asks for them what it was started with.
_IGNORED_BY = {
    "jobmanager": re.compile(
        r"taskmanager\.(?!numberOfTaskSlots|memory\.|network\.)|env\.ssh\.|env\.java\.opts\.taskmanager"
    ),
    "taskmanager": re.compile(r"jobmanager\.heap|rest\.|web\.|historyserver\.|env\.ssh\.|env\.java\.opts\.jobmanager"),
}


def misread_keys(conf: Mapping[str, object]) -> list[str]:
    """The keys whose values Flink would cut, or take with their quotes."""
    return [key for key, value in conf.items() if _MISREAD.search(str(value))]


def misplaced_keys(conf: Mapping[str, object]) -> dict[str, str]:
    """The keys that cannot be set freely, each with the variable that sets it."""
    return {key: variable for key, variable in _ELSEWHERE.items() if key in conf}


def outside_of(ports: Iterable[int | str], lowest: int | str, highest: int | str) -> list[int]:
    """The ports that do not lie between the two, each of which does."""
    return [port for port in map(int, ports) if not int(lowest) <= port <= int(highest)]


def concerning(conf: Mapping[str, object], process: str) -> list[list[object]]:
    """Key and value of what `process`, jobmanager or taskmanager, has to be started anew for, sorted by key."""
    ignored = _IGNORED_BY[process]
    return [[key, conf[key]] for key in sorted(conf, key=str.lower) if not ignored.match(key)]


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {
            "misread_keys": misread_keys,
            "misplaced_keys": misplaced_keys,
            "outside_of": outside_of,
            "concerning": concerning,
        }
