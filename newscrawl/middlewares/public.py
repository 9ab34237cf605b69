"""Is an address one of the public internet? Decided here for literal and resolved ones alike."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# Addresses of hosts come out of 2000::/3 alone; these parts of it lead elsewhere.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NOT_PUBLIC = (
    IPv6Network("2002::/16"),  # 6to4: an IPv4 address, private ones too, in disguise
    IPv6Network("3fff::/20"),  # documentation; Python 3.11 does not know it yet
)


def literal_address(host: str) -> IPv4Address | IPv6Address | None:
    """The address a host name spells out, in any form that a socket takes; None for a name.

    >>> literal_address("0x7f.1")
    IPv4Address('127.0.0.1')
    >>> literal_address("example.org") is None
    True
    """
    bare = host.strip("[]").partition("%")[0].rstrip(".")
    try:
        return ip_address(bare)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(bare))  # 2130706433, 0177.1, 127.1
    except (OSError, ValueError):  # ValueError: a NUL
        return None


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is that of a host on the public internet.

    >>> is_public(ip_address("93.184.215.14")), is_public(ip_address("::ffff:10.0.0.1"))
    (True, False)
    """
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address not in _GLOBAL_UNICAST or any(address in network for network in _NOT_PUBLIC):
            return False
    return address.is_global and not address.is_multicast
