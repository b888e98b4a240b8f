"""What people were told is held, and what they approved: entries in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ocopctl.publishing import tables
from ocopctl.publishing.guards.approval import fingerprints
from ocopctl.publishing.plan import Action
from ocopctl.publishing.state import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ocopctl.publishing.journal import Journal

HOLD = "hold"
APPROVE = "approve"
_USED = (Outcome.VERIFIED, Outcome.ACCEPTED, Outcome.REJECTED)


def write(
    journal: Journal, what: str, actions: Iterable[Action], code: str, *, who: str, at: float
) -> None:
    """Write that actions were held (`HOLD`) or approved (`APPROVE`) under a code, and by whom."""
    about = [(one.shop, one.sku, {"who": who, **one.as_json()}) for one in actions]
    journal.note(what, about, key=code, at=at)


def named_by(journal: Journal, what: str, code: str) -> list[Action]:
    """Return the actions that were held or approved under a code."""
    return [action for _seq, action in _noted(journal, what, code)]


def still_good(journal: Journal, code: str) -> frozenset[str]:
    """Return the fingerprints approved under a code whose listings took nothing of the kind since.

    What a cut link or a power cut left over is approved by the same code, and by it alone.
    """
    entries = tables.entries.c
    good: list[Action] = []
    with journal.database.reading() as db:
        for seq, action in _noted(journal, APPROVE, code):
            used = select(entries.seq).where(
                entries.shop == action.shop,
                entries.sku == action.sku,
                entries.action == action.kind.value,
                entries.outcome.in_([outcome.value for outcome in _USED]),
                entries.seq > seq,
            )
            if db.execute(used.limit(1)).first() is None:
                good.append(action)
    return fingerprints(good)


def _noted(journal: Journal, what: str, code: str) -> list[tuple[int, Action]]:
    entries = tables.entries.c
    with journal.database.reading() as db:
        rows = db.execute(
            select(entries.seq, entries.detail)
            .where(entries.action == what, entries.key == code)
            .order_by(entries.seq)
        ).all()
    latest: dict[frozenset[str], tuple[int, Action]] = {}
    for seq, detail in rows:
        body = {name: value for name, value in detail.items() if name != "who"}
        action = Action.from_json(body)
        latest[fingerprints([action])] = seq, action
    return list(latest.values())
