"""Hold a listing against its marketplace's limits, before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.language import _, current
from ocopctl.money import show
from ocopctl.pictures.size import sent
from ocopctl.problems import Problem

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
    return [
        Problem(
            code=CODES[name],
            message=_message(name, target, limit, measured),
            hint=_hint(name),
            place=_place(entry, path),
            sku=entry.product.sku,
            shop=target.name,
        )
        for name, path, measured in _measures(listing, target, remade)
        if (limit := target.pack.limits.get(name)) and not _within(limit, measured)
    ]


def _within(limit: Limit, measured: float) -> bool:
    return (limit.min is None or measured >= limit.min) and (
        limit.max is None or measured <= limit.max
    )


def _measures(
    listing: Listing, target: Target, remade: PictureRules | None
) -> Iterator[tuple[str, str, float]]:
    """Yield (limit name, path in the product, measured value)."""
    for name, text in (("title", listing.title), ("description", listing.description)):
        yield name, "name" if name == "title" else "story", _length(text, target.pack.limits[name])
    yield "pictures", "images", 1 if listing.pictures else 0
    yield from _picture_measures(listing, remade)
    yield from _option_measures(listing)
    yield from _offer_measures(listing)
    sides = listing.parcel
    yield "parcel_girth", "package", sides.length_cm + sides.width_cm + sides.height_cm


def _picture_measures(
    listing: Listing, remade: PictureRules | None
) -> Iterator[tuple[str, str, float]]:
    """Yield the shorter side of each picture, as it is sent."""
    shown = [("images", picture) for picture in listing.pictures]
    for at, variant in enumerate(listing.variants):
        shown += [(f"variants[{at}].image", variant.picture)] if variant.picture else []
    for path, picture in shown:
        size = picture.width, picture.height
        yield "picture_side", path, min(size if remade is None else sent(size, remade))


def _option_measures(listing: Listing) -> Iterator[tuple[str, str, float]]:
    yield "axes", "options", len(listing.axes)
    for at, axis in enumerate(listing.axes):
        yield "axis_name", f"options[{at}].name", len(axis.name)
        yield "options", f"options[{at}].values", len(axis.values)
        for value_at, value in enumerate(axis.values):
            yield "option_value", f"options[{at}].values[{value_at}]", len(value)


def _offer_measures(listing: Listing) -> Iterator[tuple[str, str, float]]:
    yield "variants", "variants", len(listing.variants)
    yield "sku", "sku", len(listing.sku)
    for at, variant in enumerate(listing.variants):
        where = f"variants[{at}]"
        yield "sku", f"{where}.sku", len(variant.sku)
        yield "price", f"{where}.price", variant.price
        yield "stock", f"{where}.stock", variant.stock
        yield "weight", f"{where}.weight_g", variant.weight_g
    prices = [variant.price for variant in listing.variants]
    if min(prices) > 0:
        yield "price_ratio", "variants", max(prices) / min(prices)


def _length(text: str, limit: Limit) -> int:
    """Count as the marketplace counts: bytes of UTF-8, or code points of NFC."""
    return len(text.encode()) if limit.unit == "bytes" else len(text)


def _place(entry: Entry, path: str) -> Place:
    """Point at the value; a product without variants carries price and stock itself."""
    return entry.place(path if entry.product.variants else path.rpartition(".")[2])


def _message(name: str, target: Target, limit: Limit, measured: float) -> str:
    known = {"market": target.pack.title, "bounds": _bounds(limit)}
    if name == "price_ratio":
        return _(
            "the dearest variant costs {times} times the cheapest; {market} takes {bounds} times",
            times=_times(limit, measured),
            **known,
        )
    return _(
        "{what} is {shown}; {market} takes {bounds}",
        what=_labels()[name],
        shown=_shown(limit, measured),
        **known,
    )


def _shown(limit: Limit, measured: float) -> str:
    if limit.unit == "VND":
        return show(int(measured))
    number = str(int(measured)) if measured == int(measured) else f"{measured:g}"
    return f"{number} {_unit(limit.unit)}".rstrip()


def _bounds(limit: Limit) -> str:
    least, most = (
        show(bound) if limit.unit == "VND" and bound is not None else bound
        for bound in (limit.min, limit.max)
    )
    if least is None:
        return _("at most {most}", most=most)
    if most is None:
        return _("at least {least}", least=least)
    return f"{least} – {most}"


def _times(limit: Limit, measured: float) -> str:
    """Write a ratio with as few decimals as tell it from the limit."""
    texts = [f"{measured:.{places}f}" for places in (1, 2, 3)]
    text = next((text for text in texts if float(text) != limit.max), texts[-1])
    return text.replace(".", ",") if current() == "vi" else text


def _labels() -> dict[str, str]:
    return {
        "title": _("the title"),
        "description": _("the description"),
        "pictures": _("the number of pictures"),
        "picture_side": _("the shorter side of a picture"),
        "axes": _("the number of options"),
        "axis_name": _("the name of an option"),
        "option_value": _("the value of an option"),
        "options": _("the number of values of an option"),
        "variants": _("the number of variants"),
        "sku": _("the SKU"),
        "price": _("the price"),
        "stock": _("the stock"),
        "weight": _("the weight of the parcel"),
        "parcel_girth": _("length, width and height of the parcel together"),
    }


def _unit(unit: str) -> str:
    return {
        "characters": _("characters"),
        "bytes": _("bytes (a Vietnamese letter takes 2 or 3)"),
        "px": "px",
        "g": "g",
        "cm": "cm",
    }.get(unit, "")


def _hint(name: str) -> str:
    if name == "title":
        return _("give this shop a title of its own: shops: → title:")
    if name == "description":
        return _("shorten the story, or tell more in it")
    return _("change the value, or skip this shop: shops: → skip: yes")
