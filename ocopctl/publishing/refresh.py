"""What a shop shows now, in the words of the journal, so that a plan can start from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.adapters.base import RemoteStatus
from ocopctl.errors import NotFound, OcopctlError
from ocopctl.publishing.drift import drift
from ocopctl.publishing.sight import all_told, shown, walk, walking_pays
from ocopctl.publishing.state import Outcome, RecordedOffer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ocopctl.adapters.base import Remote
    from ocopctl.publishing.lane import Shop
    from ocopctl.publishing.state import Recorded
    from ocopctl.publishing.verify import Difference

UNKNOWN_PICTURE = "?"


async def as_shown(shop: Shop, known: Mapping[str, Recorded]) -> dict[str, Recorded]:
    """Read every recorded listing of a shop; a listing that is gone is no longer recorded.

    Only the platform's own word that it knows no such listing counts as gone; any other failure
    is raised.
    """
    fixed = shop.adapter.capabilities.fixed
    recorded = {sku: one for sku, one in known.items() if one.remote_id}
    walked = await walk(shop) if walking_pays(len(recorded), len(recorded)) else []

    def agrees(one: Recorded, remote: Remote) -> bool:
        return all_told(one, remote) and not drift(one, remote, fixed)

    found: dict[str, Recorded] = {}
    for sku, remote in (await shown(shop, recorded.values(), walked, enough=agrees)).items():
        if isinstance(remote, OcopctlError):
            if not isinstance(remote, NotFound):
                raise remote
        elif remote.status is not RemoteStatus.GONE:
            one = recorded[sku]
            found[sku] = observed(one, remote, _of_ours(drift(one, remote, fixed)))
    return found


def _of_ours(found: Iterable[Difference]) -> list[Difference]:
    """Leave out variants that somebody added in the shop: a plan would empty their stock."""
    return [one for one in found if one.ours is not None]


def observed(known: Recorded, remote: Remote, found: Iterable[Difference]) -> Recorded:
    """Lay what a reading showed over the record, in the fields that differ.

    A plan from there on asks for what the files want instead.
    """
    seen = known.seen(remote)
    for one in found:
        seen = _laid_over(seen, remote, one)
    return seen


def _laid_over(seen: Recorded, remote: Remote, one: Difference) -> Recorded:
    name, _space, sku = one.field.partition(" ")
    match name:
        case "price" | "stock":
            offer = replace(seen.offers[sku], **{name: one.theirs})
            return replace(seen, offers={**seen.offers, sku: offer})
        case "on_sale":
            return replace(seen, on_sale=one.theirs)
        case "review":
            return replace(seen, outcome=Outcome.REJECTED)
        case "variant":
            return _variant(seen, remote, one)
        case "pictures":
            return _content(seen, name, [UNKNOWN_PICTURE] * one.theirs)
        case _:
            return _content(seen, name, one.theirs)


def _content(seen: Recorded, name: str, value: object) -> Recorded:
    """Set a field of the content: what was sent as a whole is there no more, hence no digest."""
    return replace(seen, digest="", fields={**seen.fields, name: value})


def _variant(seen: Recorded, remote: Remote, one: Difference) -> Recorded:
    """Take a variant that is gone out of the record, or one that came into it."""
    sku = one.field.partition(" ")[2]
    variants, offers = dict(seen.fields.get("variants", {})), dict(seen.offers)
    if one.theirs is None:
        del variants[sku], offers[sku]
        return replace(_content(seen, "variants", variants), offers=offers)
    [shown_as] = [variant for variant in remote.variants if variant.sku == sku][:1]
    offers[sku] = RecordedOffer(shown_as.price or 0, shown_as.stock or 0, shown_as.remote_sku)
    return replace(seen, offers=offers)
