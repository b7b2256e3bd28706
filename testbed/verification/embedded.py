"""The deploy tool on this machine, with no node and no network of its own."""

from __future__ import annotations

import os
import subprocess

from verification.bed import HANGS_SECONDS, KIT, Ended

COMMAND = ["java", "-Xmx512m", "-jar", str(KIT / "deploy-tool/target/deploy-tool.jar")]


def tool(*arguments: str, password: str = "") -> Ended:
    """Runs the tool to its end."""
    ended = subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        timeout=HANGS_SECONDS,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8", "INFLUXDB_PASSWORD": password},
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)
