"""Who holds the locks of shops, without getting in anybody's way."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from filelock import FileLock, Timeout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NOTE = ".holder"


@dataclass(frozen=True, slots=True)
class Holder:
    """The run that works in a shop: `shop` is its journal key, `since` seconds since 1970 or 0."""

    shop: str
    pid: int
    since: float
    command: str


def holders(state: Path) -> list[Holder]:
    """Return who works in the shops of a state folder now.

    A lock is tried only while the process that wrote its note is alive: a run that begins at this
    moment must not find it taken by us.
    """
    return list(_holders(state / "locks"))


def _holders(folder: Path) -> Iterator[Holder]:
    for note in sorted(folder.glob(f"*{_NOTE}")):
        shop = unquote(note.name.removesuffix(_NOTE))
        holder = _read(shop, note)
        if holder and _alive(holder.pid) and _taken(note.with_suffix(".lock")):
            yield holder


def _read(shop: str, note: Path) -> Holder | None:
    """Read a note: JSON, or a number and a time; None for one that says nothing."""
    try:
        text = note.read_text("utf-8").strip()
    except (OSError, ValueError):
        return None
    try:
        body = json.loads(text)
    except ValueError:
        pid, _space, since = text.partition(" ")
        body = {"pid": pid, "since": since}
    if not isinstance(body, dict):
        return None
    pid = str(body.get("pid", ""))
    if not pid.isdecimal():
        return None
    return Holder(shop, int(pid), _moment(body.get("since")), str(body.get("command") or ""))


def _moment(value: Any) -> float:
    if isinstance(value, int | float):
        return float(value)
    try:
        return datetime.fromisoformat(str(value)).timestamp()
    except (ValueError, OSError, OverflowError):
        return 0.0


def _alive(pid: int) -> bool:
    if os.name != "posix":
        return True  # Windows would end the process instead of answering
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _taken(lock: Path) -> bool:
    try:
        with FileLock(lock, timeout=0):
            return False
    except (Timeout, OSError):
        return True
