"""Before anything is sent: ask what categories want to know, and keep back what they would refuse.

A category is asked about once, and only when nothing is kept of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.adapters.base import CategoryBook
from ocopctl.errors import JournalError, OcopctlError, Rejected
from ocopctl.publishing.attributes import OF_ONE_LISTING, refusal
from ocopctl.publishing.book import Book
from ocopctl.publishing.plan import Kind
from ocopctl.publishing.uploads import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.publishing.lane import Lane
    from ocopctl.publishing.plan import Action
    from ocopctl.publishing.state import Wanted

WITH_CONTENT = frozenset({Kind.CREATE, Kind.UPDATE})
"""The kinds of actions that send attributes."""


async def let_through(lane: Lane, actions: Sequence[Action]) -> list[Action]:
    """Return the actions to be done; those that the shop would refuse are refused here.

    An error in asking ends the actions that it concerns; prices and stocks go on.
    """
    adapter = lane.shop.adapter
    if not isinstance(adapter, CategoryBook):
        return list(actions)
    book = Book(lane.shop.told)
    passed = []
    for action in actions:
        if action.kind in WITH_CONTENT:
            error = lane.stopped or await _refused(lane, action, adapter, book)
            if error is not None:
                lane.fail(action, error)
                continue
        passed.append(action)
    return passed


async def _refused(
    lane: Lane, action: Action, adapter: CategoryBook, book: Book
) -> OcopctlError | None:
    listing = lane.wanted[action.sku].listing
    try:
        rows = await book.attributes(adapter, listing.category_id)
    except OcopctlError as error:
        return error
    return refusal(listing, rows, lane.shop.name)


def forget_refused(lane: Lane) -> None:
    """Drop what is kept of categories and pictures of listings that the shop itself refused.

    It may be stale: a tree changes, and a picture that nothing shows may be thrown away there.
    """
    book = Book(lane.shop.told)
    for result in lane.results:
        error, want = result.error, lane.wanted.get(result.action.sku)
        if isinstance(error, Rejected) and error.code not in OF_ONE_LISTING and want is not None:
            book.forget(want.listing.category_id)
            if result.action.kind in WITH_CONTENT:
                _forget_pictures(lane, want)


def _forget_pictures(lane: Lane, want: Wanted) -> None:
    try:
        keys = [key_of(picture, lane.shop.pictures) for picture in want.payload.pictures]
        lane.journal.forget_pictures(lane.shop.key, keys)
    except JournalError as unwritten:
        lane.stopped = unwritten
