"""Listings that exist already, matched to products by their SKUs. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocopctl.adapters.base import RemoteStatus
from ocopctl.publishing.choices import unseen_pictures
from ocopctl.publishing.state import Outcome, Recorded, RecordedOffer
from ocopctl.publishing.verify import Difference, differences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ocopctl.adapters.base import Remote
    from ocopctl.publishing.state import Wanted


@dataclass(frozen=True, slots=True)
class Several:
    """Listings that cannot be told apart: more than one for a product, or one for several."""

    skus: tuple[str, ...]
    listings: tuple[Remote, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """What a shop has: listings by the product they belong to, and the rest.

    `unknown` fit no product. `several` are left alone until somebody says which one it is.
    """

    by_product: Mapping[str, Remote]
    unknown: tuple[Remote, ...]
    several: tuple[Several, ...]


def skus_of(remote: Remote) -> set[str]:
    """Return the seller SKUs that a listing carries, its own and its variants'."""
    return {remote.seller_sku, *(variant.sku for variant in remote.variants)} - {""}


def match(
    remotes: Iterable[Remote],
    owners: Mapping[str, str],
    taken: Mapping[str, str],
    named: Collection[str] = (),
) -> Matched:
    """Match listings to products: `owners` says which product a SKU belongs to.

    `taken` are the ids of listings that are recorded already, by product; what else carries such
    a product's SKU is one too many. Of several for one product the one `named` by its id counts.
    """
    by_product: dict[str, list[Remote]] = {}
    unknown, several = [], []
    for remote in remotes:
        if remote.status is RemoteStatus.GONE or remote.remote_id in taken.values():
            continue
        products = sorted({owners[sku] for sku in skus_of(remote) if sku in owners})
        if not products:
            unknown.append(remote)
        elif len(products) > 1:
            several.append(Several(tuple(products), (remote,)))
        else:
            by_product.setdefault(products[0], []).append(remote)
    found: dict[str, Remote] = {}
    for sku, listings in sorted(by_product.items()):
        chosen = [one for one in listings if one.remote_id in named] or listings
        if sku in taken or len(chosen) > 1:
            several.append(Several((sku,), tuple(listings)))
        else:
            found[sku] = chosen[0]
    return Matched(found, tuple(unknown), tuple(several))


def taken_over(shop: str, sku: str, skus: Collection[str], remote: Remote) -> Recorded:
    """Return a listing as it is recorded when it is taken over: what the shop shows, no digest.

    So the next plan shows every difference, and nothing is overwritten unseen. `skus` are the
    product's; a variant that is not among them stays a stranger. A price or stock that the shop
    does not tell counts as 0, which the next plan sets right.
    """
    fields: dict[str, object] = {"title": remote.title}
    if remote.description:
        fields["description"] = remote.description
    if remote.picture_count is not None:
        fields["pictures"] = unseen_pictures(remote.picture_count)
    offers: dict[str, RecordedOffer] = {
        variant.sku: RecordedOffer(variant.price or 0, variant.stock or 0, variant.remote_sku)
        for variant in remote.variants
        if variant.sku in skus
    }
    refused = remote.status is RemoteStatus.REJECTED
    return Recorded(
        shop=shop,
        sku=sku,
        remote_id=remote.remote_id,
        digest="",
        fields=fields,
        offers=offers,
        outcome=Outcome.REJECTED if refused else Outcome.ACCEPTED,
        on_sale=remote.status is not RemoteStatus.UNLISTED,
        url=remote.url,
        reason=remote.reason,
    )


def as_wanted(want: Wanted, remote: Remote, fixed: frozenset[str]) -> list[Difference]:
    """Return where a listing differs from what the files want, as far as the shop tells."""
    found = differences(want.recorded(remote, Outcome.ACCEPTED), remote, fixed)
    on_sale = remote.status is not RemoteStatus.UNLISTED
    return found + (
        [] if on_sale is want.on_sale else [Difference("on_sale", want.on_sale, on_sale)]
    )
