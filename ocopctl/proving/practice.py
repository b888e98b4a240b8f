"""The practice marketplaces as places where adapters are proved."""

from __future__ import annotations

import html
import json
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import httpx

from ocopctl.adapters.contract import Effect, Place, Sample
from ocopctl.adapters.registry import load
from ocopctl.content.clean import clean, clean_line
from ocopctl.proving.pictures import pictures
from ocopctl.rules.packs import pack
from ocopctl.sandbox.app import application
from ocopctl.sandbox.clock import Clock
from ocopctl.sandbox.market import Market, Settings
from ocopctl.sandbox.practice import EMULATORS
from ocopctl.sandbox.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp

    from ocopctl.adapters.base import Picture
    from ocopctl.rules.packs import Pack

MEDIA = "https://anh.ocop.example.vn"
_FIELDS = {"origin": "Việt Nam", "material": "Gốm men lam"}
_SECRETS = ("partner_key", "app_secret", "client_secret", "access_token", "refresh_token")
_PAGES = {"shopee": 100, "lazada": 50, "tiktok": 100, "tiki": 50}
_AS_IT_IS = Settings()


def practice_place(marketplace: str, weather: Settings = _AS_IT_IS) -> Place:
    """Open an empty practice market; it can fetch the sample's pictures and nothing else.

    It lives in memory and ends when its transport is closed.
    """
    media = pictures(MEDIA)
    world = {picture.url: content for picture, content in media.items()}
    store = Store(":memory:")
    clock = Clock(store)
    market = Market(store, store.shelf(marketplace), clock, weather, world.get)
    emulator = _emulator(marketplace)(market)
    credentials = emulator.credentials(marketplace)
    rules = pack(marketplace)
    return Place(
        transport=_Line(application(emulator, market), store),
        hosts=load(marketplace).hosts,
        credentials=credentials,
        secrets=frozenset(credentials[name] for name in _SECRETS if name in credentials),
        clock=clock,
        effects=partial(_effects, store),
        sample=_sample(marketplace, rules, media),
        waits=rules.settle.index_lag_s,
        read_every_s=rules.settle.read_every_s,
        read_for_s=rules.settle.read_for_s,
        page=_PAGES[marketplace],
    )


class _Line(httpx.ASGITransport):
    """The way into a practice market, which is gone when the way is closed."""

    def __init__(self, app: ASGIApp, store: Store) -> None:
        super().__init__(app)
        self._store = store

    async def aclose(self) -> None:
        await super().aclose()
        self._store.close()


def _emulator(marketplace: str) -> type[Any]:
    module, _colon, name = EMULATORS[marketplace].partition(":")
    kind: type[Any] = getattr(import_module(module), name)
    return kind


def _sample(marketplace: str, rules: Pack, media: Mapping[Picture, bytes]) -> Sample:
    kind = rules.kinds["am_chen"]
    return Sample(
        category_id=kind.category_id,
        attributes={code: _FIELDS[field] for code, field in kind.attributes.items()},
        pictures=media,
        title=lambda words: clean_line(words, marketplace),
        describe=lambda words: _described(marketplace, words),
    )


def _described(marketplace: str, words: str) -> str:
    """Put words into the form of a description, as the program itself does."""
    if marketplace == "shopee":
        return clean(words, marketplace)
    return clean(f"<p>{html.escape(words, quote=False)}</p>", marketplace)


def _effects(store: Store) -> list[Effect]:
    """Read the market's own history."""
    rows = store.rows("SELECT effect, sku, call_id, detail FROM effects ORDER BY id")
    return [Effect(kind, sku, call, json.loads(detail)) for kind, sku, call, detail in rows]
