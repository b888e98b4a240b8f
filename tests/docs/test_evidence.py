from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest

import ocopctl.sandbox
from ocopctl.adapters.registry import SHIPPED

EMULATORS = Path(ocopctl.sandbox.__file__).parent
PAGES = Path(__file__).parents[2] / "docs"
# These face the market that they live in, its history and shop windows, and none of its callers.
INWARD = {
    "lazada/reports.py",
    "shopee/visit.py",
    "tiki/overlay.py",
    "tiki/showing.py",
    "tiktok/showing.py",
}
ELSEWHERE = re.compile(
    r"(^|\s)(~|/home|/root|/tmp|/work)\b|\w\.(md|json|txt|ya?ml|py)\b"
    r"|\b(apis|shared)/|§|\bsection \d"
)


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the module that reads evidence, from the folder of the pages."""
    monkeypatch.syspath_prepend(PAGES)
    return importlib.import_module("evidence")


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """Return an emulator `one` with two modules and what it leaves out."""
    package = tmp_path / "one"
    package.mkdir()
    (package / "__init__.py").write_text("# not modelled: orders (there are\n#   no buyers)\n")
    (package / "gate.py").write_text(
        "def gate() -> None:\n"
        "    # evidence[our choice]: it is shut (at times) (no source\n"
        "    #   tells, 2026)\n"
        "    # Another comment.\n"
        "    # evidence[reference]: it has a lock (official reference, 2026)\n"
    )
    (package / "accounts.py").write_text("# evidence[one client]: they end (a note, 2025)\n")
    return tmp_path


def test_evidence_is_read_by_module_and_line(ledger: Any, written: Path) -> None:
    assert ledger.behaviours(written, "one") == [
        ledger.Evidence("one client", "they end", "a note, 2025", "one/accounts.py"),
        ledger.Evidence(
            "our choice", "it is shut (at times)", "no source tells, 2026", "one/gate.py"
        ),
        ledger.Evidence("reference", "it has a lock", "official reference, 2026", "one/gate.py"),
    ]


def test_what_is_left_out_is_read_with_its_reason(ledger: Any, written: Path) -> None:
    assert ledger.not_modelled(written, "one") == ["orders (there are no buyers)"]


@pytest.mark.parametrize(
    "comment",
    [
        "# evidence[hearsay]: it is shut (a note, 2025)",
        "# evidence[reference]: it is shut",
        "# evidence[reference]: it is shut (a note, 2025) at times",
        "# evidence[reference]: (a note, 2025)",
        "# evidence: it is shut (a note, 2025)",
        "# not modelled (orders)",
    ],
)
def test_a_comment_that_begins_like_evidence_and_is_not_is_told_with_its_line(
    ledger: Any, written: Path, comment: str
) -> None:
    (written / "one" / "gate.py").write_text(f"\n{comment}\n")
    with pytest.raises(ledger.EvidenceError, match=r"one/gate\.py:2"):
        [*ledger.behaviours(written, "one"), *ledger.not_modelled(written, "one")]


@pytest.mark.parametrize("marketplace", SHIPPED)
def test_every_module_that_faces_callers_names_its_evidence(ledger: Any, marketplace: str) -> None:
    named = {one.module for one in ledger.behaviours(EMULATORS, marketplace)}
    modules = {
        path.relative_to(EMULATORS).as_posix()
        for path in (EMULATORS / marketplace).rglob("*.py")
        if path.name != "__init__.py"
    }
    assert sorted(modules - named - INWARD) == []


@pytest.mark.parametrize("marketplace", SHIPPED)
def test_every_marketplace_has_evidence_and_tells_what_is_left_out(
    ledger: Any, marketplace: str
) -> None:
    assert len(ledger.behaviours(EMULATORS, marketplace)) >= 60
    assert len(ledger.not_modelled(EMULATORS, marketplace)) >= 3


@pytest.mark.parametrize("marketplace", SHIPPED)
def test_evidence_has_a_mark_of_the_list_and_a_date_unless_it_is_ours(
    ledger: Any, marketplace: str
) -> None:
    found = ledger.behaviours(EMULATORS, marketplace)
    assert {one.mark for one in found} <= set(ledger.MARKS)
    undated = [one for one in found if one.mark != "our choice"]
    assert [one for one in undated if not re.search(r"\b20\d\d\b", one.source)] == []


@pytest.mark.parametrize("marketplace", SHIPPED)
def test_no_evidence_names_a_file_of_another_place(ledger: Any, marketplace: str) -> None:
    found = ledger.behaviours(EMULATORS, marketplace)
    texts = [text for one in found for text in (one.what, one.source)]
    texts += ledger.not_modelled(EMULATORS, marketplace)
    assert [text for text in texts if ELSEWHERE.search(text)] == []


def test_no_behaviour_stands_twice_in_one_module(ledger: Any) -> None:
    found = [one for name in SHIPPED for one in ledger.behaviours(EMULATORS, name)]
    assert len(set(found)) == len(found)
