"""The pages: home, a shop, a product, the history, and the one for what is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from ocopctl.sandbox.storefront import shown
from ocopctl.sandbox.storefront.choosing import chip_rows, chosen
from ocopctl.sandbox.storefront.looks import LOOKS
from ocopctl.sandbox.storefront.shelves import newest, shelf, shelves
from ocopctl.sandbox.storefront.timeline import CALLS, timeline

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from ocopctl.sandbox.practice import PracticeMarket
    from ocopctl.sandbox.storefront.writing import Writing

_PAGE = 60


class Pages:
    """Answer for every address that is read by people."""

    def __init__(self, market: PracticeMarket, writing: Writing) -> None:
        self._market = market
        self._writing = writing

    async def home(self, request: Request) -> Response:
        """Show the four marketplaces and what changed last."""
        listings = self._market.listings()
        return self._writing.page(
            request, "home", shelves=shelves(listings), newest=newest(listings)
        )

    async def shop(self, request: Request) -> Response:
        """Show what one account offers, a page at a time."""
        marketplace, account = _shop_of(request)
        found = shelf(self._market.listings(), marketplace, account)
        if not found.listings and account != marketplace:
            raise HTTPException(404)
        pages = max(1, -(-len(found.listings) // _PAGE))
        page = min(_number(request.query_params.get("page")), pages)
        return self._writing.page(
            request,
            "shop",
            shelf=found,
            listings=found.listings[(page - 1) * _PAGE : page * _PAGE],
            page=page,
            pages=pages,
        )

    async def product(self, request: Request) -> Response:
        """Show one listing; `?sku=` chooses a variant."""
        asked = (*_shop_of(request), request.path_params["remote_id"])
        listings = self._market.listings()
        listing = next((x for x in listings if (x.marketplace, x.shop, x.remote_id) == asked), None)
        if listing is None:
            raise HTTPException(404)
        now = chosen(listing.variants, request.query_params.get("sku"))
        return self._writing.page(
            request,
            "product",
            listing=listing,
            variant=now,
            rows=chip_rows(listing.variants, now),
            pictures=_gallery(listing.pictures, now.picture if now else ""),
            description=shown.description(listing),
            elsewhere=shown.elsewhere(listing, listings),
        )

    async def history(self, request: Request) -> Response:
        """Show the last calls and what they did; `?shop=` keeps one account."""
        shop = request.query_params.get("shop", "")
        entries = timeline(self._market.history(shop=shop, last=CALLS))
        shops = sorted({name for _marketplace, name, _count in self._market.call_counts() if name})
        return self._writing.page(request, "history", entries=entries, shops=shops, shop=shop)

    async def missing(self, request: Request, _reason: Exception) -> Response:
        """Say that there is nothing at this address."""
        return self._writing.page(request, "missing", status=404)


def _shop_of(request: Request) -> tuple[str, str]:
    marketplace, account = request.path_params["marketplace"], request.path_params["account"]
    if marketplace not in LOOKS:
        raise HTTPException(404)
    return marketplace, account


def _number(text: str | None) -> int:
    """Read the number of a page, 1 where there is none."""
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1


def _gallery(pictures: tuple[str, ...], first: str) -> list[str]:
    """Return the pictures to show, the chosen variant's in front, none twice."""
    return [digest for digest in dict.fromkeys((first, *pictures)) if digest]
