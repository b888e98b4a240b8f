"""What a file is that no shop takes for a picture, told by its first bytes."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

TAKEN: Final = ("JPEG", "PNG", "WEBP")
BEGINNINGS: Final = (b"\xff\xd8", b"\x89PNG", b"RIFF")
"""How files of the taken formats begin, so that a broken one is known for what it was."""
_HEIC = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
_AVIF = frozenset({b"avif", b"avis"})
_PICTURES = (
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"<svg", "SVG"),
    (b"8BPS", "Photoshop (PSD)"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\xff\x0a", "JPEG XL"),
    (b"%PDF", "PDF"),
    (b"%!PS", "PostScript"),
)
_SEEN_AHEAD = 1024


def formats() -> list[str]:
    """Return the formats that can be opened here: HEIF too where pillow-heif is installed."""
    return [*TAKEN, "HEIF"] if opens_heic() else [*TAKEN]


@cache
def opens_heic() -> bool:
    """Tell whether iPhone pictures can be opened, and let Pillow open them if so."""
    try:
        plugin = import_module("pillow_heif")
    except ImportError:
        return False
    plugin.register_heif_opener()
    return True


def is_heic(data: bytes) -> bool:
    """Tell whether a file begins as the pictures of an iPhone do."""
    return data[4:8] == b"ftyp" and data[8:12] in _HEIC


def other_picture(data: bytes) -> str:
    """Name the format of a picture, or of a document made of pictures, that no shop takes."""
    if data[4:8] == b"ftyp" and data[8:12] in _AVIF:
        return "AVIF"
    if data.startswith(b"<?xml") and b"<svg" in data[:_SEEN_AHEAD]:
        return "SVG"
    return next((kind for magic, kind in _PICTURES if data.startswith(magic)), "")


def no_picture(data: bytes) -> tuple[str, str] | None:
    """Say what a file is instead of a picture, and what to do; None for what nobody knows."""
    head = data[:_SEEN_AHEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return next((words() for is_so, words in _INSTEAD if is_so(data, head)), None)


_INSTEAD: tuple[tuple[Callable[[bytes, bytes], bool], Callable[[], tuple[str, str]]], ...] = (
    (
        lambda _data, head: head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")),
        lambda: (
            _("it is a web page, not a picture, whatever its name says"),
            _("Open the page, press long or right-click on the picture itself and save that."),
        ),
    ),
    (
        lambda _data, head: head.startswith(b"version https://git-lfs"),
        lambda: (
            _("it only says where Git keeps the picture (Git LFS)"),
            _("Fetch the pictures first: git lfs pull"),
        ),
    ),
    (
        lambda data, _head: data[4:8] == b"ftyp" or data.startswith(b"\x1aE\xdf\xa3"),
        lambda: (
            _("it is a video, not a picture"),
            _("Name a picture; take a still one out of the video."),
        ),
    ),
    (
        lambda data, _head: data.startswith((b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf")),
        lambda: (
            _("it is a packed file (ZIP, Word, Excel), not a picture"),
            _("Unpack it, or save the picture out of the document."),
        ),
    ),
)
