"""What waits in the outbox, and sending it: the most important first, within a budget."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocopctl.publishing.outbox import Outbox, due
from ocopctl.sending import carry_out, unheard
from ocopctl.session import JOURNAL, journal_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ocopctl.publishing.lane import Result
    from ocopctl.publishing.outbox import Due, Waiting
    from ocopctl.session import Session
    from ocopctl.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Budget:
    """What a run may take: seconds and bytes, None for as much as there is."""

    seconds: float | None = None
    most_bytes: int | None = None


def rows_of(workspace: Workspace) -> list[Waiting]:
    """Return all that is in the outbox; a workspace without a journal has nothing waiting."""
    if not (workspace.state / JOURNAL).is_file():
        return []
    journal = journal_of(workspace)
    try:
        return Outbox(journal.database).rows()
    finally:
        journal.close()


def due_now(session: Session, rows: Sequence[Waiting], *, early: bool = False) -> Due:
    """Hold what waits against the present plan; `early` does not wait for a row's next time."""
    return due(session.plan, rows, None if early else time.time())


def tidy(session: Session) -> None:
    """Take out of the outbox what the files want no more, so that it never comes back by itself."""
    keys = {account.key for account in session.accounts}
    skus = {entry.product.sku for entry in session.entries}
    rows = [
        row
        for row in rows_of(session.workspace)
        if row.action.shop in keys and row.action.sku in skus
    ]
    found = due(session.whole, rows, None)
    take_out(session.workspace, (*found.done, *found.overtaken))


def take_out(workspace: Workspace, rows: Sequence[Waiting]) -> None:
    """Take rows out of the outbox."""
    if not rows:
        return
    journal = journal_of(workspace)
    try:
        Outbox(journal.database).drop(rows)
    finally:
        journal.close()


def send(
    session: Session,
    budget: Budget,
    report: Callable[[Result], None],
    say: Callable[[str], None] = unheard,
) -> list[Result]:
    """Carry the session's plan out until it is done or the budget is spent; the rest waits on."""
    from ocopctl.transport.clock import SystemClock  # noqa: PLC0415 - looking loads no network
    from ocopctl.transport.link import Link  # noqa: PLC0415 - looking loads no network

    clock = SystemClock()
    until = None if budget.seconds is None else clock.now() + budget.seconds
    link = Link(clock, most_bytes=budget.most_bytes, until=until)
    return carry_out(session, report, link=link, say=say)
