"""Is what the shop shows what was sent? Accepted is not applied: every write is read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import RemoteStatus
from ocopctl.publishing.state import Outcome
from ocopctl.text import letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocopctl.adapters.base import Remote, RemoteVariant
    from ocopctl.publishing.state import Recorded


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which a shop differs from what was sent: JSON values, pictures as their count.

    A variant that one side does not have is None there.
    """

    field: str
    ours: Any
    theirs: Any


def judge(known: Recorded, remote: Remote, fixed: frozenset[str]) -> Outcome:
    """Return what a reading says of a listing that should be as `known` says.

    VERIFIED: the shop shows it. ACCEPTED: not yet. REJECTED: its review said no, also when the
    version before stays on sale.
    """
    if remote.status is RemoteStatus.REJECTED:
        return Outcome.REJECTED
    wanted = RemoteStatus.LIVE if known.on_sale else RemoteStatus.UNLISTED
    if remote.status is not wanted or not remote.complete:
        return Outcome.ACCEPTED
    if not differences(known, remote, fixed):
        return Outcome.VERIFIED
    return Outcome.REJECTED if remote.reason else Outcome.ACCEPTED


def differences(known: Recorded, remote: Remote, fixed: frozenset[str]) -> list[Difference]:
    """Return the fields in which the shop differs from what was sent, as far as it tells them.

    `fixed` fields are left out: the marketplace words them its own way.
    """
    return [*_content(known, remote, fixed), *_offers(known, remote)]


def _content(known: Recorded, remote: Remote, fixed: frozenset[str]) -> Iterator[Difference]:
    title, text = known.fields.get("title"), known.fields.get("description")
    if "title" not in fixed and remote.title != title:
        yield Difference("title", title, remote.title)
    if text is not None and remote.description and not same_text(text, remote.description):
        yield Difference("description", text, remote.description)
    pictures, count = known.fields.get("pictures"), remote.picture_count
    if pictures is not None and count is not None and count not in _counts(known):
        yield Difference("pictures", len(pictures), count)


def same_text(one: str, other: str) -> bool:
    """Tell whether two descriptions say the same: every platform lays them out its own way."""
    return letters(one) == letters(other)


def _counts(known: Recorded) -> range:
    """Return how many pictures may show: some platforms count the variants' own among them."""
    pictures = known.fields["pictures"]
    rows = known.fields.get("variants", {}).values()
    more = {row[-1] for row in rows if row and row[-1]}.difference(pictures)
    return range(len(pictures), len(pictures) + len(more) + 1)


def _offers(known: Recorded, remote: Remote) -> Iterator[Difference]:
    """Yield prices and stocks that differ, and variants that are gone.

    A listing in review, or refused by it, need not show its variants: Tiki keeps a request then.
    """
    reviewed = remote.status not in {RemoteStatus.PENDING, RemoteStatus.REJECTED}
    shown: dict[str, RemoteVariant] = {variant.sku: variant for variant in remote.variants}
    for sku, offer in known.offers.items():
        variant = shown.get(sku)
        if variant is None:
            if reviewed and sku in known.fields.get("variants", {}):
                yield Difference(f"variant {sku}", sku, None)
            continue
        if variant.price is not None and variant.price != offer.price:
            yield Difference(f"price {sku}", offer.price, variant.price)
        if variant.stock is not None and variant.stock != offer.stock:
            yield Difference(f"stock {sku}", offer.stock, variant.stock)
