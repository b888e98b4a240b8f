"""The outbox: what was approved and could not be sent yet, and what a guard holds.

An approved plan is written here before its first call, so that a power cut loses nothing of it;
what was sent or refused leaves it. Sending from it means sending exactly what was approved: a row
whose action is not in the present plan any more is dropped, never adapted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from ocopctl.errors import BudgetSpent, Halted, MarketplaceError, Unreachable
from ocopctl.publishing import tables
from ocopctl.publishing.database import upsert
from ocopctl.publishing.plan import Action, Kind, Plan, order_of_work
from ocopctl.publishing.state import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, RowMapping

    from ocopctl.errors import OcopctlError
    from ocopctl.publishing.database import Database
    from ocopctl.publishing.lane import Result

TRIES = 8
"""Failed sends after which an action waits for a person; a link that is down counts for none."""
_FIRST_WAIT_S = 60.0
_LONGEST_WAIT_S = 6 * 3600.0
_DONE = frozenset({Outcome.VERIFIED, Outcome.ACCEPTED, Outcome.REJECTED})

Key = tuple[str, str, str, bool]


class State(StrEnum):
    """What a row waits for: its time, an approval, or a person (a dead letter)."""

    WAITING = "waiting"
    HELD = "held"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One action in the outbox. Times are seconds since 1970; `why` are texts by name.

    `why` has `message`, `hint` and, where there are any, the platform's `code` and `own_words`.
    """

    action: Action
    state: State
    why: dict[str, str]
    tries: int
    first_at: float
    last_at: float
    next_at: float

    @property
    def key(self) -> Key:
        """Return shop, SKU, kind and whether it is held: one row each.

        A part of an action may be held while the other part goes.
        """
        return _key(self.action, held=self.state is State.HELD)


class Outbox:
    """Write and read the outbox of one workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rows(self) -> list[Waiting]:
        """Return what waits, in order of work."""
        with self._database.reading() as db:
            found = [_read(row) for row in db.execute(select(tables.outbox)).mappings()]
        return sorted(found, key=lambda row: order_of_work(row.action))

    def approve(self, actions: Iterable[Action], at: float) -> None:
        """Write down actions that are about to be sent; how often they were tried is kept."""
        known = {row.key: row for row in self.rows()}
        with self._database.writing() as db:
            for action in actions:
                row = Waiting(action, State.WAITING, {}, 0, at, at, at)
                before = known.get(row.key)
                held = known.get(_key(action, held=True))
                if held is not None and _still_asks(action, held.action):
                    _remove(db, held.key)
                if before is not None and before.action == action:
                    tries = 0 if before.state is State.DEAD else before.tries
                    row = replace(row, tries=tries, first_at=before.first_at)
                _write(db, row)

    def settle(self, results: Iterable[Result], at: float, ahead: Mapping[str, float]) -> None:
        """Take out what was sent or refused, and say of the rest why it waits and until when.

        `ahead` are the seconds by which a shop's clock is ahead of the one that `at` is from.
        """
        known = {row.key: row for row in self.rows()}
        with self._database.writing() as db:
            for result in results:
                if not result.action.kind.writes:
                    continue
                key = _key(result.action, held=result.outcome is Outcome.HELD)
                before = known.get(key)
                fresh = _after(result, before, at, ahead.get(result.action.shop, 0.0))
                if fresh is None:
                    _remove(db, key)
                    continue
                _write(db, fresh)
                waiting = known.get(_key(result.action, held=False))
                if key[-1] and waiting is not None and waiting.action == result.action:
                    _remove(db, waiting.key)

    def drop(self, rows: Iterable[Waiting]) -> None:
        """Take rows out for good; the next plan asks for what they were to do, if it is wanted."""
        with self._database.writing() as db:
            for row in rows:
                _remove(db, row.key)


@dataclass(frozen=True, slots=True)
class Due:
    """What may be sent now (`plan`), and rows: too early, overtaken by the files, or done."""

    plan: Plan
    early: tuple[Waiting, ...]
    overtaken: tuple[Waiting, ...]
    done: tuple[Waiting, ...]


def due(plan: Plan, rows: Sequence[Waiting], at: float | None) -> Due:
    """Keep of the present plan what was approved and whose time `at` has come (None: all times).

    Checks are kept where the plan has them: they write nothing. So is what a standing recall asks
    for, which needs no other approval. A row is overtaken when the plan
    wants something else of that listing now, and done when it wants nothing of the kind.
    """
    present = {_place(action): action for action in plan.actions}
    asked = [
        (row, _still_asks(present[_place(row.action)], row.action))
        for row in rows
        if _place(row.action) in present
    ]
    waiting = [row for row, fits in asked if fits and row.state is State.WAITING]
    early = [row for row in waiting if at is not None and row.next_at > at]
    going = [row.action for row in waiting if at is None or row.next_at <= at]
    ready = {_place(action): action for action in going}
    kept = [
        ready.get(_place(action), action)
        for action in plan.actions
        if not action.kind.writes or action.of_recall or _place(action) in ready
    ]
    return Due(
        Plan(tuple(kept)),
        tuple(early),
        tuple(row for row, fits in asked if not fits),
        tuple(row for row in rows if _place(row.action) not in present),
    )


def _still_asks(present: Action, approved: Action) -> bool:
    """Tell whether the plan wants all that was approved; of an offer, it may want more by now.

    A guard holds a part of an offer, and `sync` sends prices or stock alone.
    """
    if approved.kind is Kind.OFFER:
        return all(change in present.changes for change in approved.changes)
    return present == approved


def _after(result: Result, before: Waiting | None, at: float, ahead: float) -> Waiting | None:
    """Return what waits after a result, None when nothing does."""
    if result.outcome in _DONE:
        return None
    why = _why(result.error)
    row = before or Waiting(result.action, State.WAITING, why, 0, at, at, at)
    row = replace(row, action=result.action, why=why, last_at=at)
    if result.outcome is Outcome.HELD:
        return replace(row, state=State.HELD, next_at=at)
    tries = row.tries + _counts(result.error)
    if tries >= TRIES and not result.action.of_recall:
        return replace(row, state=State.DEAD, tries=tries, next_at=at)
    return replace(
        row, state=State.WAITING, tries=tries, next_at=_next(result.error, tries, at, ahead)
    )


def _counts(error: OcopctlError | None) -> bool:
    """Tell whether a failure says something about the action rather than about the link."""
    if isinstance(error, Unreachable):
        return not error.link
    return not isinstance(error, BudgetSpent | Halted)


def _next(error: OcopctlError | None, tries: int, at: float, ahead: float) -> float:
    """Return when to try again: the platform's word, else longer after each failed try.

    What never left this computer may be tried at once: it costs one attempt to connect.
    """
    until = getattr(error, "until", None)
    if until is not None:
        return float(until) - ahead
    if isinstance(error, Unreachable) or not _counts(error):
        return at
    return at + min(_FIRST_WAIT_S * 2.0 ** (tries - 1), _LONGEST_WAIT_S)


def _why(error: OcopctlError | None) -> dict[str, str]:
    if error is None:
        return {}
    why = {"message": error.message, "hint": error.hint}
    if isinstance(error, MarketplaceError):
        why |= {"code": error.code, "own_words": error.own_words}
    return {name: text for name, text in why.items() if text}


def _place(action: Action) -> tuple[str, str, str]:
    return action.shop, action.sku, action.kind.value


def _key(action: Action, *, held: bool) -> Key:
    return (*_place(action), held)


def _read(row: RowMapping) -> Waiting:
    return Waiting(
        action=Action.from_json(row["action"]),
        state=State(row["state"]),
        why=dict(row["why"]),
        tries=row["tries"],
        first_at=row["first_at"],
        last_at=row["last_at"],
        next_at=row["next_at"],
    )


def _write(db: Connection, row: Waiting) -> None:
    values = {
        "action": row.action.as_json(),
        "state": row.state.value,
        "why": row.why,
        "tries": row.tries,
        "first_at": row.first_at,
        "last_at": row.last_at,
        "next_at": row.next_at,
    }
    upsert(db, tables.outbox, _where(row.key), values)


def _remove(db: Connection, key: Key) -> None:
    match = [tables.outbox.c[name] == value for name, value in _where(key).items()]
    db.execute(delete(tables.outbox).where(*match))


def _where(key: Key) -> dict[str, str | bool]:
    return dict(zip(("shop", "sku", "kind", "held"), key, strict=True))
