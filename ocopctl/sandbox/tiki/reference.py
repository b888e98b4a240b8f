"""The shipped data: category tree, attributes and their values, labels, fixtures of sellers."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def _data(name: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath("data", f"{name}.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@cache
# evidence[reference]: root categories have parent_id 2 (official documentation and live clients,
#   2020-2026; the tree itself is our choice)
def categories() -> dict[int, dict[str, Any]]:
    """Return the category rows by id."""
    return {row["id"]: row for row in _data("categories")["categories"]}


@cache
def attributes(category_id: int) -> dict[str, dict[str, Any]]:
    """Return the attributes of a category by code; none for one that takes no goods."""
    row = categories()[category_id]
    if not row.get("primary"):
        return {}
    data = _data("attributes")
    own = [one for name in row.get("sets", ()) for one in data["sets"][name]]
    return {one["code"]: one for one in [*data["common"], *own]}


@cache
def attribute_codes() -> dict[int, str]:
    """Return the code of every attribute by its id."""
    data = _data("attributes")
    rows = [*data["common"], *(one for own in data["sets"].values() for one in own)]
    return {row["id"]: row["code"] for row in rows}


def values(attribute_id: int) -> list[str]:
    """Return the texts that a select or multiselect offers."""
    found: list[str] = _data("attributes")["values"].get(str(attribute_id), [])
    return found


# evidence[our choice]: an offered text's id is its attribute's times 100 and its place
#   (documented nowhere, 2026)
def value_id(attribute_id: int, text: str) -> int:
    """Return the id of an offered text: the attribute's id times 100, and its place from 1."""
    return attribute_id * 100 + values(attribute_id).index(text) + 1


def option_labels() -> list[str]:
    """Return the labels suggested for option attributes; some differ only in case."""
    found: list[str] = _data("attributes")["option_labels"]
    return found


def sellers() -> dict[str, Any]:
    """Return the fixtures that accounts, apps and warehouses are made from."""
    return _data("sellers")
