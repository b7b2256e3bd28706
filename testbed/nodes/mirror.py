"""Which Debian archive this machine uses, read from its own apt configuration.

The nodes get their packages from there too, so a site without access to the internet needs no second setting.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, Iterable, Iterator, List, Mapping, Optional, Tuple
from urllib.parse import urlsplit

from nodes.errors import TestbedError

_HINT = "set TESTBED_MIRROR to the http address of a Debian archive, such as http://HOST/debian"
_RELEASES = {"bullseye", "bookworm", "trixie", "forky", "sid"}
_RELEASES |= {"oldoldstable", "oldstable", "stable", "testing", "unstable"}
_PORTS = {"http": 80, "https": 443}
_ONE_LINE = re.compile(r"(deb|deb-src)\s+(?:\[([^\]]*)\]\s*)?(\S+)\s+(\S+)\s*(.*)")


@dataclass(frozen=True)
class Source:
    """One address of one apt source."""

    uri: str
    suite: str
    components: Tuple[str, ...]


@dataclass(frozen=True)
class Mirror:
    """The address of the Debian archive, and of its security archive where the machine has one."""

    main: str
    security: Optional[str] = None

    def endpoints(self) -> List[Tuple[str, int]]:
        """The different (host, port) behind the addresses, in order."""
        uris = [uri for uri in (self.main, self.security) if uri]
        parts = [urlsplit(uri) for uri in uris]
        return list(dict.fromkeys((part.hostname or "", part.port or _PORTS[part.scheme]) for part in parts))


def parse_one_line(text: str, name: str) -> List[Source]:
    """The sources of a `sources.list`; `name` is for messages."""
    found = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.split("#", 1)[0].strip()
        if not line:
            continue
        match = _ONE_LINE.fullmatch(line)
        if not match:
            raise TestbedError(
                "reading the package sources",
                f"{name} line {number} is no apt source: {line}",
                f"correct it, or {_HINT}",
            )
        kind, _, uri, suite, components = match.groups()
        if kind == "deb":
            found.append(Source(uri, suite, tuple(components.split())))
    return found


def parse_deb822(text: str) -> List[Source]:
    """The sources of a `.sources` file."""
    found = []
    for fields in _stanzas(text):
        if "deb" not in fields.get("types", "").split():
            continue
        if fields.get("enabled", "yes").lower() in ("no", "false", "0"):
            continue
        components = tuple(fields.get("components", "").split())
        for uri in fields.get("uris", "").split():
            found += [Source(uri, suite, components) for suite in fields.get("suites", "").split()]
    return found


def _stanzas(text: str) -> Iterator[Dict[str, str]]:
    fields: Dict[str, str] = {}
    key = ""
    for line in [*text.splitlines(), ""]:
        if line.startswith("#"):
            continue
        if not line.strip():
            if fields:
                yield fields
            fields, key = {}, ""
        elif line[0] in " \t":
            fields[key] = f"{fields.get(key, '')} {line.strip()}"
        else:
            key, _, value = line.partition(":")
            key = key.strip().lower()
            fields[key] = value.strip()


def choose(sources: Iterable[Source], read: Callable[[str], str]) -> Mirror:
    """The Debian archive among `sources`; `read` gives the text of a file that a `mirror+file:` address names."""
    usable: List[Source] = []
    refused: List[str] = []
    for source in sources:
        suite = source.suite.split("/")[0].split("-")[0]
        if suite not in _RELEASES or "main" not in source.components:
            continue
        uri, problem = _resolved(source.uri, read)
        if problem:
            refused.append(f"{_shown(source.uri)}: {problem}")
        else:
            usable.append(Source(uri, source.suite, source.components))
    plain = [source.uri for source in usable if re.fullmatch(r"[a-z]+", source.suite)]
    archives = [uri for uri in plain if "/debian" in uri] or plain
    if not archives:
        raise TestbedError(
            "looking for this machine's Debian archive",
            "; ".join(dict.fromkeys(refused)) or "none of its apt sources is one",
            _HINT,
        )
    secure = [s.uri for s in usable if s.suite.endswith("-security") or s.suite.endswith("/updates")]
    return Mirror(archives[0], secure[0] if secure else None)


def _resolved(uri: str, read: Callable[[str], str]) -> Tuple[str, str]:
    """(address, "") or ("", why it cannot be used)."""
    if uri.startswith("mirror+file:"):
        try:
            lines = read(uri[len("mirror+file:") :]).split("\n")
        except OSError as error:
            return "", f"cannot be read ({error.strerror})"
        addresses = [line.split()[0] for line in lines if line.strip() and line[0] != "#"]
        if not addresses:
            return "", "names no address"
        uri = addresses[0]
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError as error:
        return "", str(error)
    if parts.scheme not in _PORTS or not parts.hostname or port == 0:
        return "", "not an http or https address"
    if parts.username or parts.password:
        return "", "holds a password, which would be copied into the nodes"
    return uri.rstrip("/"), ""


def _shown(uri: str) -> str:
    return re.sub(r"//[^/@]*@", "//…@", uri)


def read_machine(environment: Mapping[str, str], apt: Path = Path("/etc/apt")) -> Mirror:
    """TESTBED_MIRROR, or else what the files below `apt` name."""
    given = environment.get("TESTBED_MIRROR")
    if given:
        uri, problem = _resolved(given, lambda _: "")
        if problem:
            raise TestbedError("reading TESTBED_MIRROR", problem, _HINT)
        return Mirror(uri)
    sources: List[Source] = []
    for file in [apt / "sources.list", *sorted((apt / "sources.list.d").glob("*"))]:
        if file.suffix == ".list" and file.is_file():
            sources += parse_one_line(file.read_text(errors="replace"), str(file))
        elif file.suffix == ".sources":
            sources += parse_deb822(file.read_text(errors="replace"))
    return choose(sources, lambda name: Path(name).read_text())
