"""Playbooks under ansible-core 2.19, the first whose values have types of their own; the newest is that of test_ubuntu_26_04."""

from __future__ import annotations

from verification.bed import must, testbed
from verification.playbook import Cluster, play
from verification.played import Played

_NAME = "2.19"
_MAKING_SECONDS = 1800.0


def make() -> None:
    """Makes the controller where it is missing, and says what it is."""
    print(f"\n  {must(testbed('controller', _NAME, timeout_seconds=_MAKING_SECONDS)).strip()}")


def played(name: str, on: Cluster, *arguments: str) -> Played:
    """Runs a playbook, which has to succeed and to use nothing that goes away."""
    done = play(name, on, *arguments, controller=_NAME)
    assert done.code == 0, done.output
    assert done.warnings == [], done.output
    return done
