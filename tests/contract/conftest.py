"""The four practice marketplaces as places where adapters are proved."""

from __future__ import annotations

import html
import io
import json
from contextlib import asynccontextmanager
from functools import cache, partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from PIL import Image

from ocopctl.adapters.base import Picture
from ocopctl.adapters.contract import Effect, Place, Sample, opened
from ocopctl.adapters.registry import load
from ocopctl.content.clean import clean, clean_line
from ocopctl.rules.packs import pack
from ocopctl.sandbox.app import application
from ocopctl.sandbox.clock import Clock
from ocopctl.sandbox.market import Market, Settings
from ocopctl.sandbox.practice import EMULATORS
from ocopctl.sandbox.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from ocopctl.adapters.base import Adapter
    from ocopctl.adapters.contract import Bench
    from ocopctl.rules.packs import Pack

    Open = Callable[..., AbstractAsyncContextManager[Bench]]

MEDIA = "https://anh.ocop.example.vn"
PRODUCT_FIELDS = {"origin": "Việt Nam", "material": "Gốm men lam"}
SECRETS = ("partner_key", "app_secret", "client_secret", "access_token", "refresh_token")
GOOD_WEATHER = Settings()
PAGES = {"shopee": 100, "lazada": 50, "tiktok": 100, "tiki": 50}


@cache
def jpeg(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 600), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(scope="session")
def media() -> dict[Picture, bytes]:
    """Draw two pictures, with the addresses at which the markets find them."""
    found = {}
    for colour in ("seagreen", "sienna"):
        content = jpeg(colour)
        digest, name = sha256(content).hexdigest(), f"{colour}.jpg"
        found[Picture(digest, Path(name), "image/jpeg", 600, 600, f"{MEDIA}/{name}")] = content
    return found


def describe(marketplace: str, words: str) -> str:
    """Put words into the form of a description, as the program itself does."""
    if marketplace == "shopee":
        return clean(words, marketplace)
    return clean(f"<p>{html.escape(words, quote=False)}</p>", marketplace)


def place_of(
    marketplace: str, store: Store, media: dict[Picture, bytes], weather: Settings
) -> Place:
    """Open an empty practice market; it can fetch the two pictures and nothing else."""
    world = {picture.url: content for picture, content in media.items()}
    clock = Clock(store)
    market = Market(store, store.shelf(marketplace), clock, weather, world.get)
    emulator = emulator_of(marketplace)(market)
    credentials = emulator.credentials(marketplace)
    rules = pack(marketplace)
    return Place(
        transport=httpx.ASGITransport(application(emulator, market)),
        hosts=load(marketplace).hosts,
        credentials=credentials,
        secrets=frozenset(credentials[name] for name in SECRETS if name in credentials),
        clock=clock,
        effects=partial(effects, store),
        sample=sample_of(marketplace, rules, media),
        waits=rules.settle.index_lag_s,
        read_every_s=rules.settle.read_every_s,
        read_for_s=rules.settle.read_for_s,
        page=PAGES[marketplace],
    )


def emulator_of(marketplace: str) -> type[Any]:
    module, _colon, name = EMULATORS[marketplace].partition(":")
    kind: type[Any] = getattr(import_module(module), name)
    return kind


def sample_of(marketplace: str, rules: Pack, media: dict[Picture, bytes]) -> Sample:
    kind = rules.kinds["am_chen"]
    return Sample(
        category_id=kind.category_id,
        attributes={code: PRODUCT_FIELDS[field] for code, field in kind.attributes.items()},
        pictures=media,
        title=lambda words: clean_line(words, marketplace),
        describe=lambda words: describe(marketplace, words),
    )


def effects(store: Store) -> list[Effect]:
    """Read the market's own history."""
    rows = store.rows("SELECT effect, sku, call_id, detail FROM effects ORDER BY id")
    return [Effect(kind, sku, call, json.loads(detail)) for kind, sku, call, detail in rows]


@pytest.fixture
def bench_of(media: dict[Picture, bytes]) -> Open:
    """Open benches for any adapter class; its name says which practice market it works in."""

    @asynccontextmanager
    async def open_bench(
        kind: type[Adapter], weather: Settings = GOOD_WEATHER
    ) -> AsyncIterator[Bench]:
        store = Store(":memory:")
        try:
            async with opened(kind, place_of(kind.name, store, media, weather)) as bench:
                yield bench
        finally:
            store.close()

    return open_bench
