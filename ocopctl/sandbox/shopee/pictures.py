"""The upload of pictures: decoded, measured, kept under an id of their own."""

from __future__ import annotations

import io
import secrets
import string
import warnings
from typing import TYPE_CHECKING, Any

from PIL import Image

from ocopctl.sandbox.shopee.answers import RefusalError, success
from ocopctl.sandbox.shopee.decoding import missing
from ocopctl.sandbox.shopee.model_views import PICTURES

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Answer, Call, Market, Part

# evidence[reference]: one upload holds fewer than 9 files; the refusal is ours (official
#   reference, August 2026)
_MOST_FILES = 8
# evidence[reference and observed]: a picture is a JPEG or PNG of at most 10 MB (official
#   reference and clients, August 2026)
_MOST_BYTES = 10 * 1024 * 1024
# evidence[measured live]: a picture of 16 pixels a side is refused, one of 200 is taken (third
#   parties' measurements, 2024-2026)
# evidence[our choice]: the smallest side of a picture is 100 pixels (the sources are silent,
#   2026)
_SMALLEST_SIDE = 100
_LETTERS = string.ascii_lowercase + string.digits


# evidence[reference]: each file of an upload has an error of its own, and image_info repeats the
#   first one that was taken (official reference, August 2026)
# evidence[our choice]: an upload in which every file fails is refused as a whole (the sources are
#   silent, 2026)
def upload_image(market: Market, call: Call) -> Answer:
    """Keep pictures; each file fails by itself, all failing fails the call."""
    files = _files(call)
    rows = [_kept(market, call, index, part) for index, part in enumerate(files)]
    taken = [row for row in rows if not row["error"]]
    if not taken:
        raise RefusalError(rows[0]["error"], rows[0]["message"])
    return success({"image_info": taken[0]["image_info"], "image_info_list": rows})


def _files(call: Call) -> list[Part]:
    parts = call.parts()
    texts = {part.name: part.content for part in parts if part.name != "image"}
    if texts.get("scene", b"normal") not in (b"normal", b"desc"):
        raise RefusalError("error_param", "Invalid scene.")
    # evidence[reference and observed]: the ratio 3:4 is for shops on a whitelist; the refusal is
    #   ours (official reference and clients, August 2026)
    if texts.get("ratio", b"1:1") != b"1:1":
        text = "Your shop is not in the whitelist of image ratio 3:4."
        raise RefusalError("error_param", text)
    files = [part for part in parts if part.name == "image"]
    if not files:
        raise missing("image")
    if len(files) > _MOST_FILES:
        raise RefusalError("error_param", "The number of images should be less than 9.")
    return files


def _kept(market: Market, call: Call, index: int, part: Part) -> dict[str, Any]:
    """Keep one file; return its row, with an error of its own when it is refused."""
    media_type = _media_type(part.content)
    if media_type is None:
        # evidence[measured live]: an unusable picture is refused as product.error_param, though
        #   the call is of another module (third parties' measurements, 2024-2026)
        text = "image is invalid or not supported"
        return {"id": index, "error": "product.error_param", "message": text}
    digest = market.keep_picture(part.content, media_type)
    # evidence[measured live]: a picture's id is region, number, 5 and 14 characters (third
    #   parties' measurements, 2024-2026)
    image_id = f"vn-11134201-{_letters(5)}-{_letters(14)}"
    market.shelf.put("image", image_id, {"digest": digest})
    call.effect("uploaded", sku="", remote_id=image_id, digest=digest)
    urls = [{"image_url_region": "VN", "image_url": PICTURES + image_id}]
    info = {"image_id": image_id, "image_url_list": urls}
    return {"id": index, "error": "", "message": "", "image_info": info}


def _media_type(content: bytes) -> str | None:
    """Return the type of a JPEG or PNG that can be taken, None for anything else."""
    if len(content) > _MOST_BYTES:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
                size, media_type = image.size, Image.MIME[image.format or ""]
                image.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Warning):
        return None
    return media_type if min(size) >= _SMALLEST_SIDE else None


def _letters(count: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(count))
