"""Looks for a secret where it must not be."""

from __future__ import annotations

from verification.bed import STATE, must, on, operator

_LOGS = "/var/log /run/log /var/lib/flink/tmp /tmp /var/tmp"


def logs_that_hold(secret: str, *nodes: str) -> list[str]:
    """Files of logs and temporary files that hold it: on nodes, as node:path, and what the playbooks printed."""
    found = []
    # None was played where the cluster comes from a snapshot.
    played = STATE / "playbooks.log"
    if played.exists() and secret in played.read_text(encoding="utf-8"):
        found.append("playbooks.log")
    # In a file, as sudo notes commands in a log.
    needle = STATE / "needle"
    needle.write_text(secret + "\n", encoding="utf-8")
    for node in nodes:
        must(operator("scp", "-q", "-F", str(STATE / "ssh_config"), str(needle), f"{node}:/dev/shm/needle"))
        command = f"sudo grep --recursive --text --fixed-strings --files-with-matches --file /dev/shm/needle {_LOGS}"
        searched = on(node, f"{command}; rm /dev/shm/needle")
        assert searched.err == "", searched.err
        found += [f"{node}:{path}" for path in searched.out.splitlines()]
    return found
