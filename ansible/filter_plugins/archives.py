"""Jinja filters about archives that are installed beside each other."""

from __future__ import annotations

from typing import Any, Callable


def archive_home(folder: str, checksum: str) -> str:
    """Where an archive is unpacked: a folder a checksum, so that a changed archive is a new one and never half of each."""
    return f"{folder}/{checksum.rpartition(':')[2][:16].lower()}"


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"archive_home": archive_home}
