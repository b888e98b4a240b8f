"""Guards around a session: what of its plan is held, and what a code approves."""

from __future__ import annotations

import getpass
import os
import time
from decimal import Decimal
from typing import TYPE_CHECKING

from ocopctl.errors import UnsafePlan
from ocopctl.language import _
from ocopctl.publishing.guards.approval import fingerprints
from ocopctl.publishing.guards.hold import Guarded, hold
from ocopctl.publishing.guards.known import Known, Limits
from ocopctl.publishing.state import shop_name
from ocopctl.session import JOURNAL, journal_of, recorded_in
from ocopctl.shops import accounts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ocopctl.publishing.plan import Action
    from ocopctl.session import Session
    from ocopctl.workspace import Workspace


def guarded(
    session: Session, *, max_change: str = "", approved: frozenset[str] = frozenset()
) -> Guarded:
    """Part the session's plan into what may go and what is held.

    `max_change`, in percent, takes the place of the workspace's; `approved` are fingerprints of
    changes that may go whatever the guards say, as may what was approved and waits in the outbox.
    Prices are compared across all shops of the workspace, also where the session is about some.
    """
    own = session.workspace.settings.guards
    limits = Limits(
        max_change=percent(max_change or own.max_change),
        shop_difference=percent(own.shop_difference),
        floor=own.floor,
        stock_pieces=own.stock_pieces,
        mass_listings=own.mass_listings,
        mass_percent=percent(own.mass_percent),
    )
    if not session.plan.actions:
        return Guarded(session.plan, ())
    others = [a for a in accounts(session.workspace) if a.key not in session.recorded]
    known = Known(
        limits=limits,
        products={entry.product.sku: entry.product for entry in session.entries},
        wanted={(want.shop, want.sku): want for want in session.wanted},
        recorded={**session.recorded, **recorded_in(session.workspace, others)},
    )
    return hold(session.plan, known, approved | _waiting(session.workspace))


def _waiting(workspace: Workspace) -> frozenset[str]:
    """Return the fingerprints of what was approved and could not be sent yet."""
    if not (workspace.state / JOURNAL).is_file():
        return frozenset()
    from ocopctl.publishing.outbox import Outbox, State  # noqa: PLC0415 - needs the journal

    journal = journal_of(workspace)
    try:
        rows = Outbox(journal.database).rows()
    finally:
        journal.close()
    return fingerprints(row.action for row in rows if row.state is State.WAITING)


def percent(text: str) -> Decimal:
    """Read percent as people write it: `30`, `12,5`, `30 %`."""
    return Decimal(text.strip().rstrip("% ").replace(",", "."))


def approved_by(session: Session, found: Guarded, code: str) -> frozenset[str]:
    """Return the fingerprints of what a code approves: all that is held now.

    Raises UnsafePlan, naming what moved, when the code is for anything else. A code that was used
    before approves what its run has left over.
    """
    now = fingerprints(found.stopped)
    if code and code == found.code:
        return now
    before: list[Action] = []
    if (session.workspace.state / JOURNAL).is_file():
        from ocopctl.publishing.guards import approvals  # noqa: PLC0415 - few runs need it

        journal = journal_of(session.workspace)
        try:
            if approvals.named_by(journal, approvals.APPROVE, code) and (
                now <= approvals.still_good(journal, code)
            ):
                return now
            before = approvals.named_by(journal, approvals.HOLD, code)
        finally:
            journal.close()
    raise _unfit(found, code, before)


def write_down(session: Session, what: str, actions: Sequence[Action], code: str) -> None:
    """Write into the journal what was held or approved (`approvals.HOLD`, `APPROVE`), by whom.

    What is held night after night under the same code is written once.
    """
    if not actions:
        return
    from ocopctl.publishing.guards import approvals  # noqa: PLC0415 - few runs need it

    journal = journal_of(session.workspace)
    try:
        if what == approvals.HOLD and approvals.named_by(journal, what, code):
            return
        approvals.write(journal, what, actions, code, who=_who(), at=time.time())
    finally:
        journal.close()


def _who() -> str:
    """Return the name of this computer's user; a number where the account has no name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return str(os.getuid())


def _unfit(found: Guarded, code: str, before: list[Action]) -> UnsafePlan:
    """Say that a code does not fit, what moved since it was shown, and what to do now."""
    held = found.stopped
    names = sorted(_moved(before, held) | _moved(held, before)) if before else []
    message = (
        _(
            "the code {code} is for other changes; since then these have moved: {what}",
            code=code,
            what=", ".join(names),
        )
        if names
        else _("the code {code} is not for what is held now", code=code)
    )
    hint = (
        _("nothing was sent; look at what is held now and approve it with its own code")
        if held
        else _("nothing was sent, and nothing is held: run it without --approve")
    )
    return UnsafePlan(message, hint=hint)


def _moved(some: Iterable[Action], others: Iterable[Action]) -> set[str]:
    """Name the listings of which one side holds a change that the other does not."""
    theirs = fingerprints(others)
    return {
        f"{shop_name(action.shop)} {action.sku} ({action.kind.value})"
        for action in some
        if not fingerprints([action]) <= theirs
    }
