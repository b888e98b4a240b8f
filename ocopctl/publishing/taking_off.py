"""Taking one recalled product off sale in one shop, and looking until the shop itself shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import RemoteId, RemoteStatus, Sku
from ocopctl.errors import MarketplaceError, NotFound, OcopctlError, Transient
from ocopctl.language import _
from ocopctl.publishing.lane import STOPS, told
from ocopctl.publishing.recalls import InShop, Standing, unlisting
from ocopctl.publishing.state import Outcome, Recorded, RecordedOffer
from ocopctl.publishing.traces import traces_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ocopctl.adapters.base import Remote
    from ocopctl.publishing.journal import Journal
    from ocopctl.publishing.lane import Shop
    from ocopctl.publishing.recalls import Recall

_OFF = frozenset({RemoteStatus.UNLISTED, RemoteStatus.GONE, RemoteStatus.REJECTED})
"""What a shop shows of a listing that nobody can buy."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How far the recall came in the shop, and why not further."""

    found: InShop
    error: OcopctlError | None = None


@dataclass(slots=True)
class Task:
    """One recall in one shop: `found` is what is known, which `tell` writes down at once."""

    recall: Recall
    shop: Shop
    journal: Journal
    found: InShop
    tell: Callable[[InShop], None]

    def learn(self, **news: Any) -> None:
        """Take note of news and write them down."""
        self.found = replace(self.found, **news)
        self.tell(self.found)

    def wall(self) -> float:
        """Return the time that people's clocks show."""
        return self.shop.clock.wall()


async def take_off(task: Task) -> Ended:
    """Take the product's listing off sale, settle a creation in doubt, look for listings besides.

    Listings that were not made from here are named and left as they are. Returns the error that
    kept the recall from its end; raises JournalError when nothing can be written.
    """
    task.learn(asked_at=task.found.asked_at or task.wall())
    known = task.journal.listings(task.shop.key).get(task.recall.sku)
    error: OcopctlError | None = None
    try:
        if known is None or not known.remote_id:
            known = await _settled(task)
        if known is not None:
            known, error = await _off_sale(task, known)
        await _look_around(task, known)
    except MarketplaceError as unanswered:
        error = error or unanswered
        if task.found.state is not Standing.GONE:
            task.learn(state=Standing.WAITING)
        task.learn(own_words=words_of(error))
    except OcopctlError as stopped:
        error = error or stopped
        if task.found.state is not Standing.GONE:
            task.learn(state=Standing.WAITING, own_words=words_of(stopped))
    return Ended(task.found, error)


async def _settled(task: Task) -> Recorded | None:
    """Find the listing that a creation in doubt has made; None when there is none of ours."""
    doubt = task.journal.doubts(task.shop.key).get(task.recall.sku)
    if doubt is None:
        return None
    for wait in (0.0, *task.shop.settle.index_lag_s):
        await task.shop.clock.sleep(wait)
        there = await _listings(task)
        if len(there) == 1:
            known = _recorded(task, next(iter(there.values())))
            task.journal.conclude(doubt, Outcome.ACCEPTED, at=task.shop.clock.now(), recorded=known)
            return known
        if there:
            return None
    return None


def _recorded(task: Task, remote: Remote) -> Recorded:
    """Return the record of a listing as the shop shows it; its content counts as not known."""
    offers = {
        str(v.sku): RecordedOffer(v.price, v.stock or 0, v.remote_sku)
        for v in remote.variants
        if v.price is not None
    }
    return Recorded(
        shop=task.shop.key,
        sku=task.recall.sku,
        remote_id=remote.remote_id,
        digest="",
        fields={"title": remote.title, "variants": {}},
        offers=offers,
        outcome=Outcome.ACCEPTED,
        on_sale=remote.status is not RemoteStatus.UNLISTED,
        url=remote.url,
    )


async def _off_sale(task: Task, known: Recorded) -> tuple[Recorded, OcopctlError | None]:
    """Unlist until the shop shows no listing on sale, or its deadline has passed."""
    clock, settle = task.shop.clock, task.shop.settle
    task.learn(remote_id=known.remote_id, url="" if task.found.practice else known.url)
    deadline = clock.now() + settle.read_for_s
    on_sale, error = known.on_sale, None
    while True:
        if on_sale:
            known, error = await _unlist(task, known)
        try:
            remote = await task.shop.adapter.read(RemoteId(known.remote_id))
        except NotFound:
            return _gone(task, replace(known, remote_id="")), None
        except OcopctlError as unanswered:
            return known, _waits(task, error or unanswered)
        if remote.status in _OFF:
            gone = remote.status is RemoteStatus.GONE
            known = known.seen(remote)
            return _gone(task, replace(known, remote_id="") if gone else known), None
        known = _shown(task, known, remote, refused=error is not None)
        if isinstance(error, STOPS) or clock.now() >= deadline:
            return known, _waits(task, error)
        on_sale = error is not None or remote.status is RemoteStatus.LIVE
        try:
            await clock.sleep(settle.read_every_s)
        except OcopctlError as stopped:
            return known, _waits(task, stopped)


async def _unlist(task: Task, known: Recorded) -> tuple[Recorded, OcopctlError | None]:
    """Send the call once, written down before and after; return what is known and what failed."""
    action = unlisting(task.recall, known)
    intent = task.journal.intend(
        known.shop,
        known.sku,
        action.kind,
        digest=known.digest,
        key="",
        at=task.shop.clock.now(),
        detail=traces_of(action),
    )
    try:
        await task.shop.adapter.unlist(RemoteId(known.remote_id))
    except OcopctlError as error:
        task.journal.conclude(
            intent, Outcome.DEFERRED, at=task.shop.clock.now(), detail=told(error)
        )
        return known, error
    known = replace(known, on_sale=False, outcome=Outcome.ACCEPTED)
    task.journal.conclude(intent, Outcome.ACCEPTED, at=task.shop.clock.now(), recorded=known)
    task.learn(state=Standing.UNLISTED, unlisted_at=task.wall(), own_words="")
    return known, None


def _gone(task: Task, known: Recorded) -> Recorded:
    """Write that the shop shows the listing off sale, or knows none of it any more."""
    now, wall = task.shop.clock.now(), task.wall()
    known = replace(known, on_sale=False, outcome=Outcome.VERIFIED, verified_at=now)
    task.journal.observe(known, at=now)
    task.learn(
        state=Standing.GONE,
        unlisted_at=task.found.unlisted_at or wall,
        seen_gone_at=wall,
        emptied=False,
        own_words=known.reason,
    )
    return known


def _shown(task: Task, known: Recorded, remote: Remote, *, refused: bool) -> Recorded:
    """Take over ids and, where unlisting was refused, that the stock was emptied instead."""
    known = known.seen(remote)
    emptied = refused and bool(remote.variants) and all(v.stock == 0 for v in remote.variants)
    if emptied:
        known = known.with_offers({v.sku: v for v in remote.variants if v.sku in known.offers})
    if emptied != task.found.emptied:
        task.journal.observe(known, at=task.shop.clock.now())
        task.learn(emptied=emptied)
    return known


def _waits(task: Task, error: OcopctlError | None) -> OcopctlError:
    """Write why the listing is not seen gone."""
    why = error or Transient(
        _("the shop took the call and still shows the listing"),
        hint=_("run the same recall again later; it looks again"),
    )
    state = task.found.state if error is None else Standing.WAITING
    task.learn(state=state, own_words=words_of(why))
    return why


async def _look_around(task: Task, known: Recorded | None) -> None:
    """Name listings on sale that carry the product's SKUs and were not made from here."""
    ours = "" if known is None else known.remote_id
    there = (await _listings(task)).values()
    strangers = tuple(
        sorted(r.remote_id for r in there if r.status not in _OFF and r.remote_id != ours)
    )
    if known is None and task.found.state is not Standing.GONE:
        task.learn(state=Standing.ABSENT, own_words="")
    task.learn(strangers=strangers)


async def _listings(task: Task) -> Mapping[str, Remote]:
    """Return what the shop has under any of the product's SKUs, deleted listings left out."""
    found: dict[str, Remote] = {}
    for sku in task.recall.skus:
        remotes = await task.shop.adapter.find(Sku(sku))
        found |= {r.remote_id: r for r in remotes if r.status is not RemoteStatus.GONE}
    return found


def words_of(error: OcopctlError) -> str:
    """Return the platform's own words, or ours where it had none."""
    own = f"{error.code} {error.own_words}".strip() if isinstance(error, MarketplaceError) else ""
    return own or error.message
