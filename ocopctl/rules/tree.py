"""Rule packs as trees of plain values: read from their files, and laid over one another."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from ocopctl.errors import ConfigError
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@cache
def shipped_tree(path: Path) -> Mapping[str, Any]:
    """Read a file that does not change while the program runs."""
    return read_tree(path)


def read_tree(path: Path) -> dict[str, Any]:
    """Read one file. Raises ConfigError when it is no rule pack."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        tree = yaml.load(path.read_text("utf-8"), Loader=loader)  # noqa: S506 - a safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(_("this rule pack cannot be read"), place=str(path)) from error
    if not isinstance(tree, dict):
        raise ConfigError(_("a rule pack is a list of `name: value` lines"), place=str(path))
    return tree


def laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Merge two trees: the values of `above` win, mapping by mapping; an empty one says nothing."""
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if value is None and isinstance(under, dict):
            continue
        if isinstance(under, dict) and isinstance(value, dict):
            merged[key] = laid_over(under, value)
        else:
            merged[key] = value
    return merged
