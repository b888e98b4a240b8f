"""Whole numbers, weights and lengths: from what people write to pieces, grams, centimetres."""

from __future__ import annotations

import re
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Literal

from ocopctl.catalog.reading import Wrong
from ocopctl.catalog.scalars import label, plain, written
from ocopctl.language import _
from ocopctl.text import nfc

if TYPE_CHECKING:
    from ocopctl.catalog.nodes import Node, Scalar
    from ocopctl.catalog.reading import Reading
    from ocopctl.catalog.scalars import Read

Unit = Literal["g", "cm"]
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+)")
_MOST_DIGITS = 15
_DIGITS = re.compile(r"-?[0-9]+")
_NO_PARTS = re.compile(r"(-?[0-9]{1,15})[.,]00?")
_COUNTED = re.compile(
    r"(?P<before>[^\W\d]*)\.?\s*(?P<number>[0-9]{1,15})\s*(?P<behind>[^\W\d][^\d]*)?"
)
_MEASURED = re.compile(r"(?P<number>[0-9]+(?:[.,][0-9]+)*)\s*(?P<unit>[^\W\d]+)\.?")
_AND_TENTHS = re.compile(r"(?P<number>[0-9]+)\s*(?P<unit>kg|m|ký|kí|cân)\s*(?P<parts>[0-9]{1,3})")
_SIZE = re.compile(r"([0-9]+)\s*[x×*]\s*([0-9]+)\s*[x×*]\s*([0-9]+)\s*(?:cm)?", re.IGNORECASE)
_UNITS: dict[Unit, dict[str, Decimal]] = {
    "g": {
        **dict.fromkeys(("g", "gr", "gam", "gram", "grams"), Decimal(1)),
        **dict.fromkeys(("kg", "ký", "kí", "cân", "kilogam", "kilôgam"), Decimal(1000)),
        "lạng": Decimal(100),
    },
    "cm": {
        **dict.fromkeys(("cm", "phân"), Decimal(1)),
        "mm": Decimal("0.1"),
        "dm": Decimal(10),
        **dict.fromkeys(("m", "mét"), Decimal(100)),
    },
}
# Measures of other countries; what they come to is only a hint, rounded up.
_FOREIGN: dict[Unit, dict[str, Decimal]] = {
    "g": {
        **dict.fromkeys(("oz", "ounce", "ounces"), Decimal("28.3495")),
        **dict.fromkeys(("lb", "lbs", "pound", "pounds"), Decimal("453.592")),
    },
    "cm": {
        **dict.fromkeys(("in", "inch", "inches"), Decimal("2.54")),
        **dict.fromkeys(("ft", "feet", "foot"), Decimal("30.48")),
    },
}
_PIECES = frozenset(
    (
        *("bao", "bình", "bó", "bộ", "cái", "cây", "chai", "chậu", "chiếc", "cốc", "con", "cuốn"),
        *("cuộn", "đôi", "gói", "hộp", "hũ", "kiện", "lọ", "lon", "ống", "quả", "sản phẩm", "sp"),
        *("tấm", "túi", "viên", "vỉ", "items", "pcs", "piece", "pieces", "units"),
    )
)
_COUNTS = {"tá": 12, "dozen": 12}
_DAYS = {"ngày": 1, "days": 1, "day": 1, "hôm": 1, "tuần": 7, "weeks": 7, "week": 7}
_ABOUT_DAYS = {"tháng": 30, "months": 30, "month": 30, "năm": 365, "years": 365, "year": 365}
_HOURS = {"giờ": 1, "h": 1, "hours": 1, "hour": 1, "tiếng": 1, "ngày": 24, "days": 24, "day": 24}
_NONE_LEFT = frozenset({"hết", "hết hàng", "het", "het hang", "sold out", "out of stock", "none"})
_STARS = frozenset({"sao", "stars", "star", "★", "*"})


def whole(node: Node, path: str, reading: Reading) -> int | Wrong:
    """Read a whole number, `1200` or `1.200`."""
    found = plain(node, path, reading)
    if isinstance(found, Wrong):
        return found
    raw = found.text.strip()
    if (number := _number(raw)) is not None:
        return _bounded(number, found, path, reading)
    return _no_whole(found, path, reading, _meant(nfc(raw).casefold(), label(path)))


def measure(unit: Unit) -> Read:
    """Make a reader of whole grams or centimetres, `1200`, `1.200 g` or `1,2 kg`."""

    def read(node: Node, path: str, reading: Reading) -> object:
        found = plain(node, path, reading)
        if isinstance(found, Wrong):
            return found
        raw = nfc(found.text).strip().casefold()
        if (number := _number(raw)) is not None:
            return _bounded(number, found, path, reading)
        if (amount := _in_unit(raw, unit)) is not None:
            return _bounded(amount, found, path, reading)
        return _no_whole(found, path, reading, _measure_meant(raw, unit))

    return read


def size_words(text: str) -> str:
    """Return how to write a size such as `34x26x16 cm`, "" for a text that is none."""
    found = _SIZE.fullmatch(nfc(text).strip())
    if found is None:
        return ""
    length, width, height = found.groups()
    return _(
        "Write length_cm: {length}, width_cm: {width} and height_cm: {height}, each on its line.",
        length=length,
        width=width,
        height=height,
    )


def _number(raw: str) -> int | None:
    digits = re.sub("[. ]", "", raw) if _GROUPED.fullmatch(raw) else raw
    if not _DIGITS.fullmatch(digits):
        return None
    return int(digits) if len(digits) <= _MOST_DIGITS else 10**_MOST_DIGITS


def _bounded(number: int, node: Scalar, path: str, reading: Reading) -> int | Wrong:
    if number < 10**_MOST_DIGITS:
        return number
    return reading.fault(
        "P204",
        node,
        path,
        _('{field} "{value}" is too large', field=label(path), value=written(node)),
        _("Check the number for a slip of the finger."),
    )


def _no_whole(node: Scalar, path: str, reading: Reading, hint: str) -> Wrong:
    message = _('{field} "{value}" is not a whole number', field=label(path), value=written(node))
    return reading.fault("P203", node, path, message, hint)


def _meant(raw: str, field: str) -> str:
    """Return how to write what was most likely meant."""
    if re.fullmatch(r"[1-9][0-9]{0,2}(,[0-9]{3})+", raw):
        return _("A comma begins parts of a whole; write {number}.", number=raw.replace(",", "."))
    if size := size_words(raw):
        return size
    if (number := _count(raw, field)) is not None:
        return _("Write {number}.", number=number)
    if (found := _COUNTED.fullmatch(raw)) and field.endswith("_days") and not found["before"]:
        days = int(found["number"]) * _ABOUT_DAYS.get((found["behind"] or "").strip(" ."), 0)
        if days:
            return _("Write the number of days, about {number}.", number=days)
    if field.startswith("stock"):
        return _("Count the goods and write that number; when in doubt, the smaller one.")
    return _("Write digits only, without a unit or a comma, such as 1200 or 1.200.")


def _count(raw: str, field: str) -> int | None:
    """Return the number that words about it surely mean, None where they may mean another."""
    if raw in _NONE_LEFT:
        return 0
    if same := _NO_PARTS.fullmatch(raw):
        return int(same[1])
    found = _COUNTED.fullmatch(raw)
    if found is None:
        return None
    factor = _factor(found["before"], (found["behind"] or "").strip(" ."), field)
    return None if factor is None else int(found["number"]) * factor


def _factor(before: str, behind: str, field: str) -> int | None:
    """Return by what a counted number is to be taken, None where the words are not known."""
    if field.endswith("_days") and not before:
        return _DAYS.get(behind)
    if field.endswith("_hours") and not before:
        return _HOURS.get(behind)
    if field.startswith("stars"):
        return 1 if behind in _STARS else None
    if field.startswith("months"):
        return 1 if before in {"tháng", "t", "month"} and not behind else None
    if before not in {"", "còn", "con"}:
        return None
    return _COUNTS.get(behind, 1 if not behind or behind in _PIECES else None)


def _in_unit(raw: str, unit: Unit) -> int | None:
    """Return whole grams or centimetres, None where the text is none or can be read two ways."""
    if tenths := _AND_TENTHS.fullmatch(raw):
        factor = _UNITS[unit].get(tenths["unit"])
        number = Decimal(f"{tenths['number']}.{tenths['parts']}")
        return None if factor is None or (number * factor) % 1 else int(number * factor)
    found = _MEASURED.fullmatch(raw)
    factor = _UNITS[unit].get(found["unit"]) if found else None
    if found is None or factor is None or len(raw) > 2 * _MOST_DIGITS:
        return None
    if factor == 1 and _GROUPED.fullmatch(found["number"]):
        return int(found["number"].replace(".", ""))
    if len(re.findall("[.,]", found["number"])) > 1 or _three_decimals(found["number"]):
        return None
    amount = Decimal(found["number"].replace(",", ".")) * factor
    return int(amount) if amount == amount.to_integral_value() else None


def _three_decimals(number: str) -> bool:
    return re.search(r"[.,][0-9]{3}$", number) is not None


def _measure_meant(raw: str, unit: Unit) -> str:
    found = _MEASURED.fullmatch(raw)
    known, foreign = _UNITS[unit], _FOREIGN[unit]
    if size := size_words(raw):
        return size
    if found and found["unit"] in foreign and found["number"].count(".") < 2:
        amount = Decimal(found["number"].replace(",", ".")[:_MOST_DIGITS]) * foreign[found["unit"]]
        return _up(unit, ceil(amount))
    if found and found["unit"] in known and _three_decimals(found["number"]):
        digits = re.sub("[.,]", "", found["number"])
        parts = Decimal(digits) / 1000 * known[found["unit"]]
        return _("Write {one} or {other}.", one=_plain(parts), other=digits + _zeros(known, found))
    if unit == "cm" and re.fullmatch(r"[0-9]+[.,][0-9]+", raw) and not _three_decimals(raw):
        return _up(unit, ceil(Decimal(raw.replace(",", "."))))
    if unit == "g":
        return _("Write whole grams, such as 1200, or with a unit: 1,2 kg.")
    return _("Write whole centimetres, such as 34, or with a unit: 1,6 m.")


def _up(unit: Unit, amount: int) -> str:
    if unit == "g":
        return _("Write whole grams, rounded up: {number}.", number=amount)
    return _("Write whole centimetres, rounded up: {number}.", number=amount)


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}".replace(".", ",")


def _zeros(known: dict[str, Decimal], found: re.Match[str]) -> str:
    return "0" * (len(str(int(known[found["unit"]]))) - 1) if known[found["unit"]] >= 1 else ""
