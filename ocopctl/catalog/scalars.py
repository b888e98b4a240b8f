"""One value at a time: from the text a person wrote to the type its field asks for."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.catalog.nodes import Mapping, Node, Refused, Scalar, Sequence
from ocopctl.catalog.reading import Reading, Wrong
from ocopctl.language import _
from ocopctl.problems import Problem, Severity
from ocopctl.text import fold, nfc, shortened

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[Node, str, Reading], object]

NEVER_BLANK = frozenset({"price", "stock"})
YES = frozenset({"có", "co", "yes", "true", "on", "đúng"})
NO = frozenset({"không", "khong", "no", "false", "off", "sai"})
# Here a text may well stand in quotation marks of its own.
_PROSE = frozenset({"story", "facts", "usage", "storage", "warnings", "ingredients", "material"})
_CURLY = re.compile("[“”„][^“”„]*[“”]|[‘’][^‘’]*’")
_CLOSING = "”“’\"'"
# One mark at the end and none before; behind a digit it may mean inches, or minutes.
_HALF_QUOTED = re.compile('[^"\'“”‘’„]*[^"\'“”‘’„0-9]["”]')
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_SHOWN = 60
_LONGEST = 300


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
    return shortened(node.text, _SHOWN)


def blank(node: Node, path: str, reading: Reading) -> Wrong:
    """Note that a value is missing after its field's name, or is hidden by a #."""
    if isinstance(node, Scalar) and node.comment:
        return reading.fault(
            "P118",
            node,
            path,
            _("a # hides the value of {field}", field=label(path)),
            _("Put the text in quotes: '{text}'", text=shortened(node.comment, _SHOWN)),
        )
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
            found, hint = _("a list"), _("Write the value on the same line, behind the colon.")
        case Mapping():
            found, hint = _("a group of fields"), _on_one_line(node)
        case Scalar():
            return blank(node, path, reading) if is_blank(node) else node
    return reading.fault(
        "P116",
        node,
        path,
        _("{field} takes one value, and here is {found}", field=label(path), found=found),
        hint,
    )


def _on_one_line(node: Mapping) -> str:
    """Return what to do about fields in place of text: a colon in a text looks like one."""
    pairs = node.pairs
    if len(pairs) == 1 and pairs[0][1].line == pairs[0][0].line == node.line:
        return _("If the colon belongs to the text, put the whole text in quotes.")
    return _("Write the value on the same line, behind the colon.")


def plain(node: Node, path: str, reading: Reading) -> Scalar | Wrong:
    """Return the one value that `node` is, where it is no text: curly quotes are a fault.

    What is longer than any number or word is cut; it stays as wrong as it was.
    """
    found = scalar(node, path, reading)
    if not isinstance(found, Scalar):
        return found
    if _in_curly_quotes(found):
        return _curly(found, path, reading)
    return found if len(found.text) <= _LONGEST else replace(found, text=found.text[:_LONGEST])


def text(node: Node, path: str, reading: Reading) -> str | Wrong:
    """Read text: composed (NFC), trimmed, otherwise kept letter by letter."""
    found = scalar(node, path, reading)
    if not isinstance(found, Scalar):
        return found
    value = nfc(found.text).strip()
    if found.quoted:
        return value
    if found.comment:
        _cut_off(found, path, reading)
    if value[-1:] in _CLOSING and path.partition(".")[0].partition("[")[0] not in _PROSE:
        if _in_curly_quotes(found):
            return _curly(found, path, reading)
        if _HALF_QUOTED.fullmatch(value):
            _half_quoted(found, path, reading)
    return value


def _in_curly_quotes(node: Scalar) -> bool:
    return not node.quoted and _CURLY.fullmatch(node.text.strip()) is not None


def _curly(node: Scalar, path: str, reading: Reading) -> Wrong:
    return reading.fault(
        "P120",
        node,
        path,
        _("{field} stands in curly quotes, which become part of the value", field=label(path)),
        _('Delete them, or use straight ones: "like this".'),
    )


def _half_quoted(node: Scalar, path: str, reading: Reading) -> None:
    words = _("{field} ends with a quotation mark that opens nowhere", field=label(path))
    hint = _("Delete the mark, or put the same one before the text too.")
    place, sku = reading.place(node, path), reading.sku
    reading.tell(Problem("P120", words, hint, Severity.WARNING, place, sku))


def _cut_off(node: Scalar, path: str, reading: Reading) -> None:
    comment = shortened(node.comment, _SHOWN)
    words = _('{field} ends before "{text}": a # hides the rest', field=label(path), text=comment)
    hint = _(
        "Put the whole text in quotes if that belongs to it; if it is a note, "
        "leave a blank behind the #."
    )
    place, sku = reading.place(node, path), reading.sku
    reading.tell(Problem("P118", words, hint, Severity.WARNING, place, sku))


def flag(node: Node, path: str, reading: Reading) -> bool | Wrong:
    """Read yes or no, in Vietnamese or English."""
    found = plain(node, path, reading)
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
        found = plain(node, path, reading)
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
    near = difflib.get_close_matches(wanted, allowed, 1, 0.6)
    return sorted(allowed, key=lambda word: not (wanted.startswith(word) or word in near))
