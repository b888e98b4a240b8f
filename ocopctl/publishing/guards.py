"""What is held back until somebody has looked: prices that move too far at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ocopctl.errors import UnsafePlan
from ocopctl.language import _
from ocopctl.money import show
from ocopctl.publishing.lane import Result
from ocopctl.publishing.state import Outcome

if TYPE_CHECKING:
    from ocopctl.publishing.plan import Action, Change, Plan


@dataclass(frozen=True, slots=True)
class Guarded:
    """A plan without what is held, and a result for each action that is."""

    plan: Plan
    held: tuple[Result, ...]


def hold(plan: Plan, max_change: Decimal | None) -> Guarded:
    """Take out actions whose price moves by more than `max_change` percent; None holds nothing."""
    if max_change is None:
        return Guarded(plan, ())
    held: list[Result] = []
    free: list[Action] = []
    for action in plan.actions:
        jumps = [change for change in action.changes if _jumps(change, max_change)]
        if jumps:
            held.append(Result(action, Outcome.HELD, _why(action, jumps[0], max_change)))
        else:
            free.append(action)
    return Guarded(replace(plan, actions=tuple(free)), tuple(held))


def _jumps(change: Change, max_change: Decimal) -> bool:
    """Compare with what was sent last; a first price has nothing to be compared with."""
    if not change.field.startswith("price ") or not change.before or change.after is None:
        return False
    moved = abs(Decimal(change.after) - Decimal(change.before)) / Decimal(change.before)
    return moved * 100 > max_change


def _why(action: Action, change: Change, max_change: Decimal) -> UnsafePlan:
    return UnsafePlan(
        _(
            "the price of {sku} would go from {before} to {after}: more than {percent} %",
            sku=change.field.partition(" ")[2],
            before=show(change.before),
            after=show(change.after),
            percent=max_change,
        ),
        place=f"{action.shop} · {action.sku}",
        hint=_("if it is right, run it with --max-change and a larger number"),
    )
