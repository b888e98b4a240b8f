"""`ocopctl status`: every listing in every shop, from the journal."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import typer

from ocopctl.cli.options import Files, Select, ShopNames, context_of, opened
from ocopctl.language import _

if TYPE_CHECKING:
    from ocopctl.cli.console import Console
    from ocopctl.publishing.state import Recorded
    from ocopctl.session import Session


def status(
    ctx: typer.Context, select: Select = None, shop: ShopNames = None, file: Files = None
) -> int:
    """Show state, price, when it was last verified, and the link of every listing."""
    from ocopctl.cli import show
    from ocopctl.cli.recall import notices
    from ocopctl.session import prepare

    console = context_of(ctx).console
    workspace, patterns = opened(context_of(ctx), select, file)
    session = prepare(workspace, patterns, shop or ())
    show.problems(console, session.errors)
    pending = {(action.shop, action.sku) for action in session.plan.actions if action.kind.writes}
    names = {entry.product.sku: entry.product.name.get("vi", "") for entry in session.entries}
    for sku, name in {**names, **_left_the_files(session, names)}.items():
        console.say(f"{console.painted(sku, 'bold')}  {name}")
        for account in session.accounts:
            known = session.recorded.get(account.key, {}).get(sku)
            _line(console, session, (account.key, sku), known, (account.key, sku) in pending)
    notices(console, session.recalls, list(names) if session.patterns else None)
    show.rests(console, session)
    console.say(_note(session, len(pending)), "dim")
    return 3 if session.errors else 0


def _left_the_files(session: Session, names: dict[str, str]) -> dict[str, str]:
    """Return listings that are still in shops though no file tells of them any more."""
    if session.patterns:
        return {}
    known = sorted({sku for listings in session.recorded.values() for sku in listings})
    return {sku: _("not in the product files any more") for sku in known if sku not in names}


def _line(
    console: Console,
    session: Session,
    at: tuple[str, str],
    known: Recorded | None,
    pending: bool,
) -> None:
    from ocopctl.cli import show

    name = session.name_of(at[0])
    if known is None:
        console.record("listing", shop=name, sku=at[1], state="absent", pending=pending)
        console.say(f"  {name:<8} " + _("not published yet"), "dim")
        return
    word, style = _state(known)
    link = show.link(session, at[0], known.url)
    prices = sorted({offer.price for offer in known.offers.values()})
    verified = (
        datetime.fromtimestamp(known.verified_at, session.workspace.zone)
        if known.verified_at is not None
        else None
    )
    console.record(
        "listing",
        shop=name,
        sku=at[1],
        state=known.outcome.value,
        on_sale=known.on_sale,
        prices={sku: offer.price for sku, offer in known.offers.items()},
        stock={sku: offer.stock for sku, offer in known.offers.items()},
        verified_at=verified.isoformat(timespec="seconds") if verified else None,
        url=link,
        reason=known.reason,
        pending=pending,
    )
    when = f"{verified:%d/%m %H:%M}" if verified else "–"
    mark = console.painted(" *", "warn") if pending else ""
    console.say(f"  {name:<8} {console.painted(word, style)}  {_span(prices)}  {when}{mark}")
    if link:
        console.say(f"           {link}", "dim")
    if known.reason:
        console.say(f"           {known.reason}", "bad")


def _state(known: Recorded) -> tuple[str, str]:
    from ocopctl.cli.show import word_of

    return word_of(known.outcome) if known.on_sale else (_("off sale"), "warn")


def _span(prices: list[int]) -> str:
    from ocopctl.money import show as dong

    return " – ".join(dong(price) for price in dict.fromkeys([prices[0], prices[-1]]))


def _note(session: Session, pending: int) -> str:
    if session.errors:
        return _("The files have problems: put them right first, then look again.")
    if pending:
        return _("* changed in the files, not sent yet: ocopctl plan ({count})", count=pending)
    if not any(session.recorded.values()):
        return _("Nothing was published yet: ocopctl publish")
    return _("The shops agree with the files.")
