"""Cover pictures that two products of the catalog share, or that look the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocopctl.catalog.model import State
from ocopctl.language import _
from ocopctl.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocopctl.catalog.images import Picture
    from ocopctl.catalog.load import Entry

_APART: Final = 3
"""Bits of 64 in which pictures that look the same may differ: saved anew, shrunk, a border cut."""
_TELLING: Final = range(8, 57)
"""Bits that are set in the hash of a picture with something on it; a plain one looks like many."""
_CHUNK: Final = 16
Seen = tuple["Entry", "Picture"]


def cover_problems(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Yield a warning for each product whose first picture an earlier one has too."""
    same: dict[str, Entry] = {}
    chunks: dict[tuple[int, int], list[Seen]] = {}
    for entry in entries:
        name = entry.product.images[0]
        cover = entry.pictures.get(name)
        if cover is None or entry.product.state is State.RETIRED:
            continue
        if cover.sha256 in same:
            yield _again(entry, same[cover.sha256])
            continue
        same[cover.sha256] = entry
        other = _near(cover, chunks)
        if other is not None:
            yield _alike(entry, *other)
            continue
        for chunk in _chunks(cover):
            chunks.setdefault(chunk, []).append((entry, cover))


def _near(cover: Picture, chunks: dict[tuple[int, int], list[Seen]]) -> Seen | None:
    """Return a product whose picture differs in few bits: one of four chunks is then equal."""
    for chunk in _chunks(cover):
        for other in chunks.get(chunk, ()):
            if (cover.dhash ^ other[1].dhash).bit_count() <= _APART:
                return other
    return None


def _chunks(cover: Picture) -> Iterator[tuple[int, int]]:
    if cover.dhash.bit_count() in _TELLING:
        for at in range(0, 64, _CHUNK):
            yield at, cover.dhash >> at & (1 << _CHUNK) - 1


def _again(entry: Entry, first: Entry) -> Problem:
    message = _(
        'the cover picture "{name}" is also that of {sku}',
        name=entry.product.images[0],
        sku=first.product.sku,
    )
    return _problem(entry, message)


def _alike(entry: Entry, first: Entry, picture: Picture) -> Problem:
    message = _(
        'the cover picture "{name}" looks like "{other}", the cover of {sku}',
        name=entry.product.images[0],
        other=picture.name,
        sku=first.product.sku,
    )
    return _problem(entry, message)


def _problem(entry: Entry, message: str) -> Problem:
    return Problem(
        "P803",
        message,
        _("Put another picture first under `images:`; shops hide listings that look the same."),
        Severity.WARNING,
        entry.place("images[0]"),
        entry.product.sku,
    )
