"""Imported first: from here on this process connects to 127.0.0.0/8 alone, and asks no names."""

from __future__ import annotations

import socket
from typing import Any

_CONNECT, _LOOK_UP = socket.socket.connect, socket.getaddrinfo


def is_here(host: object) -> bool:
    """Whether a host is this machine, by its address."""
    return isinstance(host, str) and (host.startswith("127.") or host in {"localhost", "::1"})


class _LocalSocket(socket.socket):
    """A socket that refuses other machines."""

    def connect(self, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not is_here(address[0]):
            raise ConnectionRefusedError(f"{address[0]}: a benchmark asks this machine alone")
        _CONNECT(self, address)


def _look_up(host: Any, *rest: Any, **options: Any) -> Any:
    if not is_here(host):
        raise socket.gaierror(f"{host}: a benchmark asks this machine alone")
    return _LOOK_UP(host, *rest, **options)


socket.socket = _LocalSocket  # type: ignore[misc]
socket.getaddrinfo = _look_up
