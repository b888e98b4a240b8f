"""A promise, what breaks it, and the verdict on it.

The texts here are read by authors of adapters and are English only.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from ocopctl.adapters.contract.bench import Bench

Check = Callable[[Bench], Awaitable[None]]
"""One promise, in the first line of its docstring; it raises Broken when the adapter breaks it."""


class Broken(Exception):
    """A promise that was not kept: what was promised, and what was seen instead."""

    def __init__(self, promised: str, seen: object) -> None:
        super().__init__(f"promised: {promised}; seen: {seen}")
        self.promised = promised
        self.seen = seen


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a check: a broken promise has what exactly was promised, and what was seen."""

    check: str
    promise: str
    promised: str = ""
    seen: str = ""

    @property
    def kept(self) -> bool:
        """Tell whether the promise was kept."""
        return not self.promised

    @property
    def broken(self) -> str:
        """Return in one line how the promise was broken, empty when it was kept."""
        return "" if self.kept else f"promised: {self.promised}; seen: {self.seen}"


def check_name(check: Check) -> str:
    """Return the name by which a check is told from the others."""
    return str(getattr(check, "__name__", repr(check)))


def promise_of(check: Check) -> str:
    """Return what a check holds an adapter to, in one sentence."""
    return (check.__doc__ or "").strip().partition("\n")[0]


def same(promised: str, wanted: object, seen: object) -> None:
    """Raise Broken unless what was seen is what was wanted."""
    if wanted != seen:
        raise Broken(f"{promised}: {wanted!r}", repr(seen))


def holds(promised: str, seen: object, *, when: bool) -> None:
    """Raise Broken unless a condition is met."""
    if not when:
        raise Broken(promised, seen)
