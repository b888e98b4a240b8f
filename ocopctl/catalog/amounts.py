"""Prices: from what people write to whole dong, and what they may have meant where it is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ocopctl.catalog.reading import Wrong
from ocopctl.catalog.scalars import label, plain, written
from ocopctl.language import N_, _
from ocopctl.money import AmbiguousAmount, dong, readings, show
from ocopctl.text import nfc

if TYPE_CHECKING:
    from ocopctl.catalog.nodes import Node, Scalar
    from ocopctl.catalog.reading import Reading

_RANGE = re.compile(
    r"\d\s*(?:k|tr|triệu|nghìn|ngàn|đ)?\s*(?:[-–—~]|đến|tới|to)\s*\d|(?:chỉ )?từ |from |[~<>]",
    re.IGNORECASE,
)
_OTHER_CURRENCY = re.compile(r"[$€£¥]|\b(?:usd|eur|đô|đô la|dollars?|euros?)\b", re.IGNORECASE)
_LETTER_O = re.compile(r"[0-9.,oO]*[0-9][oO.,0-9]*")
# 120,000.00 and 120.000,00 are written with both marks: the last one begins the hundredths.
_HUNDREDTHS = re.compile(r"([0-9]{1,3}(?:([.,])[0-9]{3})+)(?!\2)[.,]00?")
_NUMBER = re.compile(r"(?P<number>[0-9][0-9.,]*)\s*(?P<word>[^\W\d_]*)")
_ABOUT = re.compile("rưỡi|nửa|hơn|gần|trên|dưới|over|under|about", re.IGNORECASE)
_LEAST = 1000


def money(node: Node, path: str, reading: Reading) -> int | Wrong:
    """Read an amount in whole dong; one that can be read in two ways is refused."""
    found = plain(node, path, reading)
    if isinstance(found, Wrong):
        return found
    raw = nfc(found.text).strip()
    if re.fullmatch(r"0+[.,][0-9.,]*", raw):
        return _ambiguous(found, path, reading)
    try:
        return dong(raw)
    except AmbiguousAmount:
        if both := _HUNDREDTHS.fullmatch(raw):
            reason = _("an amount is a whole number of dong")
            return _no_amount(found, path, reading, reason, both[1])
        return _ambiguous(found, path, reading)
    except ValueError as error:
        return _no_amount(found, path, reading, _(str(error)), raw)


def _no_amount(node: Scalar, path: str, reading: Reading, reason: str, raw: str) -> Wrong:
    words = {"field": label(path), "value": written(node), "reason": reason}
    message = _('{field} "{value}": {reason}', **words)
    return reading.fault("P702", node, path, message, _meant(raw))


_FORM = N_("Write whole dong, such as 120000, 120.000 or 120k.")
_WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_RANGE, N_("Write one price. Sizes or kinds with prices of their own are `variants:`.")),
    (_OTHER_CURRENCY, N_("Write the price in dong, such as 120.000.")),
    (re.compile("-"), N_("A price is above 0; delete the minus sign if it is a slip.")),
    (
        re.compile(r"[0-9.,]+e\+?[0-9]+", re.IGNORECASE),
        N_("A spreadsheet shortened the number; write all its digits, such as 120000."),
    ),
    (
        re.compile(r"[^0-9]+$"),
        N_(
            "Write whole dong, such as 120000, 120.000 or 120k; "
            "to stop selling for a while write `state: paused`."
        ),
    ),
)


def _meant(raw: str) -> str:
    """Return how to write what was most likely meant."""
    if "o" in raw.lower() and _LETTER_O.fullmatch(raw):
        zeros = re.sub("[oO]", "0", raw)
        return _("The letter O is not a zero; write {amount}.", amount=zeros)
    for pattern, words in _WORDS:
        if (pattern.search if pattern in {_RANGE, _OTHER_CURRENCY} else pattern.match)(raw):
            return _(words)
    if (amount := _only_amount(raw.replace(",", "."))) is not None:
        return _("Write {amount}.", amount=show(amount)[:-2])
    return _(_FORM)


def _only_amount(raw: str) -> int | None:
    """Return the one amount that stands among other words, None where there are more or none."""
    found = list(_NUMBER.finditer(raw))
    if len(found) != 1 or _ABOUT.search(raw):
        return None
    for text in (found[0][0], found[0]["number"]):
        try:
            amount = dong(text.strip(" .,"))
        except ValueError:
            continue
        return amount if amount >= _LEAST else None
    return None


def _ambiguous(node: Scalar, path: str, reading: Reading) -> Wrong:
    """Name both readings: the last mark as a decimal mark, and every mark as grouping."""
    small, large = readings(node.text)
    hint = (
        _("Write {grouped} or {plain}.", grouped=large, plain=large.replace(".", ""))
        if re.fullmatch(r"[0-9.,]*[.,][0-9]{3}\s*(?:đ|₫|vnđ|vnd|đồng)?", node.text.strip().lower())
        and "." in large
        else _("Write the whole amount in dong, such as 120.000, 120000 or 120k.")
    )
    return reading.fault(
        "P701",
        node,
        path,
        _(
            '{field} "{value}" can be read as {small} or {large} dong',
            field=label(path),
            value=written(node),
            small=small,
            large=large,
        ),
        hint,
    )
