"""Which products a command is about: SKU, glob, group:, producer:, state:."""

from __future__ import annotations

from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from ocopctl.errors import UsageError
from ocopctl.language import _
from ocopctl.publishing.state import Outcome
from ocopctl.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ocopctl.catalog.load import Entry
    from ocopctl.publishing.plan import Plan
    from ocopctl.publishing.state import Recorded

STATES = ("changed", "failed")


def choose(entries: Sequence[Entry], patterns: Sequence[str]) -> list[Entry]:
    """Return the products that fit any pattern; all of them where there is none.

    `state:` patterns do not choose products; `in_state` applies them to a plan. Raises
    UsageError for a pattern that fits nothing.
    """
    plain = [pattern for pattern in patterns if not pattern.startswith("state:")]
    if not plain:
        return list(entries)
    chosen: dict[str, Entry] = {}
    for pattern in plain:
        fitting = [entry for entry in entries if _fits(entry, pattern)]
        if not fitting:
            raise UsageError(
                _("no product fits “{pattern}”", pattern=pattern),
                hint=_("give a SKU, a pattern such as BT-*, group:thu_cong or producer:NAME"),
            )
        chosen |= {entry.product.sku: entry for entry in fitting}
    return [entry for entry in entries if entry.product.sku in chosen]


def _fits(entry: Entry, pattern: str) -> bool:
    product = entry.product
    name, colon, value = pattern.partition(":")
    if colon and name == "group":
        return product.group.value == value
    if colon and name == "producer":
        return fold(value) in fold(product.producer.name)
    skus = [product.sku, *(variant.sku for variant in product.variants)]
    return any(fnmatchcase(sku, pattern) for sku in skus)


def in_state(
    plan: Plan, patterns: Sequence[str], recorded: Mapping[str, Mapping[str, Recorded]]
) -> Plan:
    """Keep the actions of listings in the states asked for: `state:changed`, `state:failed`."""
    asked = {pattern.removeprefix("state:") for pattern in patterns if pattern[:6] == "state:"}
    if unknown := asked - set(STATES):
        raise UsageError(
            _("there is no state “{name}”", name=min(unknown)),
            hint=_("states are: {names}", names=", ".join(STATES)),
        )
    if asked != {"failed"}:
        return plan
    troubled = {
        (shop, sku)
        for shop, listings in recorded.items()
        for sku, known in listings.items()
        if known.outcome not in {Outcome.VERIFIED, Outcome.ACCEPTED}
    }
    return replace(plan, actions=tuple(a for a in plan.actions if (a.shop, a.sku) in troubled))
