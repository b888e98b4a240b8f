"""Fields that stand twice in one group: a slip, a new value below the old one, a lost hyphen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocopctl.catalog.nodes import Node, Refused, Scalar, Sequence
from ocopctl.language import _
from ocopctl.problems import Place, Problem
from ocopctl.text import nfc, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Pair = tuple[Scalar, Node]
_SHOWN = 40
# So many fields do not stand twice by a slip: another product begins there without its hyphen.
_ANOTHER_PRODUCT = 3


@dataclass(frozen=True, slots=True)
class Repeat:
    """A field that is there already: as it was first written, again, and the field above that."""

    first: Pair
    again: Pair
    above: Pair

    @property
    def out_of_its_group(self) -> bool:
        """Tell whether the field above waits for fields of its own, and this is one of them."""
        key, value = self.above
        blank = isinstance(value, Scalar) and not value.text and not value.quoted
        return blank and self.again[0].line == key.line + 1


@dataclass(frozen=True, slots=True)
class Told:
    """What is wrong with repeated fields, and whether fields of the group are lost by it."""

    problems: tuple[Problem, ...]
    torn: bool


def told(
    pairs: dict[str, Pair], repeats: Iterable[Repeat], file: str, shown: Callable[[Node], str]
) -> Told:
    """Tell what is wrong with repeated fields, and refuse in `pairs` what cannot be known.

    `shown` gives a value as messages may show it, "" where they may not.
    """
    repeats = list(repeats)
    if len(repeats) >= _ANOTHER_PRODUCT:
        first = repeats[0]
        for name in [name for name, pair in pairs.items() if pair[0].line >= first.again[0].line]:
            del pairs[name]
        return Told((_another_product(first, len(repeats), file),), torn=True)
    problems = []
    for repeat in repeats:
        astray = repeat.out_of_its_group
        key, value = repeat.above if astray else repeat.first
        pairs[nfc(key.text).strip()] = (key, _left_of(value, repeat.again[1], key))
        problems.append(_not_indented(repeat, file) if astray else _twice(repeat, file, shown))
    return Told(tuple(problems), any(repeat.out_of_its_group for repeat in repeats))


def _left_of(value: Node, again: Node, key: Scalar) -> Node:
    """Return what can be looked at: of two lists of products all, of two other values none."""
    if isinstance(value, Sequence) and isinstance(again, Sequence) and key.text == "products":
        return Sequence(value.items + again.items, value.line, value.column)
    return Refused(key.line, key.column)


def _another_product(first: Repeat, count: int, file: str) -> Problem:
    key, again = first.first[0], first.again[0]
    return Problem(
        "P112",
        _(
            '"{name}" is written twice: on line {first} and on line {second}, and so are others '
            "below it ({count} in all)",
            name=_name(key),
            first=key.line,
            second=again.line,
            count=count,
        ),
        _("If another product begins here, write its hyphen and its code above: - sku: AB-1"),
        place=Place(file, again.line, again.column),
    )


def _not_indented(repeat: Repeat, file: str) -> Problem:
    above, again = repeat.above[0], repeat.again[0]
    return Problem(
        "P105",
        _(
            '"{name}" belongs to "{above}" and is not indented below it',
            name=_name(again),
            above=_name(above),
        ),
        _("Begin it, and what belongs to it, two blanks further right."),
        place=Place(file, again.line, again.column),
    )


def _twice(repeat: Repeat, file: str, shown: Callable[[Node], str]) -> Problem:
    key, again = repeat.first[0], repeat.again[0]
    words = {
        "name": _name(key),
        "first": key.line,
        "second": again.line,
        "one": shown(repeat.first[1]),
        "other": shown(repeat.again[1]),
    }
    message = (
        _('"{name}" is written twice: {one} on line {first} and {other} on line {second}', **words)
        if words["one"] and words["other"]
        else _('"{name}" is written twice: on line {first} and on line {second}', **words)
    )
    place = Place(file, again.line, again.column)
    return Problem("P112", message, _("Keep the right one and delete the other."), place=place)


def _name(key: Scalar) -> str:
    return shortened(key.text, _SHOWN)
