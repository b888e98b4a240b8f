"""An id of another type than the platform's is a strange answer, and never kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from ocopctl.adapters.base import Remote, RemoteId, RemoteStatus, RemoteVariant, Sku
from ocopctl.adapters.strange import guard
from ocopctl.errors import OutcomeUnknown, Transient
from ocopctl.transport.heard import Note, heard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence


@dataclass
class Shop:
    """An adapter that takes an id as it comes."""

    item_id: object
    sku_id: object = 7
    name: str = "shop"

    def _remote(self) -> Remote:
        heard(Note("get"))
        variant = RemoteVariant(Sku("A-1"), str(self.sku_id), 1, 1)
        return Remote(RemoteId(str(self.item_id)), RemoteStatus.LIVE, variants=(variant,))

    async def read(self, _remote_id: str) -> Remote:
        return self._remote()

    async def find(self, _sku: str) -> Sequence[Remote]:
        return [self._remote()]

    async def create(self, _payload: object) -> Remote:
        return self._remote()

    async def list(self) -> AsyncIterator[Remote]:
        yield self._remote()


guard(Shop)
STRANGE = [[7], {"id": 7}, ["a"], None, True]


@pytest.mark.parametrize("strange", STRANGE)
async def test_a_reading_with_a_strange_id_cannot_be_read(strange: object) -> None:
    for shop in (Shop(strange), Shop(7, strange)):
        with pytest.raises(Transient):
            await shop.read("7")
        with pytest.raises(Transient):
            await shop.find("A-1")
        with pytest.raises(Transient):
            [_row async for _row in shop.list()]


@pytest.mark.parametrize("strange", STRANGE)
async def test_a_creation_with_a_strange_id_is_in_doubt(strange: object) -> None:
    with pytest.raises(OutcomeUnknown):
        await Shop(strange).create(None)


@pytest.mark.parametrize("good", [7, "7", "2166154+2166155", "create:3408-a_b", ""])
async def test_an_id_of_a_platform_is_taken_as_it_is(good: object) -> None:
    assert (await Shop(good).read("7")).remote_id == str(good)
    assert [row.remote_id async for row in Shop(good).list()] == [str(good)]
