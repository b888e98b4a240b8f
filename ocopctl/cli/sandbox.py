"""`ocopctl sandbox`: the practice market, its storefront, its history and its storms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ocopctl.cli.options import Context, Files, context_of, opened
from ocopctl.cli.parser import App
from ocopctl.errors import UsageError
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import tzinfo

    from ocopctl.sandbox.practice import PracticeMarket
    from ocopctl.workspace import Workspace

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
        zone=workspace.zone,
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
    from ocopctl.rests import forget_rests
    from ocopctl.session import JOURNAL, journal_of
    from ocopctl.shops import PRACTICE_FILE

    context = context_of(ctx)
    workspace, _patterns = opened(context, None, None)
    for path in sorted(workspace.state.glob(f"{PRACTICE_FILE}*")):
        path.unlink()
    forget_rests(workspace, "practice:")
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

    from ocopctl.cli.storm import tell_of_storm

    context = context_of(ctx)
    workspace, _patterns = opened(context, None, None)
    market = _existing(context, workspace)
    if market is None:
        return 0
    tell_of_storm(context.console, market.store)
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
        if shop[1]:
            cells = [shop[1], calls.get(shop, 0), *(numbers[state] for state in states)]
            rows.append([(str(cell), "") for cell in cells])
    context.console.table([_("shop"), _("calls"), *(_state_words()[s] for s in states)], rows)
    if strangers := sum(count for shop, count in calls.items() if not shop[1]):
        told = _("{count} calls by strangers: their credentials opened no shop", count=strangers)
        context.console.say(told, "dim")
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
    workspace, _patterns = opened(context, None, None)
    market = _existing(context, workspace)
    if market is None:
        return 0
    try:
        _must_be_known(shop, workspace, market)
        if not _tell(context, market.history(shop=shop, last=last), workspace.zone):
            context.console.say(_("Nothing has happened in the shop “{name}” yet.", name=shop))
    finally:
        market.close()
    return 0


@app.command("storm", help=_("which faults the practice market shall make from now on"))
def storm(
    ctx: typer.Context,
    named: Annotated[
        str,
        typer.Argument(metavar="FILE|off", help=_("a storm file; off ends the storm; none shows")),
    ] = "",
) -> int:
    """Begin a storm, end it, or show the one that is on."""
    from ocopctl.cli.storm import tell_fair_weather, tell_storm
    from ocopctl.sandbox.faults.reading import read_storm
    from ocopctl.sandbox.faults.storm import begin, end
    from ocopctl.shops import PRACTICE_FILE, practice_market

    context = context_of(ctx)
    workspace, _patterns = opened(context, None, None)
    begun = read_storm(Path(named)) if named not in {"", "off"} else None
    if begun is None and not (workspace.state / PRACTICE_FILE).is_file():
        tell_fair_weather(context.console)
        return 0
    market = practice_market(workspace)
    try:
        if begun is not None:
            begin(market.store, begun)
        elif named == "off":
            end(market.store)
        tell_storm(context.console, market.store)
    finally:
        market.close()
    return 0


def _tell(context: Context, events: Iterator[dict[str, Any]], zone: tzinfo) -> int:
    """Tell events one by one; return how many there were."""
    count = 0
    for event in events:
        count += 1
        context.console.record(event["event"], **{k: v for k, v in event.items() if k != "event"})
        if not context.console.as_json:
            context.console.say(_line(event, zone), "good" if event["event"] == "effect" else "")
    return count


def _must_be_known(shop: str, workspace: Workspace, market: PracticeMarket) -> None:
    """Refuse a shop that neither the workspace nor the market has ever heard of."""
    seen = {name: None for _market, name, _count in market.call_counts() if name}
    names = [*workspace.settings.shops, *seen]
    if shop and shop not in names:
        raise UsageError(
            _("the practice market has seen no shop “{name}”", name=shop),
            hint=_("shops are: {names}", names=", ".join(dict.fromkeys(names))),
        )


def _line(event: dict[str, Any], zone: tzinfo) -> str:
    """Write one event of the history for people, on the workspace's clock."""
    from datetime import datetime

    at = f"{datetime.fromtimestamp(event['at'], zone):%d/%m %H:%M:%S}"
    if event["event"] == "call":
        words = [event["endpoint"], str(event["status"]), event["answer"], " ".join(event["skus"])]
        return f"{at} {event['shop'] or '–':<8} " + " ".join(word for word in words if word)
    numbers = [f"{k}={v}" for k, v in event["detail"].items() if k in {"price", "stock"}]
    words = ["⇒", event["effect"], event["sku"], f"#{event['remote_id']}", *numbers]
    return " " * 15 + " ".join(words)


def _existing(context: Context, workspace: Workspace) -> PracticeMarket | None:
    """Open the practice market; without one, say so and return None."""
    from ocopctl.shops import PRACTICE_FILE, practice_market

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
