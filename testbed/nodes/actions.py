"""What stands between the command line and the commands: is the testbed up, is the node there, do the values agree?"""

import argparse
from typing import Callable, List

from nodes import commands, controller, faults, inside, network, snapshot
from nodes.errors import TestbedError, UsageError
from nodes.layout import Layout, grown
from nodes.node import Node
from nodes.settings import Settings


def existing(settings: Settings, *numbers: int) -> Layout:
    """The layout, once it is sure that the nodes `numbers` are in it."""
    layout = Layout.load(settings.state)
    if not layout or not network.exists(settings.operator_namespace):
        raise TestbedError("looking for the nodes", "the testbed is not up", "`testbed up`")
    for number in numbers:
        if number > layout.nodes:
            raise TestbedError(
                f"looking for n{number}", f"there are only n1 to n{layout.nodes}", f"`testbed up {number}`"
            )
    return layout


def up(options: argparse.Namespace, settings: Settings) -> str:
    try:
        grown(Layout.load(settings.state), options.nodes, options.outsiders, options.flavour)
    except ValueError as error:
        raise UsageError(str(error)) from error
    return commands.up(settings, options.nodes, options.outsiders, options.flavour)


def down(options: argparse.Namespace, settings: Settings) -> str:
    return commands.down(settings, options.keep)


def ssh(options: argparse.Namespace, settings: Settings) -> None:
    existing(settings, options.node)
    inside.ssh(settings, options.node, options.user, options.words)


def run(options: argparse.Namespace, settings: Settings) -> None:
    words = _words(options)
    if not words:
        raise UsageError("run needs a command")
    inside.run(settings, words, options.controller)


def with_controller(options: argparse.Namespace, settings: Settings) -> str:
    """Becomes the command; without one, the controller is made, and says its version."""
    folder = controller.made(settings, options.name)
    words = _words(options)
    if words:
        controller.become(folder, words)
    return controller.version(folder)


def _words(options: argparse.Namespace) -> List[str]:
    words: List[str] = options.words
    return words[1:] if words[:1] == ["--"] else words


def one_node(name: str) -> Callable[[argparse.Namespace, Settings], str]:
    def action(options: argparse.Namespace, settings: Settings) -> str:
        layout = existing(settings, options.node)
        node = Node(settings, options.node)
        if name == "reset":
            return commands.reset(node, layout)
        if name == "partition":
            network.set_link(settings, node.number, up=False)
            return f"{node.name}: unplugged"
        return {"stop": commands.stop, "start": commands.start, "kill": commands.kill}[name](node)

    return action


def take_snapshot(options: argparse.Namespace, settings: Settings) -> str:
    layout = existing(settings, *options.nodes)
    nodes = [Node(settings, number) for number in options.nodes or layout.numbers]
    return commands.take_snapshot(snapshot.Snapshot(settings, options.name), nodes)


def restore(options: argparse.Namespace, settings: Settings) -> str:
    layout = existing(settings)
    kept = snapshot.find(settings, options.name)
    existing(settings, *kept.numbers)
    return commands.restore(kept, layout)


def forget(options: argparse.Namespace, settings: Settings) -> str:
    snapshot.find(settings, options.name).forget()
    return f"{options.name}: forgotten"


def cut(options: argparse.Namespace, settings: Settings) -> str:
    if options.node == options.other:
        raise UsageError("cut needs two different nodes")
    existing(settings, options.node, options.other)
    faults.cut(settings, options.node, options.other)
    return f"n{options.node} and n{options.other}: cut off from each other"


def loss(options: argparse.Namespace, settings: Settings) -> str:
    existing(settings, options.node)
    faults.lose(settings, options.node, options.percent)
    return f"n{options.node}: loses {options.percent:g} % of what is sent to it"


def rate(options: argparse.Namespace, settings: Settings) -> str:
    existing(settings, options.node)
    faults.limit_rate(settings, options.node, options.rate)
    return f"n{options.node}: {options.rate} each way"


def delay(options: argparse.Namespace, settings: Settings) -> str:
    if options.jitter > options.ms:
        raise UsageError("the jitter cannot exceed the delay")
    existing(settings, options.node)
    faults.delay(settings, options.node, options.ms, options.jitter)
    return f"n{options.node}: {options.ms:g} ms +- {options.jitter:g} ms each way"


def status(_: argparse.Namespace, settings: Settings) -> str:
    return commands.show_status(settings)


def heal(_: argparse.Namespace, settings: Settings) -> str:
    return commands.heal(settings, existing(settings))
