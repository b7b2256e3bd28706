"""What came of the modules: of one, and of all of them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

from lanes.modules import Module


@dataclass(frozen=True)
class Outcome:
    """A module that has ended, or was ended."""

    module: Module
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    output: str = ""
    # Where the logs of a failed module are kept.
    kept: Path | None = None
    # When it passed, in seconds since the epoch, if that was not in this run.
    remembered_at: float | None = None


def summary(passed: int, failed: int, skipped: int) -> str:
    return f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")


def told(outcome: Outcome, where: str) -> str:
    """All that is printed of a module, at once when it has ended."""
    counts = summary(outcome.passed, outcome.failed, outcome.skipped)
    lines = [f"== {outcome.module.name}, {where}: {counts}, {outcome.seconds:.0f} s", outcome.output.rstrip()]
    if outcome.kept:
        lines.append(f"Its logs and those of its nodes: {outcome.kept}")
    return "\n".join(line for line in lines if line)


def told_again(outcome: Outcome) -> str:
    """What is printed of a module that is not run again."""
    assert outcome.remembered_at is not None
    at = time.strftime("%Y-%m-%d %H:%M", time.localtime(outcome.remembered_at))
    counts = summary(outcome.passed, outcome.failed, outcome.skipped)
    return (
        f"== {outcome.module.name}: {counts} on {at}, {outcome.seconds:.0f} s, with the very same files: not run again"
    )


def table(outcomes: Sequence[Outcome]) -> str:
    """The modules and what they took, in the form of CONTRIBUTING's table."""
    rows = sorted(outcomes, key=lambda outcome: -outcome.seconds)
    return "\n".join(
        ["| module | holds | seconds |", "|---|---|---|"]
        + [f"| `{row.module.name}` | {row.module.holds} | {row.seconds:.0f} |" for row in rows]
    )


def closing(outcomes: Sequence[Outcome]) -> tuple[str, int]:
    """The last line, and the exit code: nothing may have failed, and something must have run."""
    passed, failed, skipped = (sum(getattr(one, what) for one in outcomes) for what in ("passed", "failed", "skipped"))
    before = sum(one.passed for one in outcomes if one.remembered_at is not None)
    note = f"; {before} of them before, with the very same files (--again runs all)" if before else ""
    return summary(passed, failed, skipped) + note, 0 if passed and not failed else 1
