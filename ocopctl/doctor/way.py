"""The way out of this machine: routes, proxies, and the finding of names."""

from __future__ import annotations

import socket
import threading
import time
from queue import Empty, Queue
from typing import TYPE_CHECKING
from urllib.request import getproxies, proxy_bypass

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMES_S = 2.0
_SOMEWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses for documentation: nothing is sent to them, they only ask for a way out."""


def proxy_for(url: httpx.URL) -> str:
    """Return host and port of the proxy that calls to an address go through, empty for none."""
    if proxy_bypass(url.host):
        return ""
    proxies = getproxies()
    proxy = httpx.URL(proxies.get(url.scheme) or proxies.get("all") or "")
    return proxy.netloc.decode()


def has_route() -> bool:
    """Tell whether this machine knows any way out, without sending anything."""
    return any(_leads_out(family, address) for family, address in _SOMEWHERE)


def _leads_out(family: socket.AddressFamily, address: str) -> bool:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 9))
    except OSError:
        return False
    return True


def unresolved(hosts: Iterable[str]) -> set[str]:
    """Return the hosts whose names are not found in time.

    In threads of our own: those of asyncio would keep the program from ending while a name server
    is silent.
    """
    found: Queue[tuple[str, bool]] = Queue()
    pending = set(hosts)
    for host in sorted(pending):
        threading.Thread(target=_resolve, args=(host, found), daemon=True).start()
    lost: set[str] = set()
    until = time.monotonic() + NAMES_S
    while pending and (left := until - time.monotonic()) > 0:
        try:
            host, there = found.get(timeout=left)
        except Empty:
            break
        pending.discard(host)
        if not there:
            lost.add(host)
    return lost | pending


def _resolve(host: str, found: Queue[tuple[str, bool]]) -> None:
    try:
        socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        found.put((host, False))
    else:
        found.put((host, True))
