"""How plans, outcomes and problems look to people, and which exit status they end in."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from ocopctl.adapters.base import Capabilities
from ocopctl.cli import show
from ocopctl.cli.console import Console
from ocopctl.errors import (
    AuthError,
    CredentialsError,
    OcopctlError,
    QuotaExhausted,
    RateLimited,
    Rejected,
    Unreachable,
    UnsafePlan,
)
from ocopctl.problems import Place, Problem, Severity
from ocopctl.publishing.lane import Result, outcome_of
from ocopctl.publishing.plan import Action, Change, Kind, Plan
from ocopctl.publishing.state import Outcome


@dataclass
class Shops:
    """A session as far as showing needs one: shops in the workspace's order."""

    accounts: list[Any]
    wanted: tuple[Any, ...] = ()
    entries: tuple[Any, ...] = ()
    recalls: tuple[Any, ...] = ()

    def name_of(self, key: str) -> str:
        name: str = next(a.target.name for a in self.accounts if a.key == key)
        return name


@pytest.fixture
def session() -> Any:
    names = ("shopee", "lazada", "tiki")
    practice = SimpleNamespace(mode="practice")
    adapter = SimpleNamespace(capabilities=Capabilities())
    return Shops(
        [
            SimpleNamespace(
                key=f"p:{n}", target=SimpleNamespace(name=n), settings=practice, adapter=adapter
            )
            for n in names
        ]
    )


def action(kind: Kind, shop: str = "shopee", sku: str = "BT-1", *changes: Change) -> Action:
    return Action(kind, f"p:{shop}", sku, f"Ấm chén {sku}", "d", changes)


def create(shop: str, sku: str, **prices: int) -> Action:
    changes = [Change(f"price {name}", None, price) for name, price in prices.items()]
    return action(Kind.CREATE, shop, sku, Change("title", None, "Ấm"), *changes)


def result(outcome: Outcome, error: OcopctlError | None = None, **where: str) -> Result:
    return Result(action(Kind.UPDATE, **where), outcome, error)


def planned(session: Any, capsys: pytest.CaptureFixture[str], *actions: Action) -> list[str]:
    show.plan(Console(), session, Plan(actions))
    return capsys.readouterr().out.splitlines()


def test_creations_are_told_product_by_product_with_their_shops(
    session: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    creates = [create(s, sku, A=120_000) for s in ("lazada", "shopee") for sku in ("B", "A")]
    assert planned(session, capsys, *creates) == [
        "+ A  Ấm chén A",
        "    → shopee, lazada  (120.000 ₫)",
        "+ B  Ấm chén B",
        "    → shopee, lazada  (120.000 ₫)",
        "Plan: 4 to create.",
    ]


def test_a_shop_with_a_price_of_its_own_has_a_line_of_its_own(
    session: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    creates = [create("shopee", "A", A=120_000), create("tiki", "A", A=150_000)]
    assert planned(session, capsys, *creates)[1:3] == [
        "    → shopee  (120.000 ₫)",
        "    → tiki  (150.000 ₫)",
    ]


def test_variants_are_counted_and_their_prices_spanned(
    session: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = planned(session, capsys, create("shopee", "A", S=90_000, M=120_000, L=100_000))
    assert shown[1] == "    → shopee  (3 variants, 90.000 ₫ – 120.000 ₫)"


def test_changes_are_told_field_by_field(session: Any, capsys: pytest.CaptureFixture[str]) -> None:
    changes = (
        Change("price BT-1", 120_000, 130_000),
        Change("stock BT-1", 5, 0),
        Change("brand", None, "Gốm"),
        Change("pictures", ["a"], ["a", "b"]),
        Change("on_sale", before=True, after=False),
    )
    assert planned(session, capsys, action(Kind.UPDATE, "tiki", "BT-1", *changes)) == [
        "~ BT-1  tiki  Ấm chén BT-1",
        "    price BT-1: 120.000 ₫ → 130.000 ₫",
        "    stock BT-1: 5 → 0",
        "    brand: – → Gốm",
        "    pictures: a → a, b",
        "    on sale: yes → no",
        "Plan: 1 to change.",
    ]


def test_of_long_texts_the_lines_that_differ_are_told_and_cut(
    session: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    same = "Dòng này không đổi, và nó đủ dài để không đứng trên một dòng.\n"
    before, after = same * 3, same * 3 + "".join(f"dòng mới {n}\n" for n in range(20))
    change = Change("description", before, after)
    shown = planned(session, capsys, action(Kind.UPDATE, "shopee", "A", change))
    assert shown[1:4] == ["    description:", "      +dòng mới 0", "      +dòng mới 1"]
    assert shown[-2] == "      … 12 more lines"
    assert len(shown) == 12
    assert not any("không đổi" in line for line in shown)


def test_lines_of_a_text_that_begin_with_dashes_are_told_too(
    session: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    change = Change("description", "-- rửa tay\n" + "x" * 61, "++ rửa ấm\n" + "x" * 61)
    shown = planned(session, capsys, action(Kind.UPDATE, "shopee", "A", change))
    assert shown[2:4] == ["      --- rửa tay", "      +++ rửa ấm"]


def test_an_empty_plan_says_so(session: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert planned(session, capsys) == ["Nothing to do."]


def test_programs_get_every_action_with_the_shops_name(
    session: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    actions = (create("lazada", "A", A=1000), action(Kind.UNLIST, "tiki"))
    show.plan(Console(as_json=True), session, Plan(actions))
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(t["type"], t["kind"], t["shop"]) for t in told] == [
        ("action", "create", "lazada"),
        ("action", "unlist", "tiki"),
    ]


def test_outcomes_are_a_table_of_products_by_shops(
    session: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = Rejected("no", hint="shorten it", own_words="too long")
    results = [
        result(Outcome.VERIFIED, shop="tiki", sku="B"),
        result(Outcome.REJECTED, refused, shop="shopee", sku="A"),
        result(Outcome.ACCEPTED, shop="tiki", sku="A"),
    ]
    show.outcomes(Console(), session, results)
    assert capsys.readouterr().out.splitlines() == [
        "SKU  shopee      tiki",
        "A    ✗ rejected  … accepted",
        "B                ✓ verified",
        "✗ shopee · A: no",
        "    too long",
        "    → shorten it",
    ]


def test_of_two_outcomes_of_a_listing_the_graver_one_is_shown(
    session: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    results = [result(Outcome.FAILED, UnsafePlan("no")), result(Outcome.VERIFIED)]
    show.outcomes(Console(), session, results)
    assert "✗ failed" in capsys.readouterr().out


def test_every_outcome_has_a_word() -> None:
    assert len({show.word_of(outcome)[0] for outcome in Outcome}) == len(Outcome)


STATUSES = [
    (result(Outcome.FAILED, AuthError("no")), 4),
    (result(Outcome.HELD, UnsafePlan("no")), 6),
    (result(Outcome.REJECTED), 1),
    (result(Outcome.DEFERRED), 5),
    (result(Outcome.ACCEPTED), 0),
    (result(Outcome.VERIFIED), 0),
]


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(STATUSES, 2)))
def test_credentials_come_before_held_before_failed_before_deferred(one: Any, other: Any) -> None:
    assert show.exit_status([other[0], one[0]]) == one[1]
    assert show.exit_status([one[0], other[0]]) == one[1]


@pytest.mark.parametrize(
    ("outcome", "status"),
    [(Outcome.UNKNOWN, 1), (Outcome.FAILED, 1), (Outcome.REJECTED, 1), (Outcome.DEFERRED, 5)],
)
def test_a_listing_that_is_not_there_is_no_success(outcome: Outcome, status: int) -> None:
    assert show.exit_status([result(Outcome.VERIFIED), result(outcome)]) == status


@pytest.mark.parametrize("error", [Unreachable("no"), RateLimited("no"), QuotaExhausted("no")])
def test_what_did_not_happen_waits_for_the_next_run(error: OcopctlError) -> None:
    assert show.exit_status([result(outcome_of(error), error)]) == 5


def test_missing_credentials_are_four_and_nothing_at_all_is_none() -> None:
    assert show.exit_status([result(Outcome.FAILED, CredentialsError("no"))]) == 4
    assert show.exit_status([]) == 0


@pytest.mark.parametrize("quiet", [False, True])
def test_problems_are_told_with_place_code_and_way_out(
    capsys: pytest.CaptureFixture[str], *, quiet: bool
) -> None:
    place = Place("a.yaml", 3, 5)
    wrong = Problem("P610", "too long", "shorten it", place=place, sku="A", shop="tiki")
    doubtful = Problem("P501", "a word", severity=Severity.WARNING, place=place)
    show.problems(Console(quiet=quiet), [wrong, doubtful])
    shown = ["a.yaml:3:5: P610 too long (tiki)", "    → shorten it", "a.yaml:3:5: P501 a word"]
    assert capsys.readouterr().out.splitlines() == (shown[:2] if quiet else shown)


def test_a_problem_of_a_whole_file_points_at_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    show.problems(Console(), [Problem("P101", "not there", place=Place("nope.yaml"))])
    assert capsys.readouterr().out == "nope.yaml: P101 not there\n"


def test_an_outcome_for_programs_has_the_platforms_words(
    session: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = Rejected("no", hint="h", code="E1", own_words="bad", request_id="r-9")
    show.outcome(Console(as_json=True), session, result(Outcome.REJECTED, refused, sku="A"))
    body = json.loads(capsys.readouterr().out)
    expected = {"type": "outcome", "shop": "shopee", "sku": "A", "action": "update"}
    expected |= {"outcome": "rejected", "message": "no", "hint": "h"}
    expected |= {"code": "E1", "own_words": "bad", "request_id": "r-9"}
    assert expected.items() <= body.items()
