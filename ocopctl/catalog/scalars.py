"""One value at a time: from the text a person wrote to the type its field asks for."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ocopctl.catalog.reading import Reading, Wrong
from ocopctl.catalog.source import Mapping, Node, Refused, Scalar, Sequence
from ocopctl.language import _
from ocopctl.money import AmbiguousAmount, dong, show
from ocopctl.text import cut, fold, nfc

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[Node, str, Reading], object]

NEVER_BLANK = frozenset({"price", "stock"})
YES = frozenset({"có", "co", "yes", "true"})
NO = frozenset({"không", "khong", "no", "false"})
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_DATES = (
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
    re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})"),
)
_MOST_DIGITS = 15
_GROUP = 3
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_SHOWN = 60


def is_blank(node: Node) -> bool:
    """Tell whether a field was left blank: nothing, null, or only blanks."""
    if not isinstance(node, Scalar):
        return False
    return not node.text.strip() or (not node.quoted and node.text in _NULLS)


def label(path: str) -> str:
    """Return the name of a field as messages show it: the last part of its path."""
    return path.rpartition(".")[2]


def written(node: Scalar) -> str:
    """Return a value's text, short enough for a message."""
    text = " ".join(nfc(node.text).split())
    short = cut(text, _SHOWN)
    return short if short == text else short + "…"


def blank(node: Node, path: str, reading: Reading) -> Wrong:
    """Note that a value is missing after its field's name."""
    hint = (
        _("Write the number; 0 too must be written, since a blank never counts as 0.")
        if label(path) in NEVER_BLANK
        else _("Write its value.")
    )
    return reading.fault("P202", node, path, _("{field} is blank", field=label(path)), hint)


def scalar(node: Node, path: str, reading: Reading) -> Scalar | Wrong:
    """Return the one value that `node` is; a list, a group of fields or a blank is a fault."""
    match node:
        case Refused():
            reading.faults += 1
            return Wrong.WRONG
        case Sequence():
            found = _("a list")
        case Mapping():
            found = _("a group of fields")
        case Scalar():
            return blank(node, path, reading) if is_blank(node) else node
    return reading.fault(
        "P116",
        node,
        path,
        _("{field} takes one value, and here is {found}", field=label(path), found=found),
        _("Write the value on the same line, behind the colon."),
    )


def text(node: Node, path: str, reading: Reading) -> str | Wrong:
    """Read text: composed (NFC), trimmed, otherwise kept letter by letter."""
    found = scalar(node, path, reading)
    return nfc(found.text).strip() if isinstance(found, Scalar) else found


def whole(node: Node, path: str, reading: Reading) -> int | Wrong:
    """Read a whole number, `1200` or `1.200`."""
    found = scalar(node, path, reading)
    if not isinstance(found, Scalar):
        return found
    raw = found.text.strip()
    digits = raw.replace(".", "") if _GROUPED.fullmatch(raw) else raw
    if re.fullmatch(r"-?[0-9]+", digits):
        return int(digits) if len(digits) <= _MOST_DIGITS else _too_large(found, path, reading)
    return reading.fault(
        "P203",
        node,
        path,
        _('{field} "{value}" is not a whole number', field=label(path), value=written(found)),
        _("Write digits only, without a unit or a comma, such as 1200 or 1.200."),
    )


def _too_large(node: Scalar, path: str, reading: Reading) -> Wrong:
    return reading.fault(
        "P204",
        node,
        path,
        _('{field} "{value}" is too large', field=label(path), value=written(node)),
        _("Check the number for a slip of the finger."),
    )


def money(node: Node, path: str, reading: Reading) -> int | Wrong:
    """Read an amount in whole dong; one that can be read in two ways is refused."""
    found = scalar(node, path, reading)
    if not isinstance(found, Scalar):
        return found
    raw = found.text.strip()
    if re.match(r"0+[.,]", raw):
        return _ambiguous(found, path, reading)
    try:
        return dong(raw)
    except AmbiguousAmount:
        return _ambiguous(found, path, reading)
    except ValueError as error:
        return reading.fault(
            "P702",
            node,
            path,
            f'{label(path)} "{written(found)}": {_(str(error))}',
            _("Write whole dong, such as 120000, 120.000 or 120k."),
        )


def _ambiguous(node: Scalar, path: str, reading: Reading) -> Wrong:
    """Name both readings: the last mark as a decimal mark, and every mark as grouping."""
    head, __, tail = re.sub(r"[^0-9.,]", "", node.text).replace(",", ".").rpartition(".")
    whole_part = head.replace(".", "").lstrip("0") or "0"
    small = whole_part if not tail.strip("0") else f"{whole_part},{tail}"
    large = int((whole_part + tail)[-_MOST_DIGITS:] or "0")
    hint = (
        _("Write {grouped} or {plain}.", grouped=show(large)[:-2], plain=large)
        if large >= 1000 and len(tail) == _GROUP
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
            large=show(large)[:-2],
        ),
        hint,
    )


def day(node: Node, path: str, reading: Reading) -> date | Wrong:
    """Read a date, year first (`2026-03-31`) or as it is spoken (`31/03/2026`)."""
    found = scalar(node, path, reading)
    if not isinstance(found, Scalar):
        return found
    for form in _DATES:
        if match := form.fullmatch(found.text.strip()):
            try:
                return date(**{part: int(digits) for part, digits in match.groupdict().items()})
            except ValueError:
                break
    return reading.fault(
        "P205",
        node,
        path,
        _(
            '{field} "{value}" is not a day of the calendar',
            field=label(path),
            value=written(found),
        ),
        _("Write year-month-day, such as 2026-03-31, or day/month/year, such as 31/03/2026."),
    )


def flag(node: Node, path: str, reading: Reading) -> bool | Wrong:
    """Read yes or no, in Vietnamese or English."""
    found = scalar(node, path, reading)
    if not isinstance(found, Scalar):
        return found
    word = nfc(found.text).strip().casefold()
    if word in YES or word in NO:
        return word in YES
    return reading.fault(
        "P206",
        node,
        path,
        _('{field} "{value}" is neither yes nor no', field=label(path), value=written(found)),
        _("Write yes or no (có or không)."),
    )


def choice(*allowed: str) -> Read:
    """Make a reader of texts of which only the `allowed` ones are taken."""

    def read(node: Node, path: str, reading: Reading) -> object:
        found = scalar(node, path, reading)
        if not isinstance(found, Scalar):
            return found
        value = nfc(found.text).strip()
        if value in allowed:
            return value
        return reading.fault(
            "P207",
            node,
            path,
            _(
                '{field} "{value}" is not one of the words it takes',
                field=label(path),
                value=written(found),
            ),
            _("Write one of: {allowed}.", allowed=", ".join(_nearest_first(value, allowed))),
        )

    return read


def _nearest_first(value: str, allowed: tuple[str, ...]) -> list[str]:
    wanted = re.sub(r"[^a-z]+", "_", fold(value))
    return sorted(allowed, key=lambda word: word != wanted)
