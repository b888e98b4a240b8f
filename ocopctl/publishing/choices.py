"""What people decided about hand edits, field by field, and what that means for a plan.

Whatever was decided, the record holds what the shop showed when it was; so a later edit differs
from the record again, and is seen again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import Axis
from ocopctl.publishing.state import fields_of
from ocopctl.publishing.traces import trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ocopctl.adapters.base import Adapter, Listing, ListingVariant
    from ocopctl.publishing.state import Wanted
    from ocopctl.publishing.verify import Difference


class Answer(StrEnum):
    """What to do with a hand edit: leave it, take it into the file, or write over it."""

    KEEP = "keep"
    ADOPT = "adopt"
    OVERWRITE = "overwrite"


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision: what the shop showed and what the file said then. `at` is since 1970."""

    field: str
    answer: Answer
    theirs: Any
    ours: Any
    at: float


def kept(chosen: Mapping[str, Choice]) -> dict[str, Choice]:
    """Return the fields that are to stay as the shop has them."""
    return {name: one for name, one in chosen.items() if one.answer is Answer.KEEP}


def unsettled(found: Iterable[Difference], chosen: Mapping[str, Choice]) -> list[Difference]:
    """Leave out differences that were kept and are still what they were."""
    stay = kept(chosen)
    return [one for one in found if one.field not in stay or stay[one.field].theirs != one.theirs]


def wanted_value(want: Wanted, field: str) -> Any:
    """Return what the files want in a field, as a choice remembers it."""
    name, _space, sku = field.partition(" ")
    offers = {str(offer.sku): offer for offer in want.payload.offers}
    match name:
        case "price" | "stock":
            return getattr(offers[sku], name) if sku in offers else None
        case "variant":
            return sku if sku in offers else None
        case "on_sale":
            return want.on_sale
        case "title" | "description" | "pictures":
            return trace(name, want.fields[name])
        case _:
            return None


def as_kept(want: Wanted, chosen: Mapping[str, Choice], adapter: type[Adapter]) -> Wanted | None:
    """Lay what is kept over what the files want; None for a listing that is left deleted.

    A value holds as long as the files say what they said when it was kept. Pictures cannot be
    sent as the shop has them: theirs are only marked, and no update is let through.
    """
    stay = {name: one for name, one in kept(chosen).items() if one.ours == wanted_value(want, name)}
    if not stay:
        return want
    if "listing" in stay:
        return None
    listing = _content(want.listing, stay)
    listing = replace(listing, variants=_variants(listing.variants, stay))
    listing = replace(listing, axes=_axes(want.listing, listing))
    fields = fields_of(listing)
    if "pictures" in stay:
        fields["pictures"] = unseen_pictures(stay["pictures"].theirs)
    on_sale = stay["on_sale"].theirs if "on_sale" in stay else want.on_sale
    payload = adapter.payload(listing)
    return replace(want, listing=listing, payload=payload, on_sale=on_sale, fields=fields)


def unseen_pictures(count: int) -> list[str]:
    """Return what stands in a record for pictures of which only the count is known."""
    return ["?"] * count


def _content(listing: Listing, stay: Mapping[str, Choice]) -> Listing:
    texts = {name: stay[name].theirs for name in ("title", "description") if name in stay}
    return replace(listing, **texts)


def _variants(
    variants: tuple[ListingVariant, ...], stay: Mapping[str, Choice]
) -> tuple[ListingVariant, ...]:
    """Give kept prices and stocks to variants; one that is to stay away is left out."""
    there = [one for one in variants if f"variant {one.sku}" not in stay] or variants
    return tuple(
        replace(
            one,
            **{
                name: stay[f"{name} {one.sku}"].theirs
                for name in ("price", "stock")
                if f"{name} {one.sku}" in stay
            },
        )
        for one in there
    )


def _axes(before: Listing, after: Listing) -> tuple[Axis, ...]:
    """Return the options without values that no variant has any more."""
    if len(after.variants) == len(before.variants):
        return before.axes
    used = [{one.values[at] for one in after.variants} for at in range(len(before.axes))]
    return tuple(
        Axis(axis.name, tuple(value for value in axis.values if value in used[at]))
        for at, axis in enumerate(before.axes)
    )
