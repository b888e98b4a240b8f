"""What ships with the emulator: categories, attributes, brands and limits. Read once."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

VIETNAMESE = "vi_VN"


@cache
def limits() -> dict[str, Any]:
    """Return the figures of the platform by name."""
    return _read("limits")


@cache
def brands() -> list[dict[str, Any]]:
    """Return every brand, in the order it is paged in."""
    found: list[dict[str, Any]] = _read("brands")["brands"]
    return found


# evidence[our choice]: a brand is known by either of its names or by its number (the sources are
#   silent, 2026)
def brand_named(name: str) -> dict[str, Any] | None:
    """Return the brand with this name (either language) or this id, None when there is none."""
    return _brand_index().get(name)


@cache
# evidence[our choice]: tree, attributes and brands are small ones of our own, in the documented
#   shapes (the sources are silent, 2026)
def categories() -> dict[int, dict[str, Any]]:
    """Return every category by id, leaves and others."""
    found: dict[int, dict[str, Any]] = {}
    waiting = list(_read("categories")["tree"])
    while waiting:
        node = waiting.pop()
        found[node["id"]] = node
        waiting.extend(node.get("children", ()))
    return found


@cache
def attributes(category: int) -> dict[str, dict[str, Any]]:
    """Return the attributes of a leaf by name; none for other categories."""
    sets = _read("attributes")["sets"]
    chosen = categories().get(category, {}).get("attributes", ())
    return {one["name"]: one for name in chosen for one in sets[name]}


def category_tree(language: str) -> list[dict[str, Any]]:
    """Return the tree as `/category/tree/get` shows it in that language."""
    return [_shown(node, language) for node in _read("categories")["tree"]]


def wording(node: dict[str, Any], language: str) -> str:
    """Return a node's name in that language; English for any but Vietnamese."""
    return str(node["vi" if language == VIETNAMESE else "en"])


@cache
def _brand_index() -> dict[str, dict[str, Any]]:
    names = ("name_en", "name", "brand_id")
    return {str(one[name]): one for name in names for one in brands()}


def _shown(node: dict[str, Any], language: str) -> dict[str, Any]:
    shown = {
        "category_id": node["id"],
        "name": wording(node, language),
        "leaf": "children" not in node,
        "var": "children" not in node and node.get("variations", True),
    }
    if "children" in node:
        shown["children"] = [_shown(child, language) for child in node["children"]]
    return shown


@cache
def _read(name: str) -> dict[str, Any]:
    text = (resources.files(__package__) / "data" / f"{name}.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data
