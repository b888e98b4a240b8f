"""Export, then import: the same products, whatever their texts hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ocopctl import language
from ocopctl.catalog.load import load
from ocopctl.catalog.model import Part, Product
from ocopctl.catalog.product_file import read_products
from ocopctl.catalog.product_text import product_text
from ocopctl.catalog.schema_fields import hints
from ocopctl.catalog.source import parse
from ocopctl.errors import InputError
from ocopctl.sheets.columns import heading, path_of, target_of
from ocopctl.sheets.kinds import kind_of
from ocopctl.sheets.opening import open_sheets
from ocopctl.sheets.saving import as_comma, as_workbook
from ocopctl.sheets.table import table
from ocopctl.sheets.tree import read_sheets
from ocopctl.sheets.written import fields_of
from ocopctl.text import nfc

EXAMPLE = Path(__file__).parents[2] / "products.example.yaml"
FORMS = {"hang.xlsx": as_workbook, "hang.csv": as_comma}
SIGNS = st.sampled_from([*("aáẩĐ0.,;:|\"'=+-@#%&*?!<>[]{}()~^_$ \t“”– ́₫"), "_x000D_", "\n"])


def plain(text: str) -> str:
    return nfc("\n".join(line.strip() for line in text.split("\n"))).strip()


WORDS = (
    st.lists(SIGNS, min_size=1, max_size=12).map(lambda signs: plain("".join(signs))).filter(bool)
)
LINES = st.lists(WORDS, max_size=3, unique=True).map(tuple)
CODES = st.from_regex(r"[A-Z0-9][A-Za-z0-9._-]{0,11}", fullmatch=True)
MONEY = st.integers(0, 10**9)
DAYS = st.dates(date(2018, 6, 1), date(2030, 1, 1))
NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,9}", fullmatch=True)
ADDRESS = st.fixed_dictionaries(
    {"commune": WORDS, "province": WORDS}, optional={"old": WORDS, "commune_code": st.just("00577")}
)
OVERRIDES = st.fixed_dictionaries(
    {},
    optional={
        "title": WORDS,
        "price": MONEY,
        "skip": st.booleans(),
        "attributes": st.dictionaries(NAMES, WORDS, max_size=2),
    },
)
FORM = {"price": MONEY, "stock": st.integers(0, 9999)}
OWN = st.fixed_dictionaries(
    {
        "name": st.fixed_dictionaries({"vi": WORDS}, optional={"en": WORDS}),
        "group": st.sampled_from(["thuc_pham", "thu_cong"]),
        "kind": WORDS,
        "producer": st.fixed_dictionaries(
            {"name": WORDS, "address": ADDRESS}, optional={"phone": st.just("0912345678")}
        ),
        "package": st.just({"weight_g": 100, "length_cm": 1, "width_cm": 2, "height_cm": 3}),
        "images": st.lists(WORDS, min_size=1, max_size=3, unique=True).map(tuple),
    },
    optional={
        "story": st.fixed_dictionaries({"vi": WORDS}),
        "facts": LINES,
        "tags": LINES,
        "warnings": LINES,
        "batches": st.lists(
            st.fixed_dictionaries({"code": WORDS}, optional={"produced": DAYS}), max_size=2
        ).map(tuple),
        "papers": st.lists(
            st.fixed_dictionaries({"type": NAMES, "number": WORDS}, optional={"issued": DAYS}),
            max_size=2,
        ).map(tuple),
        "season": st.fixed_dictionaries(
            {}, optional={"months": st.just((1, 12)), "start": st.just("06-15"), "peak": WORDS}
        ),
        "price_range": st.tuples(MONEY, MONEY),
        "net": st.fixed_dictionaries({"quantity": st.just("1,5"), "unit": WORDS}),
        "shops": st.dictionaries(NAMES, OVERRIDES, max_size=2),
    },
)


@st.composite
def catalogs(draw: st.DrawFn) -> list[Product]:
    skus = draw(st.lists(CODES, min_size=1, max_size=6, unique_by=str.casefold))
    products = []
    while skus:
        fields: dict[str, Any] = {"sku": skus.pop(), **draw(OWN)}
        if skus and draw(st.booleans()):
            axis, values = draw(WORDS), draw(st.lists(WORDS, min_size=2, max_size=2, unique=True))
            fields["options"] = ({"name": axis, "values": tuple(values)},)
            fields["variants"] = tuple(
                {
                    "sku": sku,
                    "options": {axis: value},
                    **draw(st.fixed_dictionaries(FORM, optional={"image": WORDS})),
                }
                for sku, value in zip([skus.pop()], draw(st.permutations(values)), strict=False)
            )
        else:
            fields |= draw(st.fixed_dictionaries(FORM))
        products.append(Product(**fields))
    return products


def read_back(path: Path) -> list[Product | None]:
    source, _notes = read_sheets(path.name, open_sheets(path))
    assert [(one.code, one.message) for one in source.problems if one.severity == "error"] == []
    assert source.root is not None
    return [read.draft.product for read in read_products(source.root, path.name)[0]]


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("code", ["vi", "en"])
def test_the_example_products_come_back_as_they_were(tmp_path: Path, name: str, code: str) -> None:
    language.use(code)
    try:
        products = [entry.product for entry in load([EXAMPLE]).entries]
        (tmp_path / name).write_bytes(FORMS[name](table(products)))
        assert read_back(tmp_path / name) == products
    finally:
        language.use("en")


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=15, deadline=None)
@given(products=catalogs())
def test_whatever_products_say_comes_back(
    tmp_path_factory: pytest.TempPathFactory, name: str, products: list[Product]
) -> None:
    path = tmp_path_factory.mktemp("trip") / name
    path.write_bytes(FORMS[name](table(products)))
    assert read_back(path) == products


@settings(max_examples=15, deadline=None)
@given(products=catalogs())
def test_what_is_written_as_a_product_file_says_the_same(products: list[Product]) -> None:
    text = product_text([fields_of(one) for one in products])
    source = parse(text.encode(), "hang.yaml")
    assert source.root is not None
    assert [read.draft.product for read in read_products(source.root, "")[0]] == products


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    (product, *_rest) = [entry.product for entry in load([EXAMPLE]).entries]
    harm = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")']
    for text in harm:
        one = product.model_copy(update={"material": text})
        path = tmp_path / "hang.xlsx"
        path.write_bytes(as_workbook(table([one])))
        sheet: Any = load_workbook(path).active
        found = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
        assert [(cell.data_type, cell.quotePrefix) for cell in found] == [("s", True)]
        assert f"'{text[:2]}".encode() in as_comma(table([one]))


def test_codes_and_days_have_their_own_form(tmp_path: Path) -> None:
    products = [entry.product for entry in load([EXAMPLE]).entries]
    path = tmp_path / "hang.xlsx"
    path.write_bytes(as_workbook(table(products)))
    sheet: Any = load_workbook(path).active
    forms = {cell.value: sheet.cell(2, cell.column).number_format for cell in sheet[1]}
    assert forms["Product SKU"] == "@"
    assert forms["Price"] == "#,##0"
    assert forms["OCOP decision date"] == "yyyy-mm-dd"


def test_a_text_that_no_cell_can_hold_is_refused() -> None:
    (product, *_rest) = [entry.product for entry in load([EXAMPLE]).entries]
    long = product.model_copy(update={"story": {"vi": "a " * 20_000}})
    with pytest.raises(InputError, match="32767 letters"):
        as_workbook(table([long]))
    assert as_comma(table([long]))


def test_every_field_of_a_product_has_a_column() -> None:
    def paths(model: type[Part], at: str) -> list[str]:
        found = []
        for name, annotation in hints(model).items():
            inner = next((one for one in parts(annotation) if issubclass(one, Part)), None)
            several = "tuple[" in str(annotation) and inner is not None
            path = f"{at}{name}" + ("[1]" if several else "")
            found += paths(inner, f"{path}.") if inner else [path]
        return found

    lacking = []
    for path in paths(Product, ""):
        own = path.replace("variants[1].", "variants.").replace("shops.", "shops.tiki.")
        own = own.replace("attributes", "attributes.màu") if own.startswith("shops") else own
        own = {"name": "name.vi", "story": "story.vi", "price_range": "price_range[1]"}.get(
            own, own
        )
        own = own.replace("variants.options", "variants.options[1]")
        own = own.removeprefix("variants.") if own.split(".")[-1] in FORM_FIELDS else own
        target = target_of(own)
        if target is None or path_of(target) != own:
            lacking.append(own)
            continue
        assert kind_of(target)
        for code in ("vi", "en"):
            assert target_of(heading(target, code)) == target
    assert lacking == []


FORM_FIELDS = {"price", "compare_at", "cost", "stock", "gtin"}


def parts(annotation: Any) -> list[type]:
    """Return the classes inside an annotation."""
    inner = getattr(annotation, "__args__", ())
    found = [annotation] if isinstance(annotation, type) and not inner else []
    return found + [one for part in inner for one in parts(part)]
