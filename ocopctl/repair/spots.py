"""Where each value and each name of a product file stands in its text, and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import yaml

from ocopctl.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

Step = str | int
BLOCK: Final = frozenset({"|", ">"})
"""The signs of a text that begins on the next line."""
_PROSE: Final = frozenset(
    (
        *("name", "story", "brand", "facts", "material", "ingredients", "allergens", "usage"),
        *("storage", "warnings", "origin", "tags"),
    )
)
_MONEY: Final = frozenset({"price", "compare_at", "cost"})


@dataclass(frozen=True, slots=True)
class Spot:
    """One scalar: its path, what it says, and where it is written, lines counted from 1.

    `style` is the sign it begins with: a quotation mark, | or >, "" for none.
    """

    path: tuple[Step, ...]
    says: str
    begin: int
    end: int
    line: int
    column: int
    style: str
    name: bool = False


def spots(text: str) -> Iterator[Spot]:
    """Yield the scalars of a text. Raises YAMLError where it cannot be read."""
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    pending: list[tuple[tuple[Step, ...], Any]] = [((), root)] if root is not None else []
    while pending:
        path, node = pending.pop()
        if isinstance(node, yaml.ScalarNode):
            yield _spot(path, node)
        elif isinstance(node, yaml.SequenceNode):
            pending += [((*path, at), one) for at, one in enumerate(node.value)]
        else:
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode):
                    yield _spot(path, key, name=True)
                    pending.append(((*path, nfc(key.value).strip()), value))


def of_product(path: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the path inside a product or inside what all products share."""
    return path[2:] if path[:1] == ("products",) else path[1:]


def is_prose(path: tuple[Step, ...]) -> bool:
    """Tell whether a value is words for people, in which blanks do not count."""
    match of_product(path):
        case (str(field), *_):
            last = path[-1]
            return (
                field in _PROSE
                or (field == "producer" and (last == "name" or "address" in path))
                or (field == "shops" and last == "title")
            )
    return False


def is_money(path: tuple[Step, ...]) -> bool:
    """Tell whether a value is an amount of dong."""
    match of_product(path):
        case (str(name),) | ("variants", int(), str(name)) | ("shops", str(), str(name)):
            return name in _MONEY
        case ("price_range", int()):
            return True
    return False


def _spot(path: tuple[Step, ...], node: yaml.ScalarNode, *, name: bool = False) -> Spot:
    begin, end = node.start_mark, node.end_mark
    place = begin.index, end.index, begin.line + 1, begin.column + 1
    return Spot(path, node.value, *place, node.style or "", name)
