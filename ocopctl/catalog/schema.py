"""JSON Schema of a product file (draft 2020-12), for completion and hover texts in editors.

It is made from the models, and takes what the loader takes: a number may be text, a date too.
An editor only helps with writing; whether a file is right is for the loader to say.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from ocopctl.catalog.model import Dong, Part, Product
from ocopctl.catalog.scalars import NEVER_BLANK, NO, YES
from ocopctl.catalog.schema_fields import hints, required_fields
from ocopctl.catalog.schema_words import MARKETPLACES, Words, words
from ocopctl.language import current

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def _any_case(allowed: Iterable[str]) -> str:
    """Return a pattern for words in capital or small letters; editors know no flag for that."""
    each = (
        "".join(
            f"[{one.lower()}{one.upper()}]" if one.isalpha() else re.escape(one) for one in word
        )
        for word in sorted(allowed)
    )
    return rf"^\s*({'|'.join(each)})\s*$"


_TEXT = {"type": ["string", "number"]}
# A number may be written with its unit, a date in words: what is more than a digit is let be.
_WRITTEN = {"pattern": "[0-9０-９]"}
_LEAVES: Mapping[Any, Schema] = {
    str: _TEXT,
    int: {"type": ["number", "string"], **_WRITTEN},
    bool: {"type": ["boolean", "string"], "pattern": _any_case(YES | NO)},
    date: {"type": "string", **_WRITTEN},
}
_AMOUNT = {"type": ["number", "string"], "minimum": 0, **_WRITTEN}
_NOT_BLANK = ["string", "number", "boolean", "array", "object"]
_BOUNDS = {
    "min_length": "minLength",
    "max_length": "maxLength",
    "pattern": "pattern",
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
}
_LENGTHS = {"minLength": "minItems", "maxLength": "maxItems"}


def schema(language: str = "") -> Schema:
    """Return the schema of a whole file; hover texts are in `language`, or in the one in use."""
    known = words(language or current())
    making = _Making(known)
    product = making.reference(Product)
    return {
        "$schema": DIALECT,
        "title": known.texts["file"],
        "type": "object",
        "properties": {
            "defaults": {**product, **known.of("", "defaults")},
            "products": {"type": "array", "items": product, **known.of("", "products")},
        },
        "required": ["products"],
        "additionalProperties": False,
        "if": {"not": {"required": ["defaults"]}},
        "then": {"properties": {"products": {"items": required_fields(Product)}}},
        "$defs": making.definitions,
    }


class _Making:
    """The definitions made so far, one a model."""

    def __init__(self, known: Words) -> None:
        self.definitions: dict[str, Schema] = {}
        self._words = known

    def reference(self, model: type[Part]) -> Schema:
        """Add a model and those inside it to the definitions; return the reference to it."""
        name = model.__name__
        if name not in self.definitions:
            found: Schema = {"type": "object", "properties": {}, "additionalProperties": False}
            self.definitions[name] = found
            for field, annotation in hints(model).items():
                found["properties"][field] = self._field(model, field, annotation)
        return {"$ref": f"#/$defs/{name}"}

    def _field(self, model: type[Part], field: str, annotation: Any) -> Schema:
        made = self._made(annotation)
        if "enum" in made:
            made = {**made, **self._words.meanings(field, map(str, made["enum"]))}
        if not model.model_fields[field].is_required() and field not in NEVER_BLANK:
            made = _or_blank(made)
        return {**made, **self._words.of(model.__name__, field)}

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
        return made if value is str else {**made, "properties": dict.fromkeys(MARKETPLACES, each)}


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
    if "enum" in made:  # an editor would propose `null`, were it among them
        return {"anyOf": [made, {"not": {"type": _NOT_BLANK}}]}
    if isinstance(made.get("type"), list):
        return {**made, "type": [*made["type"], "null"]}
    return {"anyOf": [made, {"type": "null"}]}
