"""Which products a recall is about: by selection, by batch, and those only shops have. Pure."""

from __future__ import annotations

import difflib
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from ocopctl.errors import UsageError
from ocopctl.language import _
from ocopctl.publishing.recalls import Recall
from ocopctl.publishing.selection import choose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ocopctl.catalog.load import Entry
    from ocopctl.catalog.model import Batch, Product
    from ocopctl.publishing.state import Recorded


def drafts(
    entries: Sequence[Entry],
    known: Mapping[str, Recorded],
    patterns: Sequence[str],
    batch: str = "",
) -> list[Recall]:
    """Return a recall for each product that fits, without id and reason, sorted by SKU.

    `known` are listings by SKU; one whose product has left the files is found there. With `batch`
    only products that have it. Raises UsageError for what fits no product.
    """
    if any(pattern.startswith("state:") for pattern in patterns):
        raise UsageError(
            _("a recall takes products, not states"),
            hint=_("give a SKU, a pattern such as BT-*, group:thu_cong or producer:NAME"),
        )
    if batch:
        entries, known = _of_batch(entries, batch), {}
    found: dict[str, Recall] = {}
    for pattern in patterns or ["*"]:
        left = {sku: one for sku, one in known.items() if fnmatchcase(sku, pattern)}
        found |= {sku: _of_record(one) for sku, one in left.items()}
        found |= {
            one.product.sku: _of_product(one.product, batch)
            for one in _fitting(entries, pattern, left)
        }
    return [found[sku] for sku in sorted(found)]


def _fitting(entries: Sequence[Entry], pattern: str, left: dict[str, Recorded]) -> Sequence[Entry]:
    try:
        return choose(entries, [pattern])
    except UsageError:
        if left:
            return ()
        raise


def _of_batch(entries: Sequence[Entry], code: str) -> tuple[Entry, ...]:
    found = tuple(entry for entry in entries if _batch(entry.product, code))
    if found:
        return found
    codes = sorted({batch.code for entry in entries for batch in entry.product.batches})
    near = difflib.get_close_matches(code, codes, n=3, cutoff=0.4) or codes[:5]
    raise UsageError(
        _("no product has a batch “{code}”", code=code),
        hint=_("batches are: {names}", names=", ".join(near))
        if near
        else _("write batches: in the product file, or recall by SKU"),
    )


def _batch(product: Product, code: str) -> Batch | None:
    return next((batch for batch in product.batches if batch.code == code), None)


def _of_product(product: Product, code: str) -> Recall:
    batch = _batch(product, code) if code else None
    maker = product.producer
    address = (maker.name, maker.address.detail, maker.address.commune, maker.address.province)
    return _new(
        product.sku,
        [variant.sku for variant in product.variants],
        name=product.name.get("vi") or next(iter(product.name.values()), product.sku),
        producer=", ".join(part for part in address if part),
        batch=_told(batch) if batch else {},
    )


def _told(batch: Batch) -> dict[str, str]:
    days = {"produced": batch.produced, "expires": batch.expires}
    told = {name: f"{day:%d/%m/%Y}" for name, day in days.items() if day}
    return {"code": batch.code, **told} | (
        {"quantity": str(batch.quantity)} if batch.quantity is not None else {}
    )


def _of_record(known: Recorded) -> Recall:
    return _new(known.sku, known.offers, name=str(known.fields.get("title", known.sku)))


def _new(
    sku: str,
    others: Iterable[str],
    *,
    name: str,
    producer: str = "",
    batch: dict[str, str] | None = None,
) -> Recall:
    return Recall(
        id="",
        sku=sku,
        skus=tuple(dict.fromkeys([sku, *others])),
        name=name,
        producer=producer,
        reason="",
        asked_by="",
        asked_at=0.0,
        batch=batch or {},
    )
