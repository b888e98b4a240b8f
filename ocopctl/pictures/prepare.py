"""One picture made right for one marketplace; one that is right already stays byte for byte."""

from __future__ import annotations

import io
import struct
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError

from ocopctl.catalog.picture_content import MAX_PIXELS
from ocopctl.catalog.picture_formats import formats
from ocopctl.errors import InputError
from ocopctl.language import _
from ocopctl.pictures.colour import WHITE, flat, is_plain, sees_through
from ocopctl.pictures.encode import encoded
from ocopctl.pictures.size import shaped, shrunk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocopctl.pictures.size import Size
    from ocopctl.rules.pictures import PictureRules

_ORIENTATION, _GPS = 0x0112, 0x8825
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_ITS_SIDE = 5
"""From this orientation on width and height change places."""
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
"""What decoders answer a damaged file with, whichever they meet first."""


class Alteration(StrEnum):
    """What is done to a picture."""

    TURNED = "turned"
    SQUARED = "squared"
    WIDENED = "widened"
    SHRUNK = "shrunk"
    COLOURS = "colours"
    ON_WHITE = "on_white"
    STILL = "still"
    FORMAT = "format"
    PLACE = "place"
    LIGHTER = "lighter"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture as it is sent: its bytes, their media type, pixels, and what was altered."""

    content: bytes
    media_type: str
    width: int
    height: int
    changes: tuple[Alteration, ...] = ()


def prepare(content: bytes, rules: PictureRules) -> Prepared:
    """Make a picture right by `rules`: the same bytes of Pillow's one release for the same picture.

    What is made anew carries no metadata. Raises InputError for what is no whole picture or
    cannot be made small enough.
    """
    with _opened(content) as picture:
        turn = _exif(picture).get(_ORIENTATION, 1)
        reasons = tuple(_reasons(picture, turn, len(content), rules))
        if reasons:
            return _remade(picture, turn, reasons, rules)
        width, height, kind = *picture.size, _kind(picture)
        _whole(picture)
    return Prepared(content, f"image/{kind.lower()}", width, height)


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(content), formats=formats()) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise InputError(
                    _("this picture has too many pixels"),
                    hint=_("Shrink it to about 2.000 pixels on the longer side."),
                )
            yield picture
    except UnidentifiedImageError as error:
        raise _unusable(_("this is no picture that can be read")) from error
    except _BROKEN as error:
        raise _unusable(_("this picture is damaged or cut off")) from error


def _unusable(message: str) -> InputError:
    return InputError(message, hint=_("copy it again from the phone or camera, or take another"))


def _reasons(
    picture: Image.Image, turn: int, weight: int, rules: PictureRules
) -> Iterator[Alteration]:
    """Yield why a picture cannot be sent as it is."""
    size = _upright(picture.size, turn)
    if turn in _TURNS:
        yield Alteration.TURNED
    if (canvas := shaped(size, rules)) != size:
        yield Alteration.SQUARED if canvas[0] == canvas[1] else Alteration.WIDENED
    if rules.max_side is not None and max(size) > rules.max_side:
        yield Alteration.SHRUNK
    if not is_plain(picture):
        yield Alteration.COLOURS
    if getattr(picture, "n_frames", 1) > 1:
        yield Alteration.STILL
    if sees_through(picture):
        yield Alteration.ON_WHITE
    if _kind(picture) not in rules.formats:
        yield Alteration.FORMAT
    if _GPS in _exif(picture):
        yield Alteration.PLACE
    if rules.max_bytes is not None and weight > rules.max_bytes:
        yield Alteration.LIGHTER


def _remade(
    picture: Image.Image, turn: int, reasons: tuple[Alteration, ...], rules: PictureRules
) -> Prepared:
    """Make a picture anew: smaller first, so that the rest costs little memory."""
    upright = _upright(picture.size, turn)
    size = shrunk(upright, rules, rules.remade_side)
    lying = _upright(size, turn)
    picture.draft(picture.mode, (2 * lying[0], 2 * lying[1]))
    flattened = flat(picture, lying)
    turned = flattened.transpose(_TURNS[turn]) if turn in _TURNS else flattened
    made = encoded(_framed(turned, shaped(size, rules)), rules)
    if made is None:
        raise InputError(
            _("this picture cannot be made small enough"),
            hint=_("take a calmer picture, with less small detail in it"),
        )
    content, (width, height) = made
    smaller = max(width, height) < max(upright) and Alteration.SHRUNK not in reasons
    changes = (*reasons, Alteration.SHRUNK) if smaller else reasons
    return Prepared(content, "image/jpeg", width, height, changes)


def _framed(picture: Image.Image, size: Size) -> Image.Image:
    """Lay a picture into the middle of a white one; also so that no metadata goes along."""
    canvas = Image.new("RGB", size, WHITE)
    left, top = (size[0] - picture.width) // 2, (size[1] - picture.height) // 2
    canvas.paste(picture, (left, top))
    return canvas


def _whole(picture: Image.Image) -> None:
    """Unpack a picture, a JPEG at an eighth of its size, since headers do not show a cut."""
    picture.draft(picture.mode, (1, 1))
    picture.load()


def _upright(size: Size, turn: int) -> Size:
    return (size[1], size[0]) if turn in _TURNS and turn >= _ON_ITS_SIDE else size


def _exif(picture: Image.Image) -> Image.Exif:
    """Return the EXIF notes of a picture; notes that cannot be read are none."""
    try:
        return picture.getexif()
    except _BROKEN:
        return Image.Exif()


def _kind(picture: Image.Image) -> str:
    """Return the format; a JPEG with a second picture behind it, as phones write, opens as MPO."""
    return "JPEG" if picture.format == "MPO" else picture.format or ""
