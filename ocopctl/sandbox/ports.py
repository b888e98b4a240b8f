"""Ports on loopback: all that are wanted, or none."""

from __future__ import annotations

import os
import socket
from contextlib import ExitStack

from ocopctl.errors import UsageError
from ocopctl.language import _

LOOPBACK = "127.0.0.1"
_LAST = 65535


def listen(first: int, count: int) -> list[socket.socket]:
    """Bind `count` ports from `first` on, or as many that the system chooses where it is 0.

    Raises UsageError when one cannot be had; the others are let go then.
    """
    if first and not 1 <= first <= _LAST - count + 1:
        raise UsageError(
            _("ports are needed from {first} to {last}", first=first, last=first + count - 1),
            hint=_("choose a port from 1024 to {last}", last=_LAST - count + 1),
        )
    with ExitStack() as stack:
        places = range(count)
        bound = [stack.enter_context(_bind(first + n if first else 0)) for n in places]
        stack.pop_all()
    return bound


def _bind(port: int) -> socket.socket:
    one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        # a port whose last connections are still fading away is free; one that is used is not
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        one.bind((LOOPBACK, port))
        one.listen()
    except OSError as error:
        one.close()
        raise UsageError(
            _("port {port} cannot be used: {reason}", port=port, reason=error.strerror),
            place=f"{LOOPBACK}:{port}",
            hint=_("stop the program that uses it, or choose others: --port 8790, or --port 0"),
        ) from error
    one.settimeout(0)
    return one
