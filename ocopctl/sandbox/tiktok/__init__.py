"""A practice TikTok Shop: the Open API of a Vietnamese seller, with its authorisation pages.

API and token host are served on one origin, since their paths do not meet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.sandbox.tiktok import accounts, consent, products
from ocopctl.sandbox.tiktok.catalogue import fixtures
from ocopctl.sandbox.tiktok.envelope import Refusal, refused, success
from ocopctl.sandbox.tiktok.gate import TooManyCalls, admit
from ocopctl.sandbox.tiktok.routes import route_of
from ocopctl.sandbox.tiktok.showing import shown
from ocopctl.sandbox.tiktok.visit import Visit, body_of

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Answer, Call, Market, Shown

_AUTH = {
    ("GET", "/api/v2/token/get"): ("auth.token_get", consent.token_get),
    ("GET", "/api/v2/token/refresh"): ("auth.token_refresh", consent.token_refresh),
    ("GET", "/open/authorize"): ("auth.consent", consent.page),
    ("GET", "/oauth/authorize"): ("auth.consent", consent.page),
    ("POST", "/open/authorize"): ("auth.decide", consent.decide),
    ("GET", "/open/callback"): ("auth.callback", consent.callback),
}


class Tiktok:
    """Answer calls as TikTok Shop does; all state is in the market's shelf."""

    name = "tiktok"

    def __init__(self, market: Market) -> None:
        self._market = market

    def answer(self, call: Call) -> Answer:
        """Answer one call; a refused one leaves no effects."""
        try:
            return self._carry_out(call)
        except Refusal as refusal:
            call.effects.clear()
            wait = refusal.retry_after if isinstance(refusal, TooManyCalls) else 0
            return refused(refusal, headers={"retry-after": str(wait)} if wait else None)

    def _carry_out(self, call: Call) -> Answer:
        page = _AUTH.get((call.method, call.path))
        if page is not None:
            call.endpoint, serve = page
            return serve(self._market, call)
        if any(call.path == path for _, path in _AUTH):
            raise Refusal(36009010, "The method of the request is not allowed.", status=405)
        route, names = route_of(call.method, call.path)
        call.endpoint = route.endpoint
        seller = admit(self._market, call, route.terms)
        visit = Visit(self._market, call, seller, names, body_of(call))
        return success(route.handle(visit))

    def credentials(self, account: str = accounts.DEFAULT) -> dict[str, str]:
        """Return what a client of this account needs, with a fresh token pair."""
        seller = accounts.seller(self._market.shelf, account)
        pair = accounts.issue(self._market, account)
        return {
            "app_key": fixtures()["app"]["app_key"],
            "app_secret": fixtures()["app"]["app_secret"],
            "service_id": fixtures()["app"]["service_id"],
            "shop_cipher": seller["cipher"],
            "access_token": pair.access,
            "refresh_token": pair.refresh,
        }

    def listings(self) -> list[Shown]:
        """Return what buyers and sellers see, all accounts."""
        return shown(self._market)

    def refuse_review(self, remote_id: str, reason: str) -> bool:
        """Make the running review of a product end in a refusal; False when none is running."""
        kept = self._market.shelf.get("product", remote_id)
        product = products.settle(kept, self._market.clock.now()) if kept else None
        if product is None or product["review"] is None:
            return False
        product["review"]["refusal"] = [reason]
        products.keep(self._market, product)
        return True
