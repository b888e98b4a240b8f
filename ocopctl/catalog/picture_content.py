"""What a picture file really is, judged by its content and never by its name."""

from __future__ import annotations

import hashlib
import io
import os
import re
import struct
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError

from ocopctl.catalog.picture_formats import (
    BEGINNINGS,
    formats,
    is_heic,
    no_picture,
    other_picture,
)
from ocopctl.language import _, current

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 10_000_000
MAX_PIXELS = 60_000_000
_MOST_PIXELS = {"PNG": 25_000_000, "WEBP": 25_000_000}
"""What can only be unpacked whole takes up to 15 bytes a pixel of memory."""
MIN_SIDE = 500
_MAX_SCANS = 100
"""A progressive JPEG has about ten; each costs a walk over all pixels, and some are traps."""
_MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")
_START, _END, _SCAN, _BARE = 0xD8, 0xD9, 0xDA, 0x01
_HASH_SIZE = (9, 8)
_SAMPLED = (288, 256)
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, struct.error)
"""What decoders answer a damaged file with, whichever they meet first."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a picture cannot be used."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Content:
    """What was found in a picture file: its digest, pixels, format and bytes.

    `mode` is Pillow's name of its colours, `moves` tells of more than one frame, and `dhash` are
    64 bits that are nearly the same for pictures that look the same.
    """

    sha256: str
    width: int
    height: int
    format: str
    bytes_size: int
    mode: str
    moves: bool
    dhash: int


def look_at(path: Path) -> Content | Flaw:
    """Read one file and say what picture it holds, or why it is of no use.

    A file that has not changed meanwhile is read and unpacked once while the program runs.
    """
    try:
        found = path.stat()
    except OSError:
        return _unreadable()
    return _seen(path, found.st_size, found.st_mtime_ns, current())


@lru_cache(maxsize=20_000)
def _seen(path: Path, _size: int, _mtime_ns: int, _language: str) -> Content | Flaw:
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            data = stream.read(MAX_BYTES + 1)
    except OSError:
        return _unreadable()
    if len(data) > MAX_BYTES:
        return _too_large(size)
    return _judge(data)


def _judge(data: bytes) -> Content | Flaw:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _unpacked(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_many_pixels()
    except UnidentifiedImageError:
        return _not_a_picture(data)
    except _BROKEN:
        return _broken()


def _unpacked(data: bytes) -> Content | Flaw:
    """Judge by the header first, then unpack: headers alone would not show a cut."""
    if _webp_pixels(data) > _MOST_PIXELS["WEBP"]:
        return _too_many_pixels(_MOST_PIXELS["WEBP"])
    with Image.open(io.BytesIO(data), formats=formats()) as picture:
        width, height, kind = picture.width, picture.height, picture.format or ""
        if width * height > (most := _MOST_PIXELS.get(kind, MAX_PIXELS)):
            return _too_many_pixels(most)
        picture.verify()
    # A JPEG with a second picture behind it, as some phones write, opens as MPO.
    kind = "JPEG" if kind == "MPO" else kind
    if not _complete(data, kind):
        return _broken()
    with Image.open(io.BytesIO(data), formats=formats()) as picture:
        moves = kind in {"PNG", "WEBP"} and getattr(picture, "n_frames", 1) > 1
        mode = picture.mode
        # A JPEG is unpacked at an eighth of its size: the cuts show, and the memory stays small.
        picture.draft(mode, (1, 1))
        picture.load()
        dhash = _dhash(picture)
    if min(width, height) < MIN_SIDE:
        return _too_small(width, height)
    sha256 = hashlib.sha256(data).hexdigest()
    return Content(sha256, width, height, kind, len(data), mode, moves, dhash)


def _complete(data: bytes, kind: str) -> bool:
    """Tell whether the end of the file is there; decoders fill up some of what is missing."""
    if kind == "JPEG":
        return _ends(data)
    if kind == "WEBP":
        return int.from_bytes(data[4:8], "little") + 8 <= len(data)
    return True


def _ends(data: bytes) -> bool:
    """Walk a JPEG from marker to marker to its end mark. What stands behind that is not asked."""
    at, scans = 0, 0
    while scans <= _MAX_SCANS and (found := _MARKER.search(data, at)):
        at, marker = found.end(), found[1][0]
        if marker == _END:
            return True
        scans += marker == _SCAN
        if marker not in {_START, _BARE}:
            at += int.from_bytes(data[at : at + 2], "big")
    return False


def _webp_pixels(data: bytes) -> int:
    """Return the pixels that a WebP file says it has: opening it takes memory for all of them."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return 0
    match data[12:16]:
        case b"VP8X":
            sides = int.from_bytes(data[24:27], "little"), int.from_bytes(data[27:30], "little")
            return (sides[0] + 1) * (sides[1] + 1)
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            return ((bits & 0x3FFF) + 1) * ((bits >> 14 & 0x3FFF) + 1)
        case _:
            sides = int.from_bytes(data[26:28], "little"), int.from_bytes(data[28:30], "little")
            return (sides[0] & 0x3FFF) * (sides[1] & 0x3FFF)


def _dhash(picture: Image.Image) -> int:
    """Return a bit for each step to a brighter neighbour in the picture drawn 9 × 8 in grey."""
    sample = picture.resize(_SAMPLED, Image.Resampling.NEAREST)
    plain = sample.convert("RGB") if "A" in sample.mode or sample.mode == "P" else sample
    tones = plain.convert("L").resize(_HASH_SIZE, Image.Resampling.BOX).tobytes()
    wide, high = _HASH_SIZE
    steps = (tones[y * wide + x] < tones[y * wide + x + 1] for y in range(high) for x in range(8))
    return sum(1 << at for at, brighter in enumerate(steps) if brighter)


def _not_a_picture(data: bytes) -> Flaw:
    if is_heic(data):
        return Flaw(
            "P404",
            _("it is an iPhone picture (HEIC), which the shops do not take"),
            _(
                "Make a JPEG of it: on the iPhone open it in Photos, touch Share and Copy Photo, "
                "then paste it into a folder of the Files app. "
                "For the next ones: Settings, Camera, Formats, Most Compatible."
            ),
        )
    if not data:
        return Flaw("P403", _("the file is empty"), _("Copy the picture again."))
    if kind := other_picture(data):
        return Flaw(
            "P408",
            _("its format is {kind}; the shops take JPEG, PNG and WebP", kind=kind),
            _("Save it as JPEG or PNG."),
        )
    if data.startswith(BEGINNINGS) or not data.strip(b"\0"):
        return _broken()
    return Flaw("P403", *(no_picture(data) or _unknown()))


def _unknown() -> tuple[str, str]:
    return (
        _("it is not a picture, whatever its name says"),
        _("Check what the file is; the shops take JPEG, PNG and WebP."),
    )


def _unreadable() -> Flaw:
    return Flaw("P401", _("it cannot be opened"), _("Check that you may read the file."))


def _broken() -> Flaw:
    return Flaw(
        "P405",
        _("the file is damaged or cut off"),
        _("Copy it again from the phone or camera; perhaps the copying stopped half way."),
    )


def _too_small(width: int, height: int) -> Flaw:
    return Flaw(
        "P406",
        _(
            "it has {width} × {height} pixels; each side needs at least {least}",
            width=width,
            height=height,
            least=MIN_SIDE,
        ),
        _("Use the picture as it came from the camera; pictures sent by chat are shrunk."),
    )


def _too_large(size: int) -> Flaw:
    return Flaw(
        "P407",
        _(
            "the file has {size} MB; at most {limit} MB are taken",
            size=megabytes(size),
            limit=MAX_BYTES // 1_000_000,
        ),
        _("Save it as JPEG at quality 85, about 2.000 pixels wide."),
    )


def megabytes(size: int) -> str:
    """Write a count of bytes in MB, rounded up to one decimal, as the reader's language does."""
    text = f"{-(-size // 100_000) / 10:.1f}"
    return text.replace(".", ",") if current() == "vi" else text


def _too_many_pixels(most: int = MAX_PIXELS) -> Flaw:
    return Flaw(
        "P410",
        _("it has more than {limit} million pixels", limit=most // 1_000_000),
        _("Shrink it to about 2.000 pixels on the longer side."),
    )
