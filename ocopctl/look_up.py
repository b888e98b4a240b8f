"""Look categories up in one shop: from what it told within a day, else by asking it."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocopctl.adapters.base import CategoryBook
from ocopctl.errors import ConfigError, OcopctlError
from ocopctl.language import _
from ocopctl.publishing.book import Book
from ocopctl.publishing.category_search import near, search
from ocopctl.shops import connected, told_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.adapters.base import AttributeRow, CategoryRow
    from ocopctl.shops import Account
    from ocopctl.workspace import Workspace

SHOWN = 10
"""Categories that are shown unless all are wanted."""
ASKED = 50
"""Categories that are asked about at once: each costs a call (our choice)."""


@dataclass(frozen=True, slots=True)
class Match:
    """A category that was found; `asks` is None where the shop was not asked what it wants."""

    category: CategoryRow
    asks: tuple[AttributeRow, ...] | None


@dataclass(frozen=True, slots=True)
class Found:
    """The best matches, how many there are in all, and words to try when there are none.

    `trouble` says why the shop could not be asked about the matches.
    """

    matches: tuple[Match, ...]
    total: int
    near: tuple[str, ...] = ()
    trouble: OcopctlError | None = None


def look_up(
    workspace: Workspace, account: Account, text: str, *, every: bool, refresh: bool
) -> Found:
    """Search a shop's categories; `every` match is returned, or ten, and `refresh` asks anew.

    Raises ConfigError for an adapter that has no categories, and what asking the shop raises.
    """
    if not issubclass(account.adapter, CategoryBook):
        raise ConfigError(
            _("the adapter of {market} cannot show categories", market=account.target.marketplace),
            hint=_("look the number up in the seller centre of the marketplace"),
        )
    return asyncio.run(_look_up(workspace, account, text, every=every, refresh=refresh))


async def _look_up(
    workspace: Workspace, account: Account, text: str, *, every: bool, refresh: bool
) -> Found:
    async with AsyncExitStack() as stack:
        asking = _Asking(workspace, account, stack)
        if refresh:
            await asking.anew()
        rows = await asking.categories()
        hits = search(rows, text)
        if not hits:
            return Found((), 0, tuple(near(rows, text)))
        shown = hits if every else hits[:SHOWN]
        trouble = await asking.about(shown[:ASKED])
        matches = tuple(Match(row, asking.known(row)) for row in shown)
        return Found(matches, len(hits), trouble=trouble)


class _Asking:
    """A shop that is connected when the first question comes that nothing kept answers."""

    def __init__(self, workspace: Workspace, account: Account, stack: AsyncExitStack) -> None:
        self._workspace = workspace
        self._account = account
        self._stack = stack
        self._book = Book(told_by(workspace, account))
        self._adapter: CategoryBook | None = None

    async def anew(self) -> None:
        """Ask for the tree now; what was kept is dropped once the shop has answered."""
        rows = await (await self._connected()).categories()
        self._book.forget_all()
        self._book.keep(rows)

    async def categories(self) -> Sequence[CategoryRow]:
        kept = self._book.kept_categories()
        return kept or await self._book.categories(await self._connected())

    async def about(self, rows: Sequence[CategoryRow]) -> OcopctlError | None:
        """Ask what categories want; return what ended the asking, None when all are known."""
        try:
            for row in rows:
                if self._book.kept_attributes(row.category_id) is None:
                    await self._book.attributes(await self._connected(), row.category_id)
        except OcopctlError as error:
            return error
        return None

    def known(self, row: CategoryRow) -> tuple[AttributeRow, ...] | None:
        kept = self._book.kept_attributes(row.category_id)
        return None if kept is None else tuple(kept)

    async def _connected(self) -> CategoryBook:
        if self._adapter is None:
            connecting = connected(self._workspace, [self._account])
            [shop] = await self._stack.enter_async_context(connecting)
            if not isinstance(shop.adapter, CategoryBook):
                raise TypeError(f"{shop.adapter.name} has no categories")
            self._adapter, self._book = shop.adapter, Book(shop.told)
        return self._adapter
