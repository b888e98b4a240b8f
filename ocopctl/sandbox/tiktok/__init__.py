"""A practice TikTok Shop: the Open API of a Vietnamese seller, with its authorisation pages.

API and token host are served on one origin, since their paths do not meet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.sandbox.tiktok import accounts, consent, products
from ocopctl.sandbox.tiktok.catalogue import fixtures
from ocopctl.sandbox.tiktok.dialect import DIALECT
from ocopctl.sandbox.tiktok.envelope import Refusal, refused, success
from ocopctl.sandbox.tiktok.gate import TooManyCalls, admit
from ocopctl.sandbox.tiktok.routes import route_of
from ocopctl.sandbox.tiktok.showing import shown
from ocopctl.sandbox.tiktok.visit import Visit, body_of

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Answer, Call, Market, Shown

# not modelled: webhooks (a command-line tool reads the product instead)
# not modelled: orders, promotions and the locks of price and stock they set (no buyers here)
# not modelled: stock reserved by orders; committed quantities are always 0 (no buyers here)
# not modelled: ways into FREEZE, PLATFORM_DEACTIVATED and SCHEDULED (nothing documents a trigger)
# not modelled: PRE_APPROVED and shops that are not ready but for a missing warehouse (no source)
# not modelled: 50 own brands a day (the day is not published)
# not modelled: quotas by endpoint (no figure is published)
# not modelled: revoked or ended authorisations, address allow lists, inactive shops (no source)
# not modelled: several shops a token, cross-border and global products (one Vietnamese market)
# not modelled: pre-order, backorder, scheduled sale, minimum quantities, bundles (special rights)
# not modelled: search terms, key features, video, manufacturers; taken and not kept (not needed)
# not modelled: the translation of names by locale; everything is Vietnamese (no source)
# not modelled: search by locale, platform, quality tier or category version (ignored, not needed)
# not modelled: creating size charts; none are offered (a version of late 2026 alone has it)
# not modelled: certificates that an attribute's value makes required (none in this catalogue)
# not modelled: what reviewers see in words and pictures; a review fails on demand (not documented)
# not modelled: HEIC, WEBP and BMP pictures, descriptions with tables (one copy alone has them)
# not modelled: a doubled content-type line on uploads and calls without body (seen on JSON alone)

# evidence[our choice]: API, token exchange and consent pages share one origin; the real service
#   has three hosts whose paths do not meet (practice market, 2026)
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
    dialect = DIALECT

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
        return products.refuse_review(self._market, remote_id, reason)
