"""Before a listing is written to: is it as we left it? What people changed is not overwritten.

It costs one reading of each listing that is about to be written, or a walk where that is cheaper.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.adapters.base import RemoteStatus
from ocopctl.errors import NotFound, OcopctlError, Rejected, UnsafePlan
from ocopctl.language import _
from ocopctl.publishing.choices import kept, wanted_value
from ocopctl.publishing.decided import choices_of, ours
from ocopctl.publishing.drift import is_sale, not_from_here
from ocopctl.publishing.field_words import changed_into
from ocopctl.publishing.plan import Kind
from ocopctl.publishing.sight import all_told, offers_told, shown, walk, walking_pays
from ocopctl.publishing.state import Outcome
from ocopctl.publishing.traces import trace
from ocopctl.publishing.verify import Difference, differences

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ocopctl.adapters.base import Remote
    from ocopctl.publishing.choices import Choice
    from ocopctl.publishing.lane import Lane
    from ocopctl.publishing.plan import Action
    from ocopctl.publishing.state import Recorded

LOOKED_AT = frozenset({Kind.OFFER, Kind.UPDATE})
"""What could undo a hand edit: going off sale and on again sets nothing that it does not show."""
_CONTENT = ("title", "description", "pictures")


async def spare(lane: Lane, actions: Sequence[Action]) -> list[Action]:
    """Return what may be done; what would undo a hand edit that nobody decided on is held.

    Of prices and stocks only those are held that were edited. A listing that cannot be read is
    not written to: its action ends with the reading's error.
    """
    touching = [action for action in actions if action.kind in LOOKED_AT]
    if not touching or lane.stopped is not None:
        return list(actions)
    seen = await _seen(lane, touching)
    decided = choices_of(lane.journal.database, lane.shop.key)
    mine = ours(lane.journal.database, lane.shop.key)
    passed: list[Action] = []
    for action in actions:
        remote = seen.get(action.sku)
        if action.kind not in LOOKED_AT or remote is None:
            passed.append(action)
        elif isinstance(remote, OcopctlError):
            lane.fail(action, remote)
        else:
            edited = _edited(lane, action, remote, mine.get(action.sku, {}))
            moved = _moved(lane, action, decided.get(action.sku, {}))
            passed += _parted(lane, action, edited, moved)
    for sku, remote in seen.items():
        if not isinstance(remote, OcopctlError):
            lane.known[sku] = lane.known[sku].seen(remote)
    return passed


async def _seen(lane: Lane, actions: Sequence[Action]) -> Mapping[str, Remote | OcopctlError]:
    """Look at each listing once; one that is gone is an error."""
    recorded = {action.sku: lane.known[action.sku] for action in actions}
    content = {action.sku for action in actions if action.kind is Kind.UPDATE}
    fixed = lane.shop.adapter.capabilities.fixed

    def agrees(known: Recorded, remote: Remote) -> bool:
        told = all_told if known.sku in content else offers_told
        return told(known, remote) and not differences(known, remote, fixed)

    try:
        pays = walking_pays(len(recorded), len(lane.known))
        walked = await walk(lane.shop) if pays else []
    except Rejected:  # more listings than the platform walks through: they are read one by one
        walked = []
    except OcopctlError as error:
        return dict.fromkeys(recorded, error)
    found = await shown(lane.shop, recorded.values(), walked, enough=agrees)
    return {sku: _there(lane, sku, one) for sku, one in found.items()}


def _there(lane: Lane, sku: str, one: Remote | OcopctlError) -> Remote | OcopctlError:
    """Turn a listing that is gone into an error that says how it is made again."""
    if isinstance(one, OcopctlError) and not isinstance(one, NotFound):
        return one
    if not isinstance(one, OcopctlError) and one.status is not RemoteStatus.GONE:
        return one
    return NotFound(
        _("this listing was deleted in the shop"),
        place=f"{lane.shop.name} · {sku}",
        hint=_(
            "to make it anew: ocopctl drift {sku} --shop {shop} --overwrite, then publish",
            sku=sku,
            shop=lane.shop.name,
        ),
    )


def _edited(
    lane: Lane, action: Action, remote: Remote, mine: Mapping[str, Collection[object]]
) -> list[Difference]:
    """Return the hand edits that an action would undo.

    Sales are none, nor is what our own calls set lately, nor what is as wanted already.
    """
    known, want = lane.known[action.sku], lane.wanted[action.sku]
    found = differences(known, remote, lane.shop.adapter.capabilities.fixed)
    touched = _touched(action)
    return [
        one
        for one in not_from_here(found, mine)
        if (one.field in touched or _comes_back(one, action, remote))
        and not is_sale(one)
        and trace(one.field, one.theirs) != wanted_value(want, one.field)
    ]


def _touched(action: Action) -> set[str]:
    """Return the fields that an action sets."""
    if action.kind is Kind.UPDATE:
        return set(_CONTENT)
    return {change.field for change in action.changes}


def _comes_back(one: Difference, action: Action, remote: Remote) -> bool:
    """Tell whether an update would bring back a variant that somebody took away."""
    return (
        action.kind is Kind.UPDATE
        and one.field.startswith("variant ")
        and one.theirs is None
        and remote.complete
    )


def _moved(lane: Lane, action: Action, chosen: Mapping[str, Choice]) -> list[Difference]:
    """Return fields that were to stay as the shop has them, and that the files now want otherwise.

    An update cannot leave pictures as they are.
    """
    want, touched = lane.wanted[action.sku], _touched(action)
    return [
        Difference(name, one.ours, one.theirs)
        for name, one in kept(chosen).items()
        if name in touched
        and (name == "pictures" or wanted_value(want, name) != trace(name, one.theirs))
    ]


def _parted(
    lane: Lane, action: Action, edited: Sequence[Difference], moved: Sequence[Difference]
) -> list[Action]:
    """Hold what is edited of an action, and return the rest; an update is held as a whole."""
    if not edited and not moved:
        return [action]
    fields = {one.field for one in [*edited, *moved]}
    whole = action.kind is Kind.UPDATE
    held = tuple(c for c in action.changes if whole or c.field in fields)
    free = tuple(c for c in action.changes if c not in held)
    error = _by_hand(lane, action, edited) if edited else _kept_once(lane, action, moved)
    lane.fail(replace(action, changes=held), error, outcome=Outcome.HELD)
    return [replace(action, changes=free)] if free else []


def _by_hand(lane: Lane, action: Action, found: Sequence[Difference]) -> UnsafePlan:
    return UnsafePlan(
        _(
            "somebody changed this in {shop}, and it would be overwritten: {what}",
            shop=lane.shop.name,
            what="; ".join(changed_into(one.field, one.ours, one.theirs) for one in found),
        ),
        place=f"{lane.shop.name} · {action.sku}",
        hint=_how(lane, action),
    )


def _kept_once(lane: Lane, action: Action, found: Sequence[Difference]) -> UnsafePlan:
    return UnsafePlan(
        _(
            "this was to stay as {shop} has it, and the product file wants something else: {what}",
            shop=lane.shop.name,
            what="; ".join(changed_into(one.field, None, one.theirs) for one in found),
        ),
        place=f"{lane.shop.name} · {action.sku}",
        hint=_how(lane, action),
    )


def _how(lane: Lane, action: Action) -> str:
    return _(
        "decide: ocopctl drift {sku} --shop {shop} with --keep, --adopt or --overwrite",
        sku=action.sku,
        shop=lane.shop.name,
    )
