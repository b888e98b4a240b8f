"""What a shop shows against what was put there, field by field. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.adapters.base import RemoteStatus
from ocopctl.publishing.state import Outcome
from ocopctl.publishing.traces import trace
from ocopctl.publishing.verify import Difference, differences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ocopctl.adapters.base import Remote
    from ocopctl.publishing.state import Recorded

GONE = Difference("listing", ours=True, theirs=None)
"""The shop has the listing no more, by its own word."""


def drift(known: Recorded, remote: Remote, fixed: frozenset[str]) -> list[Difference]:
    """Return every field in which a listing differs from the record, sales among them."""
    if remote.status is RemoteStatus.GONE:
        return [GONE]
    found = differences(known, remote, fixed)
    if not remote.complete:
        found = [one for one in found if not one.field.startswith("variant ")]
    strangers = [v.sku for v in remote.variants if v.sku and v.sku not in known.offers]
    found += [Difference(f"variant {sku}", None, sku) for sku in strangers]
    return [*found, *_standing(known, remote)]


def _standing(known: Recorded, remote: Remote) -> list[Difference]:
    """Return the sale state, or the refusal, that is not as it was left."""
    if remote.status is RemoteStatus.REJECTED and known.outcome is not Outcome.REJECTED:
        return [Difference("review", "", remote.reason)]
    on_sale = {RemoteStatus.LIVE: True, RemoteStatus.UNLISTED: False}.get(remote.status)
    if on_sale in {None, known.on_sale}:
        return []
    return [Difference("on_sale", known.on_sale, on_sale)]


def is_sale(one: Difference) -> bool:
    """Tell whether a difference is what buyers did: less in stock than was sent."""
    return one.field.startswith("stock ") and one.theirs < one.ours


def not_from_here(
    found: Iterable[Difference], ours: Mapping[str, Collection[object]]
) -> list[Difference]:
    """Leave out values that our own calls have set or replaced, by field, as traces.

    A change of ours may not show yet, or may show although its answer was lost.
    """
    return [one for one in found if trace(one.field, one.theirs) not in ours.get(one.field, ())]
