"""Jinja filters about texts that are the same under every version of Ansible.

Up to ansible-core 2.18 what a template renders to is text; from 2.19 on it keeps its type. A number or a truth value that
became part of a file or a hash as it is would differ between two operators with different versions.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Callable, Mapping, Sequence

_DIGITS = 12


def conf_text(value: object) -> str:
    """A value as it stands in flink-conf.yaml, whatever its type: truth values in lower case, the rest as it is."""
    text = str(value)
    return text.lower() if text in ("True", "False") else text


def revision(of: object) -> str:
    """Twelve digits that change with anything in `of`: texts, numbers, truth values, lists and mappings of them."""
    text = json.dumps(_plain(of), sort_keys=True)
    return hashlib.sha1(text.encode("utf-8"), usedforsecurity=False).hexdigest()[:_DIGITS]


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return {conf_text(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return "" if value is None else conf_text(value)


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"conf_text": conf_text, "revision": revision}
