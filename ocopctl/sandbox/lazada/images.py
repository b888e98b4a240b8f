"""Pictures: uploaded as files or fetched by URL, and the addresses they get on the image host."""

from __future__ import annotations

import ipaddress
import re
import secrets
import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from PIL import Image

from ocopctl.sandbox.lazada import gate, payload, reference
from ocopctl.sandbox.lazada.envelope import RefusalError

if TYPE_CHECKING:
    from ocopctl.sandbox.lazada.ask import Ask
    from ocopctl.sandbox.market import Market

# evidence[reference and observed]: pictures live on the platform's own host, under a hash of 32
#   digits (official documentation and clients, April 2026)
_HOST = "https://vn-live-02.slatic.net/p/"
# evidence[one client]: a batch that is not ready answers 1000 (clients of a sister platform on
#   the same gateway, 2026)
# evidence[our choice]: a batch is ready after half a second (the sources are silent, 2026)
_READY_S = 0.5
# evidence[reference and observed]: a batch takes up to 8 addresses (official documentation and
#   clients, April 2026)
# evidence[our choice]: a batch of more than 8 addresses is refused as 301 (the sources are
#   silent, 2026)
_MOST_URLS = 8
_KINDS = {"JPEG": ("jpg", "image/jpeg"), "PNG": ("png", "image/png")}


# evidence[reference and observed]: image/upload takes the multipart part `image`, a file that is
#   not signed (official documentation and clients, April 2026)
def upload(ask: Ask) -> dict[str, Any]:
    """Answer `/image/upload`: the multipart part `image`, a file."""
    part = next((one for one in ask.call.parts() if one.name == "image"), None)
    if part is None and "image" not in ask.params:
        raise RefusalError("30", "E030: Empty Request")
    if part is None or not part.filename:
        # evidence[reference]: a picture sent as text or not usable is refused as 302, an empty
        #   one as 30 (official documentation, April 2026)
        raise _unusable("the image was sent as text")
    return {"data": {"image": _keep(ask, part.content)}}


# evidence[reference and observed]: image/migrate fetches one address at once (official
#   documentation and clients, April 2026)
def migrate(ask: Ask) -> dict[str, Any]:
    """Answer `/image/migrate`: one outside URL, at once."""
    url = payload.text(payload.branch(payload.request(ask), "Image") or {}, "Url")
    if not url:
        raise RefusalError("30", "E030: Empty Request")
    return {"data": {"image": _fetch(ask, url)}}


# evidence[reference and observed]: images/migrate answers a batch_id beside the code, without
#   `data` (official documentation and clients, April 2026)
def migrate_batch(ask: Ask) -> dict[str, Any]:
    """Answer `/images/migrate`: up to 8 outside URLs, to be asked after by batch id."""
    urls = payload.texts(payload.request(ask), "Images", "Url")
    if not urls:
        raise RefusalError("30", "E030: Empty Request")
    if len(urls) > _MOST_URLS:
        raise RefusalError("301", "E301: Migrate Image Failed: more than 8 images")
    done: dict[str, Any] = {"images": [], "errors": []}
    for url in urls:
        try:
            done["images"].append(_fetch(ask, url))
        except RefusalError as refusal:
            done["errors"].append({"field": url, "msg": refusal.message, "original_url": url})
    batch = secrets.token_hex(13)
    body = {"account": ask.shop, "ready": ask.now + _READY_S, "done": done}
    ask.market.shelf.put("batch", batch, body)
    return {"batch_id": batch}


# evidence[reference and observed]: image/response/get lists pictures and errors apart, an error
#   with the address it came from (official documentation and clients, April 2026)
def batch_result(ask: Ask) -> dict[str, Any]:
    """Answer `/image/response/get`: the pictures of a batch, code 1000 until they are ready."""
    batch = ask.market.shelf.get("batch", gate.require(ask.params, "batch_id"))
    # evidence[our choice]: an unknown or foreign batch is refused as 6 (the sources are silent,
    #   2026)
    if batch is None or batch["account"] != ask.shop:
        raise RefusalError("6", "E006: Unexpected internal error")
    if ask.now < batch["ready"]:
        raise RefusalError("1000", "E1000: Internal Application Error", kind="SYSTEM")
    return {"data": batch["done"]}


def digest(market: Market, url: str) -> str | None:
    """Return the blob digest of a picture on the image host, None for any other URL."""
    found = re.fullmatch(re.escape(_HOST) + r"([0-9a-f]{32})\.(?:jpg|png)", url)
    kept = market.shelf.get("image", found[1]) if found else None
    return str(kept["digest"]) if kept is not None and kept["url"] == url else None


def _fetch(ask: Ask, url: str) -> dict[str, str]:
    """Download a picture as the platform does: ports 80 and 443, a name and no bare address."""
    # evidence[reference]: pictures are fetched from named hosts on ports 80 and 443, else 302
    #   (official documentation, April 2026)
    if not _public(url):
        raise RefusalError("302", "E302: Not supported URL")
    content = ask.market.fetch(url)
    # evidence[reference]: a picture that cannot be fetched is refused as 304 (official
    #   documentation, April 2026)
    if content is None:
        raise RefusalError("304", "E304: Can not get image from URL")
    return _keep(ask, content)


def _public(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    named = bool(parts.hostname) and not _bare_address(str(parts.hostname))
    return parts.scheme in ("http", "https") and named and port in (None, 80, 443)


def _bare_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _keep(ask: Ask, content: bytes) -> dict[str, str]:
    extension, media_type = _judge(content)
    hash_code = secrets.token_hex(16)
    url = f"{_HOST}{hash_code}.{extension}"
    kept = ask.market.keep_picture(content, media_type)
    ask.market.shelf.put("image", hash_code, {"digest": kept, "url": url})
    ask.call.effect("uploaded", sku="", remote_id=hash_code, url=url, digest=kept)
    return {"hash_code": hash_code, "url": url}


def _judge(content: bytes) -> tuple[str, str]:
    """Return extension and media type of a usable picture. Refuses as 30, 302 or 303."""
    limits = reference.limits()
    if not content:
        raise RefusalError("30", "E030: Empty Request")
    # evidence[reference]: a picture has at most 3,145,728 bytes, else 303 (official
    #   documentation, which says 1 MB elsewhere, April 2026)
    if len(content) > limits["image_bytes"]:
        raise RefusalError("303", "E303: The image is too large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(content), formats=tuple(_KINDS)) as picture:
                kind, sides = str(picture.format), picture.size
                picture.verify()
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as broken:
        raise _unusable("it is not a JPG or PNG") from broken
    # evidence[reference]: a picture is a JPG or PNG of 330 to 5000 pixels a side, else 302
    #   (official documentation, April 2026)
    if not all(limits["image_side_min"] <= side <= limits["image_side_max"] for side in sides):
        raise _unusable("its sides are not between 330 and 5000 pixels")
    return _KINDS[kind]


def _unusable(why: str) -> RefusalError:
    return RefusalError("302", f"E302: The image cannot be used: {why}")
