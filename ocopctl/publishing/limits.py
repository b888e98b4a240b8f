"""Hold a listing against its marketplace's limits, before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.pictures.size import sent
from ocopctl.problems import Problem
from ocopctl.publishing.limit_words import hint, message, text_message
from ocopctl.publishing.listing import override_path
from ocopctl.rules.counting import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocopctl.adapters.base import Listing
    from ocopctl.catalog.load import Entry
    from ocopctl.problems import Place
    from ocopctl.publishing.listing import Target
    from ocopctl.rules.packs import Limit
    from ocopctl.rules.pictures import PictureRules

CODES = {
    "title": "P610",
    "description": "P611",
    "pictures": "P612",
    "picture_side": "P613",
    "axes": "P614",
    "axis_name": "P615",
    "option_value": "P616",
    "options": "P617",
    "variants": "P618",
    "sku": "P619",
    "price": "P620",
    "price_ratio": "P621",
    "stock": "P622",
    "weight": "P623",
    "parcel_girth": "P624",
    "media_url": "P625",
}


def check(
    entry: Entry, listing: Listing, target: Target, *, remade: PictureRules | None = None
) -> list[Problem]:
    """Return a problem for each value outside the limits of the shop's marketplace.

    Pictures are judged as they are sent: made right by `remade`, or as they are without it.
    """
    limits, market = target.pack.limits, target.pack.title
    found = [
        (name, path, text_message(name, market, limit, length, text))
        for name, path, text in _texts(entry, listing, target)
        if (limit := limits.get(name)) and not _within(limit, length := count(text, limit.unit))
    ]
    found += [
        (name, path, message(name, market, limit, measured))
        for name, path, measured in _amounts(entry, listing, target, remade)
        if (limit := limits.get(name)) and not _within(limit, measured)
    ]
    return [
        Problem(
            code=CODES[name],
            message=said,
            hint=hint(name, own=path.startswith("shops.")),
            place=_place(entry, path),
            sku=entry.product.sku,
            shop=target.name,
        )
        for name, path, said in found
    ]


def _within(limit: Limit, measured: float) -> bool:
    too_small = limit.min is not None and measured < limit.min
    too_large = limit.max is not None and measured > limit.max
    return not (too_small or too_large)


def _texts(entry: Entry, listing: Listing, target: Target) -> Iterator[tuple[str, str, str]]:
    """Yield (limit name, path in the product, text)."""
    yield "title", override_path(entry.product, target, "title") or "name.vi", listing.title
    yield "description", "story.vi", listing.description
    yield "sku", "sku", listing.sku
    for at, variant in enumerate(listing.variants):
        yield "sku", f"variants[{at}].sku", variant.sku
    for at, axis in enumerate(listing.axes):
        yield "axis_name", f"options[{at}].name", axis.name
        for value_at, value in enumerate(axis.values):
            yield "option_value", f"options[{at}].values[{value_at}]", value


def _amounts(
    entry: Entry, listing: Listing, target: Target, remade: PictureRules | None
) -> Iterator[tuple[str, str, float]]:
    """Yield (limit name, path in the product, measured value)."""
    yield "pictures", "images", 1 if listing.pictures else 0
    yield from _sides(listing, remade)
    yield "axes", "options", len(listing.axes)
    for at, axis in enumerate(listing.axes):
        yield "options", f"options[{at}].values", len(axis.values)
    yield from _offers(entry, listing, target)
    sides = listing.parcel
    yield "parcel_girth", "package", sides.length_cm + sides.width_cm + sides.height_cm


def _sides(listing: Listing, remade: PictureRules | None) -> Iterator[tuple[str, str, float]]:
    """Yield the shorter side of each picture, as it is sent."""
    shown = [("images", picture) for picture in listing.pictures]
    for at, variant in enumerate(listing.variants):
        shown += [(f"variants[{at}].image", variant.picture)] if variant.picture else []
    for path, picture in shown:
        size = picture.width, picture.height
        yield "picture_side", path, min(size if remade is None else sent(size, remade))


def _offers(entry: Entry, listing: Listing, target: Target) -> Iterator[tuple[str, str, float]]:
    yield "variants", "variants", len(listing.variants)
    own = {name: override_path(entry.product, target, name) for name in ("price", "stock")}
    for at, variant in enumerate(listing.variants):
        where = f"variants[{at}]"
        yield "price", own["price"] or f"{where}.price", variant.price
        yield "stock", own["stock"] or f"{where}.stock", variant.stock
        yield "weight", _weighed(entry, at), variant.weight_g
    prices = [variant.price for variant in listing.variants]
    if min(prices) > 0:
        yield "price_ratio", "variants", max(prices) / min(prices)


def _weighed(entry: Entry, at: int) -> str:
    """Return where the weight of a form stands: its own, or that of the product's package."""
    variants = entry.product.variants
    return f"variants[{at}].weight_g" if variants and variants[at].weight_g else "package.weight_g"


def _place(entry: Entry, path: str) -> Place:
    """Point at the value; a product without variants carries price and stock itself."""
    in_variant = path.startswith("variants[") and not entry.product.variants
    return entry.place(path.rpartition(".")[2] if in_variant else path)
