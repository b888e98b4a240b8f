"""What an adapter cannot read of an answer is the marketplace's error, for every adapter alike.

A method that fails before any answer came has a bug, which is left as it is.
"""

from __future__ import annotations

from contextlib import aclosing
from functools import wraps
from typing import TYPE_CHECKING, Any

from ocopctl.errors import OutcomeUnknown, Transient
from ocopctl.language import _
from ocopctl.transport.heard import STRANGE, listening
from ocopctl.transport.redact import redact

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine

    from ocopctl.errors import MarketplaceError

READINGS = ("find", "read", "upload", "categories", "attributes")
"""Methods after which nothing is in doubt: a picture that was sent twice does no harm."""
CHANGES = ("create", "update", "set_offers", "unlist", "relist")


def guard(kind: type) -> None:
    """Wrap the methods of an adapter's class that read answers, as far as it defines them."""
    for name in (*READINGS, *CHANGES):
        if name in vars(kind):
            setattr(kind, name, _guarded(vars(kind)[name], changes=name in CHANGES))
    if "list" in vars(kind):
        kind.list = _guarded_walk(vars(kind)["list"])  # type: ignore[attr-defined] # any class


def _guarded(
    method: Callable[..., Coroutine[Any, Any, Any]], *, changes: bool
) -> Callable[..., Coroutine[Any, Any, Any]]:
    @wraps(method)
    async def reads(*args: Any, **options: Any) -> Any:
        notes: list[str] = []
        try:
            with listening(notes):
                return await method(*args, **options)
        except STRANGE as error:
            if not notes:
                raise
            raise _unreadable(args[0].name, notes, error, changes=changes) from error

    return reads


def _guarded_walk(
    method: Callable[..., AsyncGenerator[Any, None]],
) -> Callable[..., AsyncIterator[Any]]:
    @wraps(method)
    async def walks(*args: Any, **options: Any) -> AsyncIterator[Any]:
        notes: list[str] = []
        async with aclosing(method(*args, **options)) as rows:
            while True:
                try:
                    with listening(notes):
                        row = await anext(rows)
                except StopAsyncIteration:
                    return
                except STRANGE as error:
                    if not notes:
                        raise
                    raise _unreadable(args[0].name, notes, error, changes=False) from error
                yield row

    return walks


def _unreadable(
    market: str, notes: list[str], error: Exception, *, changes: bool
) -> MarketplaceError:
    """Make the error for an answer that cannot be read; `notes` end in the call it came from."""
    details = {
        "place": f"{market} · {notes[-1]}",
        "own_words": redact(f"{type(error).__name__}: {error}"[:200]),
    }
    if changes:
        return OutcomeUnknown(
            _("the marketplace's answer cannot be read"),
            hint=_("the shop is looked at before anything is sent again"),
            **details,
        )
    return Transient(
        _("the marketplace's answer cannot be read"),
        hint=_("run the same command again later"),
        **details,
    )
