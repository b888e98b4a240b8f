"""Do what a plan says: one lane a shop, side by side, each step written down before and after."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ocopctl.errors import OcopctlError, QuotaExhausted, Recalled, UnsafePlan
from ocopctl.language import _
from ocopctl.publishing.change import set_offers, switch, update
from ocopctl.publishing.create import create, first_contact
from ocopctl.publishing.gate import forget_refused, let_through
from ocopctl.publishing.hand_edits import spare
from ocopctl.publishing.lane import Lane, Result, all_of
from ocopctl.publishing.last_look import fit_to_send, keep_to_plan
from ocopctl.publishing.plan import Kind, order_of_work
from ocopctl.publishing.readback import read_back
from ocopctl.publishing.state import Outcome
from ocopctl.publishing.withdraw import withdraw

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from ocopctl.publishing.journal import Journal
    from ocopctl.publishing.lane import Shop
    from ocopctl.publishing.plan import Action, Plan
    from ocopctl.publishing.state import Wanted


async def apply(
    plan: Plan,
    wanted: Iterable[Wanted],
    shops: Iterable[Shop],
    journal: Journal,
    report: Callable[[Result], None],
) -> list[Result]:
    """Carry out every action of `plan`; return the results in the plan's order.

    There is one result an action, and two where a part of it is held: that part comes second.
    `report` hears of each result as it is known. A shop that fails does not stop the others.
    """
    wants = list(wanted)
    lanes = [
        Lane(
            shop=shop,
            journal=journal,
            wanted={want.sku: want for want in wants if want.shop == shop.key},
            known=journal.listings(shop.key),
            report=report,
        )
        for shop in shops
    ]
    by_shop = {
        shop: list(actions) for shop, actions in groupby(plan.actions, lambda action: action.shop)
    }
    await all_of(_run(lane, by_shop.get(lane.shop.key, [])) for lane in lanes)
    results = [result for lane in lanes for result in lane.results]
    return sorted(results, key=lambda r: (order_of_work(r.action), r.outcome is Outcome.HELD))


async def _run(lane: Lane, actions: Sequence[Action]) -> None:
    """Work off one shop's actions, most important first, then read back what was written."""
    passed = await let_through(lane, fit_to_send(lane, actions))
    await _phases(lane, [action for action in passed if action.kind is Kind.UNLIST])
    others = [action for action in passed if action.kind is not Kind.UNLIST]
    spared = await spare(lane, others)
    keep_to_plan(lane, spared)
    await _phases(lane, spared)
    forget_refused(lane)
    if lane.stopped is None or _of_one_call(lane.stopped):
        await read_back(lane)
    else:
        for sku, touched in lane.touched.items():
            for action in touched:
                lane.finish(action, lane.known[sku].outcome)


async def _phases(lane: Lane, actions: Sequence[Action]) -> None:
    for kind, group in groupby(actions, lambda action: action.kind):
        await _phase(lane, kind, list(group))


def _of_one_call(error: OcopctlError) -> bool:
    """Tell whether an error stops a single kind of call, so that the others may go on."""
    return isinstance(error, QuotaExhausted) and not error.whole


async def _phase(lane: Lane, kind: Kind, actions: Sequence[Action]) -> None:
    """Do all actions of one kind."""
    if lane.stopped is not None:
        for action in actions:
            lane.fail(action, lane.stopped)
    elif kind is Kind.CHECK:
        for action in actions:
            lane.touched.setdefault(action.sku, []).append(action)
    elif kind is Kind.OFFER:
        await _together(lane, actions)
    elif kind is Kind.CREATE:
        await _create_all(lane, actions)
    elif kind is Kind.UPDATE:
        await _each(lane, _lightest_first(lane, actions), lambda action: update(lane, action))
    elif kind is Kind.UNLIST:
        await _take_off_sale(lane, actions)
    else:
        await _each(lane, actions, lambda action: switch(lane, action))


async def _take_off_sale(lane: Lane, actions: Sequence[Action]) -> None:
    """Unlist listings, those too that creations in doubt may have made."""
    doubts = lane.journal.doubts(lane.shop.key)

    async def step(action: Action) -> None:
        if _known(lane, action) or action.sku not in doubts:
            await switch(lane, action)
        else:
            await withdraw(lane, action, doubts[action.sku])

    await _each(lane, actions, step)


def _lightest_first(lane: Lane, actions: Sequence[Action]) -> list[Action]:
    """Put texts before pictures: a link that is slow or soon gone carries what matters most."""
    weights = {a.sku: lane.to_upload(lane.wanted[a.sku].payload) for a in actions}
    return sorted(actions, key=lambda action: (weights[action.sku], action.sku))


async def _together(lane: Lane, actions: Sequence[Action]) -> None:
    """Send offers in batches; an error about all of them ends those that have no outcome yet."""
    actions = _not_recalled(lane, actions)
    if not actions:
        return
    try:
        await set_offers(lane, actions)
    except OcopctlError as error:
        kept = [action for touched in lane.touched.values() for action in touched]
        for action in actions:
            if not lane.finished(action) and action not in kept:
                lane.fail(action, error)


def _not_recalled(lane: Lane, actions: Sequence[Action]) -> list[Action]:
    """Return the actions of products that are not recalled; the others end here."""
    passed = []
    for action in actions:
        try:
            lane.must_not_be_recalled(action)
        except Recalled as error:
            lane.fail(action, error)
        else:
            passed.append(action)
    return passed


async def _create_all(lane: Lane, actions: Sequence[Action]) -> None:
    """Create listings, but for those that another run has made since the plan."""
    for action in (made := [action for action in actions if _known(lane, action)]):
        lane.fail(action, _made_since(action), outcome=Outcome.HELD)
    actions = [action for action in actions if action not in made]
    if not actions:
        return
    try:
        taken = await first_contact(lane)
    except OcopctlError as error:
        for action in actions:
            lane.fail(action, error)
        return
    doubts = lane.journal.doubts(lane.shop.key)
    await _each(
        lane,
        _lightest_first(lane, actions),
        lambda action: create(lane, action, doubts.get(action.sku), taken),
    )


def _known(lane: Lane, action: Action) -> bool:
    known = lane.known.get(action.sku)
    return known is not None and bool(known.remote_id)


def _made_since(action: Action) -> UnsafePlan:
    return UnsafePlan(
        _("another run has made this listing since the plan was shown"),
        place=f"{action.shop} · {action.sku}",
        hint=_("run the same command again; it plans anew"),
    )


async def _each(
    lane: Lane, actions: Sequence[Action], step: Callable[[Action], Awaitable[None]]
) -> None:
    """Run a step for each action, side by side within the lane's width."""

    async def one(action: Action) -> None:
        async with lane.slots:
            try:
                if lane.stopped is not None:
                    raise lane.stopped
                await step(action)
            except OcopctlError as error:
                lane.fail(action, error)

    await all_of(one(action) for action in actions)
