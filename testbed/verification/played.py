"""What a playbook said of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WARNING = re.compile(r"^\[(?:DEPRECATION )?WARNING\].*", re.MULTILINE)
_RECAP = re.compile(r"^(\S+)\s+: ok=(\d+)\s+changed=(\d+)\s+unreachable=(\d+)\s+failed=(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Played:
    """A playbook that has ended."""

    code: int
    output: str
    seconds: float

    @property
    def changed(self) -> dict[str, int]:
        """Changed tasks a host."""
        return {row[0]: int(row[2]) for row in _RECAP.findall(self.output)}

    @property
    def changed_count(self) -> int:
        """Changed tasks of all hosts."""
        assert self.changed, self.output
        return sum(self.changed.values())

    @property
    def changed_tasks(self) -> list[str]:
        """The names of the tasks that changed something, in order."""
        names: list[str] = []
        task = ""
        for line in self.output.splitlines():
            if line.startswith("TASK ["):
                task = line[len("TASK [") : line.rindex("]")]
            elif line.startswith("changed:") and task not in names:
                names.append(task)
        return names

    @property
    def warnings(self) -> list[str]:
        """What Ansible warned of, also of what a later version will do without; but for how to shut it up."""
        found: list[str] = _WARNING.findall(self.output)
        return [warning for warning in found if "Deprecation warnings can be disabled" not in warning]

    @property
    def text(self) -> str:
        """The output as one line, so that a message is found however Ansible broke and quoted it."""
        return " ".join(self.output.split()).replace("''", "'")
