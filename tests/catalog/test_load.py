"""Files → catalog: order, defaults, clashes, places, and nothing that makes it fall over."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ocopctl.catalog
from ocopctl.catalog.codes import EXPLANATIONS
from ocopctl.catalog.load import Catalog, load
from ocopctl.catalog.product_file import read_products
from ocopctl.catalog.source import parse
from ocopctl.problems import has_errors

if TYPE_CHECKING:
    from collections.abc import Callable

    Village = Callable[..., Catalog]

QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_products_come_sorted_by_sku_from_all_files(village: Village, product: str) -> None:
    found = village(*(product.replace("CHIEU-16", sku) for sku in ("B", "C", "A")))
    assert [entry.product.sku for entry in found.entries] == ["A", "B", "C"]
    assert {problem.code for problem in found.problems} == {"P803"}  # all show one picture


@pytest.mark.parametrize("other", ["chieu-16", "CHIEU-16"])
def test_the_order_of_files_changes_nothing(
    village: Village, product: str, tmp_path: Path, other: str
) -> None:
    village(product, product.replace("CHIEU-16", other), "a: [", product.replace("235", "1,2"))
    paths = sorted(tmp_path.glob("*.yaml"))
    assert load(paths) == load(paths[::-1]) == load([*paths[2:], *paths, *paths[:2]])


def test_a_file_named_twice_is_read_once(tmp_path: Path, village: Village, product: str) -> None:
    village(product)
    (tmp_path / "link.yaml").symlink_to(tmp_path / "0.yaml")
    found = load([tmp_path / "0.yaml", tmp_path / "0.yaml", tmp_path / "link.yaml"])
    assert len(found.entries) == 1
    assert not found.problems


def test_a_sku_given_twice_names_both_places(village: Village, product: str) -> None:
    (problem,) = village(product, product).problems
    assert problem.code == "P212"
    assert problem.place.file.endswith("1.yaml")
    assert "0.yaml, line 2" in problem.message


def test_skus_that_differ_in_case_only_are_refused(village: Village, product: str) -> None:
    (problem,) = village(product, product.replace("CHIEU", "Chieu")).problems
    assert problem.code == "P213"


def test_a_variant_may_not_have_the_sku_of_a_product(village: Village, product: str) -> None:
    own = "price: 235.000\n    stock: 140"
    variant = "variants: [{sku: CHIEU-16, price: 235k, stock: 1}]"
    (problem,) = village(product.replace(own, variant)).problems
    assert (problem.code, problem.place.path) == ("P212", "products[0].variants[0].sku")


def test_a_product_with_variants_that_cannot_be_read_is_told_of_them_alone(
    village: Village, product: str
) -> None:
    own = "price: 235.000\n    stock: 140"
    found = village(product.replace(own, "variants: [{sku: A, price: 1,5k, stock: x}]"))
    assert {problem.code for problem in found.problems} == {"P119", "P203"}


def test_defaults_are_laid_under_each_product(village: Village, product: str) -> None:
    shared = (
        "defaults:\n  brand: An Vũ\n  kind: khac\n  producer:\n    phone: 0912345678\n"
        "    name: Tên khác\n"
    )
    entry = village(shared + product).entries[0]
    assert (entry.product.brand, entry.product.kind) == ("An Vũ", "chieu")
    assert (entry.product.producer.phone, entry.product.producer.name) == (
        "0912345678",
        "Hợp tác xã An Vũ",
    )
    assert entry.place("brand").line == 2


def test_a_fault_in_defaults_is_told_once(village: Village, product: str) -> None:
    second = product.replace("CHIEU-16", "CHIEU-18").removeprefix("products:\n")
    found = village("defaults:\n  tags: x\n  prise: 1\n" + product + second)
    assert [(p.code, p.place.path) for p in found.problems] == [
        ("P116", "defaults.tags"),
        ("P115", "defaults.prise"),
    ]
    assert not found.entries


def test_a_blank_in_a_product_takes_a_default_away(village: Village, product: str) -> None:
    text = "defaults: {brand: An Vũ}\n" + product + "    brand:\n"
    assert village(text).entries[0].product.brand == ""


def test_where_leads_to_each_field_and_to_what_is_around_it(village: Village, product: str) -> None:
    (entry,) = village(product).entries
    where = {path: (place.line, place.column) for path, place in entry.where.items()}
    assert (where[""], where["price"]) == ((2, 5), (11, 12))
    assert (where["producer.address.commune"], where["images[0]"]) == ((8, 26), (10, 14))
    assert entry.place("producer.tax_code") == entry.where["producer"]
    assert entry.place("nothing[3].like.it") == entry.where[""]
    assert entry.folder == entry.file.parent


def test_the_example_of_the_project_loads_without_an_error() -> None:
    found = load([Path(__file__).parents[2] / "products.example.yaml"])
    assert found.entries
    assert not has_errors(found.problems), found.problems


@QUICK
@given(text=st.text(max_size=200))
def test_no_text_makes_the_reader_fall_over(text: str) -> None:
    source = parse(text.encode("utf-8", "surrogatepass"), "x.yaml")
    if source.root is None:
        assert source.problems
    else:
        read_products(source.root, "x.yaml")


VALUES = st.recursive(
    st.sampled_from(["", "~", "0", "x", "1,5", "[]", "{}", "&a x", "*a", "!t x", "'", '"', "1tr"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(st.sampled_from(["sku", "name", "vi", "Cỡ"]), inner, max_size=2).map(
            lambda pairs: "{" + ", ".join(f"{k}: {v}" for k, v in pairs.items()) + "}"
        ),
    ),
    max_leaves=5,
)
FIELDS = (
    "sku name group producer ocop package options variants price shops season price_range images"
)


@QUICK
@given(fields=st.dictionaries(st.sampled_from(FIELDS.split()), VALUES, max_size=5))
def test_no_product_makes_the_loader_fall_over(
    fields: dict[str, str], product: str, tmp_path: Path
) -> None:
    lines = [line for line in product.splitlines() if line.strip().split(":")[0] not in fields]
    lines += [f"    {name}: {value}" for name, value in fields.items()]
    text = "\n".join(lines).replace("    name", "  - name", "- " not in "".join(lines[:2]))
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    assert load([path]).problems


@QUICK
@given(amount=st.integers(1, 4_999_999).map(lambda hundreds: hundreds * 100))
def test_a_price_is_the_same_written_plain_or_grouped(product: str, amount: int) -> None:
    for written in (str(amount), f"{amount:,}".replace(",", "."), f"'{amount} đ'"):
        source = parse(product.replace("235.000", written).encode(), "x.yaml")
        assert source.root is not None
        ((read,), problems) = read_products(source.root, "x.yaml")
        assert not problems
        assert read.draft.values["price"] == amount


@QUICK
@given(sku=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,49}", fullmatch=True))
def test_a_sku_keeps_its_letters(product: str, sku: str) -> None:
    source = parse(product.replace("CHIEU-16", f"'{sku}'").encode(), "x.yaml")
    assert source.root is not None
    ((read,), problems) = read_products(source.root, "x.yaml")
    assert not problems
    assert read.draft.product is not None
    assert read.draft.product.sku == sku


def test_two_hundred_products_are_read_in_a_moment(village: Village, product: str) -> None:
    texts = [product.replace("CHIEU-16", f"CHIEU-{number}") for number in range(200)]
    village(*texts[:1])
    started = time.perf_counter()
    found = village(*texts)
    assert len(found.entries) == 200
    assert time.perf_counter() - started < 2


def test_every_code_told_is_explained_and_every_explained_code_is_told() -> None:
    folder = Path(ocopctl.catalog.__file__).parent
    told = {
        code
        for file in folder.glob("*.py")
        if not file.name.startswith("codes")
        for code in re.findall(r'"(P\d{3})"', file.read_text(encoding="utf-8"))
    }
    rules = Path(ocopctl.catalog.__file__).parents[1] / "rules"
    for name in ("words.py", "data/words.yaml"):
        told |= set(re.findall(r"P5\d\d", (rules / name).read_text(encoding="utf-8")))
    assert told == set(EXPLANATIONS)


@pytest.mark.parametrize("code", EXPLANATIONS)
def test_an_explanation_has_whole_sentences(code: str) -> None:
    explained = EXPLANATIONS[code]
    assert explained.title
    for text in (explained.why, explained.fix, explained.source):
        assert text.endswith((".", "jpg", "]."))
