"""A walk from page to page that always ends, and never takes a part for the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.errors import Transient
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_PAGES = 2_000
"""Pages of one walk (our choice: a hundred thousand listings at fifty a page)."""


class Pages:
    """The pages of one walk; `seen` are the ids of their rows."""

    def __init__(self, market: str) -> None:
        self.seen: set[str] = set()
        self._market = market
        self._count = 0

    def fresh(self, ids: Iterable[object], *, last: bool) -> frozenset[str]:
        """Count a page and return which of its ids were on none before.

        Raises Transient when the list does not end, or repeats itself: when a page of which
        nothing is new says that another one follows.
        """
        self._count += 1
        found = frozenset(str(one) for one in ids) - self.seen
        self.seen |= found
        if last:
            return found
        if not found:
            raise _unusable(_("{market}'s list repeats itself", market=self._market))
        if self._count >= MOST_PAGES:
            raise _unusable(_("{market}'s list does not end", market=self._market))
        return found


def _unusable(message: str) -> Transient:
    return Transient(message, hint=_("nothing was taken from it; run the same command again later"))
