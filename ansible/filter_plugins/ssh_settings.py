"""A Jinja filter that reads what the command ssh says of itself."""

from __future__ import annotations

from typing import Any, Callable


def ssh_settings(told: str) -> dict[str, str]:
    """What `ssh -G host` prints, as keyword and value; of a keyword that stands there twice the first, which is used."""
    settings: dict[str, str] = {}
    for line in told.splitlines():
        keyword, _, value = line.strip().partition(" ")
        if keyword and value:
            settings.setdefault(keyword.lower(), value.strip())
    return settings


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"ssh_settings": ssh_settings}
