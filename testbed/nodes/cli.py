"""The command line."""

import argparse
import os
import re
import sys
from pathlib import Path
from typing import Callable, List, Optional, Sequence

from nodes import commands, faults, network
from nodes.errors import TestbedError
from nodes.layout import Layout, grown
from nodes.lock import exclusive
from nodes.node import Node
from nodes.packages import complete_path
from nodes.settings import MAX_NODES, Settings

_DEFAULT_STATE = Path(__file__).resolve().parent.parent / ".state"
_EPILOG = """\
NODE is n1, n2 and so on. n1 is the JobManager of the inventory that `up` writes, the others are TaskManagers.

environment:
  TESTBED_DIR      folder of the testbed's state (default: .state beside this program)
  TESTBED_MIRROR   Debian archive to use (default: the one in this machine's apt sources)

exit codes: 0 done, 1 failed, 2 wrong usage; `ssh` and `run` exit as what they run.

examples:
  testbed up 3
  testbed run ansible-playbook -i testbed/.state/inventory.yml site.yml
  testbed ssh n1 systemctl status
"""


def main(arguments: Sequence[str]) -> int:
    """Carries out one command; returns its exit code. `ssh` and `run` do not return."""
    options = parser().parse_args(arguments)
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
        name: str,
        text: str,
        action: Callable[[argparse.Namespace, Settings], Optional[str]],
        changes: bool = True,
    ) -> argparse.ArgumentParser:
        made = sub.add_parser(
            name, help=text, description=text[0].upper() + text[1:] + "."
        )
        made.set_defaults(action=action, changes=changes)
        return made

    up = command("up", "make N nodes, or repair and grow the ones that are there", _up)
    up.add_argument(
        "nodes",
        metavar="N",
        type=_count,
        nargs="?",
        help="how many (default: as many as there are, or 3)",
    )
    up.add_argument(
        "--outsiders",
        metavar="K",
        type=_count_or_none,
        help="the last K nodes belong to no Flink group (default: as before, or 0)",
    )
    down = command("down", "remove all nodes; the base image stays", _down)
    down.add_argument(
        "--keep", action="store_true", help="keep the nodes' disks for the next `up`"
    )
    command(
        "status",
        "one line a node",
        lambda _, settings: commands.show_status(settings),
        changes=False,
    )

    ssh = command(
        "ssh", "log in on a node, or run a command there", _ssh, changes=False
    )
    ssh.add_argument(
        "--user", "-l", metavar="NAME", help="as this user (default: ubuntu)"
    )
    ssh.add_argument("node", metavar="NODE", type=_node)
    ssh.add_argument("words", metavar="COMMAND", nargs=argparse.REMAINDER)
    inside = command(
        "run",
        "run a command of this machine in the operator's network",
        _run,
        changes=False,
    )
    inside.add_argument("words", metavar="COMMAND", nargs=argparse.REMAINDER)

    for name, text in (
        ("reset", "give a node a fresh disk"),
        ("stop", "power a node off; its disk stays"),
        ("start", "power a node on"),
        ("kill", "cut a node's power"),
        ("partition", "plug a node's cable out"),
    ):
        command(name, text, _one_node(name)).add_argument(
            "node", metavar="NODE", type=_node
        )

    cut = command("cut", "drop all that two nodes send each other", _cut)
    cut.add_argument("node", metavar="A", type=_node)
    cut.add_argument("other", metavar="B", type=_node)
    loss = command("loss", "lose a share of the packets to a node", _loss)
    loss.add_argument("node", metavar="NODE", type=_node)
    loss.add_argument("percent", metavar="PERCENT", type=_number(0, 100))
    rate = command("rate", "limit what a node sends, and what it receives", _rate)
    rate.add_argument("node", metavar="NODE", type=_node)
    rate.add_argument(
        "rate", metavar="RATE", type=_rate_text, help="such as 512kbit, 10mbit or 1gbit"
    )
    delay = command("delay", "delay all packets to and from a node", _delay)
    delay.add_argument("node", metavar="NODE", type=_node)
    delay.add_argument(
        "ms", metavar="MS", type=_number(0, 60000), help="each way, in milliseconds"
    )
    delay.add_argument(
        "jitter",
        metavar="JITTER",
        type=_number(0, 60000),
        nargs="?",
        default=0.0,
        help="+-, in ms",
    )
    command("heal", "undo all faults of the network", _heal)
    return top


def _node(text: str) -> int:
    if not re.fullmatch(r"n[1-9][0-9]?", text):
        raise argparse.ArgumentTypeError(
            f"{text} is no node: nodes are n1 to n{MAX_NODES}"
        )
    return int(text[1:])


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= MAX_NODES:
        raise argparse.ArgumentTypeError(
            f"{text} is not a number from 1 to {MAX_NODES}"
        )
    return int(text)


def _count_or_none(text: str) -> int:
    return 0 if text == "0" else _count(text)


def _number(low: float, high: float) -> Callable[[str], float]:
    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(
                f"{text} is not a number from {low:g} to {high:g}"
            )
        return value

    return parse


def _rate_text(text: str) -> str:
    try:
        faults.bits_per_second(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text


def _check_machine() -> None:
    if sys.platform != "linux":
        raise TestbedError(
            "starting",
            f"this is {sys.platform}",
            "use Linux: Debian 12 or Ubuntu 22.04",
        )
    if os.geteuid() != 0:
        raise TestbedError(
            "starting",
            "it makes namespaces and mounts, which only root may",
            "sudo testbed/testbed …",
        )


def _existing(settings: Settings, *numbers: int) -> Layout:
    """The layout, once it is sure that the nodes `numbers` are in it."""
    layout = Layout.load(settings.state)
    if not layout or not network.exists(settings.operator_namespace):
        raise TestbedError(
            "looking for the nodes", "the testbed is not up", "`testbed up`"
        )
    for number in numbers:
        if number > layout.nodes:
            raise TestbedError(
                f"looking for n{number}",
                f"there are only n1 to n{layout.nodes}",
                f"`testbed up {number}`",
            )
    return layout


def _up(options: argparse.Namespace, settings: Settings) -> str:
    try:
        grown(Layout.load(settings.state), options.nodes, options.outsiders)
    except ValueError as error:
        parser().error(str(error))
    return commands.up(settings, options.nodes, options.outsiders)


def _down(options: argparse.Namespace, settings: Settings) -> str:
    return commands.down(settings, options.keep)


def _ssh(options: argparse.Namespace, settings: Settings) -> None:
    _existing(settings, options.node)
    commands.ssh(settings, options.node, options.user, options.words)


def _run(options: argparse.Namespace, settings: Settings) -> None:
    words: List[str] = options.words
    if words[:1] == ["--"]:
        words = words[1:]
    if not words:
        parser().error("run needs a command")
    commands.run_inside(settings, words)


def _one_node(name: str) -> Callable[[argparse.Namespace, Settings], str]:
    def action(options: argparse.Namespace, settings: Settings) -> str:
        layout = _existing(settings, options.node)
        node = Node(settings, options.node)
        if name == "reset":
            return commands.reset(node, layout)
        if name == "partition":
            network.set_link(settings, node.number, up=False)
            return f"{node.name}: unplugged"
        return {"stop": commands.stop, "start": commands.start, "kill": commands.kill}[
            name
        ](node)

    return action


def _cut(options: argparse.Namespace, settings: Settings) -> str:
    if options.node == options.other:
        parser().error("cut needs two different nodes")
    _existing(settings, options.node, options.other)
    faults.cut(settings, options.node, options.other)
    return f"n{options.node} and n{options.other}: cut off from each other"


def _loss(options: argparse.Namespace, settings: Settings) -> str:
    _existing(settings, options.node)
    faults.lose(settings, options.node, options.percent)
    return f"n{options.node}: loses {options.percent:g} % of what is sent to it"


def _rate(options: argparse.Namespace, settings: Settings) -> str:
    _existing(settings, options.node)
    faults.limit_rate(settings, options.node, options.rate)
    return f"n{options.node}: {options.rate} each way"


def _delay(options: argparse.Namespace, settings: Settings) -> str:
    if options.jitter > options.ms:
        parser().error("the jitter cannot exceed the delay")
    _existing(settings, options.node)
    faults.delay(settings, options.node, options.ms, options.jitter)
    return f"n{options.node}: {options.ms:g} ms +- {options.jitter:g} ms each way"


def _heal(_: argparse.Namespace, settings: Settings) -> str:
    return commands.heal(settings, _existing(settings))
