"""The catalog as every shop shall show it, and all that stands against it. Pure."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from ocopctl.adapters.base import PictureByUrl
from ocopctl.catalog.model import State
from ocopctl.language import _
from ocopctl.problems import Problem, has_errors, in_order
from ocopctl.publishing.ahead import coming, on_the_day, unchecked, warnings
from ocopctl.publishing.alike import alike
from ocopctl.publishing.limits import CODES, check
from ocopctl.publishing.listing import build, override_for
from ocopctl.publishing.picture_checks import left_out, unfit
from ocopctl.publishing.state import Wanted, fields_of
from ocopctl.publishing.word_checks import refused, word_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ocopctl.adapters.base import Adapter, Listing, Payload
    from ocopctl.catalog.load import Entry
    from ocopctl.publishing.listing import Target


def want(
    entries: Iterable[Entry], shops: Sequence[tuple[str, Target, type[Adapter]]], on: date
) -> tuple[list[Wanted], list[Problem]]:
    """Build every listing for every shop (journal key, target, adapter class) as of the day `on`.

    Products that skip a shop are not wanted there. Listings with problems are left out of the
    first list; nothing is to be sent while there are any.
    """
    wanted: list[Wanted] = []
    problems: list[Problem] = []
    places = [
        (key, on_the_day(target, on), coming(target, on), adapter) for key, target, adapter in shops
    ]
    goods = list(entries)
    for entry in goods:
        open_ones = [one for one in places if not override_for(entry.product, one[1]).skip]
        barred, told = refused(entry, [target for _key, target, _later, _adapter in open_ones])
        problems += told
        for key, target, later, adapter in open_ones:
            if target.name in barred:
                continue
            listing, payload, found = _judged(entry, target, adapter, on)
            soon = {day: _judged(entry, one, adapter, on)[2] for day, one in later.items()}
            problems += [*found, *warnings(found, soon)]
            if listing is None or payload is None:
                continue
            wanted.append(
                Wanted(
                    shop=key,
                    listing=listing,
                    payload=payload,
                    on_sale=entry.product.state is State.ACTIVE,
                    fields=fields_of(listing),
                )
            )
    problems += unchecked([target for _key, target, _later, _adapter in places], on)
    problems += alike(goods, wanted, {key: target for key, target, _adapter in shops})
    return wanted, in_order(problems)


def _judged(
    entry: Entry, target: Target, adapter: type[Adapter], on: date
) -> tuple[Listing | None, Payload | None, list[Problem]]:
    """Make a listing and its payload, none when something stands against it, and say what does."""
    listing, found = build(entry, target, on)
    if listing is None:
        return None, None, found
    found += _against(entry, listing, target, adapter)
    found += word_problems(entry, listing, target, on)
    if has_errors(found):
        return None, None, found
    payload = adapter.payload(listing)
    return listing, payload, [*found, *left_out(entry, payload, target)]


def _against(
    entry: Entry, listing: Listing, target: Target, adapter: type[Adapter]
) -> list[Problem]:
    """Return what stands against a listing. Pictures that are fetched are judged as they are."""
    if issubclass(adapter, PictureByUrl):
        unseen = _unseen(entry, listing, target)
        return [*check(entry, listing, target), *unseen, *unfit(entry, target)]
    return check(entry, listing, target, remade=target.pack.pictures)


def strangers(entries: Iterable[Entry], names: Iterable[str]) -> list[Problem]:
    """Name keys under `shops:` that are neither a shop of the workspace nor a marketplace.

    A key that nobody reads is dangerous: what it says to skip would be published.
    """
    known = sorted(names)
    return [
        Problem(
            code="P603",
            message=_("“{name}” is neither a shop of this workspace nor a marketplace", name=name),
            hint=_did_you_mean(name, known),
            place=entry.place(f"shops.{name}"),
            sku=entry.product.sku,
        )
        for entry in entries
        for name in entry.product.shops
        if name not in known
    ]


def _did_you_mean(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return _("did you mean “{name}”?", name=near[0])
    return _("names are: {names}", names=", ".join(known))


def _unseen(entry: Entry, listing: Listing, target: Target) -> list[Problem]:
    """Name pictures that a marketplace which fetches them could not reach."""
    if all(picture.url for picture in listing.pictures):
        return []
    return [
        Problem(
            code=CODES["media_url"],
            message=_("{market} fetches pictures from an address", market=target.pack.title),
            hint=_("write media_url: in ocopctl.yaml, where the world finds the pictures' folder"),
            place=entry.place("images"),
            sku=entry.product.sku,
            shop=target.name,
        )
    ]
