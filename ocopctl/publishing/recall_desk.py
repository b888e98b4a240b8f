"""Keeping journal and proof of a recall alike: both are written when something becomes known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.publishing import recall_proof
from ocopctl.publishing.recalls import DONE, Standing
from ocopctl.publishing.state import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ocopctl.publishing.journal import Journal
    from ocopctl.publishing.recalls import InShop, Recall
    from ocopctl.publishing.state import Recorded


def put_down(journal: Journal, folder: Path, recalls: Iterable[Recall]) -> None:
    """Write recalls into the journal, then their proofs into `folder`."""
    written = list(recalls)
    journal.recalls.keep(*written)
    for recall in written:
        recall_proof.write(folder, recall)


def tell(journal: Journal, folder: Path, recall_id: str, shop: str, found: InShop) -> None:
    """Write what became of a recall in one shop."""
    for recall in journal.recalls.all():
        if recall.id == recall_id:
            put_down(journal, folder, [recall.with_shop(shop, found)])


def learn(journal: Journal, folder: Path, shops: Iterable[str], at: float) -> None:
    """Write what a run that has ended found out about recalled listings of these shops."""
    standing = journal.recalls.standing()
    for shop in shops if standing else ():
        listings = journal.listings(shop)
        for recall in standing:
            before, known = recall.shops.get(shop), listings.get(recall.sku)
            if before is None or known is None or not recall.covers(shop):
                continue
            found = _as_recorded(before, known, at)
            if found != before:
                tell(journal, folder, recall.id, shop, found)


def _as_recorded(before: InShop, known: Recorded, at: float) -> InShop:
    if before.state in DONE or (known.on_sale and known.remote_id):
        return before
    unlisted = replace(
        before, url="" if before.practice else known.url, unlisted_at=before.unlisted_at or at
    )
    if known.remote_id and known.outcome is not Outcome.VERIFIED:
        return replace(unlisted, state=Standing.UNLISTED)
    return replace(unlisted, state=Standing.GONE, seen_gone_at=at, emptied=False, own_words="")
