"""Hands the modules out, the longest first, so that no lane begins a long one when the others are done."""

from __future__ import annotations

import threading
from typing import Iterable

from lanes.modules import Module


class Queue:
    """What no lane has taken yet."""

    def __init__(self, modules: Iterable[Module]) -> None:
        self._left = sorted(modules, key=lambda module: (module.place, module.name))
        self._lock = threading.Lock()

    def take(self) -> Module | None:
        """The next one, or None when there is none left."""
        with self._lock:
            return self._left.pop(0) if self._left else None
