"""Which shops there are, and what is on their shelves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocopctl.sandbox.storefront.looks import LOOKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ocopctl.sandbox.market import Shown

_NEWEST = 8
_SAMPLE = 4


@dataclass(frozen=True, slots=True)
class Shelf:
    """One seller account: its listings, how many there are in each state, and a few on sale.

    Deleted listings are counted and not shown.
    """

    marketplace: str
    account: str
    listings: tuple[Shown, ...]
    counts: Mapping[str, int]
    sample: tuple[Shown, ...]


def shelves(listings: Sequence[Shown]) -> list[Shelf]:
    """Return every account, marketplace by marketplace; an empty one where a marketplace has none.

    That one has the marketplace's name, as in a workspace without a file.
    """
    accounts = dict.fromkeys((one.marketplace, one.shop) for one in listings)
    return [
        shelf(listings, name, account)
        for name in LOOKS
        for account in sorted(key[1] for key in accounts if key[0] == name) or [name]
    ]


def shelf(listings: Iterable[Shown], marketplace: str, account: str) -> Shelf:
    """Return one account's shelf, what changed last in front."""
    own = [one for one in listings if (one.marketplace, one.shop) == (marketplace, account)]
    seen = newest(own, len(own))
    live = [one for one in seen if one.status == "live"]
    counts = Counter(one.status for one in own)
    return Shelf(marketplace, account, tuple(seen), counts, tuple(live[:_SAMPLE]))


def newest(listings: Iterable[Shown], count: int = _NEWEST) -> list[Shown]:
    """Return what changed last, the latest first, deleted ones left out."""
    kept = [one for one in listings if one.status != "deleted"]
    return sorted(kept, key=lambda one: one.updated_at, reverse=True)[:count]
