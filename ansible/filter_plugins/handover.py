"""Jinja filters of the role handover: from the words of an inventory, and of ssh, to the deploy tool's."""

from __future__ import annotations

import os
import re
import shlex
from typing import Any, Callable

JUMP = re.compile(r"(?:ssh://)?(?:(?P<user>[^@/]+)@)?(?:\[(?P<ipv6>[^]]+)\]|(?P<host>[^]@\[:/]+))(?::(?P<port>\d+))?/?")


# Those of ssh that have a value.
_VALUED = frozenset("BbcDEeFIiJLlmOopQRSWw")
_NETCATS = ("nc", "ncat", "netcat")
# What ssh asks for a key without being told of one.
_USUAL_KEYS = ("dsa", "ecdsa", "ecdsa_sk", "ed25519", "ed25519_sk", "rsa", "xmss")


def proxy_command(settings: dict[str, str]) -> str:
    """The program that makes the connection in place of ssh; nothing where there is none."""
    told = "none" if "proxyjump" in settings else settings.get("proxycommand", "none")
    return "" if told == "none" else told


def proxy_words(settings: dict[str, str]) -> list[str]:
    """A proxy command that is ssh to a bastion, as people wrote before ProxyJump: its options, and then the bastion.

    Nothing where the command is another, or leads through more bastions.
    """
    try:
        words = shlex.split(proxy_command(settings).replace("%r", settings.get("user", "")))
    except ValueError:
        return []
    if words[:1] == ["exec"]:
        del words[0]
    if not words or os.path.basename(words[0]) != "ssh":
        return []
    kept: list[str] = []
    leads_on = False
    place = 1
    while place < len(words) and words[place].startswith("-"):
        word = words[place]
        letter = next((letter for letter in word[1:] if letter in _VALUED), "")
        is_apart = letter != "" and word.endswith(letter)
        value = word.partition(letter)[2] if letter and not is_apart else " ".join(words[place + 1 : place + 2])
        if letter == "W":
            leads_on = value in ("%h:%p", "[%h]:%p")
        elif letter == "J" or (letter == "o" and re.match(r"(?i)proxy(jump|command)\b", value)):
            return []
        elif letter in ("F", "i", "l", "o", "p"):
            kept += [f"-{letter}", value]
        place += 2 if is_apart else 1
    bastion, there = words[place : place + 1], words[place + 1 :]
    if there and os.path.basename(there[0]) in _NETCATS:
        leads_on = there[-2:] == ["%h", "%p"]
    return kept + bastion if bastion and leads_on else []


def jump_command(settings: dict[str, str], arguments: str) -> str:
    """The command that says where the way's bastion is and who logs in there; nothing where there is no bastion.

    Of the arguments that lead to the host only the file with the settings is one of the bastion's, too.
    """
    proxy = proxy_words(settings)
    if proxy:
        return shlex.join(["ssh", *proxy[:-1], "-G", proxy[-1]])
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


def untaken_way(settings: dict[str, str]) -> str:
    """A way that the deploy tool does not go, so that it says so: several bastions, or a program that is not ssh."""
    command = "" if proxy_words(settings) else proxy_command(settings)
    return several_jumps(settings) or (f"ProxyCommand {command}" if command else "")


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


def told_key(settings: dict[str, str]) -> str:
    """The private key that ssh was told to take; nothing where it looks for the usual ones."""
    told = settings.get("identityfile", "")
    usual = [os.path.expanduser(f"~/.ssh/id_{kind}") for kind in _USUAL_KEYS]
    return "" if os.path.expanduser(told) in usual else told


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
            "handover_told_key": told_key,
            "handover_untaken_way": untaken_way,
            "handover_known_command": known_command,
            "handover_known_name": known_name,
            "handover_key_path": key_path,
            "properties_value": properties_value,
        }
