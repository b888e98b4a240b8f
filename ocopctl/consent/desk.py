"""One shop's tokens: had by consent, refreshed on demand, and what the shop says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx

from ocopctl.adapters.consent import Consent
from ocopctl.errors import (
    AuthError,
    CredentialsError,
    OcopctlError,
    OutcomeUnknown,
    Transient,
    Unreachable,
    UsageError,
)
from ocopctl.language import _
from ocopctl.shops import Access, hosts_of, open_client, token_file, written_credentials
from ocopctl.transport.link import Link
from ocopctl.transport.wire import TIMEOUT, Wire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.adapters.base import Hosts
    from ocopctl.adapters.consent import Grant
    from ocopctl.shops import Account
    from ocopctl.transport.clock import Clock
    from ocopctl.transport.tokens import FileTokens, Tokens
    from ocopctl.workspace import Workspace

_CHOICES = "choices"
"""What was learnt: the numbers of the shops of which the credentials must name one."""
_TRIES = 2
"""Refreshing with the same token: once, and once more when the answer was lost."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What consent needs of a shop: its written credentials, addresses and file of tokens.

    `transport` takes the network's place for calls about tokens.
    """

    account: Account
    kind: Consent
    written: Mapping[str, str] = field(repr=False)
    hosts: Hosts
    store: FileTokens
    clock: Clock
    transport: httpx.AsyncBaseTransport | None = None

    @property
    def credentials(self) -> dict[str, str]:
        """Return the written credentials over what was learnt."""
        learnt, fields = self.store.learnt(), self.account.adapter.learnt_fields
        return {**{name: learnt[name] for name in fields if name in learnt}, **self.written}


def desk_of(workspace: Workspace, account: Account, clock: Clock) -> Desk:
    """Open a shop's desk. Raises CredentialsError, or UsageError for an adapter without consent."""
    kind: object = account.adapter
    if not isinstance(kind, Consent):
        raise UsageError(
            _("the adapter of {marketplace} knows no consent", marketplace=account.adapter.name),
            hint=_("put access_token and refresh_token into the shop's credentials"),
        )
    written = written_credentials(workspace, account)
    store = token_file(workspace, account, written)
    return Desk(account, kind, written, hosts_of(account, written), store, clock)


async def redeem(desk: Desk, answer: Mapping[str, str], redirect: str) -> None:
    """Trade what came back for tokens and keep them, on disk before anybody uses them.

    Raises AuthError when the platform refused, CredentialsError when it is another shop's consent.
    """
    now = desk.clock.wall()
    request = desk.kind.exchange_request(
        desk.written, desk.hosts, answer, redirect=redirect, now=now
    )
    try:
        response = await _send(desk, request)
    except Transient as lost:
        lost.hint = _("the code may be spent: start again with ocopctl auth login SHOP")
        raise
    grant = desk.kind.read_exchange(response, answer, now=now)
    _must_be_meant(desk, grant)
    several = {_CHOICES: ", ".join(grant.choices)} if len(grant.choices) > 1 else {}
    async with desk.store.lock():
        desk.store.keep(grant.tokens, {**grant.learnt, **several})
    _must_be_open(desk)


def _must_be_meant(desk: Desk, grant: Grant) -> None:
    """Refuse another shop's tokens before they take the place of the right ones."""
    for name in desk.account.adapter.learnt_fields:
        wanted = desk.written.get(name, "")
        told = grant.choices or tuple(filter(None, [grant.learnt.get(name)]))
        if wanted and told and wanted not in told:
            raise CredentialsError(
                _("the consent is not for the shop that the credentials name"),
                place=desk.account.settings.credentials,
                hint=_("give consent with that shop's account, or take the shop out of them"),
            )


def unnamed(desk: Desk) -> OcopctlError | None:
    """Return what keeps the shop closed though its owner agreed: it is open which shop it is."""
    missing = [name for name in desk.account.adapter.learnt_fields if name not in desk.credentials]
    if not missing:
        return None
    choices = desk.store.learnt().get(_CHOICES)
    if choices:
        return CredentialsError(
            _("the consent is for several shops: {shops}", shops=choices),
            place=desk.account.settings.credentials,
            hint=_("write {field}: with one of them into the credentials", field=missing[0]),
        )
    return AuthError(
        _("the shop has not said who it is yet"),
        hint=_("ask it again: ocopctl auth refresh {shop}", shop=desk.account.target.name),
    )


def _must_be_open(desk: Desk) -> None:
    error = unnamed(desk)
    if isinstance(error, CredentialsError):
        raise error


async def ask_shop(desk: Desk) -> None:
    """Ask the shop who it is, which proves the token, and keep what it tells."""
    access = Access(desk.credentials, desk.hosts, desk.store)
    http, client = open_client(desk.account, access, desk.clock)
    async with http:
        body = await client.call(desk.kind.shop_request())
    told = desk.kind.read_shop(body, desk.credentials)
    async with desk.store.lock():
        tokens = desk.store.load()
        if tokens is not None:
            desk.store.keep(tokens, {**desk.store.learnt(), **told})


async def refresh(desk: Desk) -> Tokens:
    """Refresh now, under the lock, and return the new pair once it is kept.

    When the answer is lost the same refresh token is tried once more: it may still serve. Raises
    AuthError when it does not; consent is the way then.
    """
    if desk.store.load() is None and desk.kind.consent_needed(desk.written):
        raise AuthError(
            _("this shop has no access token yet"),
            hint=_("give consent: ocopctl auth login SHOP"),
        )
    _must_be_open(desk)
    account = desk.account
    auth = account.adapter.authenticator(desk.credentials, desk.hosts, desk.store, desk.clock)

    async def send(request: httpx.Request) -> httpx.Response:
        for _attempt in range(_TRIES - 1):
            try:
                return await _send(desk, request)
            except Transient:
                continue
        return await _send(desk, request)

    return await auth.renew(send)


async def _send(desk: Desk, request: httpx.Request) -> httpx.Response:
    """Send a request that is ready. Raises Unreachable, or Transient for an answer that is lost."""
    shop = desk.account.target.name
    async with httpx.AsyncClient(timeout=TIMEOUT, transport=desk.transport) as http:
        try:
            return await Wire(http, Link(desk.clock), shop=shop).send(request)
        except Unreachable as error:
            error.place = shop
            raise
        except OutcomeUnknown as error:
            raise Transient(
                error.message,
                place=shop,
                hint=_("run the same command again; if it stays so: ocopctl auth login SHOP"),
                own_words=error.own_words,
            ) from error
