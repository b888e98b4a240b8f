"""Pictures: those the shops keep, and those of the published folder that shops fetch by URL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

    from ocopctl.sandbox.store import Store

_DIGEST = re.compile(r"[0-9a-f]{64}")
_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}
_KEPT = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
_PUBLISHED = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


class Pictures:
    """Answer for `/picture/{digest}` and `/media/{path}`."""

    def __init__(self, store: Store, media_root: Path) -> None:
        self._store = store
        self._root = media_root.resolve()

    async def kept(self, request: Request) -> Response:
        """Show a picture that a shop took, named by its content: it never changes."""
        digest = request.path_params["digest"]
        found = self._store.blob(digest) if _DIGEST.fullmatch(digest) else None
        if found is None or found[1] not in _KEPT:
            raise HTTPException(404)
        return Response(found[0], media_type=found[1], headers=_FOREVER)

    async def published(self, request: Request) -> Response:
        """Show a picture of the published folder, and nothing else of it."""
        path = self._inside(request.path_params["path"])
        if path is None:
            raise HTTPException(404)
        return FileResponse(path, media_type=_PUBLISHED[path.suffix.lower()])

    def _inside(self, asked: str) -> Path | None:
        """Return the file that is meant, None for what is not a picture inside the folder.

        Judged where links lead to, so that a link is no way out.
        """
        try:
            path = (self._root / asked).resolve()
            known = path.is_relative_to(self._root) and path.is_file()
        except (OSError, ValueError):  # a name that no file can have
            return None
        if not known or path.suffix.lower() not in _PUBLISHED:
            return None
        hidden = any(part.startswith(".") for part in path.relative_to(self._root).parts)
        return None if hidden else path
