"""Which modules have passed on this machine, with the very same files, so that a run goes on where another one ended.

Nothing about it is guessed: the key of a pass is a hash over the content of every file that a module may use, and over the
versions of the programs that it calls. A day later it is forgotten, as the mirrors of packages go on.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterable, Sequence

from lanes.modules import Module
from lanes.outcome import Outcome

FORGOTTEN_AFTER_SECONDS = 24 * 3600.0
# What no module on nodes reads: words for people, other tests, and what measures.
_NOT_USED = re.compile(r"(.*\.md|LICENSE|NOTICE|\.git.*|\.ci/.*|docs/.*|benchmarks/.*|.*/tests/.*|.*/src/test/.*)")
_TESTS = re.compile(r"testbed/verification/(test_\w+)\.py")
_PROGRAMS = (
    ("ansible", "--version"),
    ("java", "-version"),
    ("influxd", "version"),
    ("systemd-nspawn", "--version"),
    ("uname", "-srm"),
)


@dataclass(frozen=True)
class Files:
    """The kit's files by their names below its folder, those of git and those that git will be told of."""

    kit: Path
    names: tuple[str, ...]

    @staticmethod
    def of(kit: Path) -> Files | None:
        """None where git does not say what they are."""
        command = ["git", "-C", str(kit), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        try:
            listed = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
        except (OSError, subprocess.SubprocessError):
            return None
        return Files(kit, tuple(sorted({name for name in listed.split("\0") if name})))

    def used_by(self, module: str) -> Iterable[str]:
        """All that it may use: everything but what is for people, and other modules of tests that it does not import."""
        tests = self._with_imported(module)
        for name in self.names:
            test = _TESTS.fullmatch(name)
            if (test[1] in tests) if test else not _NOT_USED.fullmatch(name):
                yield name

    def _with_imported(self, module: str) -> set[str]:
        found: set[str] = set()
        left = [module]
        while left:
            name = left.pop()
            if name in found:
                continue
            found.add(name)
            file = self.kit / f"testbed/verification/{name}.py"
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("verification.test_"):
                    left.append(str(node.module).rsplit(".", maxsplit=1)[-1])
        return found

    def hash(self, module: str, also: str) -> str:
        told = hashlib.sha256(f"{module}\n{also}\n".encode())
        for name in self.used_by(module):
            file = self.kit / name
            content = str(file.readlink()).encode() if file.is_symlink() else _content(file)
            told.update(f"{name}\n{len(content)}\n".encode())
            told.update(content)
        return told.hexdigest()


def _content(file: Path) -> bytes:
    """With whether it may be executed; a file that was removed and is still known to git has none."""
    return bytes([file.stat().st_mode & 0o100 != 0]) + file.read_bytes() if file.exists() else b""


def programs(commands: Sequence[Sequence[str]] = _PROGRAMS) -> str:
    """What the programs that modules call say of their versions."""
    said = []
    for command in commands:
        try:
            ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
            said.append(f"{ended.stdout}{ended.stderr}")
        except OSError:
            said.append(f"no {command[0]}")
    return "\n".join(said)


class Memory:
    """Keeps a file for each pass in `folder`."""

    def __init__(self, files: Files | None, folder: Path, also: str, now: Callable[[], float] = time.time) -> None:
        self._files = files
        self._folder = folder
        self._also = also
        self._now = now

    def recall(self, module: Module) -> Outcome | None:
        """The pass of a whole module with these files, if there was one of late."""
        file = self._file(module)
        if not file:
            return None
        try:
            kept = json.loads(file.read_text(encoding="utf-8"))
            passed, skipped = int(kept["passed"]), int(kept["skipped"])
            seconds, at = float(kept["seconds"]), float(kept["at"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if not 0 <= self._now() - at < FORGOTTEN_AFTER_SECONDS:
            return None
        return Outcome(module, passed=passed, skipped=skipped, seconds=seconds, remembered_at=at)

    def remember(self, outcome: Outcome) -> None:
        """Keeps the pass of a whole module; a failure is not kept, and whatever was kept before it goes."""
        file = self._file(outcome.module)
        if not file:
            return
        if outcome.failed or not outcome.passed:
            file.unlink(missing_ok=True)
            return
        kept = {
            "module": outcome.module.name,
            "passed": outcome.passed,
            "skipped": outcome.skipped,
            "seconds": outcome.seconds,
            "at": self._now(),
        }
        self._folder.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_text(json.dumps(kept) + "\n", encoding="utf-8")
        part.replace(file)

    def _file(self, module: Module) -> Path | None:
        if not self._files or module.arguments != (module.name,):
            return None
        return self._folder / f"{module.name}-{self._files.hash(module.name, self._also)[:24]}.json"
