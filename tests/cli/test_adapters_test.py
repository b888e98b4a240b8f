"""`ocopctl adapters test`: the shipped adapters pass, a flawed stranger is told what it broke."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ocopctl.adapters.base import ItemResult
from ocopctl.adapters.contract import CHECKS, Place
from ocopctl.adapters.registry import SHIPPED
from ocopctl.adapters.shopee import ShopeeAdapter
from ocopctl.proving import practice_place

Run = Callable[..., Any]
Install = Callable[..., None]


class Boasts(ShopeeAdapter):
    """Tell every offer as set, whatever became of it."""

    name = "khoe"

    async def set_offers(self, offers: Any) -> Any:
        return [ItemResult(result.sku) for result in await super().set_offers(offers)]


class Stumbles(ShopeeAdapter):
    """Fall over its own feet."""

    name = "vap"

    @classmethod
    def payload(cls, listing: Any) -> Any:
        raise KeyError(listing.sku)


class Nameless(ShopeeAdapter):
    name = "shopee"


def shopees_place() -> Place:
    return practice_place("shopee")


def no_place() -> str:
    return "a market"


def closed() -> Place:
    raise OSError("closed today")


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Register what stands in this module as a stranger's package would: by entry points."""

    def installed(name: str, kind: str, place: str = "") -> None:
        lines = ["[ocopctl.adapters]", f"{name} = {__name__}:{kind}"]
        lines += ["[ocopctl.places]", f"{name} = {__name__}:{place}"] if place else []
        folder = tmp_path / "cho_la-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: cho-la\nVersion: 1.0\n")
        (folder / "entry_points.txt").write_text("\n".join(lines))
        monkeypatch.syspath_prepend(tmp_path)

    return installed


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_adapter_keeps_every_promise(name: str, ocopctl: Run) -> None:
    done = ocopctl("adapters", "test", name)
    assert done.status == 0, done.out
    *lines, last = done.out.splitlines()
    assert len([line for line in lines if line.startswith("✓ ")]) == len(CHECKS)
    assert last == f"{name} keeps {len(CHECKS)} of {len(CHECKS)} promises"


def test_programs_get_a_verdict_a_promise_and_the_sum(ocopctl: Run) -> None:
    done = ocopctl("--json", "adapters", "test", "lazada", "--only", "payloads_are_")
    *verdicts, summary = map(json.loads, done.out.splitlines())
    assert [one["check"] for one in verdicts] == ["payloads_are_pure", "payloads_are_complete"]
    assert verdicts[0] == {
        "v": 1,
        "type": "verdict",
        "adapter": "lazada",
        "check": "payloads_are_pure",
        "promise": "A listing gives the same payload each time; nothing is sent, "
        "the listing stays as it is.",
        "kept": True,
        "promised": "",
        "seen": "",
    }
    assert (summary["type"], summary["kept"], summary["broken"]) == ("summary", 2, 0)


def test_a_broken_promise_is_named_with_what_was_seen_and_is_status_1(
    ocopctl: Run, install: Install
) -> None:
    install("khoe", "Boasts", "shopees_place")
    done = ocopctl("adapters", "test", "khoe", "--only", "offers")
    assert done.status == 1
    assert "✗ While the line fails, no offer is told as set. (failing_offers" in done.out
    assert "    promised: line cut before the effect: nothing is told as set: []" in done.out
    assert "    seen: ['CT-FAIL-0', 'CT-FAIL-1']" in done.out
    assert "✓ Nothing to set is nothing to send." in done.out


def test_a_broken_promise_is_told_to_those_who_asked_for_quiet(
    ocopctl: Run, install: Install
) -> None:
    install("khoe", "Boasts", "shopees_place")
    done = ocopctl("--quiet", "adapters", "test", "khoe", "--only", "no offer")
    assert done.status == 1
    assert done.out.startswith("✗ While the line fails, no offer is told as set.")


def test_a_bug_of_an_adapter_is_told_with_its_line(ocopctl: Run, install: Install) -> None:
    install("vap", "Stumbles", "shopees_place")
    done = ocopctl("adapters", "test", "vap", "--only", "payloads_are_pure")
    assert done.status == 1
    assert "seen: KeyError: 'CT-PURE' in test_adapters_test.py, line " in done.out


def test_an_adapter_that_nobody_knows_is_wrong_usage(ocopctl: Run) -> None:
    done = ocopctl("adapters", "test", "sendo")
    assert done.status == 2
    assert "there is no adapter for the marketplace “sendo”" in done.err


def test_a_text_that_no_promise_holds_is_wrong_usage(ocopctl: Run) -> None:
    done = ocopctl("adapters", "test", "tiki", "--only", "teleport")
    assert done.status == 2
    assert "no promise of the contract holds “teleport”" in done.err


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("", "the adapter “khoe” brings no market to be tested in"),
        ("no_place", "the market of the adapter “khoe” cannot be opened: str"),
        ("closed", "the market of the adapter “khoe” cannot be opened: closed today"),
        ("not_there", "the market of the adapter “khoe” cannot be opened: module "),
    ],
)
def test_an_adapter_without_a_market_to_be_tested_in_is_told_so(
    place: str, words: str, ocopctl: Run, install: Install
) -> None:
    install("khoe", "Boasts", place)
    done = ocopctl("adapters", "test", "khoe")
    assert done.status == 3
    assert words in done.err


@pytest.mark.parametrize(
    ("name", "kind", "why"),
    [
        ("khoe", "closed", "test_adapters_test:closed"),
        ("khoe", "NotThere", "has no attribute 'NotThere'"),
        ("khac", "Nameless", "shopee ≠ khac"),
    ],
)
def test_a_plug_in_that_is_no_adapter_is_told_with_its_package(
    name: str, kind: str, why: str, ocopctl: Run, install: Install
) -> None:
    install(name, kind)
    done = ocopctl("adapters", "list")
    assert done.status == 3
    assert f"the adapter “{name}” of the package cho-la cannot be used" in done.err
    assert why in done.err


def test_a_plug_in_does_not_take_a_shipped_adapters_place(ocopctl: Run, install: Install) -> None:
    install("shopee", "Stumbles", "closed")
    assert ocopctl("adapters", "test", "shopee", "--only", "payloads_are_pure").status == 0
