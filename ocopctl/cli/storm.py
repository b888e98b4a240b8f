"""What `ocopctl sandbox storm` tells of the faults that the practice market makes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ocopctl.language import _

if TYPE_CHECKING:
    from ocopctl.cli.console import Console
    from ocopctl.sandbox.faults.storm import Rule
    from ocopctl.sandbox.store import Store


def tell_storm(console: Console, store: Store) -> None:
    """Show the rules of the storm that is on, and how often each has struck."""
    from ocopctl.sandbox.faults.storm import brewing, tallies

    storm = brewing(store)
    if storm is None:
        tell_fair_weather(console)
        return
    tell_of_storm(console, store)
    rows = []
    for rule, tally in zip(storm.rules, tallies(store), strict=True):
        console.record("fault", **{**asdict(rule), "met": tally.met, "struck": tally.struck})
        cells = [rule.fault, _where(rule), _when(rule), tally.met, tally.struck]
        rows.append([(str(cell), "") for cell in cells])
    console.table([_("fault"), _("where"), _("when"), _("calls met"), _("struck")], rows)


def tell_of_storm(console: Console, store: Store) -> None:
    """Say in a line that a storm is on; nothing in fair weather."""
    from ocopctl.sandbox.faults.storm import brewing

    storm = brewing(store)
    if storm is None:
        return
    console.record("storm", on=True, seed=storm.seed, rules=len(storm.rules))
    console.say(
        _(
            "A storm is on (seed {seed}). It ends with: ocopctl sandbox storm off",
            seed=storm.seed,
        ),
        "warn",
    )


def tell_fair_weather(console: Console) -> None:
    """Say that no storm is on."""
    console.record("storm", on=False)
    console.say(_("No storm is on: the practice market makes no faults."))


def _where(rule: Rule) -> str:
    words = [*rule.marketplaces, rule.shop, rule.endpoint]
    return " ".join(word for word in words if word) or _("everywhere")


def _when(rule: Rule) -> str:
    if rule.count is not None:
        words = _("the first {count}", count=rule.count)
    elif rule.probability < 1:
        words = _("{percent} % of calls", percent=f"{rule.probability * 100:g}")
    else:
        words = _("every call")
    return _("{when}, after {count} calls", when=words, count=rule.after) if rule.after else words
