"""JSON Schema of a product file (draft 2020-12), for completion and hover texts in editors.

It is made from the models, and takes what the loader takes: a number may be text, a date too.
An editor only helps with writing; whether a file is right is for the loader to say.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import yaml
from pydantic.fields import FieldInfo

from ocopctl.catalog.model import Dong, Part, Product
from ocopctl.catalog.scalars import NEVER_BLANK
from ocopctl.catalog.schema_fields import hints, required_fields
from ocopctl.language import current

if TYPE_CHECKING:
    from collections.abc import Mapping

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_WORDS = Path(__file__).with_name("fields.yaml")
_SHOPS = ("shopee", "lazada", "tiki", "tiktok")
_TEXT = {"type": ["string", "number", "boolean"]}
_YES_OR_NO = (
    "[Cc][óÓoO]|[Kk][Hh][ôÔoO][Nn][Gg]|[Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]"
)
_LEAVES: Mapping[Any, dict[str, Any]] = {
    str: _TEXT,
    int: {"type": ["number", "string"], "pattern": r"^\s*-?[0-9][0-9.]*\s*$"},
    bool: {"type": ["boolean", "string"], "pattern": rf"^\s*({_YES_OR_NO})\s*$"},
    date: {
        "type": "string",
        "pattern": r"^\s*([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})\s*$",
    },
}
_AMOUNT = {"type": ["number", "string"], "pattern": r"^\s*[0-9]", "minimum": 0}
_BOUNDS = {
    "min_length": "minLength",
    "max_length": "maxLength",
    "pattern": "pattern",
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
}
_LENGTHS = {"minLength": "minItems", "maxLength": "maxItems"}

Schema = dict[str, Any]


def schema(language: str = "") -> Schema:
    """Return the schema of a whole file; hover texts are in `language`, or in the one in use."""
    words = _words(language or current())
    making = _Making(words)
    product = making.reference(Product)
    return {
        "$schema": DIALECT,
        "title": words["file"],
        "type": "object",
        "properties": {
            "defaults": {**product, "description": words["defaults"]},
            "products": {
                "type": "array",
                "items": product,
                "description": words["products"],
            },
        },
        "required": ["products"],
        "additionalProperties": False,
        "if": {"not": {"required": ["defaults"]}},
        "then": {"properties": {"products": {"items": required_fields(Product)}}},
        "$defs": making.definitions,
    }


@cache
def _words(language: str) -> dict[str, str]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tree = yaml.load(_WORDS.read_text("utf-8"), Loader=loader)  # noqa: S506 - a safe loader
    return {name: texts[language] for name, texts in tree.items()}


class _Making:
    """The definitions made so far, one a model."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.definitions: dict[str, Schema] = {}
        self._words = words

    def reference(self, model: type[Part]) -> Schema:
        """Add a model and those inside it to the definitions; return the reference to it."""
        name = model.__name__
        if name not in self.definitions:
            found: Schema = {"type": "object", "properties": {}, "additionalProperties": False}
            self.definitions[name] = found
            for field, annotation in hints(model).items():
                blank = not model.model_fields[field].is_required() and field not in NEVER_BLANK
                made = _or_blank(self._made(annotation)) if blank else self._made(annotation)
                if words := self._words.get(f"{name}.{field}"):
                    made = {**made, "description": words}
                found["properties"][field] = made
        return {"$ref": f"#/$defs/{name}"}

    def _made(self, annotation: Any) -> Schema:
        if annotation == Dong:
            return _AMOUNT
        inner = get_args(annotation)
        match get_origin(annotation):
            case None:
                return self._of_class(annotation)
            case found if found is Literal:
                return {"enum": list(inner)}
            case found if found is tuple:
                return self._list(inner)
            case found if found is dict:
                return self._named(*inner)
        # What is left is `Annotated[X, bounds]` and `X | None`.
        return _bounded(self._made(inner[0]), inner[1:])

    def _of_class(self, kind: Any) -> Schema:
        if kind in _LEAVES:
            return _LEAVES[kind]
        if issubclass(kind, StrEnum):
            return {"enum": [member.value for member in kind]}
        return self.reference(kind)

    def _list(self, inner: tuple[Any, ...]) -> Schema:
        made = {"type": "array", "items": self._made(inner[0])}
        if inner[-1] is Ellipsis:
            return made
        return {**made, "minItems": len(inner), "maxItems": len(inner)}

    def _named(self, key: Any, value: Any) -> Schema:
        """Make the schema of named values: texts by language, or names that the user chooses."""
        each = self._made(value)
        if get_origin(key) is Literal:
            texts = {language: _or_blank(each) for language in get_args(key)}
            inside = {"type": "object", "properties": texts, "additionalProperties": False}
            return {"anyOf": [_TEXT, inside]}
        made = {"type": "object", "additionalProperties": each}
        return made if value is str else {**made, "properties": dict.fromkeys(_SHOPS, each)}


def _bounded(made: Schema, metadata: tuple[Any, ...]) -> Schema:
    """Add the bounds of a field; what bounds the length of a text bounds a list's as well."""
    rules = [rule for info in metadata if isinstance(info, FieldInfo) for rule in info.metadata]
    found = {
        key: value
        for rule in rules
        for name, key in _BOUNDS.items()
        if (value := getattr(rule, name, None)) is not None
    }
    if made.get("type") == "array":
        found = {_LENGTHS[key]: value for key, value in found.items()}
    return {**made, **found}


def _or_blank(made: Schema) -> Schema:
    """Let a field be left blank, as the loader does where it is not required."""
    if "enum" in made:
        return {**made, "enum": [*made["enum"], None]}
    if isinstance(made.get("type"), list):
        return {**made, "type": [*made["type"], "null"]}
    return {"anyOf": [made, {"type": "null"}]}
