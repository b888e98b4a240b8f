"""The title: 25 to 255 characters in this region, plain words."""

from __future__ import annotations

from ocopctl.sandbox.tiktok.envelope import Refusal
from ocopctl.sandbox.tiktok.wording import chinese, malformed, wordless

# evidence[reference]: a title has 25 to 255 characters, 12052051; an empty one is 12052261
#   (copies of the official reference, 2025-2026; that code points are counted is our choice)
_LENGTH = range(25, 256)


def check_title(title: str | None) -> str:
    """Return a title that may stand; refuse it with the code of its first fault."""
    if not title or not title.strip():
        raise Refusal(12052261, "The product title is empty.")
    if len(title) not in _LENGTH:
        raise Refusal(12052051, "The product title must be 25 to 255 characters long.")
    if chinese(title):
        raise Refusal(12052262, "The product title holds Chinese characters.")
    if malformed(title) or wordless(title):
        raise Refusal(12052931, "The product title holds signs that are not allowed.")
    return title
