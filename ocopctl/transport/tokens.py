"""Access tokens: kept safe, refreshed once, on disk before they are used.

Refresh tokens are single-use on every platform here, so a refresh happens under a lock that
other processes see, after a second look at what is kept, and its answer is written and synced
before the new access token signs anything.
"""

from __future__ import annotations

import json
import os
from abc import abstractmethod
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import httpx
from filelock import AsyncFileLock, Timeout

from ocopctl.errors import (
    AuthError,
    MarketplaceError,
    OutcomeUnknown,
    QuotaExhausted,
    RateLimited,
    Transient,
)
from ocopctl.known_secrets import remember
from ocopctl.language import _
from ocopctl.transport.heard import STRANGE

if TYPE_CHECKING:
    from collections.abc import (
        AsyncGenerator,
        AsyncIterator,
        Awaitable,
        Callable,
        Iterator,
        Mapping,
    )
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from ocopctl.transport.clock import Clock

REFRESH_AHEAD_S = 300.0
_LOCK_TIMEOUT_S = 60.0


@dataclass(frozen=True, slots=True)
class Tokens:
    """A token pair. Times are seconds since 1970; None where the platform does not tell.

    Whoever has a pair has made its values known as secrets.
    """

    access_token: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    access_expires_at: float | None = None
    refresh_expires_at: float | None = None

    def __post_init__(self) -> None:
        remember((self.access_token, self.refresh_token))

    def due(self, now: float) -> bool:
        """Tell whether the access token ends so soon that it should be refreshed first."""
        return self.access_expires_at is not None and now > self.access_expires_at - REFRESH_AHEAD_S


class TokenStore(Protocol):
    """Where one shop's tokens are kept."""

    def load(self) -> Tokens | None:
        """Return the pair in use, None when there is none yet."""
        ...

    def save(self, tokens: Tokens) -> None:
        """Keep a pair; when this returns it survives a power cut."""
        ...

    def lock(self) -> AbstractAsyncContextManager[object]:
        """Keep every other process from refreshing this shop."""
        ...


class MemoryTokens:
    """Tokens that end with the process: for the practice market inside it."""

    def __init__(self, first: Tokens | None) -> None:
        self._tokens = first

    def load(self) -> Tokens | None:
        """Return the pair in use."""
        return self._tokens

    def save(self, tokens: Tokens) -> None:
        """Keep a pair."""
        self._tokens = tokens

    @asynccontextmanager
    async def lock(self) -> AsyncIterator[None]:
        """Need no lock: nobody else sees this store."""
        yield


class FileTokens:
    """Tokens in a file that only its owner reads; `first` serves until there is one.

    Beside the pair it keeps what the shop's consent told: its number, its name, when it ends.
    """

    def __init__(self, path: Path, first: Tokens | None) -> None:
        self._path = path
        self._first = first

    def load(self) -> Tokens | None:
        """Return the kept pair, or the first pair when nothing is kept yet.

        Raises AuthError, naming the file and never what is in it, when it is torn or not ours.
        """
        kept = self._kept()
        return kept[0] if kept else self._first

    def learnt(self) -> dict[str, str]:
        """Return what the consent told beside the pair. Raises AuthError as `load` does."""
        kept = self._kept()
        return kept[1] if kept else {}

    def save(self, tokens: Tokens) -> None:
        """Keep a pair, and what the consent told as it is. Raises AuthError as `keep` does."""
        self.keep(tokens, self.learnt())

    def keep(self, tokens: Tokens, learnt: Mapping[str, str]) -> None:
        """Write both beside the old ones, sync, and put them in their place, whole or not at all.

        Raises AuthError when it cannot be written: the pair in the file may be spent by now.
        """
        with self._writable():
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = self._path.with_suffix(".new")
            fresh.unlink(missing_ok=True)
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({**asdict(tokens), "learnt": dict(learnt)}, file)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._path)
            _sync(self._path.parent)

    def forget(self) -> bool:
        """Remove the pair and what was told; return whether there was one."""
        there = self._path.exists()
        with self._writable():
            for path in (self._path, self._path.with_suffix(".new")):
                path.unlink(missing_ok=True)
        return there

    @asynccontextmanager
    async def lock(self) -> AsyncIterator[None]:
        """Lock the file for all processes of this machine.

        Raises Transient when another process keeps it longer than a refresh may take.
        """
        lock = AsyncFileLock(self._path.with_suffix(".lock"), timeout=_LOCK_TIMEOUT_S)
        try:
            with self._writable():
                self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                await lock.acquire()
        except Timeout as error:
            raise Transient(
                _("another run has been refreshing this shop's token for too long"),
                place=str(self._path),
                hint=_("wait until it has ended, then run the same command again"),
            ) from error
        try:
            yield
        finally:
            await lock.release()

    def _kept(self) -> tuple[Tokens, dict[str, str]] | None:
        try:
            return _read(json.loads(self._path.read_text("utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, AttributeError):
            raise AuthError(
                _("the file of tokens cannot be read"),
                place=str(self._path),
                hint=_("give consent again: ocopctl auth login SHOP"),
            ) from None

    @contextmanager
    def _writable(self) -> Iterator[None]:
        try:
            yield
        except Timeout:
            raise
        except OSError as error:
            raise AuthError(
                _("the file of tokens cannot be written"),
                place=str(self._path),
                hint=_("check that the disk is not full and the folder is yours"),
            ) from error


def _read(body: Any) -> tuple[Tokens, dict[str, str]]:
    """Make a pair and what was told of what a file holds. Raises when it holds anything else."""
    learnt = body.pop("learnt", {})
    tokens = Tokens(**body)
    texts = (tokens.access_token, tokens.refresh_token)
    times = (tokens.access_expires_at, tokens.refresh_expires_at)
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    if not all(time is None or isinstance(time, int | float) for time in times):
        raise TypeError
    if not all(isinstance(text, str) for text in learnt.values()):
        raise TypeError
    return tokens, learnt


def _sync(folder: Path) -> None:
    """Make a new name in a folder survive a power cut; Windows neither needs nor allows it."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class TokenAuth(httpx.Auth):
    """Sign each request, refresh ahead of time, and once more when the token is refused.

    A platform's subclass says how to sign, how to ask for a new pair and how a refused token
    looks. Signing happens anew for every send, so timestamps are never stale.
    """

    def __init__(self, store: TokenStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    @abstractmethod
    def sign(self, request: httpx.Request, tokens: Tokens | None) -> None:
        """Put signature and token on `request`, in place; None signs for the application."""

    @abstractmethod
    def refresh_request(self, tokens: Tokens) -> httpx.Request:
        """Build the (signed) request that trades the refresh token for a new pair."""

    @abstractmethod
    def read_tokens(self, response: httpx.Response, old: Tokens) -> Tokens:
        """Read the new pair. Raises AuthError when the platform refused."""

    @abstractmethod
    def token_refused(self, response: httpx.Response) -> bool:
        """Tell whether an answer says that the access token is bad or expired."""

    async def async_auth_flow(
        self, request: httpx.Request
    ) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Send `request` signed; refresh where needed, at most once."""
        await request.aread()
        level = request.extensions.get("level", "shop")
        if level != "shop":
            if level == "app":
                self.sign(request, None)
            yield request
            return
        tokens = self._present()
        refreshed = tokens.due(self._clock.wall())
        if refreshed:
            async with self._store.lock():
                tokens = self._present()
                if tokens.due(self._clock.wall()):
                    answer = yield self.refresh_request(tokens)
                    tokens = await self._kept(answer, tokens)
        self.sign(request, tokens)
        response = yield request
        await response.aread()
        if refreshed or not self._refused(response):
            return
        async with self._store.lock():
            present = self._present()
            if present == tokens:
                answer = yield self.refresh_request(tokens)
                present = await self._kept(answer, tokens)
        self.sign(request, present)
        yield request

    async def renew(self, send: Callable[[httpx.Request], Awaitable[httpx.Response]]) -> Tokens:
        """Refresh now, however long the pair would still live, and return the new one, kept.

        `send` gets a request ready as it is. Raises what it and `read_tokens` raise; the old pair
        is kept then.
        """
        async with self._store.lock():
            tokens = self._present()
            answer = await send(self.refresh_request(tokens))
            return await self._kept(answer, tokens)

    def _refused(self, response: httpx.Response) -> bool:
        """Tell whether the token was refused; an answer of another shape does not say so."""
        try:
            return self.token_refused(response)
        except STRANGE:
            return False

    def _present(self) -> Tokens:
        tokens = self._store.load()
        if tokens is None:
            raise AuthError(
                _("this shop has no access token yet"),
                hint=_("give consent: ocopctl auth login SHOP"),
            )
        return tokens

    async def _kept(self, response: httpx.Response, old: Tokens) -> Tokens:
        await response.aread()
        try:
            tokens = self.read_tokens(response, old)
        except STRANGE as error:
            raise Transient(
                _("the answer to the renewal of the shop's token cannot be read"),
                hint=_("run the same command again; if it stays so: ocopctl auth login SHOP"),
            ) from error
        self._store.save(tokens)
        return tokens


def not_renewed(error: MarketplaceError, market: str) -> MarketplaceError:
    """Make a failed renewal either final (AuthError) or something to try again."""
    if isinstance(error, AuthError | RateLimited | QuotaExhausted | Transient):
        return error
    unknown = isinstance(error, OutcomeUnknown)
    kind = Transient if unknown else AuthError
    again = _("run the same command again")
    return kind(
        _("{market} did not renew the shop's token", market=market),
        hint=again if unknown else _("give consent again: ocopctl auth login SHOP"),
        code=error.code,
        own_words=error.own_words,
        request_id=error.request_id,
    )
