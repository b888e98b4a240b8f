"""Practice marketplaces on a clock that jumps, asked through the client as the adapters ask."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from ocopctl.adapters.base import first_tokens
from ocopctl.adapters.registry import load
from ocopctl.rules.packs import pack
from ocopctl.sandbox.app import application
from ocopctl.sandbox.lazada import Lazada
from ocopctl.sandbox.market import Market, Settings
from ocopctl.sandbox.shopee import Shopee
from ocopctl.sandbox.store import Store
from ocopctl.sandbox.tiki import Tiki
from ocopctl.sandbox.tiktok import Tiktok
from ocopctl.transport.client import Client
from ocopctl.transport.pacing import Pacing
from ocopctl.transport.quota import Quota
from ocopctl.transport.request import Effect, Request
from ocopctl.transport.tokens import MemoryTokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from ocopctl.rules.pace import Pace

EMULATORS = {"shopee": Shopee, "lazada": Lazada, "tiki": Tiki, "tiktok": Tiktok}
READS = {
    "shopee": ("get_shop_info", "/api/v2/shop/get_shop_info"),
    "lazada": ("seller/get", "/seller/get"),
    "tiki": ("sellers/me", "/integration/v2/sellers/me"),
    "tiktok": ("warehouse.list", "/logistics/202309/warehouses"),
}
AFTERNOON = 1_795_334_400.0
"""15:00 in Vietnam on 22 November 2026."""
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class JumpingClock:
    """Time that stands still while anybody works, and jumps to the next end of a wait."""

    def __init__(self, workers: int = 1) -> None:
        self.time = AFTERNOON
        self.workers = workers
        self._waits: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def wall(self) -> float:
        return AFTERNOON

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        end = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waits, (self.time + seconds, next(self._numbers), end))
        self._jump()
        await end

    def leave(self) -> None:
        """Let the others' time go on without this worker."""
        self.workers -= 1
        self._jump()

    def _jump(self) -> None:
        if self._waits and len(self._waits) >= self.workers:
            at, _number, end = heapq.heappop(self._waits)
            self.time = max(self.time, at)
            end.set_result(None)


class Way(httpx.AsyncBaseTransport):
    """A network that takes each call to the market with a little delay, never the same twice."""

    def __init__(self, app: Any, clock: JumpingClock, delays: tuple[float, ...]) -> None:
        self._inside = httpx.ASGITransport(app)
        self._clock = clock
        self._delays = itertools.cycle(delays)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await self._clock.sleep(next(self._delays))
        return await self._inside.handle_async_request(request)


@dataclass
class Stall:
    """One practice marketplace, what it allows, and clients that may be opened again and again."""

    name: str
    settings: Settings
    clock: JumpingClock
    folder: Path
    delays: tuple[float, ...] = (0.05,)
    store: Store = field(default_factory=lambda: Store(":memory:"))

    def __post_init__(self) -> None:
        shelf, clock = self.store.shelf(self.name), self.clock
        market = Market(self.store, shelf, clock, self.settings, lambda _url: None)  # type: ignore[arg-type]
        emulator: Any = EMULATORS[self.name](market)
        self.keys: dict[str, str] = emulator.credentials(self.name)
        self.app = application(emulator, market)

    def client(self, pace: Mapping[str, float | Pace] | None = None) -> Client:
        """Open a client as a new run does; what earlier runs found out is on disk."""
        kind, rules = load(self.name), pack(self.name)
        tokens = MemoryTokens(first_tokens(self.keys))
        http = httpx.AsyncClient(
            base_url=kind.hosts.api,
            transport=Way(self.app, self.clock, self.delays),
            auth=kind.authenticator(self.keys, kind.hosts, tokens, self.clock),
            headers={"user-agent": "ocopctl"},
        )
        path = self.folder / "allowance.json"
        quota = Quota(self.clock, pace=rules.pace, day=rules.day, path=path, zone=VIETNAM)
        pacing = Pacing(pace or {}, self.clock)
        return Client(http, kind.judge, pacing, self.clock, shop=self.name, quota=quota)

    def read(self) -> Request:
        endpoint, path = READS[self.name]
        cipher = {"shop_cipher": self.keys["shop_cipher"]} if self.name == "tiktok" else {}
        return Request(endpoint, "GET", path, Effect.READ, params=cipher)

    def create(self) -> Request:
        """Return a creation that TikTok Shop refuses; it counts all the same."""
        cipher = {"shop_cipher": self.keys["shop_cipher"]}
        path = "/product/202309/products"
        body = {"save_mode": "LISTING"}
        return Request("product.create", "POST", path, Effect.MAKE, params=cipher, json=body)

    def seen(self) -> list[tuple[float, str]]:
        """Return when the market saw each call, and its code for what it answered."""
        return list(self.store.rows("SELECT at, answer FROM calls ORDER BY id"))


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock()


@pytest.fixture
def stall(tmp_path: Path) -> Iterator[Callable[..., Stall]]:
    opened: list[Stall] = []

    def make(
        name: str, *, workers: int = 1, delays: tuple[float, ...] = (0.05,), **settings: float
    ) -> Stall:
        clock = JumpingClock(workers)
        opened.append(Stall(name, Settings(**settings), clock, tmp_path, delays))  # type: ignore[arg-type]
        return opened[-1]

    yield make
    for one in opened:
        one.store.close()
