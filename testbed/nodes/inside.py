"""Commands that run in the operator's network."""

import os
import shutil
from typing import List, NoReturn, Optional

from nodes import controller, network
from nodes.errors import TestbedError
from nodes.settings import Settings


def ssh(settings: Settings, node: int, user: Optional[str], command: List[str]) -> NoReturn:
    """Becomes ssh, logged in on `node`."""
    login = ["-l", user] if user else []
    run(settings, ["ssh", "-F", str(settings.ssh_config), *login, f"n{node}", *command])


def run(settings: Settings, command: List[str], version: Optional[str] = None) -> NoReturn:
    """Becomes `command` on the operator's side, so that signals reach it and its exit code is the answer.

    It is one of this machine, or of the controller `version`.
    """
    if not network.exists(settings.operator_namespace):
        raise TestbedError(f"running {command[0]}", "the testbed is not up", "`testbed up`")
    if version:
        command = controller.command(controller.made(settings, version), command)
    if not shutil.which(command[0]):
        raise TestbedError(f"running {command[0]}", "there is no such program", "install it, or give its path")
    # Ansible keeps connections by address and user, and the nodes of another testbed have the same ones.
    connections = {"ANSIBLE_SSH_CONTROL_PATH_DIR": str(settings.run / "ansible")}
    os.execvpe("ip", ["ip", "netns", "exec", settings.operator_namespace, *command], {**connections, **os.environ})
