"""Drinks with alcohol: which goods they are, how strong, and the warning that they need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ocopctl.catalog.claims import texts
from ocopctl.catalog.draft import Draft, Finding
from ocopctl.catalog.model import State
from ocopctl.language import _
from ocopctl.rules.wording import says_any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ocopctl.rules.words import Alcohol

_NUMBER = r"(\d{1,2}(?:[.,]\d{1,2})?)"
_STRENGTH = re.compile(
    rf"(?:độ cồn|nồng độ|nồng độ cồn|abv|alc)\D{{0,12}}{_NUMBER}"
    rf"|{_NUMBER}\s*(?:độ|°|%)\s*(?:cồn|rượu|vol|abv|alc|\(v/v\)|v/v)",
    re.IGNORECASE,
)
_IN_NAME = re.compile(rf"{_NUMBER}\s*(?:độ(?!\s*c\b)|°(?!\s*c\b)|%)", re.IGNORECASE)


def is_alcohol(values: Mapping[str, Any], rules: Alcohol) -> bool:
    """Tell whether goods are a drink with alcohol, by group, kind and name."""
    if values.get("group") not in rules.groups:
        return False
    name = _name(values)
    if says_any(name, rules.but):
        return False
    kind = str(values.get("kind") or "")
    return kind.partition("_")[0] in rules.kinds or says_any(name, rules.named)


def strength(values: Mapping[str, Any]) -> float | None:
    """Return the greatest strength that the texts tell, in percent of volume; None without one."""
    found = [float(one.replace(",", ".")) for one in _numbers(values)]
    return max(found, default=None)


def alcohol_findings(draft: Draft, rules: Alcohol) -> Iterator[Finding]:
    """Yield what a drink with alcohol lacks: its strength, and below the ban a warning."""
    if draft.get("state") == State.RETIRED or not is_alcohol(draft.values, rules):
        return
    percent = strength(draft.values)
    if percent is None:
        yield Finding(
            "P509",
            "name",
            _("the strength of this drink is not told"),
            _(
                'Write it under `facts:`, for example "Độ cồn 12% vol"; a drink without alcohol '
                'says "không cồn" in its name.'
            ),
        )
    elif percent < _ban(rules) and not _warns(draft, rules):
        yield Finding(
            "P511",
            "name",
            _("a drink with alcohol needs a warning, and there is none"),
            _(
                "Write one under `warnings:`: Uống rượu, bia có thể gây tai nạn giao thông · "
                "Uống rượu, bia có thể ảnh hưởng tới sức khỏe của thai nhi · Người dưới 18 "
                "tuổi không được uống rượu, bia"
            ),
        )


def _ban(rules: Alcohol) -> float:
    return max(rules.refused_from.values(), default=100.0)


def _warns(draft: Draft, rules: Alcohol) -> bool:
    return any(says_any(text, rules.warnings) for _path, text in texts(draft.values))


def _numbers(values: Mapping[str, Any]) -> Iterator[str]:
    for found in _IN_NAME.finditer(_name(values)):
        yield found[1]
    for _path, text in texts(values):
        for found in _STRENGTH.finditer(text):
            yield found[1] or found[2]


def _name(values: Mapping[str, Any]) -> str:
    name = values.get("name")
    return str(name.get("vi", "")) if isinstance(name, dict) else ""
