from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from ocopctl.adapters.registry import SHIPPED
from ocopctl.explanations import EXPLANATIONS
from ocopctl.rules.packs import pack

SCRIPT = Path(__file__).parents[2] / "docs" / "generate.py"


@pytest.fixture
def generate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Load the script and let it write into a folder of the test's own."""
    monkeypatch.syspath_prepend(SCRIPT.parent)
    spec = importlib.util.spec_from_file_location("generate", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "HERE", tmp_path)
    return module


def test_every_code_has_a_heading_of_its_own(generate: Any) -> None:
    headings = [line for line in generate.problems().splitlines() if line.startswith("### ")]
    assert headings == [f"### {code}" for code in EXPLANATIONS]


def test_bounds_stand_with_source_and_date(generate: Any) -> None:
    title = pack("shopee").limits["title"]
    row = f"| Shopee | {title.min} – {title.max} characters | {title.source} | {title.checked} |"
    assert row in generate.problems()


def test_every_marketplace_has_a_column(generate: Any) -> None:
    page = generate.marketplaces().splitlines()
    titles = " | ".join(pack(name).title for name in SHIPPED)
    assert page.count(f"|  | {titles} |") == 2
    assert all(row.count("|") == len(SHIPPED) + 2 for row in page if row.startswith("|"))


def test_pages_that_were_written_are_up_to_date(
    generate: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate.main(["--check"]) == 1
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0
    (tmp_path / "problems.md").write_text("old")
    capsys.readouterr()
    assert generate.main(["--check"]) == 1
    assert capsys.readouterr().err == "out of date: problems.md; run: make docs\n"


def test_the_page_of_evidence_begins_with_what_is_left_out(generate: Any) -> None:
    page = generate.learnt()
    beginning, _, rest = page.partition("| how sure |")
    left_out = [line for line in beginning.splitlines() if line.startswith("  * ")]
    assert len(left_out) == sum(
        len(generate.evidence.not_modelled(generate.EMULATORS, name)) for name in SHIPPED
    )
    assert all(f"* {pack(name).title}\n" in beginning for name in SHIPPED)
    assert rest.count("\n## ") == len(SHIPPED)


def test_the_counts_of_evidence_add_up_to_the_rows(generate: Any) -> None:
    page = generate.learnt().splitlines()
    rows = [line for line in page if line.endswith(".py) |")]
    together = next(line for line in page if line.startswith("| together |"))
    counts = [int(cell) for cell in together.strip("| ").split(" | ")[2:]]
    assert counts[-1] == sum(counts[:-1]) == len(rows)


def test_the_page_of_evidence_is_up_to_date(generate: Any) -> None:
    assert (SCRIPT.parent / "evidence.md").read_text("utf-8") == generate.learnt()
