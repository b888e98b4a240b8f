"""What a picture file really is, judged by its content and never by its name."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError

from ocopctl.language import _

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 10_000_000
MAX_PIXELS = 60_000_000
MIN_SIDE = 500
_TAKEN = ("JPEG", "PNG", "WEBP")
_HEIC = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_OTHERS = (
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"<svg", "SVG"),
)


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a picture cannot be used."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Content:
    """What was found in a picture file: its digest, pixels, format and bytes."""

    sha256: str
    width: int
    height: int
    format: str
    bytes_size: int


def look_at(path: Path) -> Content | Flaw:
    """Read one file and say what picture it holds, or why it is of no use."""
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            data = stream.read(MAX_BYTES + 1)
    except OSError:
        return Flaw("P401", _("it cannot be opened"), _("Check that you may read the file."))
    if len(data) > MAX_BYTES:
        return _too_large(size)
    return _judge(data)


def _judge(data: bytes) -> Content | Flaw:
    header = _header(data)
    if isinstance(header, Flaw):
        return header
    width, height, kind = header
    if not _complete(data, kind):
        return _broken()
    if min(width, height) < MIN_SIDE:
        return _too_small(width, height)
    return Content(hashlib.sha256(data).hexdigest(), width, height, kind, len(data))


def _header(data: bytes) -> tuple[int, int, str] | Flaw:
    """Return width, height and format, without unpacking the picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_TAKEN) as picture:
                width, height, kind = picture.width, picture.height, picture.format or ""
                picture.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_many_pixels()
    except UnidentifiedImageError:
        return _not_a_picture(data)
    # Pillow answers a broken file with whichever of these its decoder meets first.
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, struct.error):
        return _broken()
    if width * height > MAX_PIXELS:
        return _too_many_pixels()
    # A JPEG with a second picture behind it, as some phones write, opens as MPO.
    return width, height, "JPEG" if kind == "MPO" else kind


def _complete(data: bytes, kind: str) -> bool:
    """Tell whether the end of the file is there; headers alone would not show a cut."""
    if kind == "JPEG":
        return data.rfind(b"\xff\xd9") > data.rfind(b"\xff\xda")
    if kind == "WEBP":
        return int.from_bytes(data[4:8], "little") + 8 <= len(data)
    return b"IEND" in data


def _not_a_picture(data: bytes) -> Flaw:
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        return Flaw(
            "P404",
            _("it is an iPhone picture (HEIC), which the shops do not take"),
            _(
                "Save it as JPEG. On the phone: Settings, Camera, Formats, Most Compatible "
                "makes the next ones JPEG."
            ),
        )
    if not data:
        return Flaw("P403", _("the file is empty"), _("Copy the picture again."))
    for magic, kind in _OTHERS:
        if data.startswith(magic):
            return Flaw(
                "P408",
                _("it is a {kind} file; the shops take JPEG, PNG and WebP", kind=kind),
                _("Save it as JPEG or PNG."),
            )
    if data.startswith((b"\xff\xd8", b"\x89PNG", b"RIFF")):
        return _broken()
    return Flaw(
        "P403",
        _("it is not a picture, whatever its name says"),
        _("Check what the file is; the shops take JPEG, PNG and WebP."),
    )


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
            size=round(size / 1e6, 1),
            limit=MAX_BYTES // 1_000_000,
        ),
        _("Save it as JPEG at quality 85, about 2.000 pixels wide."),
    )


def _too_many_pixels() -> Flaw:
    return Flaw(
        "P410",
        _("it has more than {limit} million pixels", limit=MAX_PIXELS // 1_000_000),
        _("Shrink it to about 2.000 pixels on the longer side."),
    )
