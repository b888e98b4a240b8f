"""The JSON Schema of product files, judged by the part of the standard that it uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from ocopctl.catalog import model
from ocopctl.catalog.schema import schema

EXAMPLE = Path(__file__).parents[2] / "products.example.yaml"
PARTS = [
    kind
    for kind in vars(model).values()
    if isinstance(kind, type) and issubclass(kind, model.Part) and kind is not model.Part
]
USED = {
    "$schema", "$ref", "$defs", "title", "description", "type", "properties", "required", "items",
    "additionalProperties", "if", "then", "not", "anyOf", "enum", "pattern", "minLength",
    "maxLength", "minItems", "maxItems", "minimum", "exclusiveMinimum", "maximum",
}  # fmt: skip
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


@pytest.fixture(scope="module")
def example() -> Any:
    return as_json(yaml.load(EXAMPLE.read_text("utf-8"), Loader=yaml.CSafeLoader))


@pytest.fixture(scope="module")
def whole() -> Any:
    return schema("en")


def test_the_example_file_fits(example: Any, whole: Any) -> None:
    assert list(faults(example, whole, whole)) == []


@pytest.mark.parametrize("part", PARTS)
def test_every_field_of_every_model_is_there(part: type[model.Part], whole: Any) -> None:
    assert list(whole["$defs"][part.__name__]["properties"]) == list(part.model_fields)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_field_of_a_product_has_a_hover_text(language: str) -> None:
    fields = schema(language)["$defs"]["Product"]["properties"]
    assert [name for name, field in fields.items() if not field.get("description")] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("price", "120.000"),
        ("price", 120.0),
        ("price", "1tr2"),
        ("stock", "1.200"),
        ("sku", 123),
        ("name", "Lọ hoa"),
        ("name", {"vi": "Lọ hoa", "en": None}),
        ("brand", None),
        ("shelf_life_days", 30),
        ("price_range", ["90.000", 600000]),
        ("batches", [{"code": "A", "produced": "31/03/2026"}]),
        ("shops", {"shopee-hanoi": {"skip": "có"}, "tiki": {"skip": True}}),
    ],
)
def test_what_the_loader_takes_is_taken(whole: Any, field: str, value: Any) -> None:
    assert list(faults({"defaults": {}, "products": [{field: value}]}, whole, whole)) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("gia", 120000),
        ("price", None),
        ("price", "free"),
        ("price", -1),
        ("group", "crafts"),
        ("sku", "LỌ HOA"),
        ("images", []),
        ("images", "a.jpg"),
        ("price_range", [1000]),
        ("name", {"de": "Vase"}),
        ("ocop", {"stars": 6}),
        ("batches", [{"produced": "spring"}]),
        ("shops", {"tiki": {"skip": "maybe"}}),
    ],
)
def test_what_the_loader_refuses_is_refused(whole: Any, field: str, value: Any) -> None:
    found = list(faults({"defaults": {}, "products": [{field: value}]}, whole, whole))
    assert [at for at in found if field in at]


def test_fields_are_asked_for_where_no_defaults_can_have_them(whole: Any, example: Any) -> None:
    product = {**example["products"][0]}
    del product["producer"]["address"]["commune"]
    del product["group"]
    assert len(list(faults({"products": [product]}, whole, whole))) == 2
    assert list(faults({"defaults": {}, "products": [product]}, whole, whole)) == []


def test_nothing_but_what_this_test_understands_is_used(whole: Any) -> None:
    assert words_of(whole) <= USED


def as_json(tree: Any) -> Any:
    """Return a tree as an editor sees it: dates are texts, names are texts."""
    if isinstance(tree, dict):
        return {str(key): as_json(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [as_json(value) for value in tree]
    return tree.isoformat() if isinstance(tree, date) else tree


def words_of(rule: Any) -> set[str]:
    """Return the keywords of a schema, names of fields left out."""
    found = set(rule)
    for word, inner in rule.items():
        if word in {"properties", "$defs"}:
            found |= set().union(*(words_of(one) for one in inner.values()))
        elif word == "anyOf":
            found |= set().union(*map(words_of, inner))
        elif isinstance(inner, dict):
            found |= words_of(inner)
    return found


def faults(value: Any, rule: Any, root: Any, at: str = "") -> Iterator[str]:
    """Yield the place of each value that the rule does not take."""
    if "$ref" in rule:
        name = rule["$ref"].removeprefix("#/$defs/")
        yield from faults(value, root["$defs"][name], root, at)
    if "anyOf" in rule and all(any(faults(value, one, root, at)) for one in rule["anyOf"]):
        yield f"{at}: none of {rule['anyOf']}"
    if "if" in rule and not any(faults(value, rule["if"], root, at)):
        yield from faults(value, rule["then"], root, at)
    if "not" in rule and not any(faults(value, rule["not"], root, at)):
        yield f"{at}: not"
    if not of_type(value, rule) or ("enum" in rule and value not in rule["enum"]):
        yield f"{at}: {value!r}"
    if isinstance(value, dict):
        yield from in_object(value, rule, root, at)
    elif isinstance(value, list):
        yield from in_list(value, rule, root, at)
    elif isinstance(value, str):
        yield from in_text(value, rule, at)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from in_number(value, rule, at)


def of_type(value: Any, rule: Any) -> bool:
    names = rule.get("type", [*TYPES])
    names = [names] if isinstance(names, str) else names
    if isinstance(value, bool):
        return "boolean" in names
    return any(isinstance(value, TYPES[name]) for name in names)


def in_object(value: Any, rule: Any, root: Any, at: str) -> Iterator[str]:
    yield from (f"{at}: no {name}" for name in rule.get("required", ()) if name not in value)
    for name, one in value.items():
        inner = rule.get("properties", {}).get(name, rule.get("additionalProperties", {}))
        if inner is False:
            yield f"{at}.{name}: unknown"
        else:
            yield from faults(one, inner, root, f"{at}.{name}")


def in_list(value: Any, rule: Any, root: Any, at: str) -> Iterator[str]:
    if not rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value)):
        yield f"{at}: {len(value)} entries"
    for number, one in enumerate(value):
        yield from faults(one, rule.get("items", {}), root, f"{at}[{number}]")


def in_text(value: str, rule: Any, at: str) -> Iterator[str]:
    if not rule.get("minLength", 0) <= len(value) <= rule.get("maxLength", len(value)):
        yield f"{at}: {len(value)} characters"
    if not re.search(rule.get("pattern", ""), value):
        yield f"{at}: {value!r}"


def in_number(value: float, rule: Any, at: str) -> Iterator[str]:
    within = rule.get("minimum", value) <= value <= rule.get("maximum", value)
    if not within or value <= rule.get("exclusiveMinimum", value - 1):
        yield f"{at}: {value}"
