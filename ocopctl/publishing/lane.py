"""One shop's work: what its steps share, and how an error becomes an outcome."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from ocopctl.adapters.base import PictureByUrl, PictureUpload
from ocopctl.errors import (
    AuthError,
    BudgetSpent,
    CredentialsError,
    Duplicate,
    Halted,
    JournalError,
    MarketplaceError,
    OcopctlError,
    OutcomeUnknown,
    QuotaExhausted,
    RateLimited,
    Recalled,
    Rejected,
    Transient,
    Unreachable,
)
from ocopctl.publishing.plan import Kind
from ocopctl.publishing.state import Outcome
from ocopctl.publishing.traces import traces_of
from ocopctl.publishing.uploads import key_of, ready

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, MutableMapping

    from ocopctl.adapters.base import Adapter, Payload, Picture
    from ocopctl.publishing.journal import Intent, Journal
    from ocopctl.publishing.plan import Action
    from ocopctl.publishing.state import Recorded, Wanted
    from ocopctl.rules.packs import Settle
    from ocopctl.rules.pictures import PictureRules
    from ocopctl.transport.clock import Clock

T = TypeVar("T")

WIDTH = 4
"""Listings of one shop that are worked on at once: one to four connections a client."""

_OUTCOMES: tuple[tuple[type[OcopctlError], Outcome], ...] = (
    (Duplicate, Outcome.HELD),
    (Rejected, Outcome.REJECTED),
    (OutcomeUnknown, Outcome.UNKNOWN),
    (Unreachable, Outcome.DEFERRED),
    (Transient, Outcome.DEFERRED),
    (QuotaExhausted, Outcome.DEFERRED),
    (RateLimited, Outcome.DEFERRED),
    (BudgetSpent, Outcome.DEFERRED),
    (Halted, Outcome.DEFERRED),
    (Recalled, Outcome.DEFERRED),
)
STOPS = (
    AuthError,
    BudgetSpent,
    CredentialsError,
    Halted,
    JournalError,
    QuotaExhausted,
    Unreachable,
)


@dataclass(frozen=True, slots=True)
class Shop:
    """A working shop: its key in the journal, its adapter, its time and its waits.

    `told` is what it said about its categories, shared with the adapter. Without rules for
    `pictures` they are sent as they are.
    """

    key: str
    name: str
    adapter: Adapter
    clock: Clock
    settle: Settle
    told: MutableMapping[str, Any] = field(default_factory=dict)
    pictures: PictureRules | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one action; `error` says why it is not verified."""

    action: Action
    outcome: Outcome
    error: OcopctlError | None = None
    url: str = ""
    note: str = ""


@dataclass(slots=True)
class Lane:
    """The state of one shop's run.

    `touched` are listings to read back, by SKU; `behind` those that were taken over with other
    prices or stocks than wanted, which the next plan sends.
    """

    shop: Shop
    journal: Journal
    wanted: dict[str, Wanted]
    known: dict[str, Recorded]
    report: Callable[[Result], None]
    touched: dict[str, list[Action]] = field(default_factory=dict)
    behind: set[str] = field(default_factory=set)
    results: list[Result] = field(default_factory=list)
    stopped: OcopctlError | None = None
    slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(WIDTH))
    uploads: dict[str, asyncio.Lock] = field(default_factory=dict)

    def finish(self, action: Action, outcome: Outcome, error: OcopctlError | None = None) -> None:
        """Report the final outcome of an action."""
        url = self.known[action.sku].url if action.sku in self.known else ""
        result = Result(action, outcome, error, url)
        self.results.append(result)
        self.report(result)

    def fail(
        self,
        action: Action,
        error: OcopctlError,
        intent: Intent | None = None,
        outcome: Outcome | None = None,
    ) -> None:
        """Turn an error into the action's outcome; an error about the whole shop stops the lane.

        Where the outcome cannot be written the intent stays open, which the next run looks into.
        """
        outcome = outcome or outcome_of(error)
        if action.of_recall and outcome is Outcome.REJECTED:
            outcome = Outcome.DEFERRED  # a review in the way of a recall ends some day
        if isinstance(error, STOPS):
            self.stopped = error
        if intent is not None:
            try:
                self.journal.conclude(intent, outcome, at=self.now(), detail=told(error))
            except JournalError as unwritten:
                self.stopped = unwritten
        self.finish(action, outcome, error)

    def finished(self, action: Action) -> bool:
        """Tell whether an outcome of the action was reported."""
        return any(result.action == action for result in self.results)

    def keep(self, action: Action, recorded: Recorded, intent: Intent) -> None:
        """Write that the shop took an action, and put the listing down to be read back."""
        self.journal.conclude(intent, recorded.outcome, at=self.now(), recorded=recorded)
        self.known[action.sku] = recorded
        self.touched.setdefault(action.sku, []).append(action)

    def intend(self, action: Action, *, key: str = "", digest: str = "") -> Intent:
        """Write that an action is about to be made; `digest` where it is not the action's own.

        Raises Recalled when the product was recalled, also while this run was under way.
        """
        self.must_not_be_recalled(action)
        content = digest or action.digest
        return self.journal.intend(
            self.shop.key,
            action.sku,
            action.kind,
            digest=content,
            key=key,
            at=self.now(),
            detail=traces_of(action),
        )

    def must_not_be_recalled(self, action: Action) -> None:
        """Raise Recalled for a product that may only be taken off sale."""
        if action.kind is not Kind.UNLIST:
            error = self.journal.recalls.against(self.shop.key, action.sku)
            if error is not None:
                raise error

    def now(self) -> float:
        """Return the shop's time."""
        return self.shop.clock.now()

    def to_upload(self, payload: Payload) -> int:
        """Return how many bytes of pictures the shop does not have yet."""
        if not isinstance(self.shop.adapter, PictureUpload):
            return 0
        kept = self.journal.pictures(self.shop.key)
        missing = (p for p in payload.pictures if key_of(p, self.shop.pictures) not in kept)
        return sum(picture.path.stat().st_size for picture in missing if picture.path.is_file())

    async def with_pictures(self, payload: Payload) -> Payload:
        """Put the platform's references in the payload, sending pictures it does not have yet."""
        references = {p.sha256: await self._reference(p) for p in payload.pictures}
        return payload.with_pictures(references)

    async def _reference(self, picture: Picture) -> str:
        adapter = self.shop.adapter
        if isinstance(adapter, PictureByUrl):
            return adapter.picture_reference(picture)
        if not isinstance(adapter, PictureUpload):
            raise TypeError(f"{adapter.name} takes pictures neither by upload nor by address")
        async with self.uploads.setdefault(picture.sha256, asyncio.Lock()):
            key = key_of(picture, self.shop.pictures)
            kept = self.journal.pictures(self.shop.key).get(key)
            if kept is None:
                sent, content = await asyncio.to_thread(ready, picture, self.shop.pictures)
                kept = await adapter.upload(sent, content)
                self.journal.keep_picture(self.shop.key, key, kept)
        return kept


async def all_of(steps: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """Run steps side by side to their ends; a bug in one is raised when the others are done."""
    results = await asyncio.gather(*steps, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return [result for result in results if not isinstance(result, BaseException)]


def outcome_of(error: OcopctlError) -> Outcome:
    """Return the outcome that an error stands for."""
    return next((out for kind, out in _OUTCOMES if isinstance(error, kind)), Outcome.FAILED)


def told(error: OcopctlError) -> dict[str, str]:
    """Return what the journal keeps of an error: its words and the platform's, no secrets."""
    body = {"message": error.message, "place": error.place}
    if isinstance(error, MarketplaceError):
        body |= {"code": error.code, "own_words": error.own_words, "request_id": error.request_id}
    return {name: text for name, text in body.items() if text}
