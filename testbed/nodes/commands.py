"""What each command does."""

import os
import time
from typing import List, Optional

from nodes import base, cgroup, faults, inventory, mirror, network, packages, relay, sshfiles, state, status
from nodes.errors import TestbedError
from nodes.flavour import FLAVOURS, Flavour
from nodes.layout import Layout, grown, write_atomically
from nodes.node import Node, not_ready
from nodes.process import run, succeeds
from nodes.recipe import Recipe
from nodes.settings import Settings
from nodes.snapshot import Snapshot

READY_SECONDS = 60.0


def up(settings: Settings, nodes: Optional[int], outsiders: Optional[int], flavour: Optional[str]) -> str:
    """Makes whatever is missing for `nodes` nodes to be there, and waits until ssh lets the operator in."""
    started = time.monotonic()
    layout = grown(Layout.load(settings.state), nodes, outsiders, flavour)
    packages.install_missing()
    state.make_folders(settings)
    archive = mirror.read_machine(os.environ)
    state.check_overlay(settings)
    sshfiles.ensure_key(settings)

    network.ensure_operator(settings, len(archive.endpoints()))
    relay.ensure(settings, archive)
    machines = [Node(settings, number) for number in layout.numbers]
    for node in machines:
        _make(node, archive, FLAVOURS[layout.flavour])
        network.ensure_node(settings, node.number, faults.delayer(settings, node.number).alive())
    layout.save(settings.state)
    _write_files(settings, layout)
    _boot(machines)
    return f"up: {layout.nodes} nodes in {time.monotonic() - started:.1f} s"


def down(settings: Settings, keep: bool) -> str:
    """Powers off and takes away everything but the base image and snapshots; with `keep` also the nodes' disks stay."""
    found = [Node(settings, int(folder.name[1:])) for folder in settings.nodes.glob("n*[0-9]")]
    _power_off(found)
    root = cgroup.Group(cgroup.unified() / settings.prefix)
    root.kill()
    root.remove()
    network.remove(settings)
    base.remove_tree(settings.run)
    base.remove_tree(settings.logs)
    if not keep:
        base.remove_tree(settings.nodes)
        for file in (Layout.file(settings.state), settings.inventory, settings.known_hosts, settings.ssh_config):
            file.unlink(missing_ok=True)
    return "down"


def show_status(settings: Settings) -> str:
    layout = Layout.load(settings.state)
    if not layout:
        return "no nodes"
    return "\n".join(status.line(Node(settings, number)) for number in layout.numbers)


def stop(node: Node) -> str:
    """Powers the node off; its disk stays."""
    _power_off([node])
    network.set_link(node.settings, node.number, up=False)
    return f"{node.name}: stopped"


def start(node: Node) -> str:
    for layer in node.layers():
        if not layer.is_dir():
            raise TestbedError(
                "starting", f"what its disk lies on is gone: {layer}", f"`testbed reset {node.name}`", node.name
            )
    node.power_on()
    await_ssh(node)
    return f"{node.name}: started"


def kill(node: Node) -> str:
    node.cut_power()
    return f"{node.name}: power cut"


def reset(node: Node, layout: Layout) -> str:
    """Gives the node a fresh disk, and thereby another host key."""
    settings = node.settings
    archive = mirror.read_machine(os.environ)
    node.job.end()
    node.erase()
    _make(node, archive, FLAVOURS[layout.flavour])
    _write_files(settings, layout)
    return start(node).replace("started", "reset")


def take_snapshot(snapshot: Snapshot, nodes: List[Node]) -> str:
    """Keeps the disks of nodes as they are, powered off for it."""
    started = time.monotonic()
    if snapshot.exists:
        raise TestbedError(
            f"taking the snapshot {snapshot.name}",
            "there is one of that name",
            f"`testbed restore {snapshot.name}`, `testbed forget {snapshot.name}`, or another name",
        )
    _power_off(nodes)
    snapshot.take(nodes)
    _boot(nodes)
    return f"{snapshot.name}: {_names(nodes)} kept in {time.monotonic() - started:.1f} s"


def restore(snapshot: Snapshot, layout: Layout) -> str:
    """Puts the disks of a snapshot back, as after a boot; nodes that it does not hold are left alone."""
    started = time.monotonic()
    nodes = [Node(snapshot.settings, number) for number in snapshot.numbers]
    for node in nodes:
        node.job.end()
        node.lie_on(snapshot.layers(node.number))
    _write_files(snapshot.settings, layout)
    _boot(nodes)
    return f"{snapshot.name}: {_names(nodes)} put back in {time.monotonic() - started:.1f} s"


def _boot(nodes: List[Node]) -> None:
    for node in nodes:
        node.power_on()
    for node in nodes:
        await_ssh(node)


def _names(nodes: List[Node]) -> str:
    return ", ".join(node.name for node in nodes)


def heal(settings: Settings, layout: Layout) -> str:
    faults.heal_rules(settings)
    for number in layout.numbers:
        faults.heal(settings, number, Node(settings, number).running())
    return "healed"


def await_ssh(node: Node) -> None:
    """Waits until the operator can log in on `node`, with the key that known_hosts names."""
    settings = node.settings
    deadline = time.monotonic() + READY_SECONDS
    options = ["-F", str(settings.ssh_config), "-o", "ConnectTimeout=2", "-o", "BatchMode=yes"]
    command = ["ip", "netns", "exec", settings.operator_namespace, "ssh", *options, node.name, "true"]
    while not succeeds(command, timeout=15):
        if time.monotonic() > deadline or not node.running():
            raise not_ready(node, READY_SECONDS)
        time.sleep(0.05)


def _power_off(machines: List[Node]) -> None:
    running = [node for node in machines if node.running()]
    for node in running:
        node.request_power_off()
    for node in running:
        node.await_power_off()


def _make(node: Node, archive: mirror.Mirror, flavour: Flavour) -> None:
    """Makes the node's disk where it has none; only then an image is needed, and built where it is missing."""
    if node.made():
        return
    architecture = run(["dpkg", "--print-architecture"], "reading the architecture", "use Debian or Ubuntu")
    image = base.unpacked(node.settings, Recipe(archive, architecture.strip(), flavour))
    node.make(image, _hosts(node.name, archive, flavour), flavour.settled)


def _hosts(name: str, archive: mirror.Mirror, flavour: Flavour) -> List[str]:
    """A node's /etc/hosts. The other nodes are not in it: cloud machines do not know each other's names."""
    own = [f"{flavour.own_address} {name} {name}"] if flavour.own_address else []
    return ["127.0.0.1 localhost", "::1 localhost ip6-localhost", *own, *relay.host_entries(archive)]


def _write_files(settings: Settings, layout: Layout) -> None:
    sshfiles.write(settings, {number: Node(settings, number).read(sshfiles.HOST_KEY) for number in layout.numbers})
    inventory_text = inventory.render(settings, layout)
    write_atomically(settings.inventory, inventory_text)
