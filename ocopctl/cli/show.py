"""How plans, outcomes and problems look to people and to programs."""

from __future__ import annotations

import difflib
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ocopctl.errors import (
    AuthError,
    CredentialsError,
    Halted,
    Held,
    Interrupted,
    MarketplaceError,
    QuotaExhausted,
    RateLimited,
)
from ocopctl.language import _
from ocopctl.money import show as dong
from ocopctl.problems import Severity
from ocopctl.publishing.field_words import label, value
from ocopctl.publishing.plan import Kind
from ocopctl.publishing.state import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ocopctl.cli.console import Console
    from ocopctl.problems import Problem
    from ocopctl.publishing.lane import Result
    from ocopctl.publishing.plan import Action, Change, Plan
    from ocopctl.session import Session

_SIGNS = {
    Kind.CREATE: ("+", "good"),
    Kind.UPDATE: ("~", "warn"),
    Kind.OFFER: ("~", "warn"),
    Kind.UNLIST: ("-", "bad"),
    Kind.RELIST: ("+", "good"),
    Kind.CHECK: ("?", "dim"),
}
_LONGEST = 60
_DIFF_LINES = 8


def problems(console: Console, found: Sequence[Problem]) -> None:
    """Print problems, one block each: place, code, what, how to put it right.

    Errors are printed also to those who asked for quiet.
    """
    styles = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.INFO: "dim"}
    for problem in found:
        console.record("problem", **problem.as_json())
        at = problem.place
        where = ":".join(part for part in (at.file or problem.sku, at.spot) if part)
        head = f"{where}: {problem.code}" if where else problem.code
        head = console.painted(head, styles[problem.severity])
        shop = f" ({problem.shop})" if problem.shop else ""
        say = console.insist if problem.severity is Severity.ERROR else console.say
        say(f"{head} {problem.message}{shop}")
        if problem.hint:
            say(f"    → {problem.hint}")


def plan(console: Console, session: Session, shown: Plan) -> None:
    """Print what would change: creations by product, everything else field by field."""
    from ocopctl.cli.recall import notices

    notices(console, session.recalls, [entry.product.sku for entry in session.entries])
    for action in shown.actions:
        console.record("action", **_named(session, action))
    creates = [a for a in shown.actions if a.kind is Kind.CREATE]
    for _sku, group in groupby(sorted(creates, key=lambda a: a.sku), key=lambda a: a.sku):
        _created(console, session, list(group))
    for action in shown.actions:
        if action.kind is not Kind.CREATE:
            _changed(console, session, action)
    _kept(console, session)
    console.say(summary(shown), "bold")


def _kept(console: Console, session: Session) -> None:
    """Name fields that were changed in the files and that a marketplace keeps as they are."""
    fixed = {a.key: (a.target.name, a.adapter.capabilities.fixed) for a in session.accounts}
    for want in session.wanted:
        known = session.recorded.get(want.shop, {}).get(want.sku)
        name, fields = fixed[want.shop]
        kept = [
            field
            for field in sorted(fields)
            if known is not None and known.fields.get(field) != want.fields.get(field)
        ]
        if kept:
            words = ", ".join(label(field) for field in kept)
            text = _(
                "= {sku}  {shop} keeps this as it was created: {what}",
                sku=want.sku,
                shop=name,
                what=words,
            )
            console.say(text, "dim")


def summary(shown: Plan) -> str:
    """Return one sentence that counts the actions."""
    words = {
        "create": _("to create"),
        "update": _("to change"),
        "offer": _("prices or stock"),
        "unlist": _("to take off sale"),
        "relist": _("to put on sale"),
        "check": _("to look at again"),
    }
    counts = shown.counts()
    parts = [f"{counts[kind]} {word}" for kind, word in words.items() if kind in counts]
    return _("Plan: {parts}.", parts=", ".join(parts)) if parts else _("Nothing to do.")


def outcomes(console: Console, session: Session, results: Sequence[Result]) -> None:
    """Print a table of products by shops, then every trouble with its next step."""
    concerned = {result.action.shop for result in results}
    shops = [account.key for account in session.accounts if account.key in concerned]
    head = ["SKU", *(session.name_of(shop) for shop in shops)]
    rows = []
    ordered = sorted(results, key=lambda r: r.action.sku)
    for sku, group in groupby(ordered, key=lambda r: r.action.sku):
        cells = {r.action.shop: _cell(r.outcome) for r in sorted(group, key=_weight)}
        rows.append([(sku, ""), *(cells.get(shop, ("", "")) for shop in shops)])
    console.table(head, rows)
    for result in results:
        if isinstance(result.error, Held | Halted):
            continue  # told with the plan and how to approve it; told below, once for all of them
        if result.error is not None and result.outcome is not Outcome.VERIFIED:
            about = f"{session.name_of(result.action.shop)} · {result.action.sku}:"
            console.error(result.error, about=about)
    unsent = [r for r in results if r.outcome is not Outcome.ACCEPTED]
    if stopped := [r.error for r in unsent if isinstance(r.error, Halted)]:
        console.error(stopped[0], about=_("{count} steps:", count=len(stopped)))


def outcome(console: Console, session: Session, result: Result) -> None:
    """Write one outcome for programs."""
    error = result.error
    fields: dict[str, Any] = {
        "shop": session.name_of(result.action.shop),
        "sku": result.action.sku,
        "action": result.action.kind.value,
        "outcome": result.outcome.value,
        "url": link(session, result.action.shop, result.url),
    }
    if error is not None:
        fields |= {"message": error.message, "hint": error.hint}
    if isinstance(error, Held):
        fields |= {"code": error.code, "reasons": list(error.reasons)}
    if isinstance(error, MarketplaceError):
        fields |= {
            "code": error.code,
            "own_words": error.own_words,
            "request_id": error.request_id,
        }
    if isinstance(error, QuotaExhausted | RateLimited):
        fields["until"] = moment(session, error.until)
    console.record("outcome", **fields)


def moment(session: Session, at: float | None) -> str | None:
    """Write seconds since 1970 for programs, in the workspace's time zone."""
    if at is None:
        return None
    return datetime.fromtimestamp(at, session.workspace.zone).isoformat(timespec="seconds")


def rests(console: Console, session: Session) -> None:
    """Say which shops take no calls now, because an allowance is used up, and until when."""
    from ocopctl.rests import resting

    for account in session.accounts:
        error = resting(session.workspace, account)
        if error is None:
            continue
        name, until = account.target.name, moment(session, error.until)
        console.record("rest", shop=name, until=until, whole=error.whole, message=error.message)
        console.say(f"{name}: {error.message}", "warn")


def link(session: Session, key: str, url: str) -> str:
    """Return where people find a listing; a practice listing is nowhere in the real world."""
    practice = any(a.key == key and a.settings.mode == "practice" for a in session.accounts)
    return "" if practice else url


def exit_status(results: Iterable[Result]) -> int:
    """Return the status of a run: stopped, credentials, held, failed, deferred, in that order."""
    found = list(results)
    if any(isinstance(r.error, Interrupted) for r in found):
        return 130
    if any(isinstance(r.error, AuthError | CredentialsError) for r in found):
        return 4
    outcomes_seen = {r.outcome for r in found}
    if Outcome.HELD in outcomes_seen:
        return 6
    if outcomes_seen & {Outcome.REJECTED, Outcome.FAILED, Outcome.UNKNOWN}:
        return 1
    return 5 if Outcome.DEFERRED in outcomes_seen else 0


def _named(session: Session, action: Action) -> dict[str, Any]:
    return {**action.as_json(), "shop": session.name_of(action.shop)}


def _weight(result: Result) -> int:
    """Order outcomes so that the gravest one of a listing is shown."""
    return {Outcome.VERIFIED: 0, Outcome.ACCEPTED: 1}.get(result.outcome, 2)


def word_of(found: Outcome) -> tuple[str, str]:
    """Return the word for an outcome and its style."""
    return {
        Outcome.VERIFIED: (_("verified"), "good"),
        Outcome.ACCEPTED: (_("accepted"), "warn"),
        Outcome.REJECTED: (_("rejected"), "bad"),
        Outcome.FAILED: (_("failed"), "bad"),
        Outcome.UNKNOWN: (_("unknown"), "bad"),
        Outcome.HELD: (_("held"), "warn"),
        Outcome.DEFERRED: (_("waiting"), "warn"),
    }[found]


def _cell(found: Outcome) -> tuple[str, str]:
    word, style = word_of(found)
    return f"{'✓' if style == 'good' else '…' if style == 'warn' else '✗'} {word}", style


def _created(console: Console, session: Session, actions: Sequence[Action]) -> None:
    """Print one product's creations: a line for each different price, with the shops it is for."""
    console.say(console.painted(f"+ {actions[0].sku}", "good") + f"  {actions[0].title}")
    shops: dict[str, list[str]] = {}
    names = {account.key: account.target.name for account in session.accounts}
    for action in sorted(actions, key=lambda action: list(names).index(action.shop)):
        shops.setdefault(_offer(action), []).append(names[action.shop])
    for offer, concerned in shops.items():
        console.say(f"    → {', '.join(concerned)}  ({offer})", "dim")


def _offer(action: Action) -> str:
    """Return what a creation offers: how many variants, from which price to which."""
    prices = [change.after for change in action.changes if change.field.startswith("price ")]
    span = " – ".join(dong(price) for price in sorted({min(prices), max(prices)}))
    return _("{count} variants", count=len(prices)) + f", {span}" if len(prices) > 1 else span


def _changed(console: Console, session: Session, action: Action) -> None:
    sign, style = _SIGNS[action.kind]
    head = console.painted(f"{sign} {action.sku}", style)
    console.say(f"{head}  {session.name_of(action.shop)}  {action.title}")
    for change in action.changes:
        for line in difference(change):
            console.say(f"    {line}")


def difference(change: Change) -> list[str]:
    """Return a change in lines: short values on one, long texts as the lines that differ."""
    name = label(change.field)
    before, after = value(change.field, change.before), value(change.field, change.after)
    if max(len(before), len(after)) <= _LONGEST:
        return [f"{name}: {before} → {after}"]
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    body = [line for line in list(lines)[2:] if not line.startswith("@@")]
    more = len(body) - _DIFF_LINES
    rest = [_("… {count} more lines", count=more)] if more > 0 else []
    return [f"{name}:", *(f"  {line}" for line in [*body[:_DIFF_LINES], *rest])]
