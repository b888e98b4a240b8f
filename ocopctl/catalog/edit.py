"""Patch one value of a product file, and leave every other byte of it as it is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import yaml

from ocopctl.catalog.decode import Unreadable, as_text
from ocopctl.errors import InputError
from ocopctl.language import _
from ocopctl.text import nfc

if TYPE_CHECKING:
    from collections.abc import Sequence

Step = str | int
_BOM = b"\xef\xbb\xbf"
_GROUPED = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")
_BLOCK = frozenset({"|", ">"})


@dataclass(frozen=True, slots=True)
class Edit:
    """What to write where: the product's SKU, the steps inside it, and the value.

    `("variants", "A-1-XL", "price")` names a variant by its SKU.
    """

    sku: str
    steps: tuple[str, ...]
    value: str | int


def patched(content: bytes, edits: Sequence[Edit], file: str) -> bytes:
    """Return a product file's bytes with these values in their places.

    A field that is not there is added to its group of fields. Raises InputError, which says what
    to write by hand, where the file is laid out in a way that cannot be patched safely.
    """
    mark = _BOM if content.startswith(_BOM) else b""
    try:
        text = as_text(content, file)
    except Unreadable as error:
        raise InputError(error.problem.message, place=file, hint=error.problem.hint) from error
    for edit in edits:
        text = _patched(text, edit, file)
    return mark + text.encode()


def _patched(text: str, edit: Edit, file: str) -> str:
    """Patch one value, and make sure that the file then says that and nothing else anew."""
    root = _tree(text)
    steps = _steps(root, edit)
    if steps is None:
        raise _by_hand(edit, file)
    try:
        fresh = _set(text, root, steps, edit.value)
        said = yaml.load(fresh, Loader=yaml.CBaseLoader)  # noqa: S506 - the base loader makes texts only
    except (_NoPlace, yaml.YAMLError) as error:
        raise _by_hand(edit, file) from error
    if said != _expected(text, steps, edit.value):
        raise _by_hand(edit, file)
    return fresh


def _tree(text: str) -> Any:
    return yaml.compose(text, Loader=yaml.CBaseLoader)


def _steps(root: Any, edit: Edit) -> tuple[Step, ...] | None:
    """Turn SKUs into numbers of list entries; None when the file has no such product."""
    products = _field(root, "products")
    number = _entry(products, edit.sku)
    if number is None:
        return None
    steps: list[Step] = ["products", number]
    node, names = products.value[number], list(edit.steps)
    if names[0] == "variants":
        variants = _field(node, "variants")
        at = _entry(variants, names[1])
        if at is None:
            return None
        steps, names = [*steps, "variants", at], names[2:]
    return (*steps, *names)


def _entry(node: Any, sku: str) -> int | None:
    """Return which entry of a list carries a SKU."""
    if not isinstance(node, yaml.SequenceNode):
        return None
    for number, one in enumerate(node.value):
        code = _field(one, "sku")
        if isinstance(code, yaml.ScalarNode) and nfc(code.value).strip() == sku:
            return number
    return None


def _field(node: Any, name: str) -> Any:
    """Return the value of a field, None when there is none."""
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((v for key, v in node.value if nfc(str(key.value)).strip() == name), None)


class _NoPlace(Exception):
    """There is no place where the value can be written safely."""


def _set(text: str, root: Any, steps: Sequence[Step], value: str | int) -> str:
    node = root
    for at, step in enumerate(steps):
        below = node.value[step] if isinstance(step, int) else _field(node, step)
        if below is None:
            return _added(text, node, steps[at:], value)
        node = below
    return _replaced(text, node, value)


def _replaced(text: str, node: Any, value: str | int) -> str:
    """Write over a value on one line."""
    if not isinstance(node, yaml.ScalarNode) or node.style in _BLOCK:
        raise _NoPlace
    begin, end = node.start_mark.index, node.end_mark.index
    old = text[begin:end]
    if not old:
        raise _NoPlace
    return text[:begin] + _written(value, old) + text[end:]


def _written(value: str | int, old: str = "") -> str:
    """Write a value: digits in groups where they were, a text in double quotes."""
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".") if _GROUPED.search(old) else str(value)
    return json.dumps(value, ensure_ascii=False)


def _added(text: str, node: Any, steps: Sequence[Step], value: str | int) -> str:
    """Add a field, with the groups that lead to it, behind the last field of a group."""
    if not isinstance(node, yaml.MappingNode) or not node.value:
        raise _NoPlace
    names = [str(step) for step in steps]
    if node.flow_style:
        last = node.value[-1][1].end_mark.index
        inner = _written(value)
        for name in reversed(names[1:]):
            inner = f"{{{_name(name)}: {inner}}}"
        return f"{text[:last]}, {_name(names[0])}: {inner}{text[last:]}"
    column = node.value[0][0].start_mark.column
    at = _line_end(text, _end(text, node))
    newline = "\r\n" if text.find("\r\n") >= 0 else "\n"
    lines = [" " * (column + 2 * depth) + f"{_name(name)}:" for depth, name in enumerate(names)]
    lines[-1] += f" {_written(value)}"
    return text[:at] + "".join(newline + line for line in lines) + text[at:]


def _name(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", name) else json.dumps(name)


def _end(text: str, node: Any) -> int:
    """Return where a node's own text ends: blocks reach to whatever comes next."""
    if isinstance(node, yaml.ScalarNode):
        end = node.end_mark.index
        return len(text[:end].rstrip()) if node.style in _BLOCK else end
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(text, last[1] if isinstance(last, tuple) else last)


def _line_end(text: str, at: int) -> int:
    """Return the end of a line, before the signs that end it."""
    found = re.compile(r"\r?\n|$").search(text, at)
    return found.start() if found else len(text)


def _expected(text: str, steps: Sequence[Step], value: str | int) -> Any:
    """Return what the file shall say afterwards, every scalar as a text."""
    said = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - the base loader makes texts only
    node = said
    for step, after in pairwise(steps):
        node = node[step] if isinstance(step, int) else _below(node, step, after)
    last = next((name for name in node if nfc(name).strip() == steps[-1]), steps[-1])
    old = node.get(last, "")
    node[last] = _written(value, old) if isinstance(value, int) else value
    return said


def _below(node: dict[str, Any], name: str, after: Step) -> Any:
    found = next((one for one in node if nfc(one).strip() == name), name)
    return node.setdefault(found, [] if isinstance(after, int) else {})


def _by_hand(edit: Edit, file: str) -> InputError:
    return InputError(
        _("this product file cannot be patched here; it was left as it is"),
        place=f"{file} · {edit.sku}",
        hint=_(
            "write it yourself: {field} {value}",
            field=" → ".join(f"{step}:" for step in edit.steps),
            value=_written(edit.value),
        ),
    )
