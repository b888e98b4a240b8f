"""What errors promise: the right kind, true, with the platform's words and without secrets."""

from __future__ import annotations

import traceback
from functools import partial
from typing import TYPE_CHECKING

from ocopctl.adapters.base import Offer, RemoteId, Sku, Support
from ocopctl.adapters.contract.promise import holds, same
from ocopctl.adapters.contract.steps import creations, made, shown
from ocopctl.adapters.contract.wire import (
    BUSY,
    BUSY_FOR_7_S,
    CUT_AFTER,
    CUT_BEFORE,
    ECHOES,
    EMPTY_AFTER,
    FAILED_AFTER,
    FAILED_BEFORE,
    FAULTS,
    GATEWAY_AFTER,
    HALF_AFTER,
    HANGUP,
    NO_LINK,
    PAGE_AFTER,
    PORTAL,
    SILENCE,
    STRANGE_401,
    STRANGE_404,
)
from ocopctl.errors import (
    AuthError,
    Duplicate,
    MarketplaceError,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Transient,
    Unreachable,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ocopctl.adapters.base import Remote
    from ocopctl.adapters.contract.bench import Bench
    from ocopctl.adapters.contract.wire import Fault

    Step = Callable[[], Awaitable[object]]

_SEVEN = 7.0
_STALE = {"access_token": "stale"}
_MOST_CALLS = 60
_ON_READING: tuple[tuple[Fault, tuple[type[MarketplaceError], ...]], ...] = (
    (CUT_BEFORE, (Transient,)),
    (CUT_AFTER, (Transient,)),
    (SILENCE, (Transient,)),
    (HANGUP, (Transient,)),
    (NO_LINK, (Unreachable,)),
    (FAILED_BEFORE, (Transient,)),
    (FAILED_AFTER, (Transient,)),
    (GATEWAY_AFTER, (Transient,)),
    (PORTAL, (Transient, Rejected)),
    (PAGE_AFTER, (Transient, Rejected)),
    (HALF_AFTER, (Transient, Rejected)),
    (EMPTY_AFTER, (Transient, Rejected)),
    (BUSY, (RateLimited,)),
    (BUSY_FOR_7_S, (RateLimited,)),
    (STRANGE_404, (Transient, Rejected, AuthError)),
    (STRANGE_401, (AuthError, Transient)),
)


async def unknown_listings_are_not_found(bench: Bench) -> None:
    """A listing that does not exist is NotFound when read, and nothing is done about it."""
    remote = await made(bench, bench.listing("CT-KNOWN"))
    strange = RemoteId("9" * len(remote.remote_id))
    mark = len(bench.effects())
    error = await _raised(partial(bench.adapter.read, strange))
    same("reading it", NotFound, type(error))
    payload = await bench.ready(bench.listing("CT-STRANGE"))
    for step in (
        partial(bench.adapter.update, strange, payload),
        partial(bench.adapter.unlist, strange),
        partial(bench.adapter.relist, strange),
    ):
        error = await _raised(step)
        holds("changing it fails", error, when=isinstance(error, NotFound | Rejected))
    offer = Offer(Sku("CT-STRANGE"), strange, "9" * 12, 99_000, 1)
    (result,) = await bench.adapter.set_offers([offer])
    holds("its offer has an error", result, when=result.error is not None)
    same("the market did nothing", [], bench.effects()[mark:])


async def wrong_keys_are_refused(bench: Bench) -> None:
    """A wrong key is AuthError whatever is asked for, never "not there", and has no effect."""
    known = await made(bench, bench.listing("CT-OWN"))
    mark = len(bench.effects())
    stranger = bench.with_credentials({**_STALE, **_wrong_keys(bench)})
    for name, step in _steps(stranger, known).items():
        error = await _raised(step)
        same(f"{name} with a wrong key", AuthError, type(error))
    payload = bench.adapter.payload(bench.listing("CT-THEIRS")).with_pictures(bench.references)
    error = await _raised(partial(stranger.adapter.create, payload, key="key-stranger"))
    same("making with a wrong key", AuthError, type(error))
    (result,) = await stranger.adapter.set_offers([_offer(known)])
    same("an offer with a wrong key", AuthError, type(result.error))
    same("the market did nothing", [], bench.effects()[mark:])


async def refused_tokens_are_renewed(bench: Bench) -> None:
    """An access token that the market refuses is renewed by itself, and the call goes through."""
    listing = bench.listing("CT-TOKEN", axes=1)
    known = await made(bench, listing)
    late = bench.with_credentials(_STALE)
    (result,) = await late.adapter.set_offers([_offer(known)])
    same("an offer goes through", None, result.error)
    again = await late.adapter.read(known.remote_id)
    same("reading goes through", known.remote_id, again.remote_id)


async def makings_with_refused_tokens_are_made_once(bench: Bench) -> None:
    """A creation that has to renew its token first makes one listing."""
    listing = bench.listing("CT-RENEW", axes=1)
    await bench.ready(listing)
    payload = bench.adapter.payload(listing).with_pictures(bench.references)
    late = bench.with_credentials(_STALE)
    remote = await late.adapter.create(payload, key="key-renew")
    await shown(late, remote.remote_id)
    same("the market made it once", 1, creations(bench, listing))


async def lost_renewals_are_no_refusals(bench: Bench) -> None:
    """Where the answer to a renewal is lost, nothing is made and the listing is not blamed."""
    listing = bench.listing("CT-LOSTKEY")
    payload = await bench.ready(listing)
    late = bench.with_credentials(_STALE)
    bench.wire.strike(CUT_AFTER, at=2, times=1)
    error = await _raised(partial(late.adapter.create, payload, key="key-lost"))
    bench.wire.calm()
    await bench.place.clock.sleep(bench.place.read_for_s)
    blamed = isinstance(error, Rejected | NotFound | Duplicate)
    holds("the error is about the token or the line", repr(error), when=not blamed)
    count = creations(bench, listing)
    holds("an error that says no is true", count, when=count == 0 or _open(error))


async def lost_tokens_are_no_absence(bench: Bench) -> None:
    """Where no token can be renewed, the error is AuthError, never an empty answer."""
    known = await made(bench, bench.listing("CT-LOST"))
    mark = len(bench.effects())
    lost = bench.with_credentials({**_STALE, "refresh_token": "stale"})
    for name, step in _steps(lost, known).items():
        error = await _raised(step)
        holds(f"{name} without a token", error, when=error is None or type(error) is AuthError)
    unlisted = len(bench.effects("unlisted"))
    others = [e for e in bench.effects()[mark:] if e.kind not in ("unlisted", "relisted")]
    holds("nothing is made", others, when=not others and unlisted <= 1)


async def faults_become_their_errors(bench: Bench) -> None:
    """Every fault of the line, while it lasts, is the error that says what it was.

    Each is met by a new run: one that failed many times in a row leaves the shop alone.
    """
    known = await made(bench, bench.listing("CT-FAULT", axes=1))
    for fault, expected in _ON_READING:
        for name in _readings(bench, known):
            step = _readings(bench.with_credentials({}), known)[name]
            bench.wire.strike(fault)
            error = await _raised(step)
            bench.wire.calm()
            promise = f"{fault.name}, {name}: {' or '.join(kind.__name__ for kind in expected)}"
            holds(promise, repr(error), when=type(error) in expected)


async def passing_faults_are_sat_out(bench: Bench) -> None:
    """A reading that fails once is asked again, after as long as the market wants."""
    known = await made(bench, bench.listing("CT-PASS"))
    for fault in (CUT_AFTER, NO_LINK, FAILED_BEFORE, GATEWAY_AFTER, BUSY, BUSY_FOR_7_S):
        before = bench.place.clock.now()
        bench.wire.strike(fault, times=1)
        again = await bench.adapter.read(known.remote_id)
        same(f"{fault.name} is sat out", known.remote_id, again.remote_id)
        waited = bench.place.clock.now() - before
        holds("Retry-After is kept to", waited, when=fault is not BUSY_FOR_7_S or waited >= _SEVEN)


async def unknown_outcomes_are_told_of_changes_alone(bench: Bench) -> None:
    """A change whose answer is lost for good is OutcomeUnknown; it says what, where, what next."""
    known = await made(bench, bench.listing("CT-CHANGE", axes=1))
    if bench.kind.capabilities.unlist.support in (Support.NOT_YET, Support.IMPOSSIBLE):
        return
    for at in range(1, _MOST_CALLS):
        bench.wire.strike(CUT_AFTER, at=at)
        error = await _raised(partial(bench.adapter.unlist, known.remote_id))
        if not bench.wire.calm():
            break
        kinds = (OutcomeUnknown, Transient)
        holds("the error says that the outcome is open", repr(error), when=type(error) in kinds)
        told = (error.message, error.place, error.hint) if error else ()
        holds("the error says what, where and what next", told, when=all(told))


async def errors_hold_no_secret(bench: Bench) -> None:
    """No error shows a credential, even where the line quotes all that was sent."""
    known = await made(bench, bench.listing("CT-QUIET", axes=1))
    payload = await bench.ready(bench.listing("CT-QUIET2"))
    for fault in ECHOES:
        making = partial(bench.adapter.create, payload, key="key-quiet")
        steps = _steps(bench, known) | {"making": making}
        for name, step in steps.items():
            bench.wire.strike(fault)
            error = await _raised(step)
            bench.wire.calm()
            shown = _everything(error)
            leaked = [secret for secret in bench.place.secrets if secret in shown]
            same(f"{fault.name}, {name}: no secret is shown", [], leaked)
    hidden = [s for s in bench.place.secrets if s in repr(bench.adapter)]
    same("the adapter shows no secret", [], hidden)


async def tracebacks_hold_no_secret(bench: Bench) -> None:
    """No traceback of a failed call shows a credential."""
    known = await made(bench, bench.listing("CT-TRACE"))
    for fault in FAULTS:
        bench.wire.strike(fault)
        error = await _raised(partial(bench.adapter.read, known.remote_id))
        bench.wire.calm()
        lines = "".join(traceback.format_exception(error)) if error else ""
        leaked = [secret for secret in bench.place.secrets if secret in lines]
        same(f"{fault.name}: no secret in the traceback", [], leaked)


async def _raised(step: Step) -> MarketplaceError | None:
    try:
        await step()
    except MarketplaceError as error:
        return error
    return None


def _open(error: MarketplaceError | None) -> bool:
    """Tell whether a creation may have had its effect, by its error."""
    return error is None or isinstance(error, OutcomeUnknown)


def _readings(bench: Bench, known: Remote) -> dict[str, Step]:
    adapter, first = bench.adapter, known.variants[0]
    return {
        "reading": partial(adapter.read, known.remote_id),
        "finding": partial(adapter.find, first.sku),
        "walking": partial(_walk, bench),
    }


def _steps(bench: Bench, known: Remote) -> dict[str, Step]:
    adapter = bench.adapter
    return _readings(bench, known) | {
        "taking off sale": partial(adapter.unlist, known.remote_id),
        "putting on sale": partial(adapter.relist, known.remote_id),
    }


async def _walk(bench: Bench) -> list[Remote]:
    return [remote async for remote in bench.adapter.list()]


def _offer(known: Remote) -> Offer:
    first = known.variants[0]
    return Offer(first.sku, known.remote_id, first.remote_sku, 277_000, 8)


def _wrong_keys(bench: Bench) -> dict[str, str]:
    """Turn the secret ones among the credentials' own fields round."""
    place = bench.place
    fields = {name: place.credentials.get(name, "") for name in bench.kind.credential_fields}
    return {name: value[::-1] for name, value in fields.items() if value in place.secrets}


def _everything(error: MarketplaceError | None) -> str:
    if error is None:
        return ""
    parts = (error, repr(error), error.message, error.place, error.hint, error.code)
    return " ".join(map(str, (*parts, error.own_words, error.request_id, vars(error))))
