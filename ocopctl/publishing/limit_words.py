"""What is said of a value outside a limit: how far it is, what is taken, where it is cut."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ocopctl.language import _, current
from ocopctl.money import show
from ocopctl.rules.counting import fit

if TYPE_CHECKING:
    from ocopctl.rules.packs import Limit

CUT = "✂"
_BEFORE, _BEHIND = 60, 40
"""How many letters are shown on either side of a cut, so that people find the spot."""
_MARK_UP = re.compile(r"<[^<>]*>")


def message(name: str, market: str, limit: Limit, measured: float) -> str:
    """Say that the value called `name` is outside a limit."""
    known = {"market": market, "bounds": _bounds(limit)}
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


def text_message(name: str, market: str, limit: Limit, measured: int, text: str) -> str:
    """Say that a text is outside a limit, and where it would be cut when it is too long."""
    said = message(name, market, limit, measured)
    if limit.max is None or measured <= limit.max:
        return said
    return _("{said}: “{text}”", said=said, text=cut_shown(text, fit(text, limit)))


def cut_shown(text: str, kept: str) -> str:
    """Show a text around the spot behind its beginning `kept`, with a mark there."""
    before, behind = _plain(kept), _plain(text[len(kept) :])
    if len(before) > _BEFORE:
        before = "…" + _from_a_word(before)
    if len(behind) > _BEHIND:
        behind = _to_a_word(behind) + "…"
    return f"{before} {CUT} {behind}"


def _plain(text: str) -> str:
    return " ".join(_MARK_UP.sub(" ", text).split())


def _from_a_word(text: str) -> str:
    """Return the end of a text, from a word's beginning on where there is one."""
    end = text[-_BEFORE:]
    return end.partition(" ")[2] or end


def _to_a_word(text: str) -> str:
    """Return the beginning of a text, to a word's end where there is one."""
    begin = text[:_BEHIND]
    return begin.rpartition(" ")[0] or begin


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
        "utf16": _("characters (an emoji counts twice)"),
        "bytes": _("bytes (a Vietnamese letter takes 2 or 3)"),
        "px": "px",
        "g": "g",
        "cm": "cm",
    }.get(unit, "")


def hint(name: str, *, own: bool) -> str:
    """Say what to do; `own` tells that the value was written for this shop alone."""
    if own:
        return _("change it here; it is for this shop alone")
    if name == "title":
        return _("give this shop a title of its own: shops: → title:")
    if name == "description":
        return _("shorten the story, or tell more in it")
    return _("change the value, or skip this shop: shops: → skip: yes")
