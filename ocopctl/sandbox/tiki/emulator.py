"""The emulator itself: gate, table, bring up to date, answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.sandbox.tiki import consent, gate, oauth, review, routes, showing, tokens
from ocopctl.sandbox.tiki.accounts import app_of, open_account
from ocopctl.sandbox.tiki.dialect import DIALECT
from ocopctl.sandbox.tiki.replies import CallRefusedError
from ocopctl.sandbox.tiki.visit import Visit

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Answer, Call, Market, Shown

_SCOPES = ("offline", "product", "inventory")


class Tiki:
    """The practice Tiki: `/sc/oauth2/*` and `/integration/{v1,v2,v2.1}/*` on one origin."""

    name = "tiki"
    dialect = DIALECT

    def __init__(self, market: Market) -> None:
        self._market = market

    def answer(self, call: Call) -> Answer:
        """Answer one call; a refused one leaves no effect of its own."""
        turned_away = gate.gateway(call)
        if turned_away is not None:
            return turned_away
        if call.path == "/sc/oauth2/token":
            return oauth.token(self._market, call)
        if call.path == "/sc/oauth2/auth":
            return consent.consent(self._market, call)
        try:
            return self._serve(call)
        except CallRefusedError as refusal:
            return refusal.answer()

    # evidence[our choice]: a first pair of tokens is given out as if by consent, to in-house apps
    #   as well (practice market, 2026)
    def credentials(self, account: str = "tiki", *, app: str = "in_house") -> dict[str, str]:
        """Return a working set for an account, made on first use; each call issues a new pair.

        `app` is in_house, in_house_post, public or public_post: the grant and the way of
        authentication that the app registered. The first pair is issued as if by consent, so
        that an in-house app can practise both ways of renewing.
        """
        open_account(self._market, account)
        client = app_of(self._market, account, app)
        return {
            "client_id": client["client_id"],
            "client_secret": client["client_secret"],
            "access_token": tokens.issue_access(self._market, client, _SCOPES),
            "refresh_token": tokens.issue_refresh(self._market, client, _SCOPES),
        }

    def listings(self) -> list[Shown]:
        """Return what buyers and sellers would see, of every account."""
        return showing.shown(self._market)

    # evidence[our choice]: checks go user agent, token, rate, path and method, scope, seller
    #   active, media types, body (documented nowhere, 2026)
    def _serve(self, call: Call) -> Answer:
        account, scopes = gate.admit(self._market, call)
        route, version, argument = routes.resolve(call.method, call.path)
        call.endpoint = route.endpoint
        gate.check_scope(route.scope, scopes)
        # evidence[our choice]: a seller who is not active may still read his own profile
        #   (documented nowhere, 2026)
        if route.endpoint != "sellers.me":
            gate.check_active(account)
        gate.check_media(call)
        review.settle(self._market, call.shop, call)
        return route.handler(Visit(self._market, call, account, version, argument))
