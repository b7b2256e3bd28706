"""Faults of the network, and healing them.

Cuts and losses are rules of one nftables table in the operator's namespace, so the nodes neither see nor can undo
them. Each rule names a node's two possible places in the bridge: a delayed node hangs on another port.
"""

import re
import sys
import time
from pathlib import Path

from nodes import network
from nodes.errors import TestbedError
from nodes.job import Job
from nodes.network import BRIDGE, delayed_port, port
from nodes.process import run, succeeds
from nodes.settings import Settings

_HINT = "`testbed heal`, then again"
_DELAYER = Path(__file__).with_name("delayer.py")
_READY_SECONDS = 10.0
_UNITS = {"kbit": 1e3, "mbit": 1e6, "gbit": 1e9}
_TABLE = """
table bridge testbed {
  set cut { type ifname . ifname; }
  map loss { type ifname : verdict; }
  chain forward {
    type filter hook forward priority 0;
    iifname . oifname @cut drop
    oifname vmap @loss
  }
  chain output {
    type filter hook output priority 0;
    oifname vmap @loss
  }
}
"""


def bits_per_second(rate: str) -> float:
    """The value of a rate such as 512kbit, 10mbit or 1.5gbit; ValueError for anything else."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(kbit|mbit|gbit)", rate)
    if not match or float(match[1]) <= 0:
        raise ValueError(f"{rate} is no rate such as 512kbit, 10mbit or 1gbit")
    return float(match[1]) * _UNITS[match[2]]


def _nft(settings: Settings, rules: str) -> None:
    nft = ["ip", "netns", "exec", settings.operator_namespace, "nft"]
    if not succeeds([*nft, "list", "table", "bridge", "testbed"]):
        rules = _TABLE + rules
    run([*nft, "-f", "-"], "changing the bridge's rules", _HINT, stdin=rules)


def cut(settings: Settings, one: int, other: int) -> None:
    """Drops all that two nodes send each other; both still reach everybody else."""
    places = [(a, b) for a in (port(one), delayed_port(one)) for b in (port(other), delayed_port(other))]
    pairs = [f'"{a}" . "{b}", "{b}" . "{a}"' for a, b in places]
    _nft(settings, f"add element bridge testbed cut {{ {', '.join(pairs)} }}\n")


def lose(settings: Settings, node: int, percent: float) -> None:
    """Drops `percent` of the frames on their way to the node, at random."""
    chain = f"loss-n{node}"
    rules = f"add chain bridge testbed {chain}\nflush chain bridge testbed {chain}\n"
    share = round(percent * 100)
    if share >= 10000:
        rules += f"add rule bridge testbed {chain} drop\n"
    elif share > 0:
        rules += f"add rule bridge testbed {chain} numgen random mod 10000 < {share} drop\n"
    for place in (port(node), delayed_port(node)):
        rules += f'add element bridge testbed loss {{ "{place}" : jump {chain} }}\n'
    _nft(settings, rules)


def limit_rate(settings: Settings, node: int, rate: str) -> None:
    """Limits what the node receives, and what it sends, to `rate` each."""
    # A bucket has to hold what passes between two ticks of the kernel's clock, and at least a few frames.
    burst = max(32 * 1024, int(bits_per_second(rate) / 8 / 100))
    bucket = ["root", "tbf", "rate", rate, "burst", f"{burst}b", "latency", "400ms"]
    for namespace, device in _ends(settings, node):
        run(["tc", "-n", namespace, "qdisc", "replace", "dev", device, *bucket], "limiting the rate", _HINT)


def delayer(settings: Settings, node: int) -> Job:
    return Job(settings, f"delay-n{node}")


def delay(settings: Settings, node: int, milliseconds: float, jitter: float) -> None:
    """Delays each frame to and from the node by `milliseconds` +- `jitter`, in place of what it was before."""
    _stop_delaying(settings, node)
    job = delayer(settings, node)
    enter = ["ip", "netns", "exec", settings.operator_namespace, sys.executable, str(_DELAYER)]
    figures = [f"{milliseconds:g}", f"{jitter:g}"]
    places = [port(node), delayed_port(node), BRIDGE]
    job.start([*enter, *places, *figures, settings.node_namespace(node)])
    deadline = time.monotonic() + _READY_SECONDS
    while not _forwards(settings, delayed_port(node)):
        if time.monotonic() > deadline or not job.alive():
            why = job.tail() or "the delayer does not come up"
            _stop_delaying(settings, node)
            raise TestbedError("delaying", why, f"read {job.log}", f"n{node}")
        time.sleep(0.02)


def _forwards(settings: Settings, place: str) -> bool:
    command = ["ip", "netns", "exec", settings.operator_namespace]
    return succeeds([*command, "grep", "-qx", "3", f"/sys/class/net/{BRIDGE}/brif/{place}/state"])


def _stop_delaying(settings: Settings, node: int) -> None:
    delayer(settings, node).end()
    network.ip("-n", settings.operator_namespace, "link", "set", port(node), "master", BRIDGE, "promisc", "off")
    # The offloads that the delayer switched off.
    restore = (
        f"import sys; sys.path.insert(0, {str(_DELAYER.parent)!r}); import delayer as d; d.set_offloads('eth0', True)"
    )
    succeeds(["ip", "netns", "exec", settings.node_namespace(node), sys.executable, "-Bc", restore])


def heal(settings: Settings, node: int, running: bool) -> None:
    """Undoes every fault of `node`; one that has no power keeps its cable out, as nobody answers there."""
    if delayer(settings, node).group.path.exists():
        _stop_delaying(settings, node)
    for namespace, device in _ends(settings, node):
        succeeds(["tc", "-n", namespace, "qdisc", "del", "dev", device, "root"])
    if running:
        network.set_link(settings, node, up=True)


def heal_rules(settings: Settings) -> None:
    """Undoes every cut and every loss."""
    nft = ["ip", "netns", "exec", settings.operator_namespace, "nft"]
    succeeds([*nft, "delete", "table", "bridge", "testbed"])


def _ends(settings: Settings, node: int) -> "list[tuple[str, str]]":
    """(namespace, device) of both ends of the node's cable."""
    return [(settings.operator_namespace, port(node)), (settings.node_namespace(node), "eth0")]
