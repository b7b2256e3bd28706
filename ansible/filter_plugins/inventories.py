"""A Jinja filter that refuses an inventory without the hosts of a cluster, where Ansible would skip the play and end well."""

from __future__ import annotations

import codecs
import difflib
import shlex
from pathlib import Path
from typing import Any, Callable, Iterable, Mapping, Sequence

from ansible import context  # type: ignore[import]
from ansible.errors import AnsibleFilterError  # type: ignore[import]

_REQUIRED = ("jobmanager", "taskmanagers")
_OPTIONAL = ("influxdb", "kafka")
# What Ansible takes for a part of the first line.
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "sed -i '1s/^\\xef\\xbb\\xbf//'",
    codecs.BOM_UTF16_LE: "save it as UTF-8 without one:",
    codecs.BOM_UTF16_BE: "save it as UTF-8 without one:",
}


def cluster_pattern(
    groups: Mapping[str, Sequence[str]],
    sources: Iterable[str],
    within: Sequence[str] | None = None,
    whole: bool = False,
) -> str:
    """The pattern of the hosts of a cluster, of which there is at least one; of each required group, where the `whole` is asked for.

    `sources` are what the inventory was read from; `within` are the hosts that --limit leaves, None without it. Raises an
    AnsibleFilterError that says what is missing, except where the syntax alone is checked, which needs no inventory.
    """
    found = [] if context.CLIARGS.get("syntax") else _findings(groups, list(sources), within, whole)
    if found:
        raise AnsibleFilterError("\n".join(found))
    return ":".join([*_REQUIRED, *(name for name in _OPTIONAL if name in groups)])


def _findings(
    groups: Mapping[str, Sequence[str]], sources: Sequence[str], within: Sequence[str] | None, whole: bool
) -> list[str]:
    marked = [found for source in sources if (found := _byte_order_mark(source))]
    if marked:
        return marked
    if not groups.get("all"):
        return [_nobody(sources)]
    mistyped = [found for name in (*_REQUIRED, *_OPTIONAL) if (found := _mistyped(name, groups))]
    if mistyped:
        return mistyped
    empty = [name for name in _REQUIRED if not groups.get(name)]
    if empty == list(_REQUIRED) or (whole and empty):
        return [
            f"[inventory] {name}: {_state(name, groups)}. {_others(groups)} Try: {_graph(sources)}" for name in empty
        ]
    members = {host for name in (*_REQUIRED, *_OPTIONAL) for host in groups.get(name, [])}
    if within is not None and not members.intersection(within):
        return [
            f"[inventory] --limit: it leaves no host of the cluster, which has {', '.join(sorted(members))}. Try: one of these"
        ]
    return []


def _nobody(sources: Sequence[str]) -> str:
    missing = [source for source in sources if "," not in source and not Path(source).exists()]
    if missing:
        return (
            f"[inventory] {', '.join(missing)}: it does not exist. Try: cp inventory/hosts.example.yml inventory/hosts.yml,"
            " and your machines in there; or -i and the inventory you have"
        )
    return f"[inventory] {', '.join(sources) or 'nothing was read'}: no host in it. Try: {_graph(sources)}"


def _graph(sources: Sequence[str]) -> str:
    """A command that reads the same inventory, from any folder."""
    command = ["ansible-inventory", *(word for source in sources for word in ("-i", source)), "--graph"]
    return f"{shlex.join(command)}, which shows what Ansible reads"


def _mistyped(name: str, groups: Mapping[str, Sequence[str]]) -> str | None:
    """What to say if there is no such group with hosts, and one whose name nearly is that."""
    if groups.get(name):
        return None
    known = {*_REQUIRED, *_OPTIONAL, "all", "ungrouped"}
    others = {_plain(other): other for other in groups if other not in known and groups[other]}
    near = difflib.get_close_matches(_plain(name), others, n=1, cutoff=0.8)
    if not near:
        return None
    return f"[inventory] {name}: {_state(name, groups)}; is it {others[near[0]]}? Try: {name} as its name"


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


def _state(name: str, groups: Mapping[str, Sequence[str]]) -> str:
    return "no host in this group" if name in groups else "there is no such group"


def _others(groups: Mapping[str, Sequence[str]]) -> str:
    there = [f"{name} ({', '.join(hosts)})" for name, hosts in sorted(groups.items()) if hosts and name != "all"]
    return f"There are {'; '.join(there)}."


def _byte_order_mark(source: str) -> str | None:
    path = Path(source)
    if "," in source or not path.is_file():
        return None
    with path.open("rb") as file:
        start = file.read(3)
    for mark, remedy in _BYTE_ORDER_MARKS.items():
        # In a YAML file in UTF-8 it is allowed.
        if start.startswith(mark) and not (mark == codecs.BOM_UTF8 and path.suffix in (".yml", ".yaml", ".json")):
            return f"[inventory] {source}: it begins with a byte order mark, as Windows' editors write. Try: {remedy} {shlex.quote(source)}"
    return None


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"cluster_pattern": cluster_pattern}
