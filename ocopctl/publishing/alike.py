"""Listings that one shop, or one marketplace, would take for the same goods twice."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from ocopctl.catalog.likeness import shingles, twins
from ocopctl.language import _
from ocopctl.problems import Problem, Severity
from ocopctl.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ocopctl.catalog.load import Entry
    from ocopctl.publishing.listing import Target
    from ocopctl.publishing.state import Wanted

LEAST: Final = 0.8
_SHOWN: Final = 5
Pair = tuple[str, str]


def alike(
    entries: Sequence[Entry], wanted: Sequence[Wanted], targets: Mapping[str, Target]
) -> list[Problem]:
    """Return a warning for titles too alike in one shop, and for goods in two shops of one place.

    `targets` are the shops by their keys in the journal.
    """
    by_sku = {entry.product.sku: entry for entry in entries}
    shops: dict[str, list[Wanted]] = {}
    for one in wanted:
        shops.setdefault(one.shop, []).append(one)
    return [*_same_titles(shops, targets, by_sku), *_same_goods(shops, targets, by_sku)]


def _same_titles(
    shops: Mapping[str, Sequence[Wanted]],
    targets: Mapping[str, Target],
    by_sku: Mapping[str, Entry],
) -> Iterator[Problem]:
    """Yield one problem a pair of products, whatever the number of shops that show both alike."""
    found: dict[Pair, list[tuple[str, str]]] = {}
    for key, listings in shops.items():
        for pair, title in _twins(sorted(listings, key=lambda one: one.sku)):
            found.setdefault(pair, []).append((targets[key].name, title))
    for (first, second), told in found.items():
        yield Problem(
            "P802",
            _(
                'the title "{title}" says nearly the same words as that of {sku} (in {shops})',
                title=told[0][1],
                sku=first,
                shops=", ".join(name for name, _title in told),
            ),
            _(
                "Say in `name:` what sets these goods apart. If they differ in size or colour "
                "alone, make them variants of one product."
            ),
            Severity.WARNING,
            by_sku[second].place("name"),
            second,
        )


def _twins(listings: Sequence[Wanted]) -> Iterator[tuple[Pair, str]]:
    """Yield the pairs whose titles have the same words in any order, or nearly all of them."""
    known: dict[tuple[str, ...], str] = {}
    rest: list[Wanted] = []
    for one in listings:
        words = tuple(sorted(fold(one.listing.title).replace(",", " ").split()))
        if words in known:
            yield (known[words], one.sku), one.listing.title
        else:
            known[words] = one.sku
            rest.append(one)
    for pair in twins([shingles(one.listing.title) for one in rest], LEAST):
        yield (rest[pair.first].sku, rest[pair.second].sku), rest[pair.second].listing.title


def _same_goods(
    shops: Mapping[str, Sequence[Wanted]],
    targets: Mapping[str, Target],
    by_sku: Mapping[str, Entry],
) -> Iterator[Problem]:
    """Yield one problem for two shops of one marketplace that are to show the same products."""
    for one, other in combinations(shops, 2):
        market = targets[one].marketplace
        both = sorted({w.sku for w in shops[one]} & {w.sku for w in shops[other]})
        if market != targets[other].marketplace or not both:
            continue
        more = ", …" if len(both) > _SHOWN else ""
        yield Problem(
            "P804",
            _(
                "{one} and {other} are both shops on {market} and would both show {count} of the "
                "products: {skus}",
                one=targets[one].name,
                other=targets[other].name,
                market=targets[one].pack.title,
                count=len(both),
                skus=", ".join(both[:_SHOWN]) + more,
            ),
            _(
                "Marketplaces hide goods that one seller shows twice. Skip one of the shops: "
                "shops: → {shop}: → skip: yes",
                shop=targets[other].name,
            ),
            Severity.WARNING,
            by_sku[both[0]].place("sku"),
            both[0],
        )
