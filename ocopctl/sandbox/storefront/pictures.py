"""Pictures: those the shops keep, and those of the published folder that shops fetch by URL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from ocopctl.sandbox.media import MEDIA_TYPES

if TYPE_CHECKING:
    from starlette.requests import Request

    from ocopctl.sandbox.media import Media
    from ocopctl.sandbox.store import Store

_DIGEST = re.compile(r"[0-9a-f]{64}")
_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}
_KEPT = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})


class Pictures:
    """Answer for `/picture/{digest}` and `/media/{path}`."""

    def __init__(self, store: Store, media: Media) -> None:
        self._store = store
        self._media = media

    async def kept(self, request: Request) -> Response:
        """Show a picture that a shop took, named by its content: it never changes."""
        digest = request.path_params["digest"]
        found = self._store.blob(digest) if _DIGEST.fullmatch(digest) else None
        if found is None or found[1] not in _KEPT:
            raise HTTPException(404)
        return Response(found[0], media_type=found[1], headers=_FOREVER)

    async def published(self, request: Request) -> Response:
        """Show a picture of the published folder, and nothing else of it."""
        path = self._media.find(request.path_params["path"])
        if path is None:
            raise HTTPException(404)
        return FileResponse(path, media_type=MEDIA_TYPES[path.suffix.lower()])
