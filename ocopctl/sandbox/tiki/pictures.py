"""Downloading what a request points at: pictures of the goods and of their papers."""

from __future__ import annotations

import io
import struct
import warnings
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Market

# evidence[reference and observed]: a picture has 500 pixels a side at least, and is refused in
#   processing with a plain text (official documentation and live clients, 2020-2026; the text is
#   our choice)
SMALLEST_SIDE = 500
# evidence[our choice]: JPEG and PNG of at most 50 million pixels are taken (documented nowhere,
#   2026)
_MOST_PIXELS = 50_000_000
_FORMATS = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png")}


_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
    Warning,
    Image.DecompressionBombError,
)


class PictureRefusedError(Exception):
    """A picture that cannot be had or used; `again` tells whether a replay may help."""

    def __init__(self, text: str, *, again: bool) -> None:
        super().__init__(text)
        self.text = text
        self.again = again


def download(market: Market, address: str, *, smallest: int = SMALLEST_SIDE) -> dict[str, Any]:
    """Fetch and keep a picture; return its digest, sides and path. Refuses bad ones."""
    content = market.fetch(address)
    # evidence[reference and observed]: pictures are fetched by address, and one that cannot be
    #   had rejects the request, which a replay may mend (official documentation and live clients,
    #   2020-2026)
    if content is None:
        raise PictureRefusedError(f"Can not download image from url {address}", again=True)
    kind, width, height = _opened(content, address)
    if width < smallest or height < smallest:
        text = f"Image {address} is {width}x{height}, the minimum size is {smallest}x{smallest}"
        raise PictureRefusedError(text, again=False)
    media_type, ending = _FORMATS[kind]
    digest = market.keep_picture(content, media_type)
    path = f"ts/product/{digest[:2]}/{digest[2:4]}/{digest[4:]}.{ending}"
    return {"digest": digest, "width": width, "height": height, "path": path}


def _opened(content: bytes, address: str) -> tuple[str, int, int]:
    """Return format and sides of a picture that decodes as one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=tuple(_FORMATS)) as picture:
                kind, (width, height) = str(picture.format), picture.size
                picture.verify()
    except _BROKEN:
        text = f"Url {address} is not a valid JPEG or PNG image"
        raise PictureRefusedError(text, again=False) from None
    if width * height > _MOST_PIXELS:
        raise PictureRefusedError(f"Image {address} is too large", again=False)
    return kind, width, height
