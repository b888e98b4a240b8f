"""Answers read as a stream, within a bound that unpacking cannot pass."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

MOST_BYTES = 16_000_000
"""The largest answer that is read, unpacked (our choice: whole category trees take 3 MB)."""
_PIECE = 64_000
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 47}
"""How zlib reads a coding; 47 takes both shapes in which servers send what they call deflate."""


class Answer(httpx.AsyncByteStream):
    """The body of an answer, unpacked, and no more of it than is allowed.

    `taken` counts the bytes that came over the wire; `took` hears of them. Raises
    httpx.DecodingError for a coding that nobody asked for, for a body that cannot be unpacked,
    and for one that is too large.
    """

    def __init__(
        self, stream: httpx.AsyncByteStream, coding: str, took: Callable[[int], None]
    ) -> None:
        self.taken = 0
        self._took = took
        self._stream = stream
        self._coding = coding.strip().lower()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Give the body piece by piece."""
        given = 0
        unpack = _unpacking(self._coding)
        async for packed in self._stream:
            self.taken += len(packed)
            self._took(len(packed))
            for piece in unpack(packed):
                given += len(piece)
                if given > MOST_BYTES:
                    raise httpx.DecodingError(f"the answer is larger than {MOST_BYTES} bytes")
                yield piece
        if self.taken and not unpack.whole:
            raise httpx.DecodingError("the packed answer ends in the middle")

    async def aclose(self) -> None:
        """Close the connection's side."""
        await self._stream.aclose()


class _Unpacking:
    """One packed body on its way."""

    def __init__(self, window: int) -> None:
        self._packed = zlib.decompressobj(window)

    def __call__(self, packed: bytes) -> Iterator[bytes]:
        """Unpack a piece, a little at a time, so that a bomb is never whole in memory."""
        try:
            while packed:
                yield self._packed.decompress(packed, _PIECE)
                packed = self._packed.unconsumed_tail
        except zlib.error as error:
            raise httpx.DecodingError(str(error)) from error

    @property
    def whole(self) -> bool:
        """Tell whether the packed body ended where it says that it ends."""
        return self._packed.eof


class _AsIs:
    """A body that is not packed."""

    whole = True

    def __call__(self, packed: bytes) -> Iterator[bytes]:
        yield packed


def _unpacking(coding: str) -> _Unpacking | _AsIs:
    if coding in {"", "identity"}:
        return _AsIs()
    if coding not in _WINDOWS:
        raise httpx.DecodingError(f"an answer in an unknown coding: {coding[:40]}")
    return _Unpacking(_WINDOWS[coding])


def bound(response: httpx.Response, took: Callable[[int], None]) -> None:
    """Let the body of `response` be read through an `Answer`, kept in its extensions."""
    stream = response.stream
    if not isinstance(stream, httpx.AsyncByteStream):
        raise TypeError("an answer that was read before its time")
    answer = Answer(stream, response.headers.pop("content-encoding", ""), took)
    response.stream = response.extensions["answer"] = answer
