"""What shops show against what we put there: looked at shop by shop, nothing changed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from ocopctl.adapters.base import RemoteStatus, Sku
from ocopctl.errors import NotFound, OcopctlError, UsageError
from ocopctl.publishing.choices import kept, unsettled, wanted_value
from ocopctl.publishing.decided import ours
from ocopctl.publishing.drift import GONE, drift, is_sale, not_from_here
from ocopctl.publishing.lane import all_of
from ocopctl.publishing.selection import choose
from ocopctl.publishing.sight import all_told, shown, walk, walking_pays
from ocopctl.publishing.traces import trace
from ocopctl.publishing.verify import Difference
from ocopctl.session import JOURNAL, choices_in, journal_of, judge, recorded_in
from ocopctl.shops import connected

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ocopctl.adapters.base import Remote
    from ocopctl.errors import CredentialsError
    from ocopctl.publishing.choices import Choice
    from ocopctl.publishing.lane import Shop
    from ocopctl.publishing.state import Recorded, Wanted
    from ocopctl.session import Judged
    from ocopctl.workspace import Workspace

ON_SALE = frozenset({RemoteStatus.LIVE, RemoteStatus.PENDING})


@dataclass(frozen=True, slots=True)
class Look:
    """One recorded listing as its shop shows it; without `remote` it is gone there.

    `edits` are what nobody decided on, `moved` what was to be kept before the files changed.
    `want` is what the files say, None where they do not have the product.
    """

    known: Recorded
    remote: Remote | None
    edits: tuple[Difference, ...]
    sales: tuple[Difference, ...]
    moved: tuple[Difference, ...]
    chosen: Mapping[str, Choice]
    want: Wanted | None

    @property
    def url(self) -> str:
        """Return where people find the listing."""
        return self.remote.url if self.remote and self.remote.url else self.known.url


@dataclass(frozen=True, slots=True)
class Twins:
    """Listings on sale that carry the same SKUs."""

    skus: tuple[str, ...]
    listings: tuple[Remote, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """One shop: its listings, those that are on sale twice, those that nobody here knows.

    `errors` name what could not be looked at, by SKU, "" for the whole shop. `at` is its time.
    """

    shop: str
    name: str
    at: float
    looks: tuple[Look, ...] = ()
    twins: tuple[Twins, ...] = ()
    strangers: tuple[Remote, ...] = ()
    errors: tuple[tuple[str, OcopctlError], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one shop: the listings chosen of those known, None for all of them."""

    known: Mapping[str, Recorded]
    chosen: frozenset[str] | None
    wanted: Mapping[str, Wanted]
    decided: Mapping[str, Mapping[str, Choice]]
    mine: Mapping[str, Mapping[str, Sequence[object]]]


def survey(
    workspace: Workspace, patterns: Sequence[str] = (), shops: Sequence[str] = ()
) -> tuple[Judged, list[Seen]]:
    """Look at every recorded listing, or those that fit; return what the files ask for, too.

    Errors of a shop are in what is returned. Raises UsageError for a pattern that fits nothing.
    """
    judged = judge(workspace, (), shops)
    recorded = recorded_in(workspace, judged.accounts)
    chosen = _chosen(judged, recorded, patterns)
    decided = choices_in(workspace, judged.accounts)
    mine = _own_calls(workspace, recorded)
    questions = {
        account.key: Question(
            known=recorded.get(account.key, {}),
            chosen=chosen,
            wanted={one.sku: one for one in judged.wanted if one.shop == account.key},
            decided=decided.get(account.key, {}),
            mine=mine.get(account.key, {}),
        )
        for account in judged.accounts
    }
    return judged, asyncio.run(_asked(workspace, judged, questions))


def _chosen(
    judged: Judged, recorded: Mapping[str, Mapping[str, Recorded]], patterns: Sequence[str]
) -> frozenset[str] | None:
    """Return the SKUs that fit, of products that have left the files too."""
    if not patterns:
        return None
    known = {sku for listings in recorded.values() for sku in listings}
    found: set[str] = set()
    for pattern in patterns:
        fitting = {sku for sku in known if fnmatchcase(sku, pattern)}
        try:
            fitting |= {entry.product.sku for entry in choose(judged.entries, [pattern])}
        except UsageError:
            if not fitting:
                raise
        found |= fitting
    return frozenset(found)


def _own_calls(
    workspace: Workspace, shops: Iterable[str]
) -> dict[str, Mapping[str, Mapping[str, Sequence[object]]]]:
    if not (workspace.state / JOURNAL).is_file():
        return {}
    journal = journal_of(workspace)
    try:
        return {shop: ours(journal.database, shop) for shop in shops}
    finally:
        journal.close()


async def _asked(
    workspace: Workspace, judged: Judged, questions: Mapping[str, Question]
) -> list[Seen]:
    """Look at all shops side by side; one that cannot be looked at does not stop the others."""
    shut: dict[str, CredentialsError] = {}
    async with connected(workspace, judged.accounts, shut=shut) as shops:
        found = await all_of(_looked(shop, questions[shop.key]) for shop in shops)
    by_key = {seen.shop: seen for seen in found}
    names = {account.key: account.target.name for account in judged.accounts}
    for key, error in shut.items():
        by_key[key] = Seen(key, names[key], 0.0, errors=(("", error),))
    return [by_key[account.key] for account in judged.accounts]


async def _looked(shop: Shop, asked: Question) -> Seen:
    try:
        return await _seen(shop, asked)
    except OcopctlError as error:
        return Seen(shop.key, shop.name, shop.clock.now(), errors=(("", error),))


async def _seen(shop: Shop, asked: Question) -> Seen:
    """Walk through a shop, or look one by one where only few listings are asked about."""
    fixed = shop.adapter.capabilities.fixed
    recorded = {
        sku: one
        for sku, one in asked.known.items()
        if one.remote_id and (asked.chosen is None or sku in asked.chosen)
    }
    walking = asked.chosen is None or walking_pays(len(recorded), len(asked.known))
    walked = await walk(shop) if walking else []

    def agrees(one: Recorded, remote: Remote) -> bool:
        return all_told(one, remote) and not drift(one, remote, fixed)

    remotes = await shown(shop, recorded.values(), walked, enough=agrees)
    looks, errors = [], []
    for sku, remote in remotes.items():
        if isinstance(remote, OcopctlError) and not isinstance(remote, NotFound):
            errors.append((sku, remote))
        else:
            looks.append(_look(recorded[sku], remote, asked, fixed))
    there = walked if walking else await _searched(shop, looks)
    twins = twins_of(there, _skus(asked, recorded))
    known: set[str] = {look.remote.remote_id for look in looks if look.remote}
    known |= {one.remote_id for one in asked.known.values()}
    known |= {one.remote_id for twin in twins for one in twin.listings}
    return Seen(
        shop=shop.key,
        name=shop.name,
        at=shop.clock.now(),
        looks=tuple(looks),
        twins=twins,
        strangers=tuple(one for one in walked if _unknown(one, known)) if not asked.chosen else (),
        errors=tuple(errors),
    )


def _look(
    known: Recorded, remote: Remote | OcopctlError, asked: Question, fixed: frozenset[str]
) -> Look:
    sku = known.sku
    chosen, want = asked.decided.get(sku, {}), asked.wanted.get(sku)
    gone = isinstance(remote, OcopctlError) or remote.status is RemoteStatus.GONE
    there = None if gone or isinstance(remote, OcopctlError) else remote
    found = drift(known, there, fixed) if there else [GONE]
    found = unsettled(not_from_here(found, asked.mine.get(sku, {})), chosen)
    return Look(
        known=known,
        remote=there,
        edits=tuple(one for one in found if not is_sale(one)),
        sales=tuple(one for one in found if is_sale(one)),
        moved=tuple(_moved(want, chosen)) if want else (),
        chosen=chosen,
        want=want,
    )


def _moved(want: Wanted, chosen: Mapping[str, Choice]) -> Iterable[Difference]:
    """Yield what was kept while the files said something else than they do now."""
    for name, one in kept(chosen).items():
        if wanted_value(want, name) not in (one.ours, trace(name, one.theirs)):
            yield Difference(name, want.fields.get(name, wanted_value(want, name)), one.theirs)


async def _searched(shop: Shop, looks: Iterable[Look]) -> list[Remote]:
    """Find everything in the shop that carries the SKUs of these listings."""
    found: list[Remote] = []
    for look in looks:
        skus = look.want.payload.lookup if look.want else map(Sku, look.known.offers)
        for sku in skus:
            found += await shop.adapter.find(sku)
    return found


def _skus(asked: Question, recorded: Mapping[str, Recorded]) -> set[str]:
    """Return every SKU that is ours, as the files or the record have it."""
    wanted = [one for one in asked.wanted.values() if not asked.chosen or one.sku in asked.chosen]
    found = {str(offer.sku) for one in wanted for offer in one.payload.offers}
    found |= {sku for one in recorded.values() for sku in (one.sku, *one.offers)}
    return found | {one.sku for one in wanted}


def twins_of(there: Iterable[Remote], own: Collection[str]) -> tuple[Twins, ...]:
    """Return the listings on sale of which several carry the same of our `own` SKUs."""
    carrying: dict[str, dict[str, Remote]] = {}
    for remote in there:
        if remote.status in ON_SALE:
            for sku in {remote.seller_sku, *(v.sku for v in remote.variants)}.intersection(own):
                carrying.setdefault(sku, {})[remote.remote_id] = remote
    groups: dict[tuple[str, ...], list[str]] = {}
    for sku, found in sorted(carrying.items()):
        if len(found) > 1:
            groups.setdefault(tuple(sorted(found)), []).append(sku)
    return tuple(
        Twins(tuple(skus), tuple(carrying[skus[0]][name] for name in ids))
        for ids, skus in groups.items()
    )


def _unknown(remote: Remote, known: set[str]) -> bool:
    return remote.status is not RemoteStatus.GONE and remote.remote_id not in known
