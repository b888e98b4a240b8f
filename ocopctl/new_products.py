"""Listings that fit no product, written as products into a file of their own.

What a shop does not tell (group, producer, parcel, pictures …) is left out, so that `validate`
names it.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from html import unescape
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import RemoteStatus
from ocopctl.catalog.product_text import product_text
from ocopctl.language import _
from ocopctl.publishing.adopt import skus_of
from ocopctl.text import nfc, squeeze

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from ocopctl.adapters.base import Remote
    from ocopctl.workspace import Workspace

NAME = "products-adopted"
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,49}")
_BREAK = re.compile(r"<br\s*/?>|</(?:p|li|h[1-6]|tr|div)>", re.IGNORECASE)
_UP_TO_A_MARK = re.compile(r"(.*[^-._])[-._]")
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class NewProduct:
    """A product made of listings that carry the same SKUs; `listings` are by shop key."""

    sku: str
    skus: tuple[str, ...]
    listings: Mapping[str, Remote]
    fields: Mapping[str, Any]


def new_products(
    unknown: Iterable[tuple[str, str, Remote]],
) -> tuple[list[NewProduct], list[tuple[str, Remote]]]:
    """Join listings (shop key, shop name, listing) of the same SKUs to products.

    Returned with the shop's name is what cannot be one: a SKU that no file can hold, and listings
    of which one shop has two.
    """
    groups: list[tuple[set[str], list[tuple[str, str, Remote]]]] = []
    left: list[tuple[str, Remote]] = []
    for one in unknown:
        skus = skus_of(one[2])
        if not skus or not all(_CODE.fullmatch(sku) for sku in skus):
            left.append((one[1], one[2]))
            continue
        near = [group for group in groups if group[0] & skus]
        groups = [group for group in groups if group not in near]
        joined = set(skus).union(*(group[0] for group in near))
        groups.append((joined, [*(member for group in near for member in group[1]), one]))
    found: list[NewProduct] = []
    for skus, members in sorted(groups, key=lambda group: min(group[0])):
        if len({key for key, _name, _remote in members}) < len(members):
            left += [(name, remote) for _key, name, remote in members]
        else:
            found.append(_product(members, {one.sku for one in found} | skus))
    return sorted(found, key=lambda product: product.sku), left


def write(workspace: Workspace, products: Sequence[NewProduct]) -> Path:
    """Write products beside the first product file, under a name that is free; return it."""
    folder = workspace.files[0].parent if workspace.files else workspace.root
    note = _("Taken over from the shops. What is still missing: ocopctl validate {file}")
    number = 1
    while True:
        path = folder / (f"{NAME}.yaml" if number == 1 else f"{NAME}-{number}.yaml")
        try:
            with path.open("x", encoding="utf-8") as file:
                fields = [product.fields for product in products]
                file.write(product_text(fields, note.format(file=path.name)))
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            number += 1
            continue
        return path


def _product(members: Sequence[tuple[str, str, Remote]], used: Collection[str]) -> NewProduct:
    _key, _name, first = members[0]
    variants = {v.sku: v for _key, _name, one in members for v in one.variants if v.sku}
    sku = _sku(first, list(variants), used)
    alone = list(variants) in ([], [sku])
    fields: dict[str, Any] = {"sku": sku, "name": _shown(first.title)}
    if first.description:
        fields["story"] = {"vi": _plain(first.description)}
    if alone:
        fields |= _offer(first, sku)
    else:
        fields["variants"] = [{"sku": one, **_offer(first, one)} for one in variants]
    if all(one.status is RemoteStatus.UNLISTED for _key, _name, one in members):
        fields["state"] = "paused"
    overrides = {
        name: own for _key, name, one in members[1:] if (own := _own(one, first, sku, alone=alone))
    }
    if overrides:
        fields["shops"] = overrides
    skus = tuple(dict.fromkeys([sku, *variants]))
    return NewProduct(sku, skus, {key: one for key, _name, one in members}, fields)


def _sku(first: Remote, variants: Sequence[str], used: Collection[str]) -> str:
    """Return a product's SKU: the listing's own, a single variant's, or what variants share."""
    if first.seller_sku and (len(variants) == 1 or first.seller_sku not in variants):
        return first.seller_sku
    if len(variants) == 1:
        return variants[0]
    same = takewhile(lambda signs: len(set(signs)) == 1, zip(*variants, strict=False))
    shared = _UP_TO_A_MARK.match("".join(signs[0] for signs in same))
    if shared and shared[1] not in used:
        return shared[1]
    return f"{variants[0][:46]}-ALL"


def _offer(remote: Remote, sku: str) -> dict[str, int]:
    """Return price and stock as far as the shop tells them."""
    shown = next((v for v in remote.variants if v.sku == sku), None)
    price, stock = (shown.price, shown.stock) if shown else (None, None)
    return {n: v for n, v in (("price", price), ("stock", stock)) if v is not None}


def _own(one: Remote, first: Remote, sku: str, *, alone: bool) -> dict[str, Any]:
    """Return what differs in a further shop."""
    own: dict[str, Any] = {} if one.title == first.title else {"title": _shown(one.title)}
    if alone:
        common = _offer(first, sku)
        own |= {n: v for n, v in _offer(one, sku).items() if common.get(n) != v}
    return own


def _plain(text: str) -> str:
    """Return a description as plain lines."""
    return _shown(squeeze(unescape(_TAG.sub("", _BREAK.sub("\n", text)))))


def _shown(text: str) -> str:
    """Drop signs that nobody sees, which a product file may not hold."""
    return nfc("".join(one for one in text if one == "\n" or one.isprintable()))
