#!/usr/bin/python3
"""Delays all frames to and from one node: delayer.py PORT TAP BRIDGE DELAY_MS JITTER_MS NODE_NAMESPACE.

For kernels without `tc netem`. Runs in the operator's namespace. The node's PORT leaves the bridge and TAP takes its
place; this process carries every frame between the two, each DELAY_MS +- JITTER_MS later and in order. TAP goes when
the process ends; whoever ends it puts PORT back into the bridge.
"""

import array
import ctypes
import fcntl
import heapq
import os
import random
import select
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import List, Tuple

_TUNSETIFF, _IFF_TAP, _IFF_NO_PI = 0x400454CA, 0x0002, 0x1000
_SIOCETHTOOL = 0x8946
# Setting of: transmit checksums, segmentation (TSO), generic segmentation (GSO), generic receive offload (GRO).
_OFFLOADS = (0x17, 0x1F, 0x24, 0x2C)
_CLONE_NEWNET = 0x40000000
_ALL_PROTOCOLS = socket.htons(3)
_OUTGOING = 4
_FRAME = 65535
_BATCH = 64


def enter(namespace: Path) -> None:
    """Moves this process into the network namespace at `namespace` (os.setns needs Python 3.12)."""
    libc = ctypes.CDLL(None, use_errno=True)
    with open(namespace) as file:
        if libc.setns(file.fileno(), _CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"setns {namespace}")


def set_offloads(device: str, on: bool) -> None:
    """Switches what `device` leaves to hardware.

    A frame read from a socket must be one that fits the wire, with its checksum: a veth pair postpones both for ever.
    """
    with socket.socket() as control:
        for command in _OFFLOADS:
            value = array.array("B", struct.pack("II", command, int(on)))
            request = struct.pack("16sP", device.encode(), value.buffer_info()[0])
            try:
                fcntl.ioctl(control, _SIOCETHTOOL, request)
            except OSError:
                continue  # a device without this offload


def open_tap(name: str) -> int:
    tap = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tap, _TUNSETIFF, struct.pack("16sH", name.encode(), _IFF_TAP | _IFF_NO_PI))
    return tap


def open_port(name: str) -> socket.socket:
    port = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, _ALL_PROTOCOLS)
    port.bind((name, 0))
    port.setblocking(False)
    port.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
    return port


class Delayer:
    """Carries frames between a tap and a port; `delay` and `jitter` in seconds."""

    def __init__(self, tap: int, port: socket.socket, delay: float, jitter: float) -> None:
        self._tap = tap
        self._port = port
        self._delay = delay
        self._jitter = jitter
        self._waiting: List[Tuple[float, int, bool, bytes]] = []
        self._count = 0
        self._last = {True: 0.0, False: 0.0}

    def run(self) -> None:
        while True:
            now = time.monotonic()
            while self._waiting and self._waiting[0][0] <= now:
                _, _, to_node, frame = heapq.heappop(self._waiting)
                self._deliver(to_node, frame)
            pause = max(0.0, self._waiting[0][0] - now) if self._waiting else None
            for ready in select.select([self._tap, self._port], [], [], pause)[0]:
                for _ in range(_BATCH):
                    if not self._take(to_node=ready is not self._port):
                        break

    def _take(self, to_node: bool) -> bool:
        """Reads one frame that is on its way to the node, or comes from it; False if there is none."""
        try:
            if to_node:
                frame = os.read(self._tap, _FRAME)
            else:
                frame, sender = self._port.recvfrom(_FRAME)
                if sender[2] == _OUTGOING:  # a packet socket also hears what it sends itself
                    return True
        except OSError:  # nothing to read, or the cable is plugged out
            return False
        due = time.monotonic() + self._delay + random.uniform(-self._jitter, self._jitter)
        due = self._last[to_node] = max(due, self._last[to_node])
        self._count += 1
        heapq.heappush(self._waiting, (due, self._count, to_node, frame))
        return True

    def _deliver(self, to_node: bool, frame: bytes) -> None:
        try:
            if to_node:
                self._port.send(frame)
            else:
                os.write(self._tap, frame)
        except OSError:
            pass  # lost, as on a cable that is plugged out or full


def main(port: str, tap: str, bridge: str, delay: str, jitter: str, namespace: str) -> None:
    home = Path("/proc/self/ns/net").open()
    enter(Path("/run/netns", namespace))
    set_offloads("eth0", on=False)
    enter(Path(f"/proc/self/fd/{home.fileno()}"))
    device = open_tap(tap)
    for change in (["set", port, "nomaster", "promisc", "on"], ["set", tap, "master", bridge, "up"]):
        subprocess.run(["ip", "link", *change], check=True, timeout=20)
    Delayer(device, open_port(port), float(delay) / 1000, float(jitter) / 1000).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
