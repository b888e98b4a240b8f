"""Law 4: a recall outranks everything, is seen to be done, and stands until it is released."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.transport.clock import SystemClock
from tests.recall.town import MARKETS

if TYPE_CHECKING:
    from pathlib import Path

ASK = ("recall", "A-1", "--reason", "mốc  trong lô", "--yes")
REVIEWING = """\
settle: {index_lag_s: [1], read_every_s: 1, read_for_s: 0}
"""


def effects(here: Any, after: int, sku: str = "A-1") -> list[tuple[str, str]]:
    return [(row[1], row[2]) for row in here.town.effects(after) if row[3] == sku]


def slow_reviews(here: Any) -> None:
    """Give up at once on what the marketplaces still review."""
    rules = here.town.folder / "rules"
    rules.mkdir()
    for market in MARKETS:
        (rules / f"{market}.yaml").write_text(REVIEWING, "utf-8")
    here.town.settings("", "rules: rules")


def test_a_recall_takes_the_product_off_sale_in_every_shop_and_nothing_else(here: Any) -> None:
    before = here.town.calls()
    said = here.run(*ASK)
    assert sorted(effects(here, before)) == sorted((market, "unlisted") for market in MARKETS)
    assert effects(here, before, "B-2") == []
    assert {line["shop"]: line["state"] for line in said.of("recall")} == dict.fromkeys(
        MARKETS, "gone"
    )


def test_the_proof_says_what_where_when_and_by_whom(here: Any) -> None:
    here.run(*ASK)
    proof = here.town.proof("A-1")
    assert (proof["sku"], proof["reason"]) == ("A-1", "mốc trong lô")
    assert "@" in proof["asked_by"]
    assert proof["asked_at"].endswith("+07:00")
    for shop in proof["shops"].values():
        times = [proof["asked_at"], shop["asked_at"], shop["unlisted_at"], shop["seen_gone_at"]]
        assert times == sorted(times)
        assert shop["remote_id"]
    page = here.town.page("A-1")
    assert page.count("ĐÃ GỠ, đã kiểm lại") == 4
    assert "Hợp tác xã An Vũ" in page
    assert "mốc trong lô" in page
    assert "https://" not in page, "a practice listing is nowhere in the real world"
    assert len(page.splitlines()) < 60, "one page"


def test_a_recalled_product_never_published_stays_out_of_every_shop(new: Any) -> None:
    said = new.run(*ASK)
    assert {line["state"] for line in said.of("recall")} == {"absent"}
    new.run("publish", "--yes")
    assert effects(new, 0) == []
    assert len(effects(new, 0, "B-2")) >= len(MARKETS)


def test_release_ends_it_and_the_next_publish_puts_on_sale(here: Any) -> None:
    here.run(*ASK)
    here.run("release", "A-1", "--reason", "đã kiểm nghiệm lại", "--yes")
    before = here.town.calls()
    assert here.town.proof("A-1")["released_at"]
    assert "đã kiểm nghiệm lại" in here.town.page("A-1")
    here.run("publish", "--yes")
    assert sorted(effects(here, before)) == sorted((market, "relisted") for market in MARKETS)
    assert here.run("publish", "--yes").of("action") == []


def test_asking_again_looks_again_and_makes_no_second_recall(here: Any) -> None:
    here.run(*ASK)
    first = here.town.proof("A-1")
    before = here.town.calls()
    here.run(*ASK)
    assert here.town.proof("A-1")["asked_at"] == first["asked_at"]
    assert here.town.calls() > before
    assert effects(here, before) == []


def test_a_second_recall_of_the_same_day_has_a_proof_of_its_own(here: Any) -> None:
    for number in range(2):
        here.run(*ASK)
        here.run("release", "A-1", "--yes")
        folder = here.town.folder / ".ocopctl" / "recalls"
        assert len(list(folder.glob("*.json"))) == number + 1


def test_a_batch_names_its_products_and_stands_in_the_proof(here: Any) -> None:
    here.run("recall", "--batch", "LO-B-2", "--reason", "x", "--yes")
    assert here.town.proof("B-2")["batch"] == {
        "code": "LO-B-2",
        "produced": "02/11/2026",
        "expires": "02/11/2027",
        "quantity": "40",
    }
    assert "LO-B-2" in here.town.page("B-2")
    assert {line["sku"] for line in here.run("recall").of("recall")} == {"B-2"}


def test_a_batch_that_nobody_has_is_told_with_those_near_it(here: Any) -> None:
    said = here.run("recall", "--batch", "LO-B2", "--reason", "x", "--yes", status=2)
    assert "LO-B-2" in said.of("error")[0]["hint"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("A-1",),
        ("A-1", "--reason", " "),
        ("NONE", "--reason", "x"),
        ("state:failed", "--reason", "x"),
    ],
)
def test_a_slip_recalls_nothing(here: Any, arguments: tuple[str, ...]) -> None:
    here.run("recall", *arguments, "--yes", status=2)
    assert here.run("recall").of("recall") == []


def test_nobody_is_asked_where_nobody_can_answer(here: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    here.run("recall", "A-1", "--reason", "x", status=2)
    assert here.run("recall").of("recall") == []


def test_a_product_that_left_the_files_and_files_with_errors_hinder_no_recall(here: Any) -> None:
    (here.town.folder / "a.yaml").write_text("products: [{sku: C-3}]\n", "utf-8")
    before = here.town.calls()
    here.run(*ASK)
    assert len(effects(here, before)) == len(MARKETS)


def test_one_shop_alone_leaves_the_others_on_sale(here: Any) -> None:
    before = here.town.calls()
    here.run(*ASK, "--shop", "lazada")
    assert effects(here, before) == [("lazada", "unlisted")]
    here.run("publish", "--yes")
    assert effects(here, before) == [("lazada", "unlisted")]


def test_a_dead_shop_delays_no_other_and_waits(here: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def no_time(_clock: SystemClock, _seconds: float) -> None:
        pass

    monkeypatch.setattr(SystemClock, "sleep", no_time)
    dead = here.town.folder / "dead.json"
    dead.write_text(json.dumps(dict.fromkeys(("app_key", "app_secret", "access_token"), "x")))
    dead.chmod(0o600)
    alive = ", ".join(f"{name}: {{marketplace: {name}}}" for name in MARKETS)
    here.town.settings(
        f"{alive}, far: {{marketplace: lazada, endpoint: 'http://127.0.0.1:9', "
        "credentials: 'file:dead.json'}"
    )
    before = here.town.calls()
    said = here.run(*ASK, status=5)
    assert len(effects(here, before)) == len(MARKETS)
    states = {line["shop"]: line["state"] for line in said.of("recall")}
    assert states == {**dict.fromkeys(MARKETS, "gone"), "far": "waiting"}
    assert "CHƯA GỠ ĐƯỢC" in here.town.page("A-1")


def test_what_a_review_keeps_on_sale_waits_and_is_done_by_the_next_command(new: Any) -> None:
    slow_reviews(new)
    new.run("publish", "--yes")
    said = new.run(*ASK, status=5)
    waiting = {line["shop"] for line in said.of("recall") if line["state"] == "waiting"}
    assert {"shopee", "tiktok"} <= waiting
    tiktok = next(line for line in said.of("recall") if line["shop"] == "tiktok")
    assert tiktok["emptied"]
    assert "Tồn kho ở sàn đang là 0" in new.town.page("A-1")
    planned = {(line["shop"], line["kind"]) for line in new.run("plan").of("action")}
    assert {(shop, "unlist") for shop in waiting} <= planned
    new.run("outbox", "run", "--now", status=5)
    new.town.pass_time(3600)
    new.run("publish", "--yes")
    assert new.town.on_sale("A-1") == set()
    assert new.town.on_sale("B-2") == set(MARKETS)
    new.run(*ASK)
    assert {one["state"] for one in new.town.proof("A-1")["shops"].values()} == {"gone"}


def test_a_stock_that_a_recall_emptied_comes_back_after_its_release(new: Any) -> None:
    slow_reviews(new)
    new.run("publish", "--shop", "tiktok", "--yes")
    new.run(*ASK, "--shop", "tiktok", status=5)
    new.run("release", "A-1", "--yes")
    before = new.town.calls()
    new.run("publish", "--shop", "tiktok", "--yes", "--max-change", "99")
    stocks = [row[4] for row in new.town.effects(before) if row[3] == "A-1"]
    assert any("140" in detail for detail in stocks), stocks


def test_the_proof_is_copied_where_it_is_asked_for(here: Any, tmp_path: Path) -> None:
    here.run(*ASK, "--out", str(tmp_path / "out"))
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".json", ".txt"]


def test_status_and_plan_say_what_is_recalled_and_why(here: Any) -> None:
    here.run(*ASK)
    for command in ("status", "plan", "publish", "recall"):
        words = here.run(command).words
        assert "A-1 is recalled since" in words
        assert "mốc trong lô" in words
        assert "ocopctl release A-1" in words


def test_practice_thrown_away_takes_its_recalls_along(here: Any) -> None:
    here.run(*ASK)
    here.run("sandbox", "reset")
    assert here.run("recall").of("recall") == []


@pytest.mark.parametrize("states", [("active", "paused"), ("retired", "active")])
def test_a_recall_is_monotone_whatever_follows(here: Any, states: tuple[str, str]) -> None:
    here.run(*ASK)
    before = here.town.calls()
    for step, state in enumerate(states):
        here.town.write("B-2", "A-1", price=240_000 + 1_000 * step, state=state)
        for command in (("sync", "prices"), ("publish", "A-1", "--shop", "tiki"), ("publish",)):
            here.run(*command, "--yes", status=None)
        assert effects(here, before) == []
    assert here.town.on_sale("A-1") == set()
