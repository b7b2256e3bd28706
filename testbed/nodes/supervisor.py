#!/usr/bin/python3
"""Runs one node until it is powered off: supervisor.py MACHINE HOSTNAME LAYERS NODE_FOLDER NETWORK_NAMESPACE.

Started detached, inside the node's control group and a mount namespace of its own, so whatever it mounts goes with it.
Imports nothing of the testbed: it outlives the command that started it, and stays small.
"""

import os
import subprocess
import sys
import time
import zlib
from typing import List

CGROUPS = "/sys/fs/cgroup"
REBOOT = 133


def mount_cgroups() -> None:
    """A pure cgroup2, on every machine.

    systemd-nspawn gives its container the kind of tree that it finds here. On a machine with version 1 beside version
    2 the container's systemd would get one that it cannot manage.
    """
    subprocess.run(["umount", "-R", "-l", CGROUPS], stderr=subprocess.DEVNULL, check=False, timeout=60)
    subprocess.run(["mount", "-t", "cgroup2", "cgroup2", CGROUPS], check=True, timeout=60)


def hide_run_files() -> None:
    """systemd-nspawn keeps files of each container here, and leaves them after a cut of the power."""
    os.makedirs("/run/systemd/nspawn", exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/run/systemd/nspawn"]
    subprocess.run(mount, check=True, timeout=60)


def mount_root(layers: str, folder: str) -> str:
    """The node's disk: layers that it shares with others below, the image undermost, and what the node writes on top."""
    root = f"{folder}/root"
    options = f"lowerdir={layers},upperdir={folder}/upper,workdir={folder}/work"
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o", options, root], check=True, timeout=60)
    return root


def forget_rules(namespace: str) -> None:
    """A machine that boots has no packet filter and the kernel's own range of ports; a namespace would keep both."""
    inside = ["ip", "netns", "exec", namespace]
    subprocess.run([*inside, "nft", "flush", "ruleset"], check=True, timeout=60)
    subprocess.run([*inside, "sysctl", "-q", "-w", "net.ipv4.ip_local_port_range=32768 60999"], check=True, timeout=60)


def clocks(hostname: str) -> List[str]:
    """What gives a node clocks that count from a boot of its own, as a machine's do; nothing where the kernel cannot.

    They also differ from node to node by more than a second, whenever they boot, as namespaces know whole seconds only.
    """
    if not os.path.exists("/proc/self/ns/time_for_children"):
        return []
    apart = 10 * (1 + zlib.crc32(hostname.encode()) % 1000)
    since_boot = time.clock_gettime(time.CLOCK_BOOTTIME)
    offsets = [f"--monotonic={apart - int(time.monotonic())}", f"--boottime={apart - int(since_boot)}"]
    return ["unshare", "--time", *offsets, "--fork", "--kill-child"]


def boot(machine: str, hostname: str, root: str, namespace: str) -> int:
    """One boot, from power on to power off; 133 asks for another one."""
    command = [
        *clocks(hostname),
        *("systemd-nspawn", "--boot", "--quiet", f"--machine={machine}", f"--directory={root}"),
        # No systemd or machined need run on the machine itself.
        *("--register=no", "--keep-unit"),
        f"--network-namespace-path=/run/netns/{namespace}",
        # For packet filters and routes of its own.
        "--capability=CAP_NET_ADMIN",
        f"--hostname={hostname}",
        *("--resolv-conf=off", "--timezone=off", "--link-journal=no", "--console=pipe"),
    ]
    # /proc/sys/net belongs to the namespace, so a node may write it; the rest of /proc/sys is the machine's.
    environment = {**os.environ, "SYSTEMD_NSPAWN_API_VFS_WRITABLE": "network"}
    return subprocess.run(command, env=environment, check=False).returncode


def main(machine: str, hostname: str, layers: str, folder: str, namespace: str) -> int:
    mount_cgroups()
    hide_run_files()
    root = mount_root(layers, folder)
    while True:
        forget_rules(namespace)
        code = boot(machine, hostname, root, namespace)
        if code != REBOOT:  # nothing else starts a container again that has rebooted
            return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
