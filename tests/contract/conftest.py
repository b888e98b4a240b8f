"""The practice marketplaces as places where adapters are proved."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from ocopctl.adapters.contract import opened
from ocopctl.proving import practice_place
from ocopctl.sandbox.market import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from ocopctl.adapters.base import Adapter
    from ocopctl.adapters.contract import Bench

    Open = Callable[..., AbstractAsyncContextManager[Bench]]

GOOD_WEATHER = Settings()


@pytest.fixture
def bench_of() -> Open:
    """Open benches for any adapter class; its name says which practice market it works in."""

    @asynccontextmanager
    async def open_bench(
        kind: type[Adapter], weather: Settings = GOOD_WEATHER
    ) -> AsyncIterator[Bench]:
        async with opened(kind, practice_place(kind.name, weather)) as bench:
            yield bench

    return open_bench
