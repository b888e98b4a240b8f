"""Pictures that a table's row asks for, made on the spot: `anh/lo-hoa.jpg: JPEG 800x800`.

What is asked for is a format with a size and how it is (`cut`, `turned`, `moving` …), or one of
the other things that lie where a picture should (`empty`, `web page`, `folder` …).
"""

from __future__ import annotations

import io
import os
import random
import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

TURNED_RIGHT = 6
_ORIENTATION = 0x0112


def draw(folder: Path, name: str, what: str) -> None:
    """Make one picture, or what lies in its place, in a folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    kind, _blank, rest = what.partition(" ")
    if what == "folder":
        path.mkdir()
    elif kind == "link":
        target = folder / rest
        target.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(os.path.relpath(target, path.parent))
    else:
        path.write_bytes(OTHERS[what] if what in OTHERS else picture(kind, rest))


def picture(kind: str, rest: str) -> bytes:
    """Return a picture: `kind` is Pillow's format, `rest` a size and words of `HOW`."""
    size, *how = rest.split()
    width, _times, height = size.partition("x")
    mode = next((word for word in how if word in {"CMYK", "L", "RGBA", "I;16"}), "RGB")
    shown = landscape((int(width), int(height)), seed=rest)
    options: dict[str, Any] = {}
    if "moving" in how:
        options = {"save_all": True, "append_images": [shown.transpose(Image.Transpose.ROTATE_180)]}
    if "turned" in how:
        notes = Image.Exif()
        notes[_ORIENTATION] = TURNED_RIGHT
        options["exif"] = notes
    if "progressive" in how:
        options["progressive"] = True
    stream = io.BytesIO()
    drawn = Image.new("I;16", shown.size, 40_000) if mode == "I;16" else shown.convert(mode)
    drawn.save(stream, kind, **options)
    content = stream.getvalue()
    for word in how:
        content = HOW.get(word, lambda data: data)(content)
    return content


def landscape(size: tuple[int, int], seed: str) -> Image.Image:
    """Draw coloured fields in which nothing repeats, the same ones for the same seed."""
    colours = random.Random(seed).randbytes(9 * 9 * 3)
    return Image.frombytes("RGB", (9, 9), colours).resize(size, Image.Resampling.BICUBIC)


def _halved(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _zeros_behind(data: bytes) -> bytes:
    """Return what is on the disk when a program had reserved the place and then was stopped."""
    half = len(data) // 2
    return data[:half] + bytes(len(data) - half)


def _a_byte_wrong(data: bytes) -> bytes:
    at = data.index(b"IDAT") + 40
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


HOW: dict[str, Callable[[bytes], bytes]] = {
    "cut": _halved,
    "zeros": _zeros_behind,
    "spoilt": _a_byte_wrong,
    "heavy": lambda data: data + bytes(10_500_000),
    # A phone's moving photo: behind the picture stands a film with marks of all kinds in it.
    "film": lambda data: data + b"\0\0\0\x18ftypmp42" + b"\xff\xda\x00\x08ab\xff\xd8" * 50,
}


def _promised(width: int, height: int) -> bytes:
    """Return a PNG that says it has so many pixels, and holds none."""

    def chunk(name: bytes, body: bytes) -> bytes:
        named = name + body
        return struct.pack(">I", len(body)) + named + struct.pack(">I", zlib.crc32(named))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")


OTHERS = {
    "empty": b"",
    "zeros": bytes(40_000),
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200),
    "avif": b"\0\0\0\x18ftypavif\0\0\0\0mif1avif" + bytes(200),
    "video": b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + bytes(200),
    "pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "svg": b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>',
    "web page": "\ufeff<!DOCTYPE html>\n<html><title>Lọ hoa</title></html>".encode(),
    "pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 132735\n",
    "document": b"PK\x03\x04\x14\0\x06\0" + bytes(300),
    "text": "Ảnh lọ hoa, chụp sau".encode(),
    "bomb": _promised(30_000, 30_000),
    "webp bomb": b"RIFF\x80\0\0\0WEBPVP8X\n\0\0\0\x02\0\0\0"
    + (16_382).to_bytes(3, "little") * 2
    + bytes(120),
}


def folder_of(row: dict[str, Any], there: Path, spare: Path) -> Path:
    """Return the folder of a row's file: `there`, or one in `spare` with the row's own pictures."""
    if "pictures" not in row:
        return there
    folder = spare / "hang"
    folder.mkdir()
    for name in (row["file"], "mon-hang.jpg"):
        shutil.copy(there / name, folder)
    for name, what in row["pictures"].items():
        draw(folder, name, what)
    return folder
