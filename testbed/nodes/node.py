"""One node: its disk, its power."""

import json
import os
import signal
import sys
import time
import uuid
from pathlib import Path
from typing import List, Optional, Sequence

from nodes import network, sshfiles
from nodes.base import remove_tree
from nodes.errors import TestbedError
from nodes.job import Job
from nodes.layers import layers_in
from nodes.process import Identity
from nodes.settings import Settings

_POWER_OFF_SECONDS = 90.0  # systemd gives a stubborn unit 90 s before it kills it
_REMIND_SECONDS = 5.0
_SEED = "var/lib/cloud/seed/nocloud/meta-data"
# As cloud-init writes it for root.
_ROOT_IS_TOLD = (
    'no-port-forwarding,no-agent-forwarding,no-X11-forwarding,command="echo \'Please login as the user \\"ubuntu\\"'
    ' rather than the user \\"root\\".\';echo;sleep 10;exit 142"'
)
_SUPERVISOR = Path(__file__).with_name("supervisor.py")


class Node:
    """Node `number` of a testbed, counted from 1."""

    def __init__(self, settings: Settings, number: int) -> None:
        self.settings = settings
        self.number = number
        self.name = f"n{number}"
        self.folder = settings.nodes / self.name
        self.job = Job(settings, self.name)

    def made(self) -> bool:
        return self.folder.is_dir()

    def make(self, base: Path, host_lines: List[str], settled: bool = False) -> None:
        """Gives the node, which has none, a disk on top of `base`; `settled` is what cloud-init would leave, without it, and without a message of the day.

        Built aside and renamed, so a disk is whole or absent. The disk of an existing node stays on the image it was
        made with.
        """
        part = self._empty_disk([base])
        disk = Disk(base, part / "upper")
        disk.put("etc/hostname", f"{self.name}\n")
        disk.put("etc/hosts", "\n".join(host_lines) + "\n")
        private, public = sshfiles.host_key(self.settings, self.name)
        disk.put("etc/ssh/ssh_host_ed25519_key", private, mode=0o600)
        disk.put("etc/ssh/ssh_host_ed25519_key.pub", public)
        authorized = self.settings.key.with_suffix(".pub").read_text()
        disk.put(_SEED, _metadata(self.name, authorized), mode=0o600)
        disk.put("home/ubuntu/.ssh/authorized_keys", authorized, mode=0o600, owner=1000, folder_mode=0o700)
        if settled:
            disk.put("etc/cloud/cloud-init.disabled", "")
            # Four programs and more at every login and every task of Ansible, for words that nobody reads.
            for script in sorted((base / "etc/update-motd.d").glob("*")):
                disk.put(f"etc/update-motd.d/{script.name}", "")
            disk.put("etc/sudoers.d/90-cloud-init-users", "ubuntu ALL=(ALL) NOPASSWD:ALL\n", mode=0o440)
            disk.put("root/.ssh/authorized_keys", f"{_ROOT_IS_TOLD} {authorized}", mode=0o600, folder_mode=0o700)
        part.rename(self.folder)

    def lie_on(self, layers: Sequence[Path]) -> None:
        """Gives the node, which is powered off, a disk with what the layers hold, the uppermost first, and nothing else."""
        part = self._empty_disk(layers)
        remove_tree(self.folder)
        part.rename(self.folder)

    def _empty_disk(self, layers: Sequence[Path]) -> Path:
        part = self.folder.with_suffix(".part")
        remove_tree(part)
        for name in ("upper", "work", "root"):
            (part / name).mkdir(parents=True)
        (part / "layers").write_text("".join(f"{layer}\n" for layer in layers))
        return part

    def layers(self) -> List[Path]:
        """What the node's disk lies on, the uppermost first and the image last."""
        return layers_in(self.folder)

    def read(self, name: str) -> str:
        """A file of its disk, which may be powered off."""
        return next(
            layer / name for layer in (self.folder / "upper", *self.layers()) if (layer / name).exists()
        ).read_text()

    def running(self) -> bool:
        return self.job.alive()

    def power_on(self) -> None:
        """Plugs the cable in, and boots the node unless it runs; returns at once."""
        network.set_link(self.settings, self.number, up=True)
        unshare = ["unshare", "--mount", "--propagation", "slave"]
        namespace = self.settings.node_namespace(self.number)
        machine = f"{self.settings.prefix}-{self.name}"
        layers = ":".join(str(layer) for layer in self.layers())
        arguments = [machine, self.name, layers, str(self.folder), namespace]
        self.job.start([*unshare, sys.executable, str(_SUPERVISOR), *arguments])

    def request_power_off(self) -> None:
        """What a press on the power button does: RTMIN+4 makes the systemd inside start poweroff.target."""
        leader = self._leader()
        if leader:
            leader.send(signal.SIGRTMIN + 4)

    def await_power_off(self) -> None:
        """Waits for the end of a requested power off; cuts the power when it takes too long."""
        deadline = time.monotonic() + _POWER_OFF_SECONDS
        remind = time.monotonic() + _REMIND_SECONDS
        while self.running():
            now = time.monotonic()
            if now > deadline:
                print(
                    f"[{self.name}] powering off takes longer than {_POWER_OFF_SECONDS:g} s: cutting the power",
                    file=sys.stderr,
                )
                break
            if now > remind:  # a systemd that was still starting does not hear the first one
                self.request_power_off()
                remind = now + _REMIND_SECONDS
            time.sleep(0.02)
        self.job.end()

    def cut_power(self) -> None:
        """Ends the node without notice.

        The cable goes first: a kernel whose process died still answers, with a reset, while a machine without power
        says nothing.
        """
        network.set_link(self.settings, self.number, up=False)
        self.job.end()

    def erase(self) -> None:
        remove_tree(self.folder)

    def _leader(self) -> Optional[Identity]:
        """The node's own process 1, as the machine numbers it."""
        for pid in self.job.group.members():
            try:
                status = Path(f"/proc/{pid}/status").read_text()
            except OSError:
                continue
            numbers = next(line for line in status.splitlines() if line.startswith("NSpid:")).split()[1:]
            if len(numbers) > 1 and numbers[-1] == "1":
                return Identity.of(pid)
        return None


def _metadata(name: str, public_key: str) -> str:
    """What EC2 tells a machine of itself, for its cloud-init; each disk is another machine."""
    content = {"instance-id": f"i-{uuid.uuid4().hex[:17]}", "local-hostname": name, "public-keys": [public_key.strip()]}
    return json.dumps(content) + "\n"


class Disk:
    """The upper layer of a disk, before it is mounted for the first time."""

    def __init__(self, base: Path, upper: Path) -> None:
        self._base = base
        self._upper = upper

    def put(self, name: str, text: str, mode: int = 0o644, owner: int = 0, folder_mode: int = 0o755) -> None:
        """Writes the file `name`; folders that the image has keep its owner and mode, new ones get the file's."""
        parents = [parent for parent in Path(name).parents if parent != Path(".")]
        for parent in reversed(parents):
            folder = self._upper / parent
            if folder.exists():
                continue
            folder.mkdir()
            known = self._base / parent
            if known.is_dir():
                folder.chmod(known.stat().st_mode & 0o7777)
                os.chown(folder, known.stat().st_uid, known.stat().st_gid)
            else:
                folder.chmod(folder_mode)
                os.chown(folder, owner, owner)
        file = self._upper / name
        file.touch(mode=0o600)
        file.write_text(text)
        file.chmod(mode)
        os.chown(file, owner, owner)


def not_ready(node: Node, seconds: float) -> TestbedError:
    """The message for a node that does not let anybody in."""
    why = node.job.tail() or "it is still starting"
    if not node.running():
        why = f"it stopped: {why}"
    return TestbedError(
        f"waiting {seconds:g} s for sshd", why, f"read {node.job.log}, then `testbed reset {node.name}`", node.name
    )
