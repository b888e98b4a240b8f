"""A market to practise in: Chợ Quê as its (made-up) description says, kept in memory."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from starlette.requests import Request

    Act = Callable[["Market", Request, Any], Any]

CATEGORIES = frozenset({"gom", "coi", "lua"})
PAGE = 20
MOST_OFFERS = 20
LONGEST_TITLE = 100
LEAST_PRICE = 1_000


class Refused(Exception):
    """An answer that is no success."""

    def __init__(self, code: str, words: str = "", status: int = 400) -> None:
        super().__init__(code)
        self.answer = JSONResponse({"error": code, "words": words}, status)


@dataclass
class Market:
    """What Chợ Quê knows. `history` is what it did: kind, SKU, number of call, detail."""

    seller: str = "hop-tac-xa-que"
    secret: str = "chia-khoa-cho-que-2026"
    access: str = "the-vao-cho-1"
    refresh: str = "the-doi-moi-1"
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    history: list[tuple[str, str, int, dict[str, Any]]] = field(default_factory=list)
    calls: int = 0

    def app(self) -> Starlette:
        """Return the market as an ASGI application."""
        item = "/items/{item}"
        return Starlette(
            routes=[
                Route("/token", self._answering(_token, open_to_all=True), methods=["POST"]),
                Route("/items", self._answering(_find), methods=["GET"]),
                Route("/items", self._answering(_create), methods=["POST"]),
                Route(item, self._answering(_read), methods=["GET"]),
                Route(item, self._answering(_update), methods=["PUT"]),
                Route(f"{item}/shown", self._answering(_show), methods=["PUT"]),
                Route("/offers", self._answering(_offer), methods=["POST"]),
            ]
        )

    def did(self, kind: str, sku: str, **detail: Any) -> None:
        """Write down what the present call did."""
        self.history.append((kind, sku, self.calls, detail))

    def item(self, request: Request) -> dict[str, Any]:
        """Return the item that a path names."""
        found = self.items.get(request.path_params["item"])
        if found is None:
            raise Refused("no_such_item", status=404)
        return found

    def _must_know(self, request: Request) -> None:
        if request.headers.get("authorization") != f"Bearer {self.access}":
            raise Refused("bad_token", status=401)

    def _answering(
        self, act: Act, *, open_to_all: bool = False
    ) -> Callable[[Request], Awaitable[JSONResponse]]:
        async def answer(request: Request) -> JSONResponse:
            body = await request.body()
            self.calls += 1
            try:
                if not open_to_all:
                    self._must_know(request)
                done = act(self, request, json.loads(body or b"null"))
            except Refused as refused:
                return refused.answer
            except (ValueError, KeyError, TypeError) as error:
                return Refused("refused", f"not understood: {error}").answer
            return JSONResponse({"error": "", "data": done})

        return answer


def _token(market: Market, _request: Request, body: Any) -> Any:
    if (body["seller"], body["secret"]) != (market.seller, market.secret):
        raise Refused("bad_secret", status=401)
    if body["refresh"] != market.refresh:
        raise Refused("bad_secret", "the token was used before", status=401)
    market.access, market.refresh = f"{market.access}-moi", f"{market.refresh}-moi"
    return {"access": market.access, "refresh": market.refresh}


def _find(market: Market, request: Request, _body: Any) -> Any:
    every = [*market.items.values()]
    if sku := request.query_params.get("sku"):
        return {"items": [item for item in every if sku in _skus(item)], "more": False}
    end = int(request.query_params["page"]) * PAGE
    return {"items": every[end - PAGE : end], "more": end < len(every)}


def _read(market: Market, request: Request, _body: Any) -> Any:
    return market.item(request)


def _create(market: Market, _request: Request, body: Any) -> Any:
    _judge(market, body, market.items.values())
    item = {**body, "id": f"{10_000 + len(market.items)}", "shown": True, "variants": []}
    _take_in(item, body["variants"])
    market.items[item["id"]] = item
    skus = _skus(item)
    market.did("created", skus[0], skus=skus, offers=_offers(item["variants"]))
    return item


def _update(market: Market, request: Request, body: Any) -> Any:
    """Replace the content; variants that are there keep id, price and stock, and stay."""
    item = market.item(request)
    _judge(market, body, (other for other in market.items.values() if other is not item))
    before = len(item["variants"])
    item |= {name: value for name, value in body.items() if name != "variants"}
    _take_in(item, body["variants"])
    market.did("updated", _skus(item)[0], offers=_offers(item["variants"][before:]))
    return item


def _show(market: Market, request: Request, body: Any) -> Any:
    item = market.item(request)
    if item["shown"] is not body["shown"]:
        item["shown"] = body["shown"]
        market.did("relisted" if item["shown"] else "unlisted", _skus(item)[0])
    return item


def _offer(market: Market, _request: Request, body: Any) -> Any:
    """Set offers, each on its own; the answer has a code for each, empty where it was set."""
    if len(body["offers"]) > MOST_OFFERS:
        raise Refused("refused", f"at most {MOST_OFFERS} offers")
    return [_set(market, offer) for offer in body["offers"]]


def _set(market: Market, offer: dict[str, Any]) -> str:
    item = market.items.get(offer["item"], {"variants": []})
    rows = [row for row in item["variants"] if row["id"] == offer["variant"]]
    if not rows:
        return "no_such_item"
    if offer.get("price", LEAST_PRICE) < LEAST_PRICE or offer.get("stock", 0) < 0:
        return "refused"
    for name, kind in (("price", "priced"), ("stock", "stocked")):
        if name in offer:
            market.did(kind, rows[0]["sku"], **{name: offer[name], "before": rows[0][name]})
            rows[0][name] = offer[name]
    return ""


def _judge(market: Market, body: Any, others: Iterable[dict[str, Any]]) -> None:
    if not 0 < len(body["title"]) <= LONGEST_TITLE or not body["text"]:
        raise Refused("refused", f"a title has 1 to {LONGEST_TITLE} letters, a text at least one")
    if body["category"] not in CATEGORIES:
        raise Refused("refused", "no such category")
    if not body["pictures"] or not all(url.startswith("http") for url in body["pictures"]):
        raise Refused("refused", "a picture has an address")
    rows = body["variants"]
    if not rows or min(row["price"] for row in rows) < LEAST_PRICE:
        raise Refused("refused", f"a price is at least {LEAST_PRICE}")
    if not {row["sku"] for row in rows}.isdisjoint(sku for item in others for sku in _skus(item)):
        raise Refused("sku_taken", status=409)


def _take_in(item: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    known = {row["sku"]: row for row in item["variants"]}
    for row in rows:
        if row["sku"] in known:
            known[row["sku"]] |= {k: v for k, v in row.items() if k not in {"price", "stock"}}
        else:
            number = f"{item['id']}{100 + len(item['variants'])}"
            item["variants"].append({**row, "id": number})


def _skus(item: dict[str, Any]) -> list[str]:
    return [row["sku"] for row in item["variants"]]


def _offers(rows: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    return {row["sku"]: {"price": row["price"], "stock": row["stock"]} for row in rows}
