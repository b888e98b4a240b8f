"""Whether answers came during a piece of work: what tells a strange answer from a bug of ours."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

STRANGE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What reading raises of an answer that is of another shape than the platform's."""
_HEARD: ContextVar[list[str] | None] = ContextVar("heard", default=None)


def heard(endpoint: str) -> None:
    """Note a success that was answered, by its endpoint's name."""
    notes = _HEARD.get()
    if notes is not None:
        notes.append(endpoint)


@contextmanager
def listening(notes: list[str]) -> Iterator[None]:
    """Have the answers to all calls made inside noted in `notes`."""
    token = _HEARD.set(notes)
    try:
        yield
    finally:
        _HEARD.reset(token)
