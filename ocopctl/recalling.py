"""Recalling products: written down first, then off sale in every shop side by side."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field, replace
from datetime import datetime
from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING

from ocopctl.catalog.load import load
from ocopctl.errors import CredentialsError, OcopctlError, UsageError
from ocopctl.language import _
from ocopctl.publishing.interruption import heeding, run_whole
from ocopctl.publishing.lane import Result, all_of
from ocopctl.publishing.lock import person, preempting
from ocopctl.publishing.outbox import Outbox
from ocopctl.publishing.recall_choice import drafts
from ocopctl.publishing.recall_desk import put_down, tell
from ocopctl.publishing.recall_proof import FOLDER, files_of
from ocopctl.publishing.recalls import DONE, ZONE, InShop, Recall, Standing, unlisting
from ocopctl.publishing.state import Outcome
from ocopctl.publishing.taking_off import Ended, Task, take_off, words_of
from ocopctl.session import journal_of, recalls_in, recorded_in
from ocopctl.shops import accounts, connected
from ocopctl.transport.halt import Halt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from ocopctl.publishing.journal import Journal
    from ocopctl.publishing.lane import Shop
    from ocopctl.shops import Account
    from ocopctl.workspace import Workspace

LOCK_WAIT_S = 90.0
"""For how long a recall waits for a run that it has asked to end (three call timeouts)."""


@dataclass(frozen=True, slots=True)
class InOneShop:
    """What became of one recall in one shop, and why it is not done."""

    recall: Recall
    shop: str
    found: InShop
    error: OcopctlError | None = None


def chosen(workspace: Workspace, patterns: Sequence[str], batch: str = "") -> list[Recall]:
    """Return a recall for each product that fits, not begun: nothing is written yet.

    Files with problems are no hindrance, and a product that has left them is found by its SKU in
    the journal. Raises UsageError for what fits no product.
    """
    shops = recorded_in(workspace, accounts(workspace)).values()
    known = {sku: one for listings in shops for sku, one in listings.items()}
    return drafts(load(workspace.files).entries, known, patterns, batch)


def begin(
    workspace: Workspace, found: Sequence[Recall], shops: Sequence[str], reason: str
) -> list[Recall]:
    """Write the recalls and their proofs; from when this returns nothing else is sent for them.

    A recall that stands already is taken up again instead of a second one. `shops` are names;
    none is every shop, later ones too.
    """
    chosen_shops = accounts(workspace, shops)
    only = tuple(account.key for account in chosen_shops) if shops else ()
    at = time.time()
    journal = journal_of(workspace)
    try:
        before = journal.recalls.all()
        taken = {one.id for one in before}
        recalls = []
        for new in found:
            again = _standing(before, new.sku, only)
            recall = again or replace(
                new,
                id=_id(new.sku, at, taken, workspace),
                reason=reason,
                asked_by=person(),
                asked_at=at,
                only=only,
            )
            for account in chosen_shops:
                if account.key not in recall.shops:
                    practice = account.settings.mode == "practice"
                    recall = recall.with_shop(account.key, InShop(account.target.name, practice))
            recalls.append(recall)
        put_down(journal, workspace.state / FOLDER, recalls)
    finally:
        journal.close()
    return recalls


def _standing(before: Sequence[Recall], sku: str, only: tuple[str, ...]) -> Recall | None:
    """Return a recall that stands and covers at least these shops."""
    for one in before:
        if one.sku == sku and one.released_at is None:
            wide = not one.only or (bool(only) and set(only) <= set(one.only))
            if wide:
                return one
    return None


def _id(sku: str, at: float, taken: set[str], workspace: Workspace) -> str:
    """Name a recall by its day and SKU; a second one on the same day gets a number."""
    plain = f"{datetime.fromtimestamp(at, ZONE):%Y-%m-%d}-{sku}"
    number, name = 1, plain
    while name in taken or (workspace.state / FOLDER / f"{name}.json").exists():
        number += 1
        name = f"{plain}-{number}"
    taken.add(name)
    return name


def carry_out(
    workspace: Workspace,
    recalls: Sequence[Recall],
    shops: Sequence[str],
    report: Callable[[InOneShop], None],
    say: Callable[[str], None],
) -> list[InOneShop]:
    """Take the products off sale in these shops (none named: all), and look until it is seen.

    What could not be done waits in the outbox, and the proofs say so.
    """
    chosen = accounts(workspace, shops)
    return run_whole(lambda: _carry_out(workspace, recalls, chosen, report, say))


async def _carry_out(
    workspace: Workspace,
    recalls: Sequence[Recall],
    chosen_shops: Sequence[Account],
    report: Callable[[InOneShop], None],
    say: Callable[[str], None],
) -> list[InOneShop]:
    desk = _Desk(workspace, journal_of(workspace), report)
    halt = Halt()
    shut: dict[str, CredentialsError] = {}
    try:
        async with (
            heeding(halt, workspace.state, (), say),
            connected(workspace, chosen_shops, shut=shut, halt=halt) as shops,
        ):
            for key, error in shut.items():
                desk.give_up(recalls, key, error)
            await all_of(_in_shop(desk, shop, recalls, halt) for shop in shops)
    finally:
        desk.journal.close()
    return desk.results


@dataclass(slots=True)
class _Desk:
    """Where all lanes of a recall write down what they find."""

    workspace: Workspace
    journal: Journal
    report: Callable[[InOneShop], None]
    results: list[InOneShop] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.workspace.state / FOLDER

    def write(self, recall: Recall, shop: str, found: InShop) -> None:
        tell(self.journal, self.folder, recall.id, shop, found)

    def end(self, recall: Recall, shop: str, ended: Ended) -> None:
        result = InOneShop(recall, shop, ended.found, ended.error)
        self.results.append(result)
        self.report(result)

    def give_up(self, recalls: Iterable[Recall], shop: str, error: OcopctlError) -> None:
        """Write that nothing could be done in a shop."""
        for recall in recalls:
            found = recall.shops[shop]
            if found.state not in DONE:
                found = replace(found, state=Standing.WAITING, own_words=words_of(error))
                self.write(recall, shop, found)
            self.end(recall, shop, Ended(found, error))


async def _in_shop(desk: _Desk, shop: Shop, recalls: Sequence[Recall], halt: Halt) -> None:
    """Work in one shop once the run that is there has let go of it."""
    waited: OcopctlError | None = None
    try:
        async with preempting(desk.workspace.state, shop.key, within_s=LOCK_WAIT_S, halt=halt):
            slots = asyncio.Semaphore(4)
            await all_of(_one(desk, shop, recall, slots) for recall in recalls)
            _into_outbox(desk, shop)
            return
    except OcopctlError as error:
        waited = error
    seen = {(one.recall.id, one.shop) for one in desk.results}
    desk.give_up((r for r in recalls if (r.id, shop.key) not in seen), shop.key, waited)


async def _one(desk: _Desk, shop: Shop, recall: Recall, slots: asyncio.Semaphore) -> None:
    async with slots:
        task = Task(
            recall=recall,
            shop=shop,
            journal=desk.journal,
            found=recall.shops[shop.key],
            tell=partial(desk.write, recall, shop.key),
        )
        desk.end(recall, shop.key, await take_off(task))


def _into_outbox(desk: _Desk, shop: Shop) -> None:
    """Let listings that are still on sale wait in the outbox; take the others out of it."""
    listings = desk.journal.listings(shop.key)
    results = [
        Result(
            unlisting(one.recall, known),
            Outcome.DEFERRED if known.on_sale and known.remote_id else Outcome.VERIFIED,
            one.error,
        )
        for one in desk.results
        if one.shop == shop.key and (known := listings.get(one.recall.sku)) is not None
    ]
    ahead = {shop.key: shop.clock.now() - shop.clock.wall()}
    Outbox(desk.journal.database).settle(results, time.time(), ahead)


def to_release(workspace: Workspace, patterns: Sequence[str]) -> list[Recall]:
    """Return the standing recalls that fit. Raises UsageError for a pattern that fits none."""
    standing = recalls_in(workspace)
    found: dict[str, Recall] = {}
    for pattern in patterns:
        fitting = [r for r in standing if any(fnmatchcase(sku, pattern) for sku in r.skus)]
        if not fitting:
            raise UsageError(
                _("no recall stands for “{pattern}”", pattern=pattern),
                hint=_("recalled are: {names}", names=", ".join(sorted({r.sku for r in standing})))
                if standing
                else _("nothing is recalled"),
            )
        found |= {recall.id: recall for recall in fitting}
    return list(found.values())


def release(workspace: Workspace, recalls: Sequence[Recall], reason: str) -> list[Recall]:
    """End recalls, in the journal and in their proofs; the next publish puts on sale again."""
    journal = journal_of(workspace)
    now = {recall.id for recall in recalls}
    try:
        ended = [
            replace(recall, released_at=time.time(), released_by=person(), release_reason=reason)
            for recall in journal.recalls.standing()
            if recall.id in now
        ]
        put_down(journal, workspace.state / FOLDER, ended)
    finally:
        journal.close()
    return ended


def current(workspace: Workspace, recalls: Sequence[Recall]) -> list[Recall]:
    """Return these recalls as the journal has them now."""
    fresh = {recall.id: recall for recall in recalls_in(workspace)}
    return [fresh.get(recall.id, recall) for recall in recalls]


def proofs(workspace: Workspace, recalls: Iterable[Recall]) -> list[Path]:
    """Return the files of these recalls' proofs, two each."""
    return [path for one in recalls for path in files_of(workspace.state / FOLDER, one)]
