"""The gateway: routes, the order of checks, and what the market asks of an emulator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.lazada import (
    accounts,
    consent,
    gate,
    images,
    offers,
    reading,
    retiring,
    shop,
    storefront,
    writing,
)
from ocopctl.sandbox.lazada.ask import Ask, Handler, Quirks
from ocopctl.sandbox.lazada.dialect import DIALECT
from ocopctl.sandbox.lazada.envelope import RefusalError, failure, success
from ocopctl.sandbox.market import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.sandbox.market import Call, Market, Shown

# evidence[one client]: a path without /rest is answered with HTTP 404 (a personal blog, 2026)
_BASE = "/rest"


# evidence[reference and observed]: token/create lists the seller's countries as country_user_info
#   (official documentation and clients, April 2026)
def _token_create(ask: Ask) -> dict[str, Any]:
    code = gate.require(ask.params, "code")
    tokens = accounts.exchange(ask.market, ask.app, code)
    return {**tokens, "country_user_info": accounts.countries(ask.app)}


# evidence[reference and observed]: token/refresh lists the seller's countries as
#   country_user_info_list (official documentation and clients, April 2026)
def _token_refresh(ask: Ask) -> dict[str, Any]:
    token = gate.require(ask.params, "refresh_token")
    tokens = accounts.refresh(ask.market, ask.app, token)
    return {**tokens, "country_user_info_list": accounts.countries(ask.app)}


@dataclass(frozen=True, slots=True)
class _Route:
    """A path's handler, its HTTP methods, and whether a token is needed, useless or forbidden."""

    handler: Handler
    methods: tuple[str, ...] = ("POST",)
    token: str = "needed"  # noqa: S105 - a rule, not a secret


_GET, _EITHER = ("GET",), ("GET", "POST")

_ROUTES: Mapping[str, _Route] = {
    # evidence[reference and observed]: token calls are GET or POST, without an access token
    #   (official documentation and clients, April 2026)
    "/auth/token/create": _Route(_token_create, _EITHER, "forbidden"),
    "/auth/token/refresh": _Route(_token_refresh, _EITHER, "forbidden"),
    "/seller/get": _Route(shop.seller, _GET),
    "/rc/warehouse/get": _Route(shop.warehouses, _GET),
    "/product/seller/item/getPreQcRules": _Route(shop.listing_rules, _GET),
    # evidence[reference and observed]: categories, attributes and brands answer without a token,
    #   all else needs one (official documentation and clients, April 2026)
    "/category/tree/get": _Route(shop.category_tree, _GET, "useless"),
    "/category/attributes/get": _Route(shop.category_attributes, _GET, "useless"),
    "/category/brands/query": _Route(shop.brands, _EITHER, "useless"),
    "/product/category/suggestion/get": _Route(shop.suggest, _GET),
    "/image/upload": _Route(images.upload),
    "/image/migrate": _Route(images.migrate),
    "/images/migrate": _Route(images.migrate_batch),
    "/image/response/get": _Route(images.batch_result, _GET),
    "/images/set": _Route(retiring.set_images),
    "/products/get": _Route(reading.products_get, _GET),
    "/product/item/get": _Route(reading.item_get, _GET),
    "/product/qc/alert/list": _Route(reading.qc_alerts, _GET),
    # evidence[measured live]: writes are POST alone: GET is refused even where the documentation
    #   allows it (one provider's notes, June 2026; two other clients use GET)
    "/product/create": _Route(writing.create),
    "/product/update": _Route(writing.update),
    "/product/price_quantity/update": _Route(offers.price_quantity),
    "/product/stock/sellable/update": _Route(offers.sellable_update),
    "/product/stock/sellable/adjust": _Route(offers.sellable_adjust),
    "/product/deactivate": _Route(retiring.deactivate),
    "/product/remove": _Route(retiring.remove),
    "/product/sku/remove": _Route(retiring.remove_from),
}


class Lazada:
    """Answer as Lazada's open platform in Vietnam does; all state is on the market's shelf."""

    name = "lazada"
    dialect = DIALECT

    def __init__(self, market: Market, *, quirks: Quirks | None = None) -> None:
        self._market = market
        self._quirks = quirks or Quirks()

    def answer(self, call: Call) -> Answer:
        """Answer one call: the consent page, or a path under /rest; anything else is HTTP 404."""
        if call.path == consent.PATH:
            return consent.authorize(self._market, call)
        if not call.path.startswith(_BASE + "/"):
            return Answer("Not Found", 404, "404")
        try:
            return success(self._business(call, call.path.removeprefix(_BASE)))
        except RefusalError as refusal:
            return failure(refusal)

    def credentials(self, account: str = accounts.DEFAULT) -> dict[str, str]:
        """Return app key, app secret and fresh tokens of an account, made on first use."""
        owner = accounts.account(self._market, account)
        tokens = accounts.issue(self._market, owner)
        return {
            "app_key": owner["app_key"],
            "app_secret": owner["app_secret"],
            "access_token": tokens["access_token"],
            "refresh_token": tokens["refresh_token"],
        }

    def listings(self) -> list[Shown]:
        """Return every item of every account as a buyer would see it."""
        return list(storefront.listings(self._market))

    def _business(self, call: Call, path: str) -> dict[str, Any]:
        call.endpoint = path.strip("/").replace("/", ".")
        route = _ROUTES.get(path)
        if route is None:
            # evidence[one client]: an unknown path is refused as InvalidApiPath (clients of a
            #   sister platform on the same gateway, 2026)
            raise RefusalError("InvalidApiPath", "The specified Api Path is invalid", kind="ISV")
        if call.method not in route.methods:
            # evidence[measured live]: a wrong HTTP method is refused as UnsupportedHTTPMethod;
            #   its text is ours (a provider's notes of live calls, June 2026)
            message = "The HTTP method is not supported by this API"
            raise RefusalError("UnsupportedHTTPMethod", message, kind="ISV")
        # evidence[our choice]: checks run path, method, parameters, app key, sign method, time,
        #   sign, token, pace, then business (the sources are silent, 2026)
        params = gate.parameters(call)
        app = gate.app(self._market, path, params)
        call.shop = app["name"]
        owner = self._owner(route, app, params)
        gate.pace(self._market, app["name"])
        gate.day(self._market, app["name"])
        return route.handler(Ask(self._market, call, params, app, owner, self._quirks))

    def _owner(
        self, route: _Route, app: dict[str, Any], params: Mapping[str, str]
    ) -> dict[str, Any]:
        """Return the seller of the token where one is needed, else the app's own."""
        if route.token == "needed":  # noqa: S105 - a rule, not a secret
            return accounts.holder(self._market, app, gate.require(params, "access_token"))
        if route.token == "forbidden" and "access_token" in params:  # noqa: S105 - a rule
            # evidence[several clients]: an access token sent with a token call makes it fail
            #   (clients' experience, 2026)
            # evidence[our choice]: a token call with an access token fails as IllegalAccessToken
            #   (the sources are silent, 2026)
            message = "access_token must not be sent to this API"
            raise RefusalError("IllegalAccessToken", message, kind="ISV")
        return app
