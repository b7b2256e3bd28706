"""The modules of tests: what each holds, how many nodes it needs, and how long it is known to take."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable

DEFAULT_NODES = 6
# A row of CONTRIBUTING's table, which the end of a run prints in the same form.
_ROW = re.compile(r"^\| `(test_\w+)` \| .* \| (\d+) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Module:
    """What a lane runs at a time: a module, or the tests of it that are named."""

    name: str
    arguments: tuple[str, ...]
    holds: str = ""
    nodes: int = 0
    known_seconds: int | None = None

    @property
    def deadline_seconds(self) -> float:
        """When it hangs for sure, however busy the machine."""
        return 3600.0 if self.known_seconds is None else 900.0 + 5 * self.known_seconds


class NoSuchModule(Exception):
    """A name that stands for no file."""


def known_seconds(contributing: str) -> dict[str, int]:
    """The seconds that CONTRIBUTING's table has, by module."""
    return {name: int(seconds) for name, seconds in _ROW.findall(contributing)}


def read(file: Path, tests: Iterable[str], seconds: int | None) -> Module:
    """The module in a file. It is not imported, as that takes a testbed."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    nodes = DEFAULT_NODES
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == "TESTBED_NODES" for t in statement.targets
        ):
            nodes = int(ast.literal_eval(statement.value))
    holds = (ast.get_docstring(tree) or "").split("\n", 1)[0]
    return Module(file.stem, tuple(tests), holds, nodes, seconds)


def find(folder: Path, names: Iterable[str], known: dict[str, int]) -> list[Module]:
    """All modules of a folder, or those of which something is named: `test_x` or `test_x.Class.test_y`."""
    tests: dict[str, list[str]] = {}
    for name in names:
        tests.setdefault(name.split(".")[0], []).append(name)
    if not tests:
        tests = {file.stem: [file.stem] for file in sorted(folder.glob("test_*.py"))}
    for module in tests:
        if not (module.startswith("test_") and (folder / f"{module}.py").is_file()):
            raise NoSuchModule(f"there is no {module} in {folder}")
    return [read(folder / f"{name}.py", named, known.get(name)) for name, named in tests.items()]
