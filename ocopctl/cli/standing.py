"""How the tokens of shops stand, a row a shop: what is there, days left, the next thing to do."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.consent import SELLER
from ocopctl.consent.desk import ask_shop, desk_of, unnamed
from ocopctl.consent.standing import Rules, Standing, State, standing
from ocopctl.errors import CredentialsError, OcopctlError
from ocopctl.language import _
from ocopctl.shops import accounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.cli.console import Console
    from ocopctl.consent.desk import Desk
    from ocopctl.shops import Account
    from ocopctl.transport.clock import Clock
    from ocopctl.workspace import ShopSettings, Workspace

_DAY_S = 86_400
_LONG_S = 3650 * _DAY_S
"""TikTok Shop tells a century (seen live)."""
_BAD = frozenset({State.MISSING, State.EXPIRED})


@dataclass(frozen=True, slots=True)
class Row:
    """A shop's line. `standing` is None for a practice shop, or when `error` kept us from it."""

    name: str
    settings: ShopSettings
    practice: bool = False
    standing: Standing | None = None
    seller: str = ""
    error: OcopctlError | None = None
    now: float = 0.0

    @property
    def status(self) -> int:
        """Return what this shop means for the exit status."""
        if self.error is not None:
            return self.error.exit_status
        bad = self.standing is not None and self.standing.state in _BAD
        return CredentialsError.exit_status if bad else 0


def look(workspace: Workspace, names: Sequence[str], clock: Clock, *, check: bool) -> list[Row]:
    """Return how shops stand, all when none is named; with `check` after asking them.

    Errors about one shop become part of its row. Raises UsageError for an unknown name.
    """
    known = workspace.settings.shops
    opened = [_opened(workspace, name) for name in known if not names or name in names]
    if unknown := [name for name in names if name not in known]:
        accounts(workspace, unknown)
    return [
        one if isinstance(one, Row) else _look(workspace, one, clock, check=check) for one in opened
    ]


def _opened(workspace: Workspace, name: str) -> Account | Row:
    """Return a shop, or the row of one whose credentials cannot be read."""
    try:
        [account] = accounts(workspace, [name])
    except CredentialsError as error:
        return Row(name, workspace.settings.shops[name], error=error)
    return account


def _look(workspace: Workspace, account: Account, clock: Clock, *, check: bool) -> Row:
    if account.in_process:
        return Row(account.target.name, account.settings, practice=True)
    try:
        desk = desk_of(workspace, account, clock)
        row = row_of(desk)
    except OcopctlError as error:
        return Row(account.target.name, account.settings, error=error)
    if not check or row.status:
        return row
    try:
        asyncio.run(ask_shop(desk))
        return row_of(desk)
    except OcopctlError as error:
        return replace(row, standing=row_of(desk).standing, error=error)


def row_of(desk: Desk) -> Row:
    """Return how a shop stands by what is kept. Raises AuthError for a file that is torn."""
    kind, now, learnt = desk.kind, desk.clock.wall(), desk.store.learnt()
    rules = Rules(kind.consent_needed(desk.written), kind.ends_with_refresh)
    found = standing(desk.store.load(), learnt, rules, now)
    error = None if found.state in _BAD else unnamed(desk)
    account, seller = desk.account, learnt.get(SELLER, "")
    return Row(
        account.target.name,
        account.settings,
        standing=found,
        seller=seller,
        error=error,
        now=now,
    )


def show(console: Console, rows: Sequence[Row]) -> None:
    """Print the rows as a table, then what to do about each that needs it."""
    for row in rows:
        console.record("account", **_fields(row))
    head = [_("shop"), _("credentials"), _("access token"), _("refresh token"), _("consent"), ""]
    console.table(head, [_cells(row) for row in rows])
    for row in rows:
        if row.error is not None:
            console.error(row.error, about=row.name)
        elif advice := _advice(row):
            console.say(f"  {row.name}: {advice}", "warn")


def _cells(row: Row) -> list[tuple[str, str]]:
    name, reference = row.name, row.settings.credentials or "–"
    found = row.standing
    times = (found.access, found.refresh, found.consent) if found else (None, None, None)
    word, style = _word(row)
    return [(name, ""), (reference, "dim"), *((_span(t), _tone(t)) for t in times), (word, style)]


def _word(row: Row) -> tuple[str, str]:
    if row.practice:
        return _("practice"), "dim"
    if row.error is not None:
        return _("not usable"), "bad"
    words = {
        State.READY: (_("ready"), "good"),
        State.REFRESH_SOON: (_("refresh soon"), "warn"),
        State.CONSENT_SOON: (_("consent ends soon"), "warn"),
        State.MISSING: (_("no consent yet"), "bad"),
        State.EXPIRED: (_("consent has ended"), "bad"),
    }
    return words[row.standing.state] if row.standing else ("", "")


def _advice(row: Row) -> str:
    state = row.standing.state if row.standing else State.READY
    command = "refresh" if state is State.REFRESH_SOON else "login"
    if state is State.READY:
        return ""
    return f"ocopctl auth {command} {row.name}"


def _span(left: float | None) -> str:
    """Write a time left for people: whole days, below two days hours, below two hours minutes."""
    if left is None:
        return "–"
    if left <= 0:
        return _("ended")
    if left >= _LONG_S:
        return _("over 10 years")
    if left >= 2 * _DAY_S:
        return _("{count} days", count=int(left // _DAY_S))
    if left >= 2 * 3600:
        return _("{count} hours", count=int(left // 3600))
    return _("{count} minutes", count=int(left // 60))


def _tone(left: float | None) -> str:
    return "bad" if left is not None and left <= 0 else ""


def _fields(row: Row) -> dict[str, Any]:
    found = row.standing
    state = "practice" if row.practice else "error"
    if found is not None and row.error is None:
        state = found.state.value
    names = ("access", "refresh", "consent")
    left = {name: getattr(found, name) if found else None for name in names}
    return {
        "shop": row.name,
        "marketplace": row.settings.marketplace,
        "mode": row.settings.mode,
        "credentials": row.settings.credentials,
        "state": state,
        "seller": row.seller,
        "message": row.error.message if row.error else "",
        "hint": row.error.hint if row.error else _advice(row),
        **{f"{n}_days": round(s / _DAY_S, 2) if s is not None else None for n, s in left.items()},
        **{f"{n}_until": _moment(row.now, s) for n, s in left.items()},
    }


def _moment(now: float, left: float | None) -> str | None:
    """Return a point in time as ISO 8601 in UTC, None for one that is not known or not sensible."""
    try:
        return (
            None if left is None else f"{datetime.fromtimestamp(now + left, UTC):%Y-%m-%dT%H:%MZ}"
        )
    except (OverflowError, ValueError, OSError):
        return None
