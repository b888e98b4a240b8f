"""From files to a plan, without a terminal: what every command of the line stands on."""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from ocopctl.adapters.base import PictureByUrl
from ocopctl.adapters.registry import names as marketplaces
from ocopctl.catalog.codes import EXPLANATIONS as CATALOG
from ocopctl.catalog.ignores import applied
from ocopctl.catalog.load import load
from ocopctl.catalog.source import read_source
from ocopctl.errors import InputError, UsageError
from ocopctl.language import _
from ocopctl.problems import Problem, Severity, has_errors, in_order
from ocopctl.publishing import attributes
from ocopctl.publishing.attributes import OF_ONE_LISTING
from ocopctl.publishing.book import Book
from ocopctl.publishing.choices import as_kept
from ocopctl.publishing.codes import LISTINGS
from ocopctl.publishing.gate import WITH_CONTENT
from ocopctl.publishing.plan import Plan, make_plan
from ocopctl.publishing.recalls import off_sale, recalled
from ocopctl.publishing.selection import choose, in_state
from ocopctl.publishing.wanted import strangers, want
from ocopctl.rules.words import word_rules
from ocopctl.shops import accounts, connected, told_by
from ocopctl.workspace_codes import WORKSPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ocopctl.catalog.load import Catalog, Entry
    from ocopctl.catalog.source import Source
    from ocopctl.publishing.choices import Choice
    from ocopctl.publishing.journal import Journal
    from ocopctl.publishing.outlook import Altered
    from ocopctl.publishing.recalls import Recall
    from ocopctl.publishing.state import Recorded, Wanted
    from ocopctl.shops import Account
    from ocopctl.workspace import Workspace

JOURNAL = "state.db"
_CODES = {**CATALOG, **LISTINGS, **WORKSPACE}


@dataclass(frozen=True, slots=True)
class Judged:
    """What the product files ask of the shops, and every problem that stands against it."""

    accounts: tuple[Account, ...]
    entries: tuple[Entry, ...]
    wanted: tuple[Wanted, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """What a run knows before anything is sent; `found` are the problems of all listings.

    `plan` is what is to be done, a part of `whole`, which is all that the shops lack of these
    products. `recalls` are those that stand.
    """

    workspace: Workspace
    accounts: tuple[Account, ...]
    entries: tuple[Entry, ...]
    patterns: tuple[str, ...]
    wanted: tuple[Wanted, ...]
    found: tuple[Problem, ...]
    recorded: Mapping[str, Mapping[str, Recorded]]
    plan: Plan
    recalls: tuple[Recall, ...] = ()
    whole: Plan = Plan(())  # noqa: RUF009 - frozen

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return the problems that matter to the plan.

        Those of attributes only where they are sent, warnings only of the products that were asked
        for.
        """
        asked = {"", *(entry.product.sku for entry in self.entries)}
        sent = {(self.name_of(a.shop), a.sku) for a in self.plan.actions if a.kind in WITH_CONTENT}
        return tuple(
            problem
            for problem in self.found
            if (problem.severity is Severity.ERROR or problem.sku in asked)
            and (problem.code not in OF_ONE_LISTING or (problem.shop, problem.sku) in sent)
        )

    @property
    def errors(self) -> list[Problem]:
        """Return the problems that stop everything; those of attributes stop one listing alone."""
        return [
            problem
            for problem in self.found
            if problem.severity is Severity.ERROR and problem.code not in OF_ONE_LISTING
        ]

    def name_of(self, key: str) -> str:
        """Return the name of a shop by its key in the journal."""
        return next(a.target.name for a in self.accounts if a.key == key)


def today(workspace: Workspace) -> date:
    """Return the day it is in the workspace's time zone."""
    return datetime.now(workspace.zone).date()


def journal_of(workspace: Workspace) -> Journal:
    """Open the journal of a workspace."""
    from ocopctl.publishing.database import Database  # noqa: PLC0415 - half of the time to start
    from ocopctl.publishing.journal import Journal  # noqa: PLC0415 - half of the time to start

    return Journal(Database(workspace.state / JOURNAL), run=f"{time.time():.3f}-{os.getpid()}")


def judge(
    workspace: Workspace,
    patterns: Sequence[str] = (),
    shops: Sequence[str] = (),
    *,
    on: date | None = None,
    source_of: Callable[[Path], Source] = read_source,
) -> Judged:
    """Read the product files and hold them against every shop's rules as of the day `on` (today).

    Needs no journal, no credentials and no network: attributes are held against what shops told
    within a day, and against nothing where they told nothing. Raises InputError when there are no
    product files; problems in them are in what is returned.
    """
    if not workspace.files:
        raise InputError(
            _("there are no product files"),
            place=str(workspace.root),
            hint=_("name one: --file products.yaml, or make a workspace: ocopctl init"),
        )
    chosen = accounts(workspace, shops)
    day = on or today(workspace)
    words = word_rules(workspace.folder("rules"))
    catalog = load(workspace.files, on=day, words=words, source_of=source_of)
    entries = _chosen(catalog, patterns)
    targets = [(account.key, account.target, account.adapter) for account in chosen]
    wanted, found = want(filter(_complete, entries), targets, day)
    found += strangers(entries, {*workspace.settings.shops, *marketplaces()})
    told = {_spot(problem) for problem in catalog.problems if problem.severity is Severity.ERROR}
    found += _refused(workspace, chosen, entries, wanted)
    news = [problem for problem in found if _spot(problem) not in told]
    problems = tuple(in_order(applied([*catalog.problems, *news], catalog.ignores, _CODES)))
    return Judged(tuple(chosen), tuple(entries), tuple(wanted), problems)


def _refused(
    workspace: Workspace,
    chosen: Sequence[Account],
    entries: Sequence[Entry],
    wanted: Sequence[Wanted],
) -> list[Problem]:
    """Return the attributes that shops would refuse, as far as what they ask for is kept."""
    by_sku = {entry.product.sku: entry for entry in entries}
    shops = {account.key: (account.target, Book(told_by(workspace, account))) for account in chosen}
    found: list[Problem] = []
    for one in wanted:
        target, book = shops[one.shop]
        rows = book.kept_attributes(one.listing.category_id)
        found += attributes.problems(by_sku[one.sku], one.listing, target, rows or ())
    return found


def _chosen(catalog: Catalog, patterns: Sequence[str]) -> list[Entry]:
    """Choose products; where files have errors, those are told before a pattern that fits none."""
    try:
        return choose(catalog.entries, patterns)
    except UsageError:
        if has_errors(catalog.problems):
            return []
        raise


def _complete(entry: Entry) -> bool:
    """Tell whether a listing can be made; if not, the catalog's problems say what is missing."""
    product, forms = entry.product, entry.product.forms()
    pictures = {*product.images, *(form.image for form in forms if form.image)}
    chosen = (
        form.options.get(axis.name) in axis.values for form in forms for axis in product.options
    )
    return pictures <= entry.pictures.keys() and all(chosen)


def _spot(problem: Problem) -> tuple[str, int, int]:
    return problem.place.file, problem.place.line, problem.place.column


def prepare(
    workspace: Workspace,
    patterns: Sequence[str] = (),
    shops: Sequence[str] = (),
    *,
    on: date | None = None,
) -> Session:
    """Judge everything as `judge` does, read the journal and make the plan. Nothing is sent."""
    judged = judge(workspace, patterns, shops, on=on)
    session = Session(
        workspace=workspace,
        accounts=judged.accounts,
        entries=judged.entries,
        patterns=tuple(patterns),
        wanted=_as_kept(workspace, judged),
        found=judged.problems,
        recorded=recorded_in(workspace, judged.accounts),
        plan=Plan(()),
        recalls=recalls_in(workspace),
    )
    return _planned(session)


def _as_kept(workspace: Workspace, judged: Judged) -> tuple[Wanted, ...]:
    """Lay hand edits that people decided to keep over what the files want."""
    decided = choices_in(workspace, judged.accounts)
    adapters = {account.key: account.adapter for account in judged.accounts}
    found = (
        as_kept(one, decided.get(one.shop, {}).get(one.sku, {}), adapters[one.shop])
        for one in judged.wanted
    )
    return tuple(one for one in found if one is not None)


def _planned(session: Session) -> Session:
    fixed = {account.key: account.adapter.capabilities.fixed for account in session.accounts}
    free = (w for w in session.wanted if not recalled(session.recalls, w.shop, w.sku))
    plan = make_plan(free, session.recorded, fixed, doubts_in(session.workspace, session.accounts))
    chosen = in_state(plan, session.patterns, session.recorded)
    first = off_sale(session.recalls, session.recorded)
    return replace(
        session,
        plan=Plan.sorted([*first, *chosen.actions]),
        whole=Plan.sorted([*first, *plan.actions]),
    )


def with_plan(session: Session, plan: Plan) -> Session:
    """Return the session with another plan, a part of the first."""
    return replace(session, plan=plan)


def refreshed(session: Session) -> Session:
    """Ask the shops what they show, and plan against that; the journal is left as it is."""
    return _planned(replace(session, recorded=asyncio.run(_asked(session))))


async def _asked(session: Session) -> dict[str, Mapping[str, Recorded]]:
    from ocopctl.publishing.refresh import as_shown  # noqa: PLC0415 - few ask, and it loads much

    async with connected(session.workspace, session.accounts) as shops:
        found = [await as_shown(shop, session.recorded.get(shop.key, {})) for shop in shops]
        return {shop.key: shown for shop, shown in zip(shops, found, strict=True)}


def altered_pictures(session: Session) -> Iterator[Altered]:
    """Work out, picture by picture, what is altered in those that the session's plan sends.

    Raises InputError for a picture that cannot be sent.
    """
    from ocopctl.publishing.outlook import altered  # noqa: PLC0415 - few ask

    uploading = [a for a in session.accounts if not issubclass(a.adapter, PictureByUrl)]
    rules = {a.key: found for a in uploading if (found := a.target.pack.pictures)}
    kept: dict[str, dict[str, str]] = {}
    if (session.workspace.state / JOURNAL).is_file():
        journal = journal_of(session.workspace)
        try:
            kept = {key: journal.pictures(key) for key in rules}
        finally:
            journal.close()
    return altered(session.plan, session.wanted, rules, kept)


def recorded_in(
    workspace: Workspace, chosen: Sequence[Account]
) -> dict[str, Mapping[str, Recorded]]:
    """Read what the journal knows; a workspace without one knows nothing, and gets none yet."""
    if not (workspace.state / JOURNAL).is_file():
        return {}
    journal = journal_of(workspace)
    try:
        return {account.key: journal.listings(account.key) for account in chosen}
    finally:
        journal.close()


def choices_in(
    workspace: Workspace, chosen: Sequence[Account]
) -> dict[str, dict[str, dict[str, Choice]]]:
    """Read what people decided about hand edits, by shop, SKU and field."""
    if not (workspace.state / JOURNAL).is_file():
        return {}
    from ocopctl.publishing.decided import choices_of  # noqa: PLC0415 - half of the time to start

    journal = journal_of(workspace)
    try:
        return {account.key: choices_of(journal.database, account.key) for account in chosen}
    finally:
        journal.close()


def doubts_in(workspace: Workspace, chosen: Sequence[Account]) -> dict[str, frozenset[str]]:
    """Return, by shop, the SKUs of creations of which nobody knows whether they happened."""
    if not (workspace.state / JOURNAL).is_file():
        return {}
    journal = journal_of(workspace)
    try:
        return {account.key: frozenset(journal.doubts(account.key)) for account in chosen}
    finally:
        journal.close()


def recalls_in(workspace: Workspace) -> tuple[Recall, ...]:
    """Read the recalls that stand; a workspace without a journal has none."""
    if not (workspace.state / JOURNAL).is_file():
        return ()
    journal = journal_of(workspace)
    try:
        return tuple(journal.recalls.standing())
    finally:
        journal.close()
