"""Taking over listings that exist already: looked for in the shops, then written down here.

Nothing is sent. Before anything of a listing changes, a plan shows it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from ocopctl.adapters.base import RemoteId, RemoteStatus
from ocopctl.catalog.product_file import read_products
from ocopctl.catalog.source import read_source
from ocopctl.errors import NotFound, OcopctlError
from ocopctl.publishing.adopt import Matched, match, taken_over
from ocopctl.publishing.decided import forget_choices
from ocopctl.publishing.lane import WIDTH, all_of
from ocopctl.publishing.selection import choose
from ocopctl.publishing.sight import shown, walk
from ocopctl.session import Judged, journal_of, judge, recorded_in
from ocopctl.shops import accounts, connected

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from ocopctl.adapters.base import Remote
    from ocopctl.errors import CredentialsError
    from ocopctl.new_products import NewProduct
    from ocopctl.publishing.journal import Intent, Journal
    from ocopctl.publishing.lane import Shop
    from ocopctl.publishing.state import Recorded, Wanted
    from ocopctl.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Found:
    """What one shop has that is not recorded yet. `at` is its time; `error` why nobody knows."""

    shop: str
    name: str
    fixed: frozenset[str]
    at: float
    matched: Matched
    wanted: Mapping[str, Wanted]
    error: OcopctlError | None = None


_NOTHING = Matched({}, (), ())


def look_for(
    workspace: Workspace,
    patterns: Sequence[str] = (),
    shops: Sequence[str] = (),
    named: Collection[str] = (),
    *,
    whole: bool = False,
) -> list[Found]:
    """Walk through the shops and match what is there to products; `named` settles doubles by id.

    With `whole`, listings that fit no product are read with all that the shop tells of them.
    Without product files everything is unknown. Raises UsageError for a pattern that fits nothing.
    """
    judged = (
        judge(workspace, (), shops)
        if workspace.files
        else Judged(tuple(accounts(workspace, shops)), (), (), ())
    )
    owners = owners_in(workspace.files)
    chosen = _chosen(judged, owners, patterns)
    return asyncio.run(_found(workspace, judged, owners, chosen=chosen, named=named, whole=whole))


def _chosen(judged: Judged, owners: Mapping[str, str], patterns: Sequence[str]) -> frozenset[str]:
    """Return the products that fit, unfinished ones too."""
    if not patterns:
        return frozenset(owners.values())
    found: set[str] = set()
    for pattern in patterns:
        fitting = {sku for sku in owners.values() if fnmatchcase(sku, pattern)}
        found |= fitting or {entry.product.sku for entry in choose(judged.entries, [pattern])}
    return frozenset(found)


def owners_in(files: Iterable[Path]) -> dict[str, str]:
    """Return, by every SKU of product files, the product it belongs to, unfinished ones too."""
    owners: dict[str, str] = {}
    for path in files:
        root = read_source(path).root
        reads = read_products(root, str(path))[0] if root is not None else []
        for draft in (read.draft for read in reads):
            sku = draft.get("sku")
            if sku:
                owners |= {sku: sku, **{form.sku: sku for form in draft.forms()}}
    return owners


async def _found(
    workspace: Workspace,
    judged: Judged,
    owners: Mapping[str, str],
    *,
    chosen: frozenset[str],
    named: Collection[str],
    whole: bool,
) -> list[Found]:
    """Look into all shops side by side; one that cannot be looked into does not stop the others."""
    recorded = recorded_in(workspace, judged.accounts)
    shut: dict[str, CredentialsError] = {}
    wanted: dict[str, dict[str, Wanted]] = {account.key: {} for account in judged.accounts}
    for want in judged.wanted:
        wanted[want.shop][want.sku] = want

    async def one(shop: Shop) -> Found:
        fixed = shop.adapter.capabilities.fixed
        try:
            remotes, taken = await _there(shop, recorded.get(shop.key, {}))
            matched = _picked(match(remotes, owners, taken, named), chosen)
            matched = await _told(shop, matched, unknown=whole)
            error = None
        except OcopctlError as failed:
            matched, error = _NOTHING, failed
        at = shop.clock.now()
        return Found(shop.key, shop.name, fixed, at, matched, wanted[shop.key], error)

    async with connected(workspace, judged.accounts, shut=shut) as shops:
        by_key = {found.shop: found for found in await all_of(one(shop) for shop in shops)}
    for account in judged.accounts:
        if account.key in shut:
            error = shut[account.key]
            by_key[account.key] = Found(
                account.key, account.target.name, frozenset(), 0.0, _NOTHING, {}, error
            )
    return [by_key[account.key] for account in judged.accounts]


async def _there(
    shop: Shop, recorded: Mapping[str, Recorded]
) -> tuple[list[Remote], dict[str, str]]:
    """Return all listings of a shop, and the present ids of those that are recorded.

    A recorded listing that the walk does not show is read: its id may be another one by now, and
    only the shop's own word says that it is gone.
    """
    remotes = await walk(shop)
    ids = {remote.remote_id for remote in remotes}
    known = {sku: one for sku, one in recorded.items() if one.remote_id}
    taken = {sku: one.remote_id for sku, one in known.items() if one.remote_id in ids}
    missing = [one for sku, one in known.items() if sku not in taken]
    for sku, remote in (await shown(shop, missing, enough=lambda _one, _remote: True)).items():
        if isinstance(remote, OcopctlError):
            if not isinstance(remote, NotFound):
                raise remote
        elif remote.status is not RemoteStatus.GONE:
            taken[sku] = remote.remote_id
    return remotes, taken


def _picked(matched: Matched, chosen: frozenset[str]) -> Matched:
    """Keep the products that were chosen."""
    picked = {sku: one for sku, one in matched.by_product.items() if sku in chosen}
    several = tuple(one for one in matched.several if not chosen.isdisjoint(one.skus))
    return Matched(picked, matched.unknown, several)


async def _told(shop: Shop, matched: Matched, *, unknown: bool) -> Matched:
    """Read the listings of which a walk does not tell all."""
    slots = asyncio.Semaphore(WIDTH)

    async def told(remote: Remote) -> Remote:
        if remote.description and remote.picture_count is not None:
            return remote
        async with slots:
            return await shop.adapter.read(RemoteId(remote.remote_id))

    read = await all_of(told(one) for one in matched.by_product.values())
    rest = await all_of(told(one) for one in matched.unknown) if unknown else matched.unknown
    return Matched(dict(zip(matched.by_product, read, strict=True)), tuple(rest), matched.several)


def take_over(workspace: Workspace, found: Iterable[Found], new: Sequence[NewProduct] = ()) -> int:
    """Record what was matched and what became new products; return how many listings.

    Creations that were in doubt are settled by it.
    """
    skus: dict[str, set[str]] = {}
    for sku, product in owners_in(workspace.files).items():
        skus.setdefault(product, set()).add(sku)
    journal = journal_of(workspace)
    count = 0
    try:
        for shop in found:
            ours = [(sku, skus[sku], one) for sku, one in shop.matched.by_product.items()]
            ours += [
                (p.sku, set(p.skus), p.listings[shop.shop]) for p in new if shop.shop in p.listings
            ]
            doubts = journal.doubts(shop.shop)
            for sku, own, remote in ours:
                recorded = taken_over(shop.shop, sku, own, remote)
                _write_down(journal, recorded, doubts.get(sku), shop.at)
                count += 1
    finally:
        journal.close()
    return count


def _write_down(journal: Journal, recorded: Recorded, doubt: Intent | None, at: float) -> None:
    if doubt is None:
        journal.observe(recorded, at=at)
    else:
        journal.conclude(doubt, recorded.outcome.value, at=at, recorded=recorded)
    forget_choices(journal.database, recorded.shop, recorded.sku)
