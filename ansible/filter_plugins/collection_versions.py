"""Jinja filters about the collections that this Ansible has."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any, Callable


def collection_is_older_than(name: str, version: str) -> bool:
    """Whether the collection `name` is there in a version before `version`; one that tells none counts as a new one."""
    try:
        folders = import_module(f"ansible_collections.{name}").__path__
    except ImportError:
        return False
    for folder in folders:
        manifest = Path(folder, "MANIFEST.json")
        if manifest.is_file():
            told = json.loads(manifest.read_text(encoding="utf-8"))["collection_info"]["version"]
            return _numbers(told) < _numbers(version)
    return False


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version.split("-")[0])]


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"collection_is_older_than": collection_is_older_than}
