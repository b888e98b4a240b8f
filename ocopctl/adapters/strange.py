"""What an adapter cannot read of an answer is the marketplace's error, for every adapter alike.

A method that fails before the adapter heard any answer has a bug, which is left as it is.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import aclosing
from functools import wraps
from typing import TYPE_CHECKING, Any

from ocopctl.errors import OutcomeUnknown, Transient
from ocopctl.language import _
from ocopctl.transport.heard import STRANGE, Note, heard, listening
from ocopctl.transport.redact import redact

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Iterator

    from ocopctl.errors import MarketplaceError

READINGS = ("find", "read", "upload", "categories", "attributes")
"""Methods after which nothing is in doubt: a picture that was sent twice does no harm."""
CHANGES = ("create", "update", "set_offers", "unlist", "relist")
_EARLIER = "_heard_earlier"
_NO_ID = frozenset("[]{}'\"")
_NO_IDS = frozenset({"None", "True", "False"})
"""What values of other types are as text, and letters that are in it: no platform's id."""


class Retold(MutableMapping[str, Any]):
    """Answers that were kept, each noted as heard again when it is read."""

    def __init__(self, kept: MutableMapping[str, Any]) -> None:
        self._kept = kept

    def __getitem__(self, name: str) -> Any:
        """Return a kept answer."""
        value = self._kept[name]
        heard(Note(name, lambda: self._kept.pop(name, None)))
        return value

    def __setitem__(self, name: str, value: Any) -> None:
        """Keep an answer."""
        self._kept[name] = value

    def __delitem__(self, name: str) -> None:
        """Give an answer up."""
        del self._kept[name]

    def __iter__(self) -> Iterator[str]:
        """Return the names of what is kept."""
        return iter(self._kept)

    def __len__(self) -> int:
        """Return how much is kept."""
        return len(self._kept)


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
        notes: list[Note] = []
        try:
            with listening(notes):
                result = await method(*args, **options)
                for remote in result if isinstance(result, list | tuple) else [result]:
                    must_have_ids(remote)
                return result
        except STRANGE as error:
            if _is_bug(args[0], notes):
                raise
            raise _unreadable(args[0].name, notes, error, changes=changes) from error
        finally:
            _remember(args[0], notes)

    return reads


def _guarded_walk(
    method: Callable[..., AsyncGenerator[Any, None]],
) -> Callable[..., AsyncIterator[Any]]:
    @wraps(method)
    async def walks(*args: Any, **options: Any) -> AsyncIterator[Any]:
        notes: list[Note] = []
        async with aclosing(method(*args, **options)) as rows:
            while True:
                try:
                    with listening(notes):
                        row = await anext(rows)
                        must_have_ids(row)
                except StopAsyncIteration:
                    return
                except STRANGE as error:
                    if _is_bug(args[0], notes):
                        raise
                    raise _unreadable(args[0].name, notes, error, changes=False) from error
                finally:
                    _remember(args[0], notes)
                yield row

    return walks


def must_have_ids(remote: Any) -> None:
    """Refuse a listing with an id that is none, such as a list written as text.

    Kept, it would lose the listing. What is no listing is let pass. Raises ValueError.
    """
    ids = [getattr(remote, "remote_id", "")]
    ids += [variant.remote_sku for variant in getattr(remote, "variants", ())]
    for text in ids:
        if text in _NO_IDS or not _NO_ID.isdisjoint(text):
            raise ValueError(text[:80])


def _remember(adapter: Any, notes: list[Note]) -> None:
    """Keep that an adapter heard answers: it may have put parts of them by."""
    if notes:
        vars(adapter)[_EARLIER] = True


def _is_bug(adapter: Any, notes: list[Note]) -> bool:
    """Tell whether no answer can be the cause of an error: none has come yet."""
    return not notes and not vars(adapter).get(_EARLIER)


def _unreadable(
    market: str, notes: list[Note], error: Exception, *, changes: bool
) -> MarketplaceError:
    """Make the error for an answer that cannot be read; `notes` end in the call it came from.

    Kept answers that were read on the way are given up, so that they are asked for anew.
    """
    for note in notes:
        note.forget()
    details = {
        "place": " · ".join((market, *(note.name for note in notes[-1:]))),
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
