"""The nodes' way to packages, and their only way out: one mirror, at an address of the operator's namespace.

Two processes carry each mirror's port: one outside that connects to it, one in the operator's namespace that listens.
They meet at a unix socket, which does not care about network namespaces.
"""

import time
from typing import List

from nodes.errors import TestbedError
from nodes.job import Job
from nodes.mirror import Mirror
from nodes.network import relay_address
from nodes.settings import Settings

_READY_SECONDS = 10.0


def jobs(settings: Settings, count: int) -> List[Job]:
    return [Job(settings, f"relay-{side}-{index}") for index in range(count) for side in ("out", "in")]


def ensure(settings: Settings, mirror: Mirror) -> None:
    """Starts the relays that do not run."""
    for index, (host, port) in enumerate(mirror.endpoints()):
        socket = settings.run / f"mirror-{index}.sock"
        outside = Job(settings, f"relay-out-{index}")
        inside = Job(settings, f"relay-in-{index}")
        listen = f"UNIX-LISTEN:{socket},fork,mode=600,unlink-early,backlog=64"
        if not (outside.alive() and socket.exists()):
            outside.end()
            outside.start(["socat", listen, f"TCP:{host}:{port}"])
        accept = f"TCP-LISTEN:{port},bind={relay_address(index)},fork,reuseaddr,backlog=64"
        enter = ["ip", "netns", "exec", settings.operator_namespace]
        inside.start([*enter, "socat", accept, f"UNIX-CONNECT:{socket}"])
        deadline = time.monotonic() + _READY_SECONDS
        while not (socket.exists() and outside.alive() and inside.alive()):
            if time.monotonic() > deadline:
                why = outside.tail() or inside.tail() or "it does not come up"
                raise TestbedError(f"the relay to {host}", why, f"read {outside.log}")
            time.sleep(0.01)


def host_entries(mirror: Mirror) -> List[str]:
    """The lines of a node's /etc/hosts that lead the mirrors' names to the relays."""
    names = dict.fromkeys(host for host, _ in mirror.endpoints())
    ports = mirror.endpoints()
    return [f"{relay_address(next(i for i, (name, _) in enumerate(ports) if name == host))} {host}" for host in names]
