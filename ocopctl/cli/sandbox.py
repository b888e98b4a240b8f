"""`ocopctl sandbox`: the practice market, its storefront and its history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ocopctl.cli.options import Context, Files, context_of, opened
from ocopctl.cli.parser import App
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.sandbox.practice import PracticeMarket

app = App()


@app.command("serve", help=_("serve the storefront and the four marketplaces on loopback"))
def serve(
    ctx: typer.Context,
    port: Annotated[
        int, typer.Option(metavar="PORT", help=_("first port: storefront; the next four: shops"))
    ] = 8780,
    credentials: Annotated[
        Path | None, typer.Option(metavar="DIR", help=_("write the shops' credentials there"))
    ] = None,
    ready: Annotated[
        Path | None, typer.Option(metavar="FILE", help=_("written when all ports answer"))
    ] = None,
    speed: Annotated[
        float, typer.Option(min=1.0, metavar="TIMES", help=_("how many times faster reviews pass"))
    ] = 60.0,
    file: Files = None,
) -> int:
    """Serve until interrupted."""
    from ocopctl.language import current
    from ocopctl.sandbox.serve import Serving, serve_market
    from ocopctl.shops import practice_market

    context = context_of(ctx)
    workspace, _patterns = opened(context, None, file)
    market = practice_market(workspace)
    market.clock.run(speed)
    plan = Serving(
        port=port,
        credentials=credentials,
        ready=ready,
        language=current(),
    )

    def announce(ports: Mapping[str, int]) -> None:
        context.console.record("serving", ports=dict(ports))
        url = f"http://127.0.0.1:{ports['storefront']}/"
        context.console.say(_("Storefront: {url}", url=url), "bold")
        context.console.say(_("Stop with Ctrl-C."))
        context.console.people.flush()

    try:
        serve_market(market, plan, announce=announce)
    finally:
        market.clock.run(1.0)
        market.close()
    return 0


@app.command("reset", help=_("throw the practice market's data away"))
def reset(ctx: typer.Context) -> int:
    """Remove the practice data and what the journal knows of practice shops."""
    from ocopctl.session import JOURNAL, journal_of
    from ocopctl.shops import PRACTICE_FILE

    context = context_of(ctx)
    workspace, _patterns = opened(context, None, None)
    for path in sorted(workspace.state.glob(f"{PRACTICE_FILE}*")):
        path.unlink()
    if (workspace.state / JOURNAL).is_file():
        journal = journal_of(workspace)
        journal.forget("practice:")
        journal.close()
    context.console.say(_("The practice market is empty again."))
    return 0


@app.command("status", help=_("count what the practice market holds"))
def status(ctx: typer.Context) -> int:
    """Show, by shop, how many listings are in which state."""
    from collections import Counter

    context = context_of(ctx)
    market = _existing(context)
    if market is None:
        return 0
    counts = Counter((s.marketplace, s.shop, s.status) for s in market.listings())
    calls = {(row[0], row[1]): row[2] for row in market.call_counts()}
    market.close()
    shops = sorted({key[:2] for key in counts} | set(calls))
    states = ("live", "review", "unlisted", "rejected", "deleted")
    rows = []
    for shop in shops:
        numbers = {state: counts[*shop, state] for state in states}
        context.console.record(
            "market", marketplace=shop[0], shop=shop[1], calls=calls.get(shop, 0), **numbers
        )
        cells = [shop[1], str(calls.get(shop, 0)), *(str(numbers[state]) for state in states)]
        rows.append([(cell, "") for cell in cells])
    context.console.table([_("shop"), _("calls"), *(_state_words()[s] for s in states)], rows)
    return 0


@app.command("history", help=_("every call and effect that the practice market saw"))
def history(
    ctx: typer.Context,
    shop: Annotated[str, typer.Option(metavar="NAME", help=_("only this shop"))] = "",
    last: Annotated[
        int, typer.Option(min=0, metavar="COUNT", help=_("only so many of the newest; 0 = all"))
    ] = 0,
) -> int:
    """List calls with their effects, oldest first; with --json an object a line."""
    context = context_of(ctx)
    market = _existing(context)
    if market is None:
        return 0
    for event in market.history(shop=shop, last=last):
        context.console.record(event["event"], **{k: v for k, v in event.items() if k != "event"})
        if not context.console.as_json:
            context.console.say(_line(event), "good" if event["event"] == "effect" else "")
    market.close()
    return 0


def _line(event: dict[str, Any]) -> str:
    """Write one event of the history for people."""
    from datetime import UTC, datetime

    at = f"{datetime.fromtimestamp(event['at'], UTC).astimezone():%d/%m %H:%M:%S}"
    if event["event"] == "call":
        words = [event["endpoint"], str(event["status"]), event["answer"], " ".join(event["skus"])]
        return f"{at} {event['shop']:<8} " + " ".join(word for word in words if word)
    numbers = [f"{k}={v}" for k, v in event["detail"].items() if k in {"price", "stock"}]
    words = ["⇒", event["effect"], event["sku"], f"#{event['remote_id']}", *numbers]
    return " " * 15 + " ".join(words)


def _existing(context: Context) -> PracticeMarket | None:
    """Open the practice market; without one, say so and return None."""
    from ocopctl.shops import PRACTICE_FILE, practice_market

    workspace, _patterns = opened(context, None, None)
    if not (workspace.state / PRACTICE_FILE).is_file():
        context.console.say(_("Nothing has happened in the practice market yet."))
        return None
    return practice_market(workspace)


def _state_words() -> dict[str, str]:
    return {
        "live": _("on sale"),
        "review": _("in review"),
        "unlisted": _("off sale"),
        "rejected": _("rejected"),
        "deleted": _("deleted"),
    }
