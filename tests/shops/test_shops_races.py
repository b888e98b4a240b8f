"""Two runs that planned at the same time and work one after the other."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.publishing.state import Outcome
from ocopctl.sending import carry_out
from ocopctl.session import prepare
from ocopctl.shops import accounts, connected

if TYPE_CHECKING:
    from ocopctl.publishing.lane import Result
    from ocopctl.workspace import Workspace


async def listed(workspace: Workspace) -> list[str]:
    """Return the SKUs of all listings that the first shop has."""
    async with connected(workspace, accounts(workspace)) as [shop]:
        return [variant.sku async for remote in shop.adapter.list() for variant in remote.variants]


def quiet(_result: Result) -> None:
    pass


@pytest.mark.parametrize("market", ["shopee", "lazada", "tiki", "tiktok"])
def test_a_listing_that_another_run_made_since_the_plan_is_not_made_twice(
    village: Any, market: str
) -> None:
    workspace = village(f"{{a: {{marketplace: {market}}}}}")
    first, second = prepare(workspace), prepare(workspace)
    carry_out(first, quiet)
    [result] = carry_out(second, quiet)
    assert asyncio.run(listed(workspace)) == ["CHIEU-16"]
    assert result.outcome is Outcome.HELD
    assert result.error is not None
    assert result.error.hint
    assert prepare(workspace).plan.writes is False
