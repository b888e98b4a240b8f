"""Whole dong: read what people write, refuse what can be read two ways, print it one way."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from ocopctl.language import N_

_UNIT = re.compile(r"\s*(?:đồng|dong|vnđ|vnd|đ|₫)\.?$|^(?:vnđ|vnd|đ|₫)\s*")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+")
_SCALED = re.compile(r"(?P<number>[0-9]+(?:[.,][0-9]+)*)\s*(?P<scale>k|nghìn|ngàn|tr|triệu)")
_THREE_DECIMALS = re.compile(r"[1-9][0-9]*,[0-9]{3}")
# 1tr2 and 1tr250 write tenths and thousandths of a million behind its sign.
_MILLIONS = re.compile(r"(?P<millions>[0-9]+(?:,[0-9]+)?)\s*(?:tr|triệu)(?P<rest>[0-9]{1,3})")
_AND_A_HALF = re.compile(r"(?P<number>[0-9]+)\s*(?P<scale>tr|triệu|nghìn|ngàn)\s*rưỡi")
_MILLIONS_AND_THOUSANDS = re.compile(
    r"(?P<millions>[0-9]+)\s*(?:tr|triệu)\s*(?P<thousands>[1-9][0-9]{0,2})\s*(?:k|nghìn|ngàn)"
)
_MARKED = re.compile(r"[0-9]+(?:[.,][0-9]+)+")
_SCALES = {"k": 1000, "nghìn": 1000, "ngàn": 1000, "tr": 1_000_000, "triệu": 1_000_000}
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BLANKS = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_PLAIN: dict[int, int | str] = {**_WIDE, **_BLANKS}
LARGEST = 10**12


class AmbiguousAmount(ValueError):
    """An amount that two careful people would read differently."""


def dong(text: str) -> int:
    """Read an amount in whole dong from the text a person wrote.

    Takes `120000`, `120.000`, `120 000`, `120.000 đ`, `VND 120.000`, `120k`, `1tr2`, `1,2 triệu`,
    `1 triệu 200 nghìn`, `2 triệu rưỡi`, full-width digits. Raises `AmbiguousAmount` for `120,000`,
    `120.00`, `1.2`, `1,250k`, `1.2 triệu`; ValueError for anything else.
    """
    raw = _bare(text)
    if re.fullmatch(r"[0-9]+", raw) or _GROUPED.fullmatch(raw):
        return _bounded(Decimal(re.sub("[. ]", "", raw)))
    if match := _MILLIONS_AND_THOUSANDS.fullmatch(raw):
        thousands = Decimal(match["thousands"]) * 1000
        return _bounded(Decimal(match["millions"]) * 1_000_000 + thousands)
    if match := _MILLIONS.fullmatch(raw):
        return _millions(match["millions"], match["rest"])
    if match := _AND_A_HALF.fullmatch(raw):
        return _bounded(Decimal(f"{match['number']}.5") * _SCALES[match["scale"]])
    if match := _SCALED.fullmatch(raw):
        return _bounded(_decimal(match["number"]) * _SCALES[match["scale"]])
    if _MARKED.fullmatch(raw):
        raise AmbiguousAmount(N_("this amount can be read in two ways"))
    raise ValueError(N_("this is not an amount of money"))


def readings(text: str) -> tuple[str, str]:
    """Return the two amounts that an ambiguous text may mean, as they are printed without ₫.

    In the first the last mark begins the decimals, in the second every mark groups thousands.
    """
    found = re.search(r"([0-9]+(?:[.,][0-9]+)*)\s*(k|nghìn|ngàn|tr|triệu)?", _bare(text))
    number, scale = (found[1], _SCALES.get(found[2] or "", 1)) if found else ("0", 1)
    head, __, tail = number.replace(",", ".").rpartition(".")
    decimals = Decimal(f"{head.replace('.', '') or '0'}.{tail}") * scale
    grouped = Decimal(re.sub("[.,]", "", number)) * scale
    return _printed(decimals), _printed(grouped)


def show(amount: int) -> str:
    """Print an amount the one way this program prints it: `1.250.000 ₫`."""
    return f"{amount:,}".replace(",", ".") + " ₫"


def _bare(text: str) -> str:
    """Return what a person wrote without the sign of the currency, in plain digits and blanks."""
    plain = unicodedata.normalize("NFC", text).translate(_PLAIN).strip().lower()
    return _UNIT.sub("", plain, count=1)


def _printed(amount: Decimal) -> str:
    bounded = min(amount, Decimal(LARGEST * 1000))
    whole, part = divmod(bounded, 1)
    decimals = f"{part:f}".partition(".")[2]
    return show(int(whole))[:-2] + (f",{decimals}" if part else "")


def _millions(whole: str, rest: str) -> int:
    """Read `1tr2` as 1,200,000 and `1,2 triệu` likewise; a comma with a rest is neither."""
    if "," in whole:
        raise AmbiguousAmount(N_("this amount can be read in two ways"))
    return _bounded((Decimal(whole) + Decimal(f"0.{rest}")) * 1_000_000)


def _decimal(text: str) -> Decimal:
    """Read a decimal comma; a point, or three digits behind it, may be meant to part thousands."""
    if "." in text or text.count(",") > 1 or _THREE_DECIMALS.fullmatch(text):
        raise AmbiguousAmount(N_("this amount can be read in two ways"))
    return Decimal(text.replace(",", "."))


def _bounded(amount: Decimal) -> int:
    if amount != amount.to_integral_value():
        raise ValueError(N_("an amount is a whole number of dong"))
    if amount > LARGEST:
        raise ValueError(N_("this amount is too large"))
    return int(amount)
