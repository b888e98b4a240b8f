"""The fields of a rule in a storm file: what each may hold, read from its text as it stands."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import yaml

from ocopctl.language import _
from ocopctl.sandbox.faults.kinds import FAULTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MARKETPLACES = ("shopee", "lazada", "tiktok", "tiki")
_WHOLE = re.compile(r"[0-9]{1,18}")
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")
_LONGEST_S = 86_400.0
_MOST_MEGABYTES = 10_000


class Slip(ValueError):
    """A value that cannot be used: what is wrong, what to write, and the node it stands at."""

    def __init__(self, message: str, hint: str, node: yaml.Node) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.node = node


def text(node: yaml.Node) -> str:
    """Return the text of a plain value. Raises Slip."""
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise Slip(_("a text is needed here"), _("write one value behind the colon"), node)
    found: str = node.value.strip()
    return found


def whole(node: yaml.Node, *, least: int = 0, most: int = 999_999_999) -> int:
    """Return a whole number within bounds. Raises Slip."""
    found = text(node)
    if not _WHOLE.fullmatch(found) or not least <= int(found) <= most:
        message = _(
            "“{value}” is no whole number from {least} to {most}", **_bounds(found, least, most)
        )
        raise Slip(message, _("write it in digits: count: 3"), node)
    return int(found)


def number(node: yaml.Node, *, least: float, most: float) -> float:
    """Return a number within bounds. Raises Slip."""
    found = text(node)
    if not _NUMBER.fullmatch(found) or not least <= float(found) <= most:
        message = _("“{value}” is no number from {least} to {most}", **_bounds(found, least, most))
        raise Slip(message, _("write it in digits, with a point: 0.5"), node)
    return float(found)


def _bounds(value: str, least: float, most: float) -> dict[str, str]:
    return {"value": value, "least": f"{least:.0f}", "most": f"{most:.0f}"}


def _fault(node: yaml.Node) -> str:
    found = text(node)
    if found not in FAULTS:
        near = get_close_matches(found, FAULTS, 1)
        hint = (
            _("did you mean {name}?", name=near[0])
            if near
            else _("faults are: {names}", names=", ".join(FAULTS))
        )
        raise Slip(_("there is no fault “{name}”", name=found), hint, node)
    return found


def _marketplaces(node: yaml.Node) -> tuple[str, ...]:
    rows = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not rows:
        raise Slip(_("this list is empty"), _("name a marketplace, or delete the line"), node)
    for row in rows:
        if text(row) not in MARKETPLACES:
            message = _("there is no marketplace “{name}”", name=text(row))
            raise Slip(message, _("write one of {names}", names=", ".join(MARKETPLACES)), row)
    return tuple(dict.fromkeys(text(row) for row in rows))


FIELDS: Mapping[str, tuple[str, Callable[[yaml.Node], Any]]] = {
    "fault": ("fault", _fault),
    "probability": ("probability", lambda node: number(node, least=0, most=1)),
    "count": ("count", lambda node: whole(node, least=1)),
    "after": ("after", whole),
    "marketplace": ("marketplaces", _marketplaces),
    "shop": ("shop", text),
    "endpoint": ("endpoint", text),
    "seconds": ("seconds", lambda node: number(node, least=-_LONGEST_S, most=_LONGEST_S)),
    "megabytes": ("megabytes", lambda node: whole(node, least=1, most=_MOST_MEGABYTES)),
}
"""The name of each field in the file → its name in a Rule, and how it is read."""
