"""On the command line: a shop at rest is named with its hour, and nothing is sent to it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl import starter
from ocopctl.cli.run import run
from ocopctl.errors import QuotaExhausted
from ocopctl.shops import accounts, practice_market, quota_of
from ocopctl.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Lines = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Lines:
    """Stand in a new workspace; return what runs a command and reads its objects."""
    for name, content in starter.files("en").items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCOPCTL_LANG", "en")

    def ran(*arguments: str) -> tuple[int, list[dict[str, Any]]]:
        capsys.readouterr()
        status = run(["--json", *arguments])
        return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return ran


def use_up(folder: Path, shop: str) -> None:
    """Leave behind what a run does whose calls of the day were used up."""
    workspace = open_workspace(folder)
    market = practice_market(workspace)
    [account] = accounts(workspace, [shop])
    error = QuotaExhausted("used up", code="error_limit")
    quota_of(workspace, account, market.clock).exhausted(error, "get_item_list")
    market.close()


def of(kind: str, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in found if one["type"] == kind]


def test_a_shop_at_rest_is_deferred_at_once_and_the_others_are_published(
    lines: Lines, tmp_path: Path
) -> None:
    use_up(tmp_path, "shopee")
    status, found = lines("publish", "--yes")
    outcomes = {(one["shop"], one["outcome"]) for one in of("outcome", found)}
    assert status == 5
    assert outcomes == {("shopee", "deferred")} | {
        (shop, "verified") for shop in ("lazada", "tiki", "tiktok")
    }
    assert lines("sandbox", "history", "--shop", "shopee") == (0, [])


def test_the_outcome_says_until_when(lines: Lines, tmp_path: Path) -> None:
    use_up(tmp_path, "shopee")
    _status, found = lines("publish", "--yes", "--shop", "shopee")
    outcome = of("outcome", found)[0]
    until = datetime.fromisoformat(outcome["until"])
    assert (until.hour, until.minute, str(until.tzinfo)) == (23, 0, "UTC+07:00")
    assert "free again at 23:00" in outcome["message"]
    assert outcome["code"] == "error_limit"


def test_status_names_the_shop_at_rest_until_the_practice_market_is_emptied(
    lines: Lines, tmp_path: Path
) -> None:
    assert of("rest", lines("status")[1]) == []
    use_up(tmp_path, "lazada")
    [rest] = of("rest", lines("status")[1])
    assert (rest["shop"], rest["whole"], rest["until"][11:16]) == ("lazada", True, "00:00")
    lines("sandbox", "reset")
    assert of("rest", lines("status")[1]) == []
