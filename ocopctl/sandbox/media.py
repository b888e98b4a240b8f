"""The folders whose pictures the world may fetch, as a seller's own web server would show them."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

MEDIA_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
LARGEST_PICTURE = 10 * 1024 * 1024
_PATIENCE_S = 5.0


@dataclass(frozen=True, slots=True)
class Media:
    """Pictures under one of `urls` come from the first of `roots` that has them."""

    urls: tuple[str, ...] = ()
    roots: tuple[Path, ...] = ()

    def fetch(self, url: str) -> bytes | None:
        """Return a picture's bytes as if they were downloaded; None when nothing is there.

        Other addresses are asked on this machine only, so nothing listed here reaches a network.
        """
        for base in self.urls:
            if url.startswith(base.rstrip("/") + "/"):
                return self._own(unquote(url.removeprefix(base).lstrip("/")))
        return _download(url) if _on_this_machine(url) else None

    def _own(self, name: str) -> bytes | None:
        path = self.find(name)
        if path is None or path.stat().st_size > LARGEST_PICTURE:
            return None
        return path.read_bytes()

    def find(self, asked: str) -> Path | None:
        """Return the picture that is meant, None for anything else.

        Judged where links lead to, so that a link is no way out of the folder.
        """
        return next((path for root in self.roots if (path := _inside(root, asked))), None)


def _on_this_machine(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}


def _download(url: str) -> bytes | None:
    """Get a picture from a server on this machine: no redirects, bounded in time and size."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port or 80, timeout=_PATIENCE_S)
    try:
        connection.request("GET", parts.path or "/")
        response = connection.getresponse()
        content = response.read(LARGEST_PICTURE + 1)
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()
    return content if response.status == HTTPStatus.OK and len(content) <= LARGEST_PICTURE else None


def _inside(root: Path, asked: str) -> Path | None:
    try:
        real = root.resolve()
        path = (real / asked).resolve()
        known = path.is_relative_to(real) and path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return None
    if not known or path.suffix.lower() not in MEDIA_TYPES:
        return None
    hidden = any(part.startswith(".") for part in path.relative_to(real).parts)
    return None if hidden else path
