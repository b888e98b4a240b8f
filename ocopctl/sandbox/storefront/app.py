"""Which address leads where, and what holds for all of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from ocopctl.sandbox.storefront.headers import SafeHeaders
from ocopctl.sandbox.storefront.pages import Pages
from ocopctl.sandbox.storefront.pictures import Pictures
from ocopctl.sandbox.storefront.writing import Writing

if TYPE_CHECKING:
    from datetime import tzinfo

    from ocopctl.sandbox.practice import PracticeMarket

_STATIC = Path(__file__).with_name("static")
# A page elsewhere may let its own name point at this machine; it cannot make a browser say ours.
_HOSTS = ["127.0.0.1", "localhost"]


def storefront(market: PracticeMarket, language: str, zone: tzinfo | None = None) -> Starlette:
    """Build the storefront of a market: pages to read, and its media under `/media`.

    `language` (`vi` or `en`) is for visitors who have not chosen one; `zone` is whose clock the
    pages show, Vietnam's without it.
    """
    pages = Pages(market, Writing(language, zone or ZoneInfo("Asia/Ho_Chi_Minh")))
    pictures = Pictures(market.store, market.media)
    return Starlette(
        routes=[
            Route("/", pages.home),
            Route("/shop/{marketplace}/{account}", pages.shop),
            Route("/shop/{marketplace}/{account}/{remote_id:path}", pages.product),
            Route("/history", pages.history),
            Route("/picture/{digest}", pictures.kept),
            Route("/media/{path:path}", pictures.published),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS, www_redirect=False),
        ],
        exception_handlers={404: pages.missing},
    )
