"""The modules of tests: what each holds, how many nodes it needs, and how long it is known to take."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable

DEFAULT_NODES = 6
# A row of CONTRIBUTING's table, which the end of a run prints in the same form.
_ROW = re.compile(r"^\| `(test_\w+)` \| .* \| (\d+|–) \|$", re.MULTILINE)


# What a module may say of itself, as constants.
_SAID = ("TESTBED_NODES", "TESTBED_FLAVOUR")


@dataclass(frozen=True)
class Module:
    """What a lane runs at a time: a module, or the tests of it that are named."""

    name: str
    arguments: tuple[str, ...]
    holds: str = ""
    nodes: int = 0
    # As a former run has taken.
    known_seconds: int | None = None
    # Its place among those; one that no run knows may be the longest.
    place: int = 0
    # As `testbed up` names it; without one, its default.
    flavour: str = ""

    @property
    def deadline_seconds(self) -> float:
        """When it hangs for sure, however busy the machine."""
        return 3600.0 if self.known_seconds is None else 900.0 + 5 * self.known_seconds


class NoSuchModule(Exception):
    """A name that stands for no file."""


class Known:
    """CONTRIBUTING's table: the modules with the seconds that each took, the longest first."""

    def __init__(self, contributing: str) -> None:
        rows = _ROW.findall(contributing)
        self.seconds = {name: int(seconds) for name, seconds in rows if seconds.isdigit()}
        self.places = {name: place for place, (name, _) in enumerate(rows, 1)}


def read(file: Path, tests: Iterable[str], known: Known) -> Module:
    """The module in a file. It is not imported, as that takes a testbed."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    said: dict[str, object] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and (name := ast.unparse(statement.targets[0])) in _SAID:
            said[name] = ast.literal_eval(statement.value)
    return Module(
        file.stem,
        tuple(tests),
        (ast.get_docstring(tree) or "").split("\n", 1)[0],
        nodes=int(str(said.get("TESTBED_NODES", DEFAULT_NODES))),
        known_seconds=known.seconds.get(file.stem),
        place=known.places.get(file.stem, 0),
        flavour=str(said.get("TESTBED_FLAVOUR", "")),
    )


def find(folder: Path, names: Iterable[str], known: Known) -> list[Module]:
    """All modules of a folder, or those of which something is named: `test_x` or `test_x.Class.test_y`."""
    tests: dict[str, list[str]] = {}
    for name in names:
        tests.setdefault(name.split(".")[0], []).append(name)
    if not tests:
        tests = {file.stem: [file.stem] for file in sorted(folder.glob("test_*.py"))}
    for module in tests:
        if not (module.startswith("test_") and (folder / f"{module}.py").is_file()):
            raise NoSuchModule(f"there is no {module} in {folder}")
    return [read(folder / f"{name}.py", named, known) for name, named in tests.items()]
