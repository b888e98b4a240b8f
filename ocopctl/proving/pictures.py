"""Pictures for the listings that a market is shown: drawn, never the same twice."""

from __future__ import annotations

import io
from functools import cache
from hashlib import sha256
from pathlib import Path

from PIL import Image

from ocopctl.adapters.base import Picture

_COLOURS = ("seagreen", "sienna")
_SIDE = 600


def pictures(media_url: str) -> dict[Picture, bytes]:
    """Return two pictures of 600 x 600 px with their bytes, each with its address there."""
    found = {}
    for colour in _COLOURS:
        content, name = _jpeg(colour), f"{colour}.jpg"
        digest = sha256(content).hexdigest()
        url = f"{media_url}/{name}"
        found[Picture(digest, Path(name), "image/jpeg", _SIDE, _SIDE, url)] = content
    return found


@cache
def _jpeg(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (_SIDE, _SIDE), colour).save(out, "JPEG")
    return out.getvalue()
