"""The nodes' network: one namespace with a bridge, which is the operator's machine, and one for each node.

The machine's own network gets no address, no route and no forwarding.
"""

from typing import List

from nodes.process import run, succeeds
from nodes.settings import OPERATOR_ADDRESS, Settings, address_of

BRIDGE = "br0"
# Without one of its own a bridge takes the lowest of its ports': a new node would change it under the others' feet.
_BRIDGE_ADDRESS = "02:77:00:00:00:01"
_HINT = "`testbed down`, then `testbed up`"


def ip(*arguments: str) -> str:
    return run(["ip", *arguments], f"ip {' '.join(arguments)}", _HINT, timeout=20)


def port(node: int) -> str:
    """The bridge's end of the cable to `node`, in the operator's namespace."""
    return f"v{node}"


def delayed_port(node: int) -> str:
    """What stands in the bridge instead of `port` while the node is delayed."""
    return f"d{node}"


def exists(namespace: str) -> bool:
    """Whether `namespace` can be used; a name can be left over from before a reboot, or half made."""
    return succeeds(["ip", "-n", namespace, "link", "show", "lo"], timeout=20)


def ensure_operator(settings: Settings, addresses: int) -> None:
    """Makes the operator's namespace with `addresses` addresses, each for one mirror; keeps what is there."""
    namespace = settings.operator_namespace
    _ensure_namespace(namespace)
    if not succeeds(["ip", "-n", namespace, "link", "show", BRIDGE]):
        ip("-n", namespace, "link", "add", BRIDGE, "address", _BRIDGE_ADDRESS, "type", "bridge")
    for index in range(max(1, addresses)):
        ip("-n", namespace, "addr", "replace", f"{relay_address(index)}/24", "dev", BRIDGE)
    ip("-n", namespace, "link", "set", BRIDGE, "up")


def relay_address(index: int) -> str:
    """Where the operator's namespace offers mirror `index`, counted from 0."""
    head, last = OPERATOR_ADDRESS.rsplit(".", 1)
    return f"{head}.{int(last) + index}"


def ensure_node(settings: Settings, node: int, delayed: bool) -> None:
    """Makes the namespace of `node` and the cable to it; keeps what is there. A delayed node stays so."""
    operator, namespace = settings.operator_namespace, settings.node_namespace(node)
    _ensure_namespace(namespace)
    here = succeeds(["ip", "-n", operator, "link", "show", port(node)])
    there = succeeds(["ip", "-n", namespace, "link", "show", "eth0"])
    if not (here and there):
        if here:
            ip("-n", operator, "link", "del", port(node))
        if there:
            ip("-n", namespace, "link", "del", "eth0")
        peer = ["peer", "name", "eth0", "netns", namespace]
        ip("-n", operator, "link", "add", port(node), "type", "veth", *peer)
    if not delayed:
        ip("-n", operator, "link", "set", port(node), "master", BRIDGE)
    ip("-n", namespace, "addr", "replace", f"{address_of(node)}/24", "dev", "eth0")
    ip("-n", namespace, "link", "set", "eth0", "up")
    ip("-n", namespace, "route", "replace", "default", "via", OPERATOR_ADDRESS)


def set_link(settings: Settings, node: int, up: bool) -> None:
    """Plugs the node's cable in or out."""
    ip("-n", settings.operator_namespace, "link", "set", port(node), "up" if up else "down")


def link_is_up(settings: Settings, node: int) -> bool:
    command = ["ip", "-n", settings.operator_namespace, "-o", "link", "show", port(node), "up"]
    return succeeds(command) and bool(run(command, "reading a link", _HINT).strip())


def remove(settings: Settings) -> None:
    """Removes every namespace of this testbed, also those of nodes that no layout names any more."""
    for namespace in _namespaces(settings):
        ip("netns", "del", namespace)


def _namespaces(settings: Settings) -> List[str]:
    names = [line.split()[0] for line in ip("netns", "list").splitlines() if line.strip()]
    return [name for name in names if name.startswith(f"{settings.prefix}-")]


def _ensure_namespace(namespace: str) -> None:
    if not exists(namespace):
        succeeds(["ip", "netns", "del", namespace])
        ip("netns", "add", namespace)
    ip("-n", namespace, "link", "set", "lo", "up")
