"""Payloads: XML and JSON text become one tree of texts, branches and lists.

In JSON the repeated tags must be lists even with one element, and every value inside `Skus` a
text (documentation); XML tags of those names are always lists.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from ocopctl.sandbox.lazada import gate
from ocopctl.sandbox.lazada.envelope import RefusalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.sandbox.lazada.ask import Ask

Tree = dict[str, Any]

# evidence[reference and observed]: in JSON the repeated tags are lists even of one, else 1001
#   (official documentation and clients, April 2026)
# evidence[our choice]: in XML they are always read as lists (the sources are silent, 2026)
_REPEATED = {
    "Skus": ("Sku", "SkuId"),
    "Images": ("Image", "Url"),
    "options": ("option",),
    "MultiWarehouseInventories": ("MultiWarehouseInventory",),
}
# evidence[our choice]: SellerSku right under Skus may be a list or a text, so that deactivate can
#   refuse it by name (the sources are silent, 2026)
_EITHER = {"Skus": ("SellerSku",)}
_DEEPEST = 24


# evidence[reference and observed]: a payload is XML or JSON text under Request; broken text is
#   refused as 5, an empty one as 30 (official documentation and clients, April 2026)
# evidence[our choice]: every payload call takes both, where the documentation names JSON for five
#   of them (the sources are silent, 2026)
def request(ask: Ask, name: str = "payload") -> Tree:
    """Return the content of the root tag `Request`. Refuses as 5, 30, 1001 or MissingParameter."""
    text = gate.require(ask.params, name).lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        tree = _from_json(text)
    elif text.startswith("<"):
        tree = _from_xml(text)
    else:
        raise _malformed("it is neither JSON nor XML")
    root = tree.get("Request")
    if root == "":
        raise RefusalError("30", "E030: Empty Request")
    if not isinstance(root, dict):
        raise _malformed("the root is not Request")
    return root


def product(ask: Ask, name: str = "payload") -> Tree:
    """Return `Request.Product` of the payload."""
    found = branch(request(ask, name), "Product")
    if not found:
        raise RefusalError("30", "E030: Empty Request")
    return found


def branch(node: Mapping[str, Any], name: str) -> Tree | None:
    """Return a child with children of its own; empty for an empty tag, None when it is absent."""
    child = node.get(name)
    if child is None or isinstance(child, dict):
        return child
    if child == "":
        return {}
    raise _form(f"{name} is not an object")


def many(node: Mapping[str, Any], outer: str, inner: str) -> list[Tree]:
    """Return the branches of a repeated tag such as `Skus.Sku`; none when it is absent."""
    found = (branch(node, outer) or {}).get(inner, [])
    if not all(isinstance(one, dict) for one in found):
        raise _form(f"{outer}.{inner} holds something that is not an object")
    return list(found)


def texts(node: Mapping[str, Any], outer: str, inner: str) -> list[str] | None:
    """Return the texts of a repeated tag such as `Images.Image`; None when `outer` is absent."""
    found = branch(node, outer)
    if found is None:
        return None
    inside = found.get(inner, [])
    if not all(isinstance(one, str) for one in inside):
        raise _form(f"{outer}.{inner} holds something that is not a text")
    return [one.strip() for one in inside]


# evidence[measured live]: tags that no call knows are ignored with success (a provider's notes of
#   live calls, June 2026)
def text(node: Mapping[str, Any], name: str) -> str:
    """Return a value as text, blank when it is absent."""
    value = node.get(name, "")
    if not isinstance(value, str):
        raise _form(f"{name} is not a single value")
    return value.strip()


# evidence[reference and observed]: switches are booleans or their names as text (official
#   documentation and clients, April 2026)
def flag(node: Mapping[str, Any], name: str) -> bool:
    """Return a switch; absent is off."""
    return text(node, name).lower() == "true"


def value(listed: str) -> Any:
    """Read JSON text. Raises ValueError, also for what no UTF-8 text can hold."""
    try:
        found = json.loads(listed, parse_constant=_no_constant)
    except RecursionError as broken:
        raise ValueError(str(broken)) from broken
    if "\\u" in listed:
        json.dumps(found, ensure_ascii=False).encode()
    return found


def _from_json(text_: str) -> Tree:
    try:
        found = value(text_)
    except ValueError as broken:
        raise _malformed("the JSON cannot be read") from broken
    return dict(_plain(found, "", "", deep=0))


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _plain(node: Any, outer: str, name: str, *, deep: int) -> Any:
    """Turn a JSON value into texts; `outer` and `name` are the tags around it."""
    if name in _REPEATED.get(outer, ()) and not isinstance(node, list):
        raise _form(f"{outer}.{name} is not an array")
    if isinstance(node, list):
        if name not in (*_REPEATED.get(outer, ()), *_EITHER.get(outer, ())):
            raise _form(f"{name} is an array")
        if not all(isinstance(one, str | dict) for one in node):
            raise _form(f"{name} holds something that is neither a text nor an object")
        return [_plain(one, "", name, deep=deep + 1) for one in node]
    if isinstance(node, dict):
        return {key: _child(name, key, value, deep + 1) for key, value in node.items()}
    if isinstance(node, bool):
        return str(node).lower()
    if node is None:
        raise _form(f"{name} is null")
    return str(node)


def _child(outer: str, key: str, value: Any, deep: int) -> Any:
    if deep > _DEEPEST:
        raise _malformed("it is nested too deeply")
    # evidence[reference and observed]: in JSON every value of a SKU is text, else 1001 (official
    #   documentation and clients, April 2026)
    if outer in ("Sku", "saleProp", "Skus") and not isinstance(value, str | dict | list):
        raise _form(f"{key} of a Sku is not a text")
    return _plain(value, outer, key, deep=deep)


# evidence[our choice]: XML with a document type is refused as 5 (the sources are silent, 2026)
class _NoDoctype(ET.TreeBuilder):
    """Build the tree, but take no document type: entities are declared there."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise _malformed(f"a DOCTYPE is not allowed ({name}, {pubid}, {system})")


def _from_xml(text_: str) -> Tree:
    parser = ET.XMLParser(target=_NoDoctype())  # noqa: S314 - a document type is refused, so no entities
    try:
        parser.feed(text_)
        root = parser.close()
    except (ET.ParseError, ValueError) as broken:
        raise _malformed("the XML cannot be read") from broken
    return {root.tag: _element(root, deep=0)}


def _element(element: ET.Element, *, deep: int) -> Any:
    if deep > _DEEPEST:
        raise _malformed("it is nested too deeply")
    if len(element) == 0:
        return element.text or ""
    tree: Tree = {}
    for child in element:
        value = _element(child, deep=deep + 1)
        if child.tag in _REPEATED.get(element.tag, ()):
            tree.setdefault(child.tag, []).append(value)
        else:
            tree[child.tag] = value
    return tree


def _malformed(why: str) -> RefusalError:
    return RefusalError("5", f"E005: Invalid Request Format: {why}")


def _form(why: str) -> RefusalError:
    return RefusalError("1001", f"E1001: JSON is not in the required form: {why}")
