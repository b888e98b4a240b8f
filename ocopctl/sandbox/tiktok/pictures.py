"""Uploads. Formats and sizes are the narrower of two copies of the reference: JPG and PNG, 5 MB."""

from __future__ import annotations

import re
import secrets
import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image

from ocopctl.sandbox.tiktok.envelope import Refusal

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Part
    from ocopctl.sandbox.store import Shelf
    from ocopctl.sandbox.tiktok.visit import Visit

_USES = (
    "MAIN_IMAGE",
    "ATTRIBUTE_IMAGE",
    "DESCRIPTION_IMAGE",
    "CERTIFICATION_IMAGE",
    "SIZE_CHART_IMAGE",
    "CUSTOMIZATION_IMAGE",
)
# evidence[reference]: main and variant pictures outside 3:4 to 4:3 are squared, and the answer
#   tells the new size (one copy of the official reference, autumn 2026)
_SQUARED = _USES[:2]
# evidence[reference]: pictures are JPEG or PNG (12038004) of at most 5 MB (12038005) (one copy of
#   the official reference, January 2025; a copy of 2026 adds formats and says 10 MB)
_FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png"}
_LARGEST = 5 * 1024 * 1024
_LARGEST_PDF = 10 * 1024 * 1024
# evidence[reference]: a picture has 100 to 20000 pixels a side, a size chart 1024 on the short
#   one, 12038014 (one copy of the official reference, autumn 2026)
_SIDE = range(100, 20001)
_SIZE_CHART_SIDE = 1024
_FILE_NAME = re.compile(r"\w[^\s.]*\.(pdf|mp4|mov|mkv|wmv|webm|avi|3gp|flv|mpeg)", re.IGNORECASE)


# evidence[reference and observed]: images.upload is a multipart POST with data and use_case that
#   answers uri, url, height and width (copies of the official reference, 2025-2026; notes of live
#   calls on a Thai shop, August 2026)
def upload_image(visit: Visit) -> dict[str, Any]:
    """Keep a picture after decoding it; each upload makes a new `uri`."""
    part, use = _part(visit), _fields(visit).get("use_case", _USES[0])
    if use not in _USES:
        raise Refusal(11050001, "Invalid parameter: use_case.")
    kind, size = _measure(part.content)
    if use == "SIZE_CHART_IMAGE" and min(size) < _SIZE_CHART_SIDE:
        raise Refusal(12038014, "The image is too small for a size chart.")
    # evidence[our choice]: the same bytes uploaded again get another uri, and other shops cannot
    #   use it (documented nowhere, 2026)
    uri = f"tos-alisg-i-practice-sg/{secrets.token_hex(16)}"
    width, height = _adjusted(size, use)
    kept = {
        "uri": uri,
        "url": f"https://p16-oec-sg.practice.example/{uri}~tplv.{kind.lower()}",
        "width": width,
        "height": height,
        "use_case": use,
        "account": visit.account,
        "digest": visit.market.keep_picture(part.content, _FORMATS[kind]),
    }
    visit.shelf.put("image", uri, kept, keys=[f"url:{kept['url']}"])
    visit.call.effect("uploaded", sku="", remote_id=uri, digest=kept["digest"])
    return {name: kept[name] for name in ("uri", "url", "height", "width", "use_case")}


def _part(visit: Visit) -> Part:
    files = [part for part in visit.call.parts() if part.name == "data" and part.filename]
    if len(files) != 1 or not files[0].content:
        raise Refusal(11050001, "Invalid parameter: one file part `data` is required.")
    return files[0]


def _fields(visit: Visit) -> dict[str, str]:
    try:
        return visit.call.form()
    except UnicodeDecodeError:
        raise Refusal(11050001, "Invalid parameter: the form is not UTF-8.") from None


def _measure(content: bytes) -> tuple[str, tuple[int, int]]:
    """Decode the header and check the file's integrity; return its format and size in pixels."""
    if len(content) > _LARGEST:
        raise Refusal(12038005, "The image file is too large.")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(BytesIO(content)) as image:
                kind, size = image.format or "", image.size
                image.verify()
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise Refusal(12038014, "The image has too many pixels.") from None
        # evidence[reference]: a file that cannot be read as a picture is 12038002 (the
        #   reference's error lists as two clients keep them, 2025-2026)
        except (OSError, SyntaxError, ValueError, Warning):
            raise Refusal(12038002, "The file cannot be read as an image.") from None
    if kind not in _FORMATS:
        raise Refusal(12038004, "The image format is not supported.")
    if any(side not in _SIDE for side in size):
        raise Refusal(12038014, "The image must be 100 to 20000 pixels wide and high.")
    return kind, size


def _adjusted(size: tuple[int, int], use: str) -> tuple[int, int]:
    """Square what stands outside 3:4 ... 4:3: main and variant pictures."""
    width, height = size
    fits = 3 * height <= 4 * width and 3 * width <= 4 * height
    return size if fits or use not in _SQUARED else (max(size), max(size))


def image(shelf: Shelf, account: str, uri: str) -> dict[str, Any] | None:
    """Return a picture this account uploaded, by uri; None when there is none."""
    kept = shelf.get("image", uri)
    return kept if kept is not None and kept["account"] == account else None


def image_at(shelf: Shelf, account: str, url: str) -> dict[str, Any] | None:
    """Return a picture this account uploaded, by the address the upload answered with."""
    found = [one for one in shelf.find("image", f"url:{url}") if one["account"] == account]
    return found[0] if found else None


def seen(kept: dict[str, Any]) -> dict[str, Any]:
    """Return a picture as product reads show it."""
    return {
        "uri": kept["uri"],
        "urls": [kept["url"]],
        "thumb_urls": [kept["url"]],
        "height": kept["height"],
        "width": kept["width"],
    }


# evidence[reference]: files.upload takes a plain file name and PDF of at most 10 MB, and answers
#   id, url, name and format (copies of the official reference, 2025-2026; one copy says 20 MB, and
#   the code 11050001 is our choice)
def upload_file(visit: Visit) -> dict[str, Any]:
    """Keep a document or video under a new id."""
    part, name = _part(visit), _fields(visit).get("name", "")
    match = _FILE_NAME.fullmatch(name)
    if match is None or name.startswith("_"):
        raise Refusal(11050001, "Invalid parameter: name.")
    if match[1].upper() == "PDF" and not part.content.startswith(b"%PDF-"):
        raise Refusal(12038015, "The file content does not match its name.")
    if match[1].upper() == "PDF" and len(part.content) > _LARGEST_PDF:
        raise Refusal(12038005, "The file is too large.")
    kept = {
        "id": f"v09{secrets.token_hex(12)}",
        "name": name,
        "format": match[1].upper(),
        "account": visit.account,
    }
    kept["url"] = f"https://p16-oec-sg.practice.example/{kept['id']}/{name}"
    visit.shelf.put("file", kept["id"], kept)
    visit.call.effect("uploaded", sku="", remote_id=kept["id"])
    return {key: kept[key] for key in ("id", "url", "name", "format")}
