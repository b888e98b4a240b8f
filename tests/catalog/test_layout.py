"""What is wrong with a file as a file: one plain problem, with its line and column."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from ocopctl.catalog.building import MAX_DEPTH
from ocopctl.catalog.load import Catalog, load
from ocopctl.catalog.source import parse
from ocopctl.errors import ConfigError
from ocopctl.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    Village = Callable[..., Catalog]
    Edited = Callable[[str, str], Catalog]

WHOLE_FILES = [
    ("", "P107", 1, 1),
    ("# nothing yet\n", "P107", 1, 1),
    ("---\n", "P107", 1, 1),
    ("products: []\n", "P117", 1, 11),
    ("products:\n", "P114", 1, 10),
    ("- sku: A\n", "P114", 1, 1),
    ("just words\n", "P114", 1, 1),
    ("products: []\n---\nproducts: []\n", "P108", 2, 1),
    ("products:\n\t- sku: A\n", "P106", 2, 1),
    ("products:\n  - sku: 'A\n    name: B\n", "P105", 2, 10),
    ("products:\n  - {sku: A, name: B\n", "P105", 2, 5),
    ("products:\n  - sku: A\n    tags: [a, b\n    name: B\n", "P105", 3, 11),
    ("products:\n  - sku: A\n     name: B\n", "P105", 3, 6),
    ("products:\n  - sku: A\n   name: B\n", "P105", 3, 4),
    ("products:\n  - sku: A\n    price:12\n    name: B\n", "P105", 3, 5),
    ("products:\n  - name: Size: 20 cm\n", "P105", 2, 15),
    ("products:\n  - name: @home\n", "P105", 2, 11),
    ('products:\n  - name: "a\\qb"\n', "P105", 2, 13),
    ("products:\n  - name: %\n", "P105", 2, 11),
    ("products:\n  - name: }\n", "P105", 2, 11),
    ("products: - a\n", "P105", 1, 11),
    ("products:\n  - sku: A\x07\n", "P104", 2, 11),
    ("products:\n  - just text\n", "P116", 2, 5),
    ("product: []\n", "P115", 1, 1),
    ("defaults: text\nproducts: [1]\n", "P116", 1, 11),
]


def about_layout(found: Catalog) -> list[Problem]:
    """Leave out what these short files lack: the rest of a product, or any product."""
    lacking = {"P201", "P215", "P117"}
    return [one for one in found.problems if one.code not in lacking] or list(found.problems)


@pytest.mark.parametrize(("text", "code", "line", "column"), WHOLE_FILES)
def test_a_file_that_cannot_be_read_is_one_problem_with_its_place(
    village: Village, text: str, code: str, line: int, column: int
) -> None:
    first = about_layout(village(text))[0]
    assert (first.code, first.place.line, first.place.column) == (code, line, column)
    assert first.hint


@pytest.mark.parametrize("text", [text for text, code, *_ in WHOLE_FILES if code == "P105"])
def test_a_syntax_error_is_told_once_and_without_the_words_of_a_parser(
    village: Village, text: str
) -> None:
    (problem,) = about_layout(village(text))
    for jargon in ("token", "scalar", "mapping", "expected", "parsing", "document start"):
        assert jargon not in problem.message + problem.hint


def test_utf8_is_read_with_and_without_a_byte_order_mark(village: Village, product: str) -> None:
    data = product.encode()
    bare, marked = village(data), village(b"\xef\xbb\xbf" + data)
    assert not bare.problems + marked.problems
    assert bare.entries[0].where == marked.entries[0].where


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258", "latin-1"])
def test_another_encoding_is_named_as_the_fault(village: Village, encoding: str) -> None:
    (problem,) = about_layout(village("products:\n  - name: Hôi An à\n".encode(encoding)))
    assert problem.code == "P103"
    assert "UTF-8" in problem.hint


def test_a_control_character_that_is_spelled_out_is_refused_too(edited: Edited) -> None:
    (problem,) = edited("kind: chieu", 'kind: "chi\\0eu"').problems
    assert (problem.code, problem.place.line) == ("P104", 5)


def test_a_file_that_is_not_there_is_a_problem_with_its_name(tmp_path: Path) -> None:
    (problem,) = load([tmp_path / "khong-co.yaml"]).problems
    assert problem.code == "P101"
    assert "khong-co.yaml" in problem.message
    assert problem.place.file.endswith("khong-co.yaml")


def test_a_folder_in_place_of_a_file_is_a_problem(tmp_path: Path) -> None:
    (problem,) = load([tmp_path]).problems
    assert problem.code == "P101"
    assert "folder" in problem.message


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are no files there")
@pytest.mark.parametrize("kind", ["pipe", "socket", "device"])
def test_what_is_no_file_is_refused_without_waiting_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("/dev/zero") if kind == "device" else Path("la.yaml")
    with socket.socket(socket.AF_UNIX) as listening:
        if kind == "socket":
            listening.bind(str(path))
        elif kind == "pipe":
            os.mkfifo(path)
        (problem,) = load([path]).problems
    assert (problem.code, str(path) in problem.message) == ("P101", True)


def test_a_file_over_five_megabytes_is_not_read(village: Village) -> None:
    (problem,) = village(b"#" * 5_000_001).problems
    assert problem.code == "P102"


def test_an_anchor_is_told_once_and_what_refers_to_it_is_not_read(edited: Edited) -> None:
    found = edited("stock: 140", "stock: &s 140\n    usage: *s\n    storage: *s")
    assert [(p.code, p.place.line) for p in found.problems] == [("P109", 12)]
    assert not found.entries


def test_a_file_full_of_references_costs_no_more_than_its_length() -> None:
    layers = ["a0: &a0 [x, x]"]
    layers += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 60)]
    found = parse("\n".join(layers).encode(), "bomb.yaml")
    assert [problem.code for problem in found.problems] == ["P109"]


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!mine", "!", "!!str"])
def test_a_tag_is_refused_and_never_acted_on(edited: Edited, tag: str) -> None:
    (problem,) = edited("kind: chieu", f"kind: {tag} chieu").problems
    assert (problem.code, problem.place.line) == ("P110", 5)


def test_a_tag_before_a_group_of_fields_is_refused(edited: Edited) -> None:
    (problem,) = edited("package: {", "package: !box {").problems
    assert problem.code == "P110"


def test_levels_inside_one_another_are_bounded() -> None:
    deep = b"[" * 100_000
    (problem,) = parse(deep, "deep.yaml").problems
    assert problem.code == "P111"
    assert problem.place.column == MAX_DEPTH + 1


def test_a_field_written_twice_names_both_lines(edited: Edited) -> None:
    found = edited("stock: 140", "stock: 140\n    price: 199.000")
    (problem,) = found.problems
    assert (problem.code, problem.place.line) == ("P112", 13)
    assert "line 11" in problem.message
    assert "line 13" in problem.message
    assert not found.entries


def test_a_list_in_place_of_a_name_is_refused(edited: Edited) -> None:
    (problem,) = edited("stock: 140", "stock: 140\n    [a]: b").problems
    assert (problem.code, problem.place.line) == ("P113", 13)


def test_an_unknown_field_is_told_with_the_name_that_was_meant(edited: Edited) -> None:
    (problem,) = edited("price:", "prise:").problems
    assert (problem.code, problem.place.line) == ("P115", 11)
    assert '"price"' in problem.hint


@pytest.mark.parametrize(("written", "meant"), [("Giá", "price"), ("tồn kho", "stock")])
def test_a_field_in_vietnamese_is_told_with_its_name_here(
    edited: Edited, written: str, meant: str
) -> None:
    (problem,) = edited(f"{meant}:", f"{written}:").problems
    assert problem.code == "P115"
    assert f'"{meant}"' in problem.hint


def test_an_unknown_field_like_none_is_told_with_the_names_there_are(edited: Edited) -> None:
    (problem,) = edited("height_cm: 16}", "height_cm: 16, zzz: 1}").problems
    assert problem.code == "P115"
    assert "fragile" in problem.hint


def test_a_missing_c_parser_stops_the_program_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader")
    with pytest.raises(ConfigError, match="libyaml"):
        parse(b"a: 1", "a.yaml")


def test_problems_of_all_files_come_in_one_run(village: Village, product: str) -> None:
    found = village("a: [", product, "products:\n  - sku: X-1\n", b"\xff")
    assert [entry.product.sku for entry in found.entries] == ["CHIEU-16"]
    assert {problem.place.file[-6:] for problem in found.problems} == {"0.yaml", "2.yaml", "3.yaml"}
