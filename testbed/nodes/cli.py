"""The command line."""

import argparse
import os
import sys
from pathlib import Path
from typing import Callable, Optional, Sequence

from nodes import actions, arguments
from nodes.controller import SUITES
from nodes.errors import TestbedError, UsageError
from nodes.flavour import DEFAULT_FLAVOUR, FLAVOURS
from nodes.lock import exclusive
from nodes.packages import complete_path
from nodes.settings import Settings

_DEFAULT_STATE = Path(__file__).resolve().parent.parent / ".state"
_EPILOG = """\
NODE is n1, n2 and so on. n1 is the JobManager of the inventory that `up` writes, the others are TaskManagers.

environment:
  TESTBED_DIR      folder of the testbed's state (default: .state beside this program)
  TESTBED_MIRROR   Debian archive to use (default: the one in this machine's apt sources)

exit codes: 0 done, 1 failed, 2 wrong usage; `ssh`, `run` and `controller` exit as what they run.

examples:
  testbed up 3
  testbed run ansible-playbook -i testbed/.state/inventory.yml site.yml
  testbed ssh n1 systemctl status
  testbed run --controller newest ansible --version
"""


def main(words: Sequence[str]) -> int:
    """Carries out one command; returns its exit code. `ssh`, `run` and `controller` do not return."""
    options = parser().parse_args(words)
    try:
        complete_path()
        _check_machine()
        settings = Settings.of(os.environ, _DEFAULT_STATE)
        action: Callable[[argparse.Namespace, Settings], Optional[str]] = options.action
        if options.changes:
            with exclusive(settings.lock):
                said = action(options, settings)
        else:
            said = action(options, settings)
    except UsageError as error:
        parser().error(str(error))
    except TestbedError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    if said:
        print(said)
    return 0


def parser() -> argparse.ArgumentParser:
    """The grammar of all commands."""
    top = argparse.ArgumentParser(
        prog="testbed",
        description="EC2-like nodes on this machine.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    sub = top.add_subparsers(metavar="COMMAND", required=True)

    def command(
        name: str, text: str, action: Callable[[argparse.Namespace, Settings], Optional[str]], changes: bool = True
    ) -> argparse.ArgumentParser:
        made = sub.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        made.set_defaults(action=action, changes=changes)
        return made

    up = command("up", "make N nodes, or repair and grow the ones that are there", actions.up)
    up.add_argument(
        "nodes", metavar="N", type=arguments.count, nargs="?", help="how many (default: as many as there are, or 3)"
    )
    up.add_argument(
        "--outsiders",
        metavar="K",
        type=arguments.count_or_none,
        help="the last K nodes belong to no Flink group (default: as before, or 0)",
    )
    up.add_argument(
        "--flavour",
        choices=list(FLAVOURS),
        help=f"what the nodes are like (default: as before, or {DEFAULT_FLAVOUR})",
    )
    down = command("down", "remove all nodes; the base image and snapshots stay", actions.down)
    down.add_argument("--keep", action="store_true", help="keep the nodes' disks for the next `up`")
    command("status", "one line a node", actions.status, changes=False)

    ssh = command("ssh", "log in on a node, or run a command there", actions.ssh, changes=False)
    ssh.add_argument("--user", "-l", metavar="NAME", help="as this user (default: ubuntu)")
    ssh.add_argument("node", metavar="NODE", type=arguments.node)
    ssh.add_argument("words", metavar="COMMAND", nargs=argparse.REMAINDER)
    inside = command("run", "run a command of this machine in the operator's network", actions.run, changes=False)
    inside.add_argument(
        "--controller", choices=SUITES, help="with that controller's programs (default: this machine's)"
    )
    inside.add_argument("words", metavar="COMMAND", nargs=argparse.REMAINDER)
    other = command(
        "controller",
        "run a command with another Ansible, in this machine's network; without a command, only make it",
        actions.with_controller,
        changes=False,
    )
    other.add_argument("name", metavar="VERSION", choices=SUITES, help=f"the ansible-core: {' or '.join(SUITES)}")
    other.add_argument("words", metavar="COMMAND", nargs=argparse.REMAINDER)

    for name, text in (
        ("reset", "give a node a fresh disk"),
        ("stop", "power a node off; its disk stays"),
        ("start", "power a node on"),
        ("kill", "cut a node's power"),
        ("partition", "plug a node's cable out"),
    ):
        command(name, text, actions.one_node(name)).add_argument("node", metavar="NODE", type=arguments.node)

    kept = command(
        "snapshot", "keep the disks of all nodes, or of some, as they are; reboots them", actions.take_snapshot
    )
    kept.add_argument("name", metavar="NAME", type=arguments.name)
    kept.add_argument("nodes", metavar="NODE", type=arguments.node, nargs="*")
    for name, text, action in (
        ("restore", "put the disks of a snapshot back, and boot its nodes", actions.restore),
        ("forget", "remove a snapshot", actions.forget),
    ):
        command(name, text, action).add_argument("name", metavar="NAME", type=arguments.name)

    cut = command("cut", "drop all that two nodes send each other", actions.cut)
    cut.add_argument("node", metavar="A", type=arguments.node)
    cut.add_argument("other", metavar="B", type=arguments.node)
    loss = command("loss", "lose a share of the packets to a node", actions.loss)
    loss.add_argument("node", metavar="NODE", type=arguments.node)
    loss.add_argument("percent", metavar="PERCENT", type=arguments.number(0, 100))
    rate = command("rate", "limit what a node sends, and what it receives", actions.rate)
    rate.add_argument("node", metavar="NODE", type=arguments.node)
    rate.add_argument("rate", metavar="RATE", type=arguments.rate, help="such as 512kbit, 10mbit or 1gbit")
    delay = command("delay", "delay all packets to and from a node", actions.delay)
    delay.add_argument("node", metavar="NODE", type=arguments.node)
    delay.add_argument("ms", metavar="MS", type=arguments.number(0, 60000), help="each way, in milliseconds")
    delay.add_argument(
        "jitter", metavar="JITTER", type=arguments.number(0, 60000), nargs="?", default=0.0, help="+-, in ms"
    )
    command("heal", "undo all faults of the network", actions.heal)
    return top


def _check_machine() -> None:
    if sys.platform != "linux":
        raise TestbedError("starting", f"this is {sys.platform}", "use Linux: Debian 12 or Ubuntu 22.04")
    if os.geteuid() != 0:
        raise TestbedError("starting", "it makes namespaces and mounts, which only root may", "sudo testbed/testbed …")
