"""Jinja filters of the role handover: from the words of an inventory, and of ssh, to the deploy tool's."""

from __future__ import annotations

import os
import re
import shlex
from typing import Any, Callable

JUMP = re.compile(r"(?:ssh://)?(?:(?P<user>[^@/]+)@)?(?:\[(?P<ipv6>[^]]+)\]|(?P<host>[^]@\[:/]+))(?::(?P<port>\d+))?/?")


def jump_command(settings: dict[str, str], arguments: str) -> str:
    """The command that says where the way's bastion is and who logs in there; nothing where there is no bastion.

    Of the arguments that lead to the host only the file with the settings is one of the bastion's, too.
    """
    jump = JUMP.fullmatch(settings.get("proxyjump", "none"))
    if jump is None or jump[0] == "none" or several_jumps(settings):
        return ""
    words = ["ssh"]
    given = shlex.split(arguments)
    for word, following in zip(given, given[1:] + [""]):
        if word == "-F":
            words += ["-F", following]
        elif word.startswith("-F"):
            words.append(word)
    if jump["user"]:
        words += ["-l", jump["user"]]
    if jump["port"]:
        words += ["-p", jump["port"]]
    return shlex.join([*words, "-G", jump["ipv6"] or jump["host"]])


def several_jumps(settings: dict[str, str]) -> str:
    """All bastions of a way that leads through more than one; the deploy tool says what to do instead."""
    way = settings.get("proxyjump", "")
    return way if "," in way else ""


def jump_line(settings: dict[str, str]) -> str:
    """The bastion, of which ssh has said this, as the deploy tool reads it: user@host:port."""
    if "hostname" not in settings:
        return ""
    host = settings["hostname"]
    address = f"[{host}]" if ":" in host else host
    return f"{settings['user']}@{address}:{settings.get('port', '22')}"


def known_name(host: str, port: int | str) -> str:
    """How known_hosts calls a host: in small letters, as ssh compares it."""
    name = host.lower()
    return name if int(port) == 22 else f"[{name}]:{port}"


def known_command(settings: dict[str, str]) -> str:
    """The command that prints the lines that ssh itself has of the machine of which it has said this."""
    if "hostname" not in settings:
        return ""
    name = shlex.quote(known_name(settings["hostname"], settings.get("port", "22")))
    files = settings.get("userknownhostsfile", "~/.ssh/known_hosts").split()
    asked = [f"ssh-keygen -F {name} -f {shlex.quote(os.path.expanduser(file))} 2>/dev/null" for file in files]
    return "{ " + "; ".join(asked) + "; } | grep -v '^#' || :"


def key_path(path: str) -> str:
    """The private key's file in full: Ansible's is relative to the folder where it was started."""
    return os.path.abspath(os.path.expanduser(path)) if path else ""


def properties_value(value: object) -> str:
    """A value as it is written in a properties file, where a backslash stands before a special character."""
    text = str(value).replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return "\\" + text if text.startswith((" ", "\f")) else text


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {
            "handover_jump_command": jump_command,
            "handover_jump_line": jump_line,
            "handover_several_jumps": several_jumps,
            "handover_known_command": known_command,
            "handover_known_name": known_name,
            "handover_key_path": key_path,
            "properties_value": properties_value,
        }
