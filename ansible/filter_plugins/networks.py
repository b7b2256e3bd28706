"""Jinja filters about address ranges (CIDR), with what Python's standard library knows of them."""

from __future__ import annotations

import ipaddress
from typing import Any, Callable, Iterable


def networks(cidrs: str | Iterable[str]) -> list[str]:
    """The ranges as a list: one range or several, written as text, a comma-separated text or a list."""
    items = cidrs.split(",") if isinstance(cidrs, str) else list(cidrs)
    return [str(item).strip() for item in items if str(item).strip()]


def malformed_networks(cidrs: str | Iterable[str]) -> list[str]:
    """Those of the ranges that are none, such as 10.0.0.1/24, whose host part is not zero."""
    return [cidr for cidr in networks(cidrs) if _parse(cidr) is None]


def cover_the_world(cidrs: str | Iterable[str]) -> bool:
    """Whether the ranges, taken together, hold every IPv4 or every IPv6 address."""
    parsed = [network for network in map(_parse, networks(cidrs)) if network is not None]
    v4 = [network for network in parsed if isinstance(network, ipaddress.IPv4Network)]
    v6 = [network for network in parsed if isinstance(network, ipaddress.IPv6Network)]
    return any(network.prefixlen == 0 for network in ipaddress.collapse_addresses(v4)) or any(
        network.prefixlen == 0 for network in ipaddress.collapse_addresses(v6)
    )


def in_networks(address: str, cidrs: str | Iterable[str]) -> bool:
    """Whether the address lies in one of the ranges; an address that is none lies nowhere."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return any(network is not None and parsed in network for network in map(_parse, networks(cidrs)))


def of_version(cidrs: str | Iterable[str], version: int) -> list[str]:
    """The ranges of one IP version, 4 or 6."""
    parsed = map(_parse, networks(cidrs))
    return [str(network) for network in parsed if network is not None and network.version == version]


def _parse(cidr: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(cidr)
    except ValueError:
        return None


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {
            "networks": networks,
            "malformed_networks": malformed_networks,
            "cover_the_world": cover_the_world,
            "in_networks": in_networks,
            "of_version": of_version,
        }
