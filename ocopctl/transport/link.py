"""What a run knows of its link: who answers, how fast it is, and what it may still carry."""

from __future__ import annotations

import errno
import socket
import ssl
from typing import TYPE_CHECKING

from ocopctl.errors import BudgetSpent
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from ocopctl.transport.clock import Clock

SLOW_RATE = 32_000.0
"""Bytes a second below which a link is slow (our choice)."""
SLOW_LATENCY_S = 2.0
"""Seconds for a small call above which a link is slow (our choice)."""
ASSUMED_RATE = 10_000.0
"""Bytes a second that a link is trusted to carry at most, and unmeasured (our choice)."""
LATELY_S = 30.0
"""For how long an answer proves that the link is there (our choice)."""
_WEIGHT = 0.3
_TELLING = 32_000
"""Bytes from which a call tells of the rate; smaller ones tell of the latency."""
_ERRNOS = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}
_HEAD = len(" HTTP/1.1\r\n\r\n")


class Link:
    """The link of one run, shared by its shops' clients.

    `sent` and `received` are bytes with an estimate of heads; `rate` is in bytes a second and
    `latency_s` in seconds, None while unknown. `most_bytes` is what the run may carry in all and
    `until` when it ends, in the clock's seconds.
    """

    def __init__(
        self, clock: Clock, *, most_bytes: int | None = None, until: float | None = None
    ) -> None:
        self.sent = 0
        self.received = 0
        self.rate: float | None = None
        self.latency_s: float | None = None
        self.most_bytes = most_bytes
        self.until = until
        self._clock = clock
        self._answered: dict[str, float] = {}
        self._cut_off: dict[str, float] = {}
        self._failed: set[str] = set()

    @property
    def answered(self) -> frozenset[str]:
        """Return the shops that have answered in this run."""
        return frozenset(self._answered)

    @property
    def unreached(self) -> frozenset[str]:
        """Return the shops that could not be reached when they were last tried."""
        return frozenset(self._failed)

    @property
    def down(self) -> bool:
        """Tell whether the link itself is down: no shop is there at all, and none was lately."""
        if not self._cut_off:
            return False
        return not any(self._lately(at) for at in self._answered.values())

    @property
    def slow(self) -> bool:
        """Tell whether the link is so slow that calls had better go one at a time."""
        slow_rate = self.rate is not None and self.rate < SLOW_RATE
        return slow_rate or (self.latency_s is not None and self.latency_s > SLOW_LATENCY_S)

    def now(self) -> float:
        """Return the time that `until` goes by."""
        return self._clock.now()

    def check(self, size: int = 0) -> None:
        """Raise BudgetSpent when the run may not send `size` bytes more."""
        carried = self.sent + self.received + size
        if self.most_bytes is not None and carried > self.most_bytes:
            raise _spent(_("the bytes that this run may carry are used up"))
        if self.until is not None and self.now() + size / (self.rate or float("inf")) > self.until:
            raise time_is_up()

    def admit(self, size: int) -> None:
        """Count `size` bytes that are about to be sent. Raises BudgetSpent as `check` does."""
        self.check(size)
        self.sent += size

    def kept(self, size: int) -> None:
        """Take back `size` bytes that were never sent."""
        self.sent -= size

    def took(self, size: int) -> None:
        """Count `size` bytes of an answer."""
        self.received += size

    def answers(self, shop: str) -> None:
        """Keep that a shop answered, which proves that the link is there."""
        self._answered[shop] = self.now()
        self._failed.discard(shop)
        self._cut_off.clear()

    def measured(self, size: int, seconds: float) -> None:
        """Learn from a call that carried `size` bytes, both ways, in so many seconds."""
        if size < _TELLING:
            self.latency_s = _nearer(self.latency_s, seconds)
        else:
            carrying = max(seconds - (self.latency_s or 0.0), seconds / 2, 0.001)
            self.rate = _nearer(self.rate, size / carrying)

    def failed(self, shop: str, error: BaseException) -> bool:
        """Keep that a shop could not be reached; return whether the link is down."""
        self._answered.pop(shop, None)
        self._failed.add(shop)
        if is_link_fault(error):
            self._cut_off[shop] = self.now()
            return self.down
        return False

    def others_answer(self, shop: str) -> bool:
        """Tell whether another shop answered lately."""
        return any(self._lately(at) for name, at in self._answered.items() if name != shop)

    def carries(self, size: int) -> float:
        """Return the seconds that `size` bytes may take, at half of the rate that is known."""
        rate = ASSUMED_RATE if self.rate is None else min(self.rate / 2, ASSUMED_RATE)
        return size / rate + 4 * (self.latency_s or 0.0)

    def _lately(self, at: float) -> bool:
        return self.now() - at <= LATELY_S


def is_link_fault(error: BaseException) -> bool:
    """Tell whether a failed connection never left this computer's side: no name, no route."""
    roots = list(_roots(error))
    return bool(roots) and all(
        isinstance(root, socket.gaierror) or (isinstance(root, OSError) and root.errno in _ERRNOS)
        for root in roots
    )


def mistrusted(error: BaseException) -> str | None:
    """Return what is wrong with the certificate of who answered, None when nothing is."""
    found = [root for root in _roots(error) if isinstance(root, ssl.SSLCertVerificationError)]
    return found[0].verify_message if found else None


def size_of(request: httpx.Request) -> int:
    """Return about how many bytes a request takes on the wire; its body has a known length."""
    length = request.headers.get("content-length", "0")
    body = int(length) if length.isdecimal() else 0
    return len(request.method) + len(str(request.url)) + heads(request.headers) + body


def heads(headers: httpx.Headers) -> int:
    """Return about how many bytes headers take on the wire."""
    return _HEAD + sum(len(name) + len(value) + len(": \r\n") for name, value in headers.raw)


def _roots(error: BaseException) -> Iterator[BaseException]:
    """Return what a failure goes back to: one error an address that was tried."""
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _roots(one)
        return
    below = error.__cause__ or error.__context__
    if below is None:
        yield error
    else:
        yield from _roots(below)


def _nearer(old: float | None, new: float) -> float:
    return new if old is None else old + _WEIGHT * (new - old)


def time_is_up() -> BudgetSpent:
    """Return what ends a run whose time is up."""
    return _spent(_("the time of this run is up"))


def _spent(what: str) -> BudgetSpent:
    return BudgetSpent(what, hint=_("what is left waits in the outbox: ocopctl outbox run"))
