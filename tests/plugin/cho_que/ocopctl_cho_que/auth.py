"""How Chợ Quê's requests carry a token, and how the pair is traded for the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from ocopctl.errors import AuthError, Rejected, Transient
from ocopctl.transport.classify import body_of
from ocopctl.transport.tokens import TokenAuth, Tokens
from ocopctl_cho_que.answers import judge

if TYPE_CHECKING:
    from ocopctl.transport.clock import Clock
    from ocopctl.transport.tokens import TokenStore


class ChoQueAuth(TokenAuth):
    """A bearer's token; the seller's secret goes with a renewal alone."""

    def __init__(
        self, seller: str, secret: str, host: str, store: TokenStore, clock: Clock
    ) -> None:
        super().__init__(store, clock)
        self._seller = seller
        self._secret = secret
        self._host = host

    def sign(self, request: httpx.Request, tokens: Tokens | None) -> None:
        if tokens is not None:
            request.headers["authorization"] = f"Bearer {tokens.access_token}"

    def refresh_request(self, tokens: Tokens) -> httpx.Request:
        fields = {"seller": self._seller, "secret": self._secret, "refresh": tokens.refresh_token}
        return httpx.Request("POST", f"{self._host}/token", json=fields)

    def read_tokens(self, response: httpx.Response, old: Tokens) -> Tokens:
        del old
        body = body_of(response)
        error = judge(response, body)
        if isinstance(error, AuthError | Rejected):
            raise AuthError("Chợ Quê did not renew the token", hint="ask Chợ Quê for a new pair")
        if error is not None:
            raise Transient("Chợ Quê did not answer", hint="run the same command again")
        return Tokens(body["data"]["access"], body["data"]["refresh"])

    def token_refused(self, response: httpx.Response) -> bool:
        body = body_of(response)
        return isinstance(body, dict) and body.get("error") == "bad_token"
