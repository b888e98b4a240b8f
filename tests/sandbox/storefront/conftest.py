from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest
from PIL import Image

from ocopctl.sandbox.market import Answer, Shown, ShownVariant
from ocopctl.sandbox.media import Media
from ocopctl.sandbox.practice import EMULATORS, PracticeMarket
from ocopctl.sandbox.storefront import storefront

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from ocopctl.sandbox.market import Call

ORIGIN = "http://127.0.0.1:8780"


class Shelves:
    """A market whose marketplaces show what a test puts on them."""

    def __init__(self, media: Path) -> None:
        self.market = PracticeMarket(":memory:", media=Media((f"{ORIGIN}/media",), (media,)))
        self.emulators = {name: FakeEmulator(name) for name in EMULATORS}
        self.market._emulators.update(self.emulators)

    def show(self, marketplace: str = "shopee", **fields: object) -> Shown:
        """Put a listing there; what is not said is unremarkable."""
        listing = replace(PLAIN, marketplace=marketplace, shop=marketplace, **fields)  # type: ignore[arg-type]
        self.emulators[marketplace].shown.append(listing)
        return listing

    def keep(self, content: bytes, media_type: str = "image/png") -> str:
        digest = hashlib.sha256(content).hexdigest()
        self.market.store.put_blob(digest, content, media_type)
        return digest

    def saw(self, *, skus: str = "[]", status: int = 200, answer: str = "") -> int:
        """Write a call into the history."""
        row = (1e9, "shopee", "shopee", "POST", "product.add_item", skus, status, answer, 0)
        return self.market.store.insert("calls", row)

    def did(self, call: int, kind: str, detail: str) -> None:
        """Write an effect of a call into the history."""
        row = (call, 1e9, "shopee", "shopee", kind, "BT-1", "77", detail)
        self.market.store.insert("effects", row)


class FakeEmulator:
    def __init__(self, name: str) -> None:
        self.name = name
        self.shown: list[Shown] = []

    def answer(self, call: Call) -> Answer:
        return Answer({"path": call.path})

    def credentials(self, account: str) -> dict[str, str]:
        return {"access_token": f"token of {account}"}

    def listings(self) -> list[Shown]:
        return list(self.shown)


PLAIN = Shown(
    marketplace="",
    shop="",
    remote_id="77",
    title="Ấm trà",
    description="Một chiếc ấm.",
    html=False,
    status="live",
    category="Bộ ấm chén",
    pictures=(),
    variants=(ShownVariant("BT-1", "", 620_000, 5),),
)


@pytest.fixture
def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def media(tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    folder.mkdir()
    return folder


@pytest.fixture
def shelves(media: Path) -> Iterator[Shelves]:
    made = Shelves(media)
    yield made
    made.market.close()


@pytest.fixture
async def visitor(shelves: Shelves) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=storefront(shelves.market, "vi"))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        yield client
