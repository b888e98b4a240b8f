"""What a card or a page says of one listing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

import nh3
from markupsafe import Markup, escape

from ocopctl import money

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from ocopctl.sandbox.market import Shown

_TEXT_TAGS = frozenset(
    {"p", "br", "hr", "div", "span", "blockquote", "ul", "ol", "li", "dl", "dt", "dd"}
    | {"b", "strong", "i", "em", "u", "s", "sub", "sup", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
)
_TEXT_ATTRIBUTES = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}


def address(listing: Shown) -> str:
    """Return the path of a listing's page."""
    parts = (listing.marketplace, listing.shop, listing.remote_id)
    return "/shop/" + "/".join(quote(part, safe="") for part in parts)


def cover(listing: Shown) -> str:
    """Return the digest of the first picture, empty without one."""
    pictures = (*listing.pictures, *(variant.picture for variant in listing.variants))
    return next((digest for digest in pictures if digest), "")


def prices(listing: Shown) -> list[str]:
    """Write the price, or the lowest and the highest; nothing when nothing is for sale."""
    amounts = [variant.price for variant in listing.variants]
    ends = dict.fromkeys((min(amounts), max(amounts))) if amounts else ()
    return [money.show(amount) for amount in ends]


def stock(listing: Shown) -> int:
    """Count what is left of all variants."""
    return sum(variant.stock for variant in listing.variants)


def description(listing: Shown) -> Markup:
    """Return the text as a page may hold it: HTML without anything that runs, links or loads.

    Plain text keeps its lines.
    """
    if not listing.html:
        return Markup("<br>\n").join(escape(line) for line in listing.description.splitlines())
    clean = nh3.clean(
        listing.description, tags=set(_TEXT_TAGS), attributes=dict(_TEXT_ATTRIBUTES), link_rel=None
    )
    return Markup(clean)  # noqa: S704 - sanitised by the allow-list above


def elsewhere(listing: Shown, everything: Iterable[Shown]) -> list[Shown]:
    """Return the other listings that sell one of this one's SKUs, deleted ones left out."""
    skus = {variant.sku for variant in listing.variants}
    return [
        other
        for other in everything
        if other.status != "deleted"
        and address(other) != address(listing)
        and skus & {variant.sku for variant in other.variants}
    ]


def moment(at: float, zone: tzinfo) -> str:
    """Write a time of the market, in seconds since 1970, as clocks in `zone` show it."""
    return f"{datetime.fromtimestamp(at, zone):%d/%m %H:%M:%S}"
