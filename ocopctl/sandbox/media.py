"""The folders whose pictures the world may fetch, as a seller's own web server would show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from pathlib import Path

MEDIA_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
LARGEST_PICTURE = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Media:
    """Pictures under `url` come from the first of `roots` that has them."""

    url: str = ""
    roots: tuple[Path, ...] = ()

    def fetch(self, url: str) -> bytes | None:
        """Return a picture's bytes as if they were downloaded; None when nothing is there.

        No other address can be fetched, so nothing that is listed here reaches a network.
        """
        base = self.url.rstrip("/") + "/"
        if not self.url or not url.startswith(base):
            return None
        path = self.find(unquote(url.removeprefix(base)))
        if path is None or path.stat().st_size > LARGEST_PICTURE:
            return None
        return path.read_bytes()

    def find(self, asked: str) -> Path | None:
        """Return the picture that is meant, None for anything else.

        Judged where links lead to, so that a link is no way out of the folder.
        """
        return next((path for root in self.roots if (path := _inside(root, asked))), None)


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
