"""Stories of the catalog that are too alike, with what they share and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ocopctl.catalog.likeness import shared_phrases, shingles, twins, where
from ocopctl.catalog.model import State
from ocopctl.catalog.within import piece_place
from ocopctl.language import _
from ocopctl.problems import Problem, Severity
from ocopctl.rules.wording import said
from ocopctl.text import cut, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ocopctl.catalog.likeness import Shingles
    from ocopctl.catalog.load import Entry
    from ocopctl.problems import Place
    from ocopctl.rules.phrases import Phrase

LEAST: Final = 0.3
"""Two teas told with the same words were at 0.41, other goods at 0.00 (our measure, 2026-11)."""
_ENOUGH: Final = 8
_SHOWN: Final = 80
_PHRASES: Final = 2
_SENTENCE: Final = re.compile(r"[^.!?…\n]+[.!?…]*")


def story_problems(
    entries: Sequence[Entry], texts: Mapping[str, str], said_by_all: Sequence[Phrase]
) -> Iterator[Problem]:
    """Yield a warning for each story that repeats another; `texts` are the files' own, by name.

    Sentences that goods must carry, and those that tell of the maker by name, are left out.
    """
    told = [one for one in entries if one.product.state is not State.RETIRED and _story(one)]
    parts = [shingles(_story(one), list(_left_out(one, said_by_all))) for one in told]
    counted = [n for n, one in enumerate(parts) if len(one.at) >= _ENOUGH]
    for pair in twins([parts[n] for n in counted], LEAST):
        first, second = counted[pair.first], counted[pair.second]
        yield _problem(
            (told[first], told[second]), (parts[first], parts[second]), pair.share, texts
        )


def _story(entry: Entry) -> str:
    return entry.product.story.get("vi", "")


def _left_out(entry: Entry, said_by_all: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
    story = _story(entry)
    needed = said(story, said_by_all)
    maker = fold(entry.product.producer.name)
    named = maker in fold(" ".join(story.split()))
    if not needed and not named:
        return
    for found in _SENTENCE.finditer(story):
        begin, end = found.span()
        if any(start < end and begin < stop for start, stop in needed) or (
            named and maker in fold(" ".join(found.group().split()))
        ):
            yield begin, end


def _problem(
    pair: tuple[Entry, Entry],
    parts: tuple[Shingles, Shingles],
    share: float,
    texts: Mapping[str, str],
) -> Problem:
    first, second = pair
    runs = shared_phrases(parts[1], parts[0])
    begin, end = runs[0]
    place = _place(second, texts, begin)
    there = _place(first, texts, where(_story(first), _story(second)[begin:end]))
    phrases = [" ".join(_story(second)[b:e].split()) for b, e in runs[:_PHRASES]]
    shown = " · ".join(f'"{_short(one)}"' for one in phrases)
    return Problem(
        "P801",
        _(
            "this story is much like that of {sku} ({place}), {percent} % the same; both say: "
            "{phrases}",
            sku=first.product.sku,
            place=f"{there.file}:{there.line}",
            percent=round(share * 100),
            phrases=shown,
        ),
        _(
            "Tell what sets these goods apart. If they differ in size or colour alone, make them "
            "variants of one product."
        ),
        Severity.WARNING,
        place,
        second.product.sku,
    )


def _place(entry: Entry, texts: Mapping[str, str], offset: int) -> Place:
    at = entry.place("story.vi")
    return piece_place(texts.get(at.file, ""), at, _story(entry), offset)


def _short(text: str) -> str:
    short = cut(text, _SHOWN)
    return short if short == text else f"{short}…"
