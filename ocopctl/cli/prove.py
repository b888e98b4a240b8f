"""`ocopctl adapters test`: an adapter held against the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ocopctl.cli.options import context_of
from ocopctl.errors import UsageError
from ocopctl.language import _

if TYPE_CHECKING:
    from ocopctl.adapters.contract import Check, Verdict
    from ocopctl.cli.console import Console

_LONGEST = 600


def prove(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("name of an adapter"))],
    only: Annotated[
        str, typer.Option("--only", metavar="TEXT", help=_("only promises that hold this text"))
    ] = "",
) -> int:
    """Run the contract, each check in a fresh market; 1 when a promise is broken."""
    import asyncio

    from ocopctl.proving import prove as run_contract

    console = context_of(ctx).console
    _must_be_known(name)
    checks = _chosen(only)
    with console.progress(_("testing {name}", name=name), len(checks)) as step:

        def report(verdict: Verdict) -> None:
            _record(console, name, verdict)
            step(verdict.check)

        verdicts = asyncio.run(run_contract(name, checks, report))
    for verdict in verdicts:
        _tell(console, verdict)
    return _sum_up(console, name, verdicts)


def _must_be_known(name: str) -> None:
    from ocopctl.adapters.registry import names

    known = names()
    if name not in known:
        raise UsageError(
            _("there is no adapter for the marketplace “{name}”", name=name),
            hint=_("known are: {names}", names=", ".join(known)),
        )


def _chosen(only: str) -> list[Check]:
    """Choose the checks that hold a text in their name or in their promise."""
    from ocopctl.adapters.contract import CHECKS, check_name, promise_of

    text = only.casefold()
    chosen = [one for one in CHECKS if text in f"{check_name(one)} {promise_of(one)}".casefold()]
    if not chosen:
        raise UsageError(
            _("no promise of the contract holds “{text}”", text=only),
            hint=_("see all of them: ocopctl adapters test NAME -v"),
        )
    return chosen


def _record(console: Console, adapter: str, verdict: Verdict) -> None:
    console.record(
        "verdict",
        adapter=adapter,
        check=verdict.check,
        promise=verdict.promise,
        kept=verdict.kept,
        promised=verdict.promised,
        seen=verdict.seen,
    )


def _tell(console: Console, verdict: Verdict) -> None:
    if verdict.kept:
        console.say(f"✓ {verdict.promise}" + (f" ({verdict.check})" if console.verbose else ""))
        return
    console.insist(console.painted(f"✗ {verdict.promise} ({verdict.check})", "bad"))
    console.insist("    " + _("promised: {what}", what=_short(console, verdict.promised)))
    console.insist("    " + _("seen: {what}", what=_short(console, verdict.seen)))


def _short(console: Console, text: str) -> str:
    """Shorten what was seen, which may be a whole listing, for those who did not ask for all."""
    return text if console.verbose or len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _sum_up(console: Console, adapter: str, verdicts: list[Verdict]) -> int:
    kept = sum(verdict.kept for verdict in verdicts)
    status = 0 if kept == len(verdicts) else 1
    told = _(
        "{name} keeps {kept} of {count} promises", name=adapter, kept=kept, count=len(verdicts)
    )
    console.say(told, "bad" if status else "good")
    console.record("summary", adapter=adapter, kept=kept, broken=len(verdicts) - kept, exit=status)
    return status
