"""The Shopee of the practice market: routes calls, words refusals, shows the listings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.sandbox.market import Answer
from ocopctl.sandbox.shopee import tokens
from ocopctl.sandbox.shopee.accounts import DEFAULT_ACCOUNT
from ocopctl.sandbox.shopee.answers import GateError, RefusalError, refused
from ocopctl.sandbox.shopee.dialect import DIALECT
from ocopctl.sandbox.shopee.routes import ROUTES
from ocopctl.sandbox.shopee.showcase import shown_listings

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Call, Market, Shown


class Shopee:
    """Answer Shopee Open Platform v2 calls; all state is in the market's file."""

    name = "shopee"
    dialect = DIALECT

    def __init__(self, market: Market) -> None:
        self._market = market

    def answer(self, call: Call) -> Answer:
        """Answer one call; a refused one has no effect."""
        call.endpoint = call.path.removeprefix("/api/v2/").strip("/").replace("/", ".")
        # evidence[reference]: an unknown path is refused as error_param, saying it is offline or
        #   incorrect (official reference, August 2026)
        # evidence[our choice]: the refusal of an unknown path comes with HTTP 404 (the sources
        #   are silent, 2026)
        route = ROUTES.get(call.path)
        if route is None:
            text = (
                "Permission denied. This API is currently offline or the request path is incorrect."
            )
            return refused(GateError("error_param", text, status=404), "")
        # evidence[one client]: a wrong HTTP method is answered 500 with plain text about the
        #   gateway (one client's note, 2026)
        if call.method != route.method:
            return Answer("blocked by gateway: invalid cid", 500, "invalid cid")
        try:
            return route.handler(self._market, call)
        except RefusalError as refusal:
            return refused(refusal, route.module)

    def credentials(self, account: str = DEFAULT_ACCOUNT) -> dict[str, str]:
        """Return all that a client of this account needs, with a fresh pair of tokens."""
        return tokens.credentials(self._market, account)

    def listings(self) -> list[Shown]:
        """Return every listing of every shop as buyers would see it, deleted ones too."""
        return shown_listings(self._market)
