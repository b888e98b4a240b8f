"""The JSON Schema of product files, judged by a validator of the standard."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from ocopctl import starter
from ocopctl.catalog import model
from ocopctl.catalog.scalars import NO, YES
from ocopctl.catalog.schema import schema
from ocopctl.rules.packs import pack

ROOT = Path(__file__).parents[2]
RIGHT = sorted((ROOT / "tests" / "files" / "right").glob("*.yaml"))
PARTS = [
    kind
    for kind in vars(model).values()
    if isinstance(kind, type) and issubclass(kind, model.Part) and kind is not model.Part
]
LANGUAGES = ["vi", "en"]


@pytest.fixture(scope="module")
def whole() -> Draft202012Validator:
    return Draft202012Validator(schema("en"))


@pytest.fixture(scope="module")
def example() -> Any:
    return as_json((ROOT / "products.example.yaml").read_text("utf-8"))


def faults(tree: Any, whole: Draft202012Validator) -> list[str]:
    """Return place and reason of each value that is not taken."""
    return [f"{error.json_path}: {error.message}" for error in whole.iter_errors(tree)]


def as_json(text: str) -> Any:
    """Return a file as an editor sees it: dates are texts, names are texts."""
    return _as_json(yaml.load(text, Loader=yaml.CSafeLoader))


def _as_json(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {str(key): _as_json(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_as_json(value) for value in tree]
    return tree.isoformat() if isinstance(tree, date) else tree


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schema_keeps_to_the_standard(language: str) -> None:
    found = schema(language)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(found)


def test_the_example_file_fits(example: Any, whole: Draft202012Validator) -> None:
    assert faults(example, whole) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_product_of_a_workspace_fits(language: str, whole: Draft202012Validator) -> None:
    text = starter.files(language)["products/san-pham-dau-tien.yaml"].decode()
    assert faults(as_json(text), whole) == []


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_right_files_fit(path: Path, whole: Draft202012Validator) -> None:
    assert faults(as_json(path.read_text("utf-8-sig")), whole) == []


@pytest.mark.parametrize("part", PARTS)
def test_every_field_of_every_model_is_there(part: type[model.Part]) -> None:
    assert list(schema("en")["$defs"][part.__name__]["properties"]) == list(part.model_fields)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_every_field_has_a_title_and_a_text(part: type[model.Part], language: str) -> None:
    fields = schema(language)["$defs"][part.__name__]["properties"]
    assert [name for name, field in fields.items() if not field.get("title")] == []
    assert [name for name, field in fields.items() if not field.get("description")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_a_field_takes_is_explained(language: str) -> None:
    fields = schema(language)["$defs"]["Product"]["properties"]
    group = dict(zip(fields["group"]["enum"], fields["group"]["enumDescriptions"], strict=True))
    assert list(group) == [one.value for one in model.Group]
    assert group["thu_cong"] in {"Thủ công mỹ nghệ", "Crafts"}
    states, blank = fields["state"]["anyOf"]
    assert states["enum"] == [one.value for one in model.State]
    assert len(states["enumDescriptions"]) == len(model.State)
    assert Draft202012Validator(blank).is_valid(None)


def test_texts_of_the_two_languages_differ() -> None:
    vi, en = (schema(language)["$defs"]["Product"]["properties"] for language in LANGUAGES)
    assert vi["price"]["title"] == "Giá bán"
    assert en["price"]["title"] == "Price"


def test_kinds_papers_and_provinces_are_proposed_as_the_rules_know_them() -> None:
    kinds = proposed("Product", "kind")
    assert set(kinds) >= set(pack("shopee").kinds)
    assert kinds["binh_gom"] == "Bình hoa, bình trang trí"
    assert len(proposed("Address", "province")) == 34
    assert "Tỉnh Lào Cai" in proposed("Address", "province")
    assert "vsattp" in proposed("Paper", "type")


def proposed(part: str, field: str) -> dict[str, str]:
    """Return the words that an editor proposes for a field, each with its meaning."""
    rows = schema("vi")["$defs"][part]["properties"][field]["defaultSnippets"]
    return {row["body"]: row["description"] for row in rows}


def test_what_is_proposed_is_taken(whole: Draft202012Validator) -> None:
    for part in PARTS:
        for name, field in schema("vi")["$defs"][part.__name__]["properties"].items():
            judge = Draft202012Validator({**field, "$defs": whole.schema["$defs"]})
            assert all(
                judge.is_valid(one)
                for one in [
                    *field.get("examples", ()),
                    *(row["body"] for row in field.get("defaultSnippets", ())),
                ]
            ), name


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
        ("package", {"weight_g": "1,2 kg", "length_cm": 30}),
        ("ocop", {"decision_date": "5 tháng 12 năm 2024"}),
        ("price_range", ["90.000", 600000]),
        ("batches", [{"code": "A", "produced": "31/03/2026"}]),
        ("shops", {"shopee-hanoi": {"skip": "có"}, "tiki": {"skip": True}}),
    ],
)
def test_what_the_loader_takes_is_taken(
    whole: Draft202012Validator, field: str, value: Any
) -> None:
    assert faults({"defaults": {}, "products": [{field: value}]}, whole) == []


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
def test_what_the_loader_refuses_is_refused(
    whole: Draft202012Validator, field: str, value: Any
) -> None:
    found = faults({"defaults": {}, "products": [{field: value}]}, whole)
    assert [at for at in found if field in at]


def test_fields_are_asked_for_where_no_defaults_can_have_them(
    whole: Draft202012Validator, example: Any
) -> None:
    product = {**example["products"][0]}
    del product["producer"]["address"]["commune"]
    del product["group"]
    assert len(faults({"products": [product]}, whole)) == 2
    assert faults({"defaults": {}, "products": [product]}, whole) == []


@pytest.mark.parametrize(
    "word", sorted({form(one) for one in YES | NO for form in (str.lower, str.upper, str.title)})
)
def test_yes_and_no_are_taken_in_every_form(word: str, whole: Draft202012Validator) -> None:
    assert faults({"defaults": {}, "products": [{"shops": {"tiki": {"skip": word}}}]}, whole) == []
