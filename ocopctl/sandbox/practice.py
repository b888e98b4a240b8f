"""The practice market as a whole: four emulators over one file, in-process or served."""

from __future__ import annotations

import json
import sqlite3
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ocopctl.errors import ConfigError
from ocopctl.language import _
from ocopctl.sandbox.app import application
from ocopctl.sandbox.clock import Clock
from ocopctl.sandbox.market import Market, Settings
from ocopctl.sandbox.media import Media
from ocopctl.sandbox.store import NotOurs, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.types import ASGIApp

    from ocopctl.sandbox.market import Emulator, Shown

EMULATORS = {
    "shopee": "ocopctl.sandbox.shopee:Shopee",
    "lazada": "ocopctl.sandbox.lazada:Lazada",
    "tiktok": "ocopctl.sandbox.tiktok:Tiktok",
    "tiki": "ocopctl.sandbox.tiki:Tiki",
}
_CALL = (
    "id",
    "at",
    "marketplace",
    "shop",
    "method",
    "endpoint",
    "skus",
    "status",
    "answer",
    "lost",
)
_EFFECT = (
    "id",
    "call_id",
    "at",
    "marketplace",
    "shop",
    "effect",
    "sku",
    "remote_id",
    "detail",
)


class PracticeMarket:
    """The four marketplaces, kept in the file at `path`; pictures by address come from `media`.

    Raises ConfigError for a file that cannot be opened, or that something else has written.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        media: Media | None = None,
        settings: Settings | None = None,
    ) -> None:
        self.store = _opened(path)
        self.clock = Clock(self.store)
        self.media = media or Media()
        self._settings = settings or Settings()
        self._emulators: dict[str, Emulator] = {}

    def emulator(self, marketplace: str) -> Emulator:
        """Return the emulator of a marketplace, loaded when it is first asked for."""
        if marketplace not in self._emulators:
            module, _colon, name = EMULATORS[marketplace].partition(":")
            self._emulators[marketplace] = getattr(import_module(module), name)(
                self._market(marketplace)
            )
        return self._emulators[marketplace]

    def app(self, marketplace: str) -> ASGIApp:
        """Return the ASGI application of a marketplace, for the root of its own origin."""
        return application(self.emulator(marketplace), self._market(marketplace))

    def credentials(self, marketplace: str, account: str) -> dict[str, str]:
        """Return the credential fields of a seller account, tokens fresh."""
        with self.store.transaction():
            return self.emulator(marketplace).credentials(account)

    def show_media_at(self, url: str) -> None:
        """Find pictures under `url` too; to be said before an emulator is asked for."""
        self.media = Media((url, *self.media.urls), self.media.roots)

    def listings(self) -> list[Shown]:
        """Return every listing of every marketplace, as the storefront shows it."""
        return [shown for name in EMULATORS for shown in self.emulator(name).listings()]

    def call_counts(self) -> list[tuple[str, str, int]]:
        """Return (marketplace, shop, number of calls)."""
        query = "SELECT marketplace, shop, count(*) FROM calls GROUP BY 1, 2 ORDER BY 1, 2"
        return [(row[0], row[1], row[2]) for row in self.store.rows(query)]

    def history(self, *, shop: str = "", last: int = 0) -> Iterator[dict[str, Any]]:
        """Yield every call and, behind it, its effects, oldest first, as JSON objects.

        `shop` keeps one shop; `last` the newest calls only, 0 for all.
        """
        query = (
            "SELECT * FROM (SELECT * FROM calls WHERE ?1='' OR shop=?1 ORDER BY id DESC LIMIT ?2)"
            " ORDER BY id"
        )
        for row in self.store.rows(query, (shop, last or -1)):
            call = dict(zip(_CALL, row, strict=True))
            yield (
                {"event": "call"}
                | call
                | {
                    "skus": json.loads(call["skus"]),
                    "lost": bool(call["lost"]),
                }
            )
            for found in self.store.rows("SELECT * FROM effects WHERE call_id=?", (call["id"],)):
                effect = dict(zip(_EFFECT, found, strict=True))
                yield {"event": "effect"} | effect | {"detail": json.loads(effect["detail"])}

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def _market(self, marketplace: str) -> Market:
        return Market(
            store=self.store,
            shelf=self.store.shelf(marketplace),
            clock=self.clock,
            settings=self._settings,
            fetch=self.media.fetch,
        )


def _opened(path: Path | str) -> Store:
    try:
        return Store(path)
    except NotOurs as error:
        raise ConfigError(
            _("the practice market's file is broken, or something else has written it"),
            place=str(path),
            hint=_("begin anew with an empty practice market: ocopctl sandbox reset"),
        ) from error
    except sqlite3.Error as error:
        raise ConfigError(
            _("the practice market's file cannot be opened"),
            place=str(path),
            hint=_("see that you may write there and that no other program holds it"),
        ) from error
