"""Every shipped adapter keeps every promise of the contract in the practice market."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ocopctl.adapters.contract import CHECKS
from ocopctl.adapters.registry import SHIPPED, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from ocopctl.adapters.base import Adapter
    from ocopctl.adapters.contract import Bench, Check

    Open = Callable[[type[Adapter]], AbstractAsyncContextManager[Bench]]


@pytest.mark.parametrize("marketplace", SHIPPED)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
async def test_the_promise_is_kept(check: Check, marketplace: str, bench_of: Open) -> None:
    async with bench_of(load(marketplace)) as bench:
        await check(bench)
