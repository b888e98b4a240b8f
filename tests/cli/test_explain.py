from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import ocopctl as package
from ocopctl.explanations import EXPLANATIONS

if TYPE_CHECKING:
    from tests.cli.conftest import Run

SOURCES = Path(package.__file__).parent


def emitted() -> set[str]:
    """Return every code that stands in the program and its data, but for the registers."""
    sources = [path for path in SOURCES.rglob("*.py") if "codes" not in path.stem]
    sources += (SOURCES / "rules" / "data").glob("*.yaml")
    named = re.compile(r'"(P\d{3})"|\bcode: (P\d{3})\b')
    return {
        one or other for path in sources for one, other in named.findall(path.read_text("utf-8"))
    }


def test_every_code_that_can_be_told_is_explained() -> None:
    assert emitted() - EXPLANATIONS.keys() == set()


def test_no_code_is_explained_that_is_never_told() -> None:
    assert EXPLANATIONS.keys() - emitted() == set()


def test_all_codes_are_listed(ocopctl: Run) -> None:
    ran = ocopctl("explain")
    assert ran.status == 0
    assert [line[:4] for line in ran.out.splitlines() if line.startswith("P")] == [*EXPLANATIONS]


@pytest.mark.parametrize("code", ["P701", "p701", " P701"])
def test_a_code_is_explained_however_it_is_typed(ocopctl: Run, code: str) -> None:
    out = ocopctl("explain", code).out
    assert out.startswith("P701  An amount can be read in two ways")
    for part in ("Why it matters:", "How to put it right:", "Where the rule comes from:"):
        assert part in out
    assert "    price: 185,000" in out
    assert "    price: 185.000" in out


def test_a_limit_is_listed_for_every_marketplace_with_its_source(ocopctl: Run) -> None:
    out = ocopctl("explain", "P610").out
    for title in ("Shopee", "Lazada", "Tiki", "TikTok Shop"):
        assert re.search(rf"^{title}  .*20\d\d-\d\d-\d\d$", out, re.MULTILINE)


def test_programs_get_one_object(ocopctl: Run) -> None:
    found = json.loads(ocopctl("explain", "P610", "--json").out)
    assert (found["type"], found["code"]) == ("explanation", "P610")
    titles = [row["marketplace"] for row in found["limits"]]
    assert titles == ["Shopee", "Lazada", "Tiki", "TikTok Shop"]


def test_programs_get_an_object_a_code(ocopctl: Run) -> None:
    lines = ocopctl("explain", "--json").out.splitlines()
    assert [json.loads(line)["code"] for line in lines] == [*EXPLANATIONS]


@pytest.mark.parametrize(("asked", "near"), [("P70", "P701"), ("P999", "P709"), ("701", "P701")])
def test_an_unknown_code_is_wrong_usage_and_near_ones_are_named(
    ocopctl: Run, asked: str, near: str
) -> None:
    ran = ocopctl("explain", asked)
    assert ran.status == 2
    assert near in ran.err


def test_what_is_no_code_at_all_leads_to_the_list(ocopctl: Run) -> None:
    assert "`ocopctl explain` lists all codes" in ocopctl("explain", "xyz").err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("price", "P703"),
        ("prices", "P703"),
        ("crossed-out price", "P704"),
        ("Picture HEIC", "P404"),
        ("prce", "P703"),
        ("bar code", "P214"),
    ],
)
def test_codes_are_found_by_words(ocopctl: Run, words: str, code: str) -> None:
    ran = ocopctl("explain", *words.split())
    assert ran.status == 0
    assert re.search(rf"^{code}  ", ran.out, re.MULTILINE)


@pytest.mark.parametrize("word", ["giá", "gia", "GIÁ"])
def test_vietnamese_words_find_codes_with_and_without_accents(ocopctl: Run, word: str) -> None:
    assert re.search(r"^P703 ", ocopctl("--lang", "vi", "explain", word).out, re.MULTILINE)


def test_a_word_with_its_accents_finds_no_other_word(ocopctl: Run) -> None:
    out = ocopctl("--lang", "vi", "explain", "giá").out
    assert re.search(r"^P703 ", out, re.MULTILINE)
    assert not re.search(r"^P301 ", out, re.MULTILINE)


def test_a_code_that_words_mean_alone_is_explained_at_once(ocopctl: Run) -> None:
    assert "Why it matters:" in ocopctl("explain", "crossed-out").out
