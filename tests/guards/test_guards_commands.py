"""What people see of the guards, and how they approve: judged by the practice market."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from ocopctl.adapters.tiki.adapter import TikiAdapter
from ocopctl.cli.run import run
from ocopctl.errors import Unreachable

OLD, NEW = "price: 185.000", "price: 259.000"


def code_in(told: str) -> str:
    return told.partition("--approve ")[2][:8]


def test_one_held_price_from_plan_to_approval(village: Any) -> None:
    shops = village(1)
    shops.replace(OLD, NEW)
    shops.replace("stock: 12", "stock: 11")
    before = shops.calls()

    status, told = shops.run("plan")
    assert status == 0
    assert "the price of GT-001 would go from 185.000 ₫ to 259.000 ₫: more than 30 %" in told
    planned = code_in(told)
    _status, lines = shops.lines("plan")
    assert [(x["shop"], x["code"]) for x in lines if x["type"] == "hold"] == [
        ("lazada", planned),
        ("tiki", planned),
    ]
    assert shops.run("plan", "--detailed-exitcode")[0] == 7
    assert shops.calls() == before

    status, lines = shops.lines("sync", "prices", "--yes")
    held = [line for line in lines if line["type"] == "outcome"]
    assert status == 6
    assert {(x["outcome"], x["code"]) for x in held} == {("held", planned)}
    assert all(line["reasons"] for line in held)
    assert shops.calls() == before

    status, told = shops.run("publish", "--yes")
    assert (status, shops.priced()) == (6, [])
    assert "2 verified" in told
    assert f"approve exactly this: ocopctl publish --yes --workspace {shops.folder}" in told
    code = code_in(told)
    assert code == planned

    assert shops.run("publish", "--yes", "--approve", code)[0] == 0
    assert shops.priced() == [("lazada", "GT-001", 259_000), ("tiki", "GT-001", 259_000)]
    approved = shops.notes("approve")
    assert [(sku, key) for sku, key, _detail in approved] == [("GT-001", code)] * 2
    assert all(detail["who"] for _sku, _key, detail in approved)
    status, told = shops.run("publish", "--yes", "--approve", code)
    assert (status, "Nothing to do." in told) == (0, True)


def test_a_code_that_does_not_fit_approves_nothing(village: Any) -> None:
    shops = village(1)
    shops.replace(OLD, NEW)
    code = code_in(shops.run("sync", "prices", "--yes")[1])
    shops.replace(NEW, "price: 265.000")
    shops.replace("stock: 12", "stock: 11")
    before = shops.calls()
    status, told = shops.run("publish", "--yes", "--approve", code)
    assert (status, shops.calls()) == (6, before)
    assert "these have moved: lazada GT-001 (offer), tiki GT-001 (offer)" in told
    assert code_in(told) not in {code, ""}
    status, told = shops.run("publish", "--yes", "--approve", "AAAA2222")
    assert (status, shops.calls()) == (6, before)
    assert "not for what is held now" in told
    shops.replace("price: 265.000", OLD)
    status, told = shops.run("publish", "--yes", "--approve", code)
    assert (status, shops.calls()) == (6, before)
    assert "nothing is held" in told


def test_a_code_is_for_the_shops_that_it_was_shown_for(village: Any) -> None:
    shops = village(1)
    shops.replace(OLD, NEW)
    status, told = shops.run("sync", "prices", "--yes", "--shop", "tiki")
    assert status == 6
    assert "ocopctl sync prices --shop tiki --yes" in told
    assert shops.run("publish", "--yes", "--approve", code_in(told))[0] == 6
    assert shops.run("sync", "prices", "--shop=tiki", "--yes", "--approve", code_in(told))[0] == 0
    assert [shop for shop, _sku, _price in shops.priced()] == ["tiki"]


def test_a_reviewed_plan_is_approved_as_well(village: Any) -> None:
    shops = village(1)
    shops.replace(OLD, NEW)
    plan = str(shops.folder / "plan.json")
    _status, told = shops.run("plan", "--out", plan)
    assert f"ocopctl apply {plan}" in told
    assert shops.run("apply", plan)[0] == 6
    assert shops.priced() == []
    assert shops.run("apply", plan, "--approve", code_in(told))[0] == 0
    assert len(shops.priced()) == 2


@contextmanager
def without_tiki(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    async def down(*_arguments: Any) -> Any:
        raise Unreachable("down", link=True)

    with monkeypatch.context() as link:
        link.setattr(TikiAdapter, "set_offers", down)
        yield


@pytest.mark.parametrize("again", [lambda code: ("--approve", code), lambda _code: ()])
def test_what_was_approved_goes_when_the_link_is_back(
    village: Any, monkeypatch: pytest.MonkeyPatch, again: Callable[[str], tuple[str, ...]]
) -> None:
    """One shop took its price, the other could not be reached: the same command ends it."""
    shops = village(1)
    shops.replace(OLD, NEW)
    code = code_in(shops.run("sync", "prices", "--yes")[1])
    with without_tiki(monkeypatch):
        assert shops.run("sync", "prices", "--yes", "--approve", code)[0] == 5
    assert [shop for shop, _sku, _price in shops.priced()] == ["lazada"]
    assert shops.run("sync", "prices", "--yes", *again(code))[0] == 0
    assert [shop for shop, _sku, _price in shops.priced()] == ["lazada", "tiki"]


def test_what_left_the_outbox_is_held_again_and_its_code_still_fits(
    village: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shops = village(1)
    shops.replace(OLD, NEW)
    code = code_in(shops.run("sync", "prices", "--yes")[1])
    with without_tiki(monkeypatch):
        assert shops.run("sync", "prices", "--yes", "--approve", code)[0] == 5
    assert shops.run("outbox", "drop", "GT-001", "--yes")[0] == 0
    status, told = shops.run("sync", "prices", "--yes")
    assert (status, code_in(told) != code) == (6, True)
    assert shops.run("sync", "prices", "--yes", "--approve", code)[0] == 0
    assert [shop for shop, _sku, _price in shops.priced()] == ["lazada", "tiki"]
    shops.replace(NEW, "price: 186.000")
    shops.run("sync", "prices", "--yes", "--max-change", "60")
    shops.replace("price: 186.000", NEW)
    assert shops.run("sync", "prices", "--yes", "--approve", code)[0] == 6


def test_what_goes_beside_a_held_price_waits_for_the_link(
    village: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shops = village(1)
    shops.replace(OLD, NEW)
    shops.replace("stock: 12", "stock: 11")
    with without_tiki(monkeypatch):
        assert shops.run("publish", "--yes")[0] == 6
    _status, lines = shops.lines("outbox")
    assert sorted((x["shop"], x["state"], x["overtaken"]) for x in lines) == [
        ("lazada", "held", False),
        ("tiki", "held", False),
        ("tiki", "waiting", False),
    ]
    assert shops.run("outbox", "run")[0] == 0
    assert (shops.priced(), shops.stocked()) == (
        [],
        [("lazada", "GT-001", 11), ("tiki", "GT-001", 11)],
    )


def test_many_prices_at_once_are_held_until_approved(village: Any) -> None:
    shops = village(12)
    shops.replace(OLD, "price: 190.000")
    status, told = shops.run("sync", "prices", "--yes", "--shop", "lazada")
    assert (status, shops.priced()) == (6, [])
    assert told.count("12 of 12 listings of lazada would be repriced") == 1
    shops.run("sync", "prices", "--yes", "--shop", "lazada", "--approve", code_in(told))
    assert len(shops.priced()) == 12


@pytest.mark.parametrize("percent", ["nan", "inf", "-5", "1e9", "many", "99999"])
def test_a_limit_that_is_no_percent_is_refused(
    tmp_path: Any, capsys: pytest.CaptureFixture[str], percent: str
) -> None:
    arguments = ["--workspace", str(tmp_path), "--lang", "en", "publish", "--yes"]
    assert run([*arguments, f"--max-change={percent}"]) == 2
    assert "--max-change is a number of percent" in capsys.readouterr().err


STOCK = "    stock: 12\n"
BLANKS = (
    (OLD, "price:"),
    (OLD, "price: 0"),
    (f"    {OLD}\n", ""),
    (STOCK, STOCK + "    shops: {lazada: {price: }}\n"),
    (STOCK, STOCK + "    shops: {lazada: {price: 0}}\n"),
    (STOCK, "    stock:\n"),
    (STOCK, STOCK + "    shops: {lazada: {stock: ''}}\n"),
)


def test_a_blank_is_an_error_and_never_zero(village: Any) -> None:
    shops = village(1)
    sound, before = shops.file.read_text("utf-8"), shops.calls()
    for old, new in BLANKS:
        shops.file.write_text(sound.replace(old, new), "utf-8")
        for command in (["validate"], ["plan"], ["publish", "--yes"], ["sync", "prices", "--yes"]):
            assert shops.run(*command)[0] == 3, (new, command)
    assert shops.calls() == before
