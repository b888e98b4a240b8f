"""How a text of the product file names one of a platform's choices. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from ocopctl.text import fold, nfc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")


def chosen(
    text: str, among: Iterable[T], names: Callable[[T], Iterable[str]], *, free: bool = False
) -> T | None:
    """Return what `text` names: as it is spelt, else the only one alike but for accents.

    Case and outer blanks never count; accents count where `free` text is taken as well, since it
    may mean something else there. None when nothing is named, or more than one thing.
    """
    things = list(among)
    for form in (_plain,) if free else (_plain, _bare):
        found = [one for one in things if form(text) in map(form, names(one))]
        if found and (form is _plain or len(found) == 1):
            return found[0]
    return None


def choice(text: str, options: Iterable[str], *, free: bool = False) -> str | None:
    """Return the one of `options` that `text` names, as the platform spells it."""
    once = {_plain(option): option for option in reversed(list(options))}
    return chosen(text, once.values(), lambda option: [option], free=free)


def parts(text: str, options: Sequence[str], *, free: bool = False) -> list[str]:
    """Return the values that a text lists behind commas; one of `options` may hold a comma."""
    if choice(text, options, free=free) is not None:
        return [text.strip()]
    return [part.strip() for part in re.split(r"[;,]", text) if part.strip()]


def _plain(text: str) -> str:
    return nfc(text).strip().casefold()


def _bare(text: str) -> str:
    return fold(text).strip()
