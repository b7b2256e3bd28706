"""Jinja filters about text files that a node should have, and what a look at the node has found."""

from __future__ import annotations

import hashlib
from typing import Any, Callable, Mapping, Sequence

# As shell scripts print it: stat --format=%U:%G:%a, a space, the content's SHA-1.
Found = Mapping[str, str]


def wanted(file: Mapping[str, str]) -> str:
    """What a look at the node should find of a file."""
    digest = hashlib.sha1(file["content"].encode("utf-8"), usedforsecurity=False).hexdigest()
    return f"{file['owner']}:{file['group']}:{int(file['mode'], 8):o} {digest}"


def differing(files: Sequence[Mapping[str, str]], found: Found) -> list[Mapping[str, str]]:
    """Those of the files that the node lacks, or has otherwise."""
    return [file for file in files if found.get(file["path"]) != wanted(file)]


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"differing": differing}
