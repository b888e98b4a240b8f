"""Which heading of a column means which field of a product, and how a heading is written.

A field is a target: the steps to it, numbers counted from 0, as ("papers", 0, "number"). What
begins with "variants" and has no number is of the variant of the row.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from ocopctl.text import fold, nfc

if TYPE_CHECKING:
    from collections.abc import Mapping

Step = str | int
Target = tuple[Step, ...]
MOST_NUMBERED: Final = 200
"""Up to which number a heading may count: papers, batches, facts."""
_DATA: Final = Path(__file__).with_name("columns.yaml")
_SHOP: Final = "shops[*]."
_DIGITS: Final = re.compile("[0-9]+")
_PART: Final = re.compile(r"(?P<name>[^.\[\]]+)|\[(?P<number>[0-9]+)\]")
_OWN_PATH: Final = re.compile(r"[a-z_]+(?:\.[a-z_]+|\[[0-9]+\])*")
_SHOP_PATH: Final = re.compile(
    r"shops\.(?:(?P<other>[^.]+)\.attributes\.(?P<key>.+)"
    r"|(?P<shop>.+)\.(?P<field>category_id|title|price|stock|skip))"
)
# Columns that people keep for themselves.
_THEIRS: Final = frozenset({"stt", "tt", "so thu tu", "no", "ghi chu", "note", "notes", "remark"})


@dataclass(frozen=True, slots=True)
class Column:
    """A field that has a column; `path` has # for a number and * for the name of a shop."""

    path: str
    vi: str
    en: str
    also: tuple[str, ...]
    about: Mapping[str, str]

    def label(self, language: str) -> str:
        """Return its heading in a language, `vi` or `en`, with # for a number."""
        return self.vi if language == "vi" else self.en


@cache
def columns() -> tuple[Column, ...]:
    """Return all columns in their order, read once."""
    tree = yaml.load(_DATA.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return tuple(
        Column(path, words["vi"], words["en"], tuple(words.get("also", ())), words.get("about", {}))
        for path, words in tree.items()
    )


def target_of(text: str) -> Target | None:
    """Return the field that a heading means, None when it means none that is known."""
    whole = nfc(text).strip()
    if found := _shop_target(whole):
        return found
    for part in dict.fromkeys((whole, *(whole.partition(sign)[0] for sign in "\n(/"))):
        if part.strip() and (found := _plain_target(part.strip())):
            return found
    return None


def column_of(target: Target) -> Column | None:
    """Return the column that a field has, None for one without a heading of its own."""
    steps = ("shops", "*", *target[2:3]) if target[0] == "shops" else target
    path = path_of(tuple("#" if isinstance(step, int) else step for step in steps))
    path = path.replace(".#", "[#]").replace(".*", "[*]")
    return next((one for one in columns() if one.path == path), None)


def is_theirs(text: str) -> bool:
    """Tell whether a column is one that people keep for themselves: numbers of rows, notes."""
    return _key(text) in _THEIRS


def near(text: str) -> str:
    """Return the heading that was most likely meant, "" when none is near."""
    labels = {
        _key(label): label for one in _plain() for label in (one.en, one.vi) if "#" not in label
    }
    found = difflib.get_close_matches(_key(text), labels, 1, 0.8)
    return labels[found[0]] if found else ""


def heading(target: Target, language: str) -> str:
    """Return the heading of a field: the language's own where it is read back as that field."""
    path = path_of(target)
    label = _shop_heading(target, language) if target[0] == "shops" else _heading(target, language)
    return label if label and target_of(label) == target else path


def path_of(target: Target) -> str:
    """Write a field as its path in a product file, numbers counted from 1."""
    text = ""
    for step in target:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _shop_target(text: str) -> Target | None:
    """Read `shops.tiki.price`, `tiki: Giá bán` and `tiki: Thuộc tính: Chất liệu`."""
    if match := _SHOP_PATH.fullmatch(text):
        if match["key"]:
            return ("shops", match["other"], "attributes", match["key"])
        return ("shops", match["shop"], match["field"])
    shop, colon, rest = (part.strip() for part in text.partition(":"))
    field = _shop_fields().get(_key(rest.partition(":")[0])) if colon and shop else None
    if field is None:
        return None
    key = rest.partition(":")[2].strip()
    if field == "attributes":
        return ("shops", shop, field, key) if key else None
    return None if key else ("shops", shop, field)


def _plain_target(text: str) -> Target | None:
    key = _key(text)
    if (path := _by_heading().get(key)) and "#" not in path:
        return _steps(path)
    numbers = [int(digits) for digits in _DIGITS.findall(key)]
    path = _by_heading().get(_DIGITS.sub("#", key)) if len(numbers) == 1 else None
    if path and "#" in path and 0 < numbers[0] <= MOST_NUMBERED:
        return _steps(path.replace("#", str(numbers[0])))
    return _own_path(text) if _OWN_PATH.fullmatch(text) else None


def _own_path(text: str) -> Target | None:
    """Read a path as product files have it; a list of texts may be told entry by entry."""
    known = {one.path for one in _plain()}
    pattern = _DIGITS.sub("#", text)
    if any(not 0 < int(digits) <= MOST_NUMBERED for digits in _DIGITS.findall(text)):
        return None
    whole = pattern in known or (pattern.endswith("[#]") and pattern[:-3] in known)
    return _steps(text) if whole else None


def _steps(path: str) -> Target:
    return tuple(
        int(match["number"]) - 1 if match["number"] else match["name"]
        for match in _PART.finditer(path)
    )


def _heading(target: Target, language: str) -> str:
    numbers = [step for step in target if isinstance(step, int)]
    found = column_of(target)
    if found is None:
        return ""
    return found.label(language).replace("#", str(numbers[0] + 1) if numbers else "#")


def _shop_heading(target: Target, language: str) -> str:
    field = column_of(target)
    if field is None:
        return ""
    return ": ".join(str(part) for part in (target[1], field.label(language), *target[3:]))


@cache
def _plain() -> tuple[Column, ...]:
    return tuple(one for one in columns() if not one.path.startswith(_SHOP))


@cache
def _by_heading() -> dict[str, str]:
    """Return the paths by what their headings come to; a number in a heading is a #."""
    found: dict[str, str] = {}
    for one in _plain():
        for label in (one.vi, one.en, *one.also, one.path):
            key = _key(label)
            if "#" in one.path:
                key = _DIGITS.sub("#", _key(label.replace("#", "0")))
            found.setdefault(key, one.path)
    return found


@cache
def _shop_fields() -> dict[str, str]:
    found: dict[str, str] = {}
    for one in columns():
        if one.path.startswith(_SHOP):
            name = one.path.removeprefix(_SHOP)
            found |= {_key(label): name for label in (name, one.vi, one.en)}
    return found


def _key(text: str) -> str:
    """Return what of a heading is compared: its letters and digits, without case and accents."""
    return re.sub("[^a-z0-9]+", " ", fold(nfc(text))).strip()
