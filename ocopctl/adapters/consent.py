"""Consent: how a shop's owner lets an application in, platform by platform."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from ocopctl.errors import (
    AuthError,
    CredentialsError,
    MarketplaceError,
    QuotaExhausted,
    RateLimited,
    Transient,
    Unreachable,
)
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import httpx

    from ocopctl.adapters.base import Hosts
    from ocopctl.transport.request import Request
    from ocopctl.transport.tokens import Tokens

SELLER = "seller"
"""What was learnt: the shop's name."""
AUTHORISED_UNTIL = "authorised_until"
"""What was learnt: when the consent ends, in whole seconds since 1970."""
_HOME = "VN"


@dataclass(frozen=True, slots=True)
class Grant:
    """What a consent was traded for.

    `learnt` are credential fields, such as the shop's number, and facts under the names above.
    `choices` are the numbers of the shops when there are several and it is open which is meant.
    """

    tokens: Tokens
    learnt: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[str, ...] = ()


@runtime_checkable
class Consent(Protocol):
    """An adapter whose shops are opened by their owner's consent on a page of the platform.

    `loopback` tells whether the platform sends browsers back to this machine.
    `ends_with_refresh` tells whether the consent ends when the refresh token does.
    """

    loopback: bool
    ends_with_refresh: bool

    @classmethod
    def consent_needed(cls, credentials: Mapping[str, str]) -> bool:
        """Tell whether a person must agree; if not, tokens are had for the asking."""
        ...

    @classmethod
    def consent_url(
        cls, credentials: Mapping[str, str], hosts: Hosts, *, redirect: str, state: str, now: float
    ) -> str:
        """Return the page to open. `redirect` is where it sends the browser, `state` comes back."""
        ...

    @classmethod
    def exchange_request(
        cls,
        credentials: Mapping[str, str],
        hosts: Hosts,
        answer: Mapping[str, str],
        *,
        redirect: str,
        now: float,
    ) -> httpx.Request:
        """Build the request that trades what came back (`code` and more) for tokens.

        `answer` is empty where no consent is needed. Raises CredentialsError when what came back
        does not say enough.
        """
        ...

    @classmethod
    def read_exchange(
        cls, response: httpx.Response, answer: Mapping[str, str], *, now: float
    ) -> Grant:
        """Return what the code was traded for. Raises AuthError when the platform refused."""
        ...

    @classmethod
    def shop_request(cls) -> Request:
        """Return the call that asks which shop a token is for: the proof that it works."""
        ...

    @classmethod
    def read_shop(cls, body: Any, credentials: Mapping[str, str]) -> dict[str, str]:
        """Return what its answer tells, named as in `Grant.learnt`.

        Raises CredentialsError when it is not the shop of the credentials, or not in Vietnam.
        """
        ...


def code_refused(error: MarketplaceError, codes: Collection[str]) -> MarketplaceError:
    """Return what a failed exchange means. `codes` are the platform's for a code that is no good.

    What may pass, and what is wrong with the application itself, stays what it is.
    """
    known = AuthError | RateLimited | QuotaExhausted | Transient | Unreachable
    if error.code not in codes and isinstance(error, known):
        return error
    return AuthError(
        _("the marketplace did not take the code of the consent"),
        hint=_("a code serves once and for minutes only: start again with ocopctl auth login SHOP"),
        code=error.code,
        own_words=error.own_words,
        request_id=error.request_id,
    )


def exchange_unreadable() -> AuthError:
    """Return what to say when the answer to an exchange holds no tokens."""
    return AuthError(
        _("the marketplace's answer holds no tokens"),
        hint=_("the code is spent: start again with ocopctl auth login SHOP"),
    )


def must_be_vietnamese(region: Any) -> None:
    """Refuse a shop that sells elsewhere: prices are in dong. Silence passes."""
    if region and str(region).upper() != _HOME:
        raise CredentialsError(
            _("this shop does not sell in Vietnam but in {region}", region=region),
            hint=_("give consent with the account of the Vietnamese shop"),
        )
