"""Whether answers came during a piece of work: what tells a strange answer from a bug of ours."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STRANGE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What reading raises of an answer that is of another shape than the platform's."""


def _nothing() -> None:
    """Forget nothing: the answer was kept nowhere."""


@dataclass(frozen=True, slots=True)
class Note:
    """A success that was answered, now or in an earlier run whose answer was kept.

    `name` is the endpoint's, or under which the answer was kept; `forget` gives that up.
    """

    name: str
    forget: Callable[[], object] = _nothing


_HEARD: ContextVar[list[Note] | None] = ContextVar("heard", default=None)


def heard(note: Note) -> None:
    """Note an answer for whoever listens."""
    notes = _HEARD.get()
    if notes is not None:
        notes.append(note)


@contextmanager
def listening(notes: list[Note]) -> Iterator[None]:
    """Have the answers to all calls made inside noted in `notes`."""
    token = _HEARD.set(notes)
    try:
        yield
    finally:
        _HEARD.reset(token)
