"""Is what the shop shows what was sent? Accepted is not applied: every write is read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.adapters.base import RemoteStatus
from ocopctl.publishing.state import Outcome

if TYPE_CHECKING:
    from ocopctl.adapters.base import Remote, RemoteVariant
    from ocopctl.publishing.state import Recorded


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


def differences(known: Recorded, remote: Remote, fixed: frozenset[str]) -> list[str]:
    """Name the fields in which the shop differs from what was sent.

    Descriptions are left out: every platform but Shopee lays them out anew.
    """
    found = []
    if "title" not in fixed and remote.title != known.fields.get("title"):
        found.append("title")
    shown: dict[str, RemoteVariant] = {variant.sku: variant for variant in remote.variants}
    for sku, offer in known.offers.items():
        variant = shown.get(sku)
        if variant is None:
            found += [f"variant {sku}"] if sku in known.fields["variants"] else []
            continue
        if variant.price is not None and variant.price != offer.price:
            found.append(f"price {sku}")
        if variant.stock is not None and variant.stock != offer.stock:
            found.append(f"stock {sku}")
    return found
