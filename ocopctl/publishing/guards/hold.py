"""Part a plan into what may go and what is held until somebody approves it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ocopctl.errors import Held
from ocopctl.language import _
from ocopctl.publishing.gate import WITH_CONTENT
from ocopctl.publishing.guards.approval import code_of, fingerprint
from ocopctl.publishing.guards.known import Concern
from ocopctl.publishing.guards.mass import mass_change
from ocopctl.publishing.guards.prices import (
    cost_and_floor,
    last_price,
    no_price,
    other_shops,
    sisters,
    usual_range,
)
from ocopctl.publishing.guards.stocks import stock_jump
from ocopctl.publishing.lane import Result
from ocopctl.publishing.plan import Kind, Plan
from ocopctl.publishing.state import Outcome, shop_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ocopctl.publishing.guards.known import Known
    from ocopctl.publishing.plan import Action

    Guard = Callable[[Plan, Known], Iterator[Concern]]
    Reasons = dict[tuple[str, str, Kind], dict[str, list[str]]]

GUARDS: tuple[Guard, ...] = (
    no_price,
    last_price,
    sisters,
    other_shops,
    usual_range,
    cost_and_floor,
    stock_jump,
    mass_change,
)


@dataclass(frozen=True, slots=True)
class HeldAction:
    """An action, or the part of one, that is held, and why in people's words."""

    action: Action
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guarded:
    """What of a plan may go, what is held, and the code that approves exactly this."""

    plan: Plan
    held: tuple[HeldAction, ...]

    @property
    def stopped(self) -> tuple[Action, ...]:
        """Return the actions that are held."""
        return tuple(one.action for one in self.held)

    @property
    def code(self) -> str:
        """Return the code that approves all that is held; empty when nothing is."""
        return code_of(self.stopped)

    def results(self, command: str) -> tuple[Result, ...]:
        """Return a result for each held action; `command` approves them."""
        code = self.code
        return tuple(
            Result(one.action, Outcome.HELD, _error(one, code, command)) for one in self.held
        )


def hold(plan: Plan, known: Known, approved: frozenset[str] = frozenset()) -> Guarded:
    """Hold what any guard holds, but for changes whose fingerprints are `approved`.

    Content is sent whole, so an action that sends it is held whole; of an offer, what is held
    stays and the rest goes. A listing whose price is held is not put on sale before.
    """
    reasons = _reasons(plan, known, approved)
    free: list[Action] = []
    held: list[HeldAction] = []
    for action in plan.actions:
        whys = reasons.get(_key(action), {})
        part, rest = _parted(action, frozenset(whys))
        if rest is not None:
            free.append(rest)
        if part is not None:
            words = dict.fromkeys(why for found in whys.values() for why in found)
            held.append(HeldAction(part, tuple(words)))
    return Guarded(replace(plan, actions=tuple(free)), tuple(held))


def _reasons(plan: Plan, known: Known, approved: frozenset[str]) -> Reasons:
    """Return, by action and field, why it is held."""
    found: Reasons = {}
    concerns = [one for guard in GUARDS for one in guard(plan, known)]
    for one in [*concerns, *_not_on_sale_before(plan, concerns, approved)]:
        if fingerprint(one.action, one.change) not in approved:
            fields = found.setdefault(_key(one.action), {})
            fields.setdefault(one.change.field, []).append(one.why)
    return found


def _not_on_sale_before(
    plan: Plan, concerns: Iterable[Concern], approved: frozenset[str]
) -> Iterator[Concern]:
    """Hold putting a listing on sale while its new price is held: the old one may be far off."""
    priced = {
        (one.action.shop, one.action.sku)
        for one in concerns
        if one.change.field.startswith("price ")
        and fingerprint(one.action, one.change) not in approved
    }
    for action in plan.actions:
        if action.kind is Kind.RELIST and (action.shop, action.sku) in priced:
            why = _("it goes on sale once its price is approved")
            yield from (Concern(action, change, why) for change in action.changes)


def _parted(action: Action, fields: frozenset[str]) -> tuple[Action | None, Action | None]:
    """Part an action into what is held and what may go; None for a part with nothing in it."""
    if not fields:
        return None, action
    rest = tuple(change for change in action.changes if change.field not in fields)
    if action.kind in WITH_CONTENT or not rest:
        return action, None
    part = tuple(change for change in action.changes if change.field in fields)
    return replace(action, changes=part), replace(action, changes=rest)


def _key(action: Action) -> tuple[str, str, Kind]:
    return action.shop, action.sku, action.kind


def _error(one: HeldAction, code: str, command: str) -> Held:
    return Held(
        "; ".join(one.reasons),
        place=f"{shop_name(one.action.shop)} · {one.action.sku}",
        hint=_("if it is right, approve exactly this: {command}", command=command),
        reasons=one.reasons,
        code=code,
    )
