"""JPEG under a limit of bytes: first less quality, then fewer pixels."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from ocopctl.pictures.size import shaped

if TYPE_CHECKING:
    from ocopctl.rules.pictures import PictureRules

_QUALITIES = (90, 85, 80, 75, 70)
"""From what nobody sees to what nobody minds; below that edges show."""
_STEP = 0.8


def encoded(picture: Image.Image, rules: PictureRules) -> tuple[bytes, tuple[int, int]] | None:
    """Return JPEG bytes and the size they show, None when no picture is small enough.

    The shape is kept; sides do not become shorter than the marketplace takes.
    """
    while True:
        for quality in _QUALITIES:
            content = _jpeg(picture, quality)
            if rules.max_bytes is None or len(content) <= rules.max_bytes:
                return content, picture.size
        width, height = picture.size
        size = shaped((int(width * _STEP), int(height * _STEP)), rules)
        if min(size) < (rules.min_side or 1):
            return None
        picture = picture.resize(size, Image.Resampling.LANCZOS)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality, optimize=True)
    return stream.getvalue()
