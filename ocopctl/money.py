"""Whole dong: read what people write, refuse what can be read two ways, print it one way."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from ocopctl.language import N_

_UNIT = re.compile(r"\s*(đồng|dong|vnđ|vnd|đ|₫)$")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_THOUSANDS = re.compile(r"([0-9]+(?:,[0-9]+)?)\s*(k|nghìn|ngàn)")
_THREE_DECIMALS = re.compile(r"[0-9]+,[0-9]{3}")
_MILLIONS = re.compile(r"([0-9]+(?:,[0-9]+)?)\s*(tr|triệu)([0-9]{1,3})?")
LARGEST = 10**12


class AmbiguousAmount(ValueError):
    """An amount that two careful people would read differently."""


def dong(text: str) -> int:
    """Read an amount in whole dong from the text a person wrote.

    Takes `120000`, `120.000`, `120.000 đ`, `120k`, `1tr2`, `1,2 triệu`.
    Raises `AmbiguousAmount` for `120,000`, `120.00`, `1.2`, `1,250k`; ValueError for anything else.
    """
    raw = _UNIT.sub("", unicodedata.normalize("NFC", text).strip().lower())
    if re.fullmatch(r"[0-9]+", raw) or _GROUPED.fullmatch(raw):
        return _bounded(Decimal(raw.replace(".", "")))
    if match := _THOUSANDS.fullmatch(raw):
        return _bounded(_decimal(match[1]) * 1000)
    if match := _MILLIONS.fullmatch(raw):
        return _millions(match[1], match[3])
    if re.fullmatch(r"\d+([.,]\d+)+", raw):
        raise AmbiguousAmount(N_("this amount can be read in two ways"))
    raise ValueError(N_("this is not an amount of money"))


def _millions(whole: str, rest: str | None) -> int:
    """Read `1tr2` as 1,200,000 and `1,2 triệu` likewise; a comma with a rest is neither."""
    if rest and "," in whole:
        raise AmbiguousAmount(N_("this amount can be read in two ways"))
    hundreds = Decimal(f"0.{rest}") if rest else Decimal(0)
    return _bounded((_decimal(whole) + hundreds) * 1_000_000)


def _decimal(text: str) -> Decimal:
    """Read a decimal comma; before three digits it may be meant to part thousands."""
    if _THREE_DECIMALS.fullmatch(text):
        raise AmbiguousAmount(N_("this amount can be read in two ways"))
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(N_("this is not an amount of money")) from error


def _bounded(amount: Decimal) -> int:
    if amount != amount.to_integral_value():
        raise ValueError(N_("an amount is a whole number of dong"))
    if amount > LARGEST:
        raise ValueError(N_("this amount is too large"))
    return int(amount)


def show(amount: int) -> str:
    """Print an amount the one way this program prints it: `1.250.000 ₫`."""
    return f"{amount:,}".replace(",", ".") + " ₫"
