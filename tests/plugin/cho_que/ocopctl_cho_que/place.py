"""Where the adapter is proved: an empty Chợ Quê in this process, whose time passes at will."""

from __future__ import annotations

import time

import httpx

from ocopctl.adapters.contract import Effect, Place, Sample
from ocopctl.proving import pictures
from ocopctl_cho_que.adapter import ChoQueAdapter
from ocopctl_cho_que.market import PAGE, Market


class _Clock:
    """A clock on which waiting takes no time."""

    def __init__(self) -> None:
        self._passed = 0.0

    def wall(self) -> float:
        return time.time()

    def now(self) -> float:
        return self._passed

    async def sleep(self, seconds: float) -> None:
        self._passed += seconds


def place() -> Place:
    """Open an empty market, as the entry point group `ocopctl.places` asks for it."""
    market = Market()
    return Place(
        transport=httpx.ASGITransport(market.app()),
        hosts=ChoQueAdapter.hosts,
        credentials={
            "seller": market.seller,
            "secret": market.secret,
            "access_token": market.access,
            "refresh_token": market.refresh,
        },
        secrets=frozenset({market.secret, market.access, market.refresh}),
        clock=_Clock(),
        effects=lambda: [Effect(*row) for row in market.history],
        sample=Sample(
            category_id="gom",
            attributes={"chat-lieu": "Gốm men lam"},
            pictures=pictures("https://anh.ocop.example.vn"),
            title=str,
            describe=str,
        ),
        waits=(1.0,),
        read_every_s=1.0,
        read_for_s=30.0,
        page=PAGE,
    )
