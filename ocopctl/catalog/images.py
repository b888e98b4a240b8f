"""Pictures of products: found inside the product file's folder and checked by their content."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ocopctl.catalog.draft import Finding
from ocopctl.catalog.picture_content import Flaw, look_at
from ocopctl.catalog.picture_names import (
    in_the_cloud,
    leaves_folder,
    link_outside,
    missing,
    near,
    not_a_file,
    way_to,
)
from ocopctl.language import _
from ocopctl.problems import Severity
from ocopctl.text import fold, nfc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_MOST_SEEN = 5000


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture. `name` is as the product file writes it; sizes are in pixels and bytes.

    `mode`, `moves` and `dhash` are those of `picture_content.Content`.
    """

    name: str
    path: Path
    sha256: str
    width: int
    height: int
    format: str
    bytes_size: int
    mode: str = "RGB"
    moves: bool = False
    dhash: int = 0


class Album:
    """The pictures met in one run: each folder is listed once, each file read once."""

    def __init__(self) -> None:
        self._names = cache(_names)
        self._below = cache(_below)
        self._look = cache(look_at)

    def picture(self, folder: Path, name: str) -> Picture | Flaw:
        """Find and check the picture that a product file in `folder` calls `name`."""
        if outside := leaves_folder(name):
            return outside
        found = self._find(folder, name)
        if isinstance(found, Flaw):
            return found
        real = Path(os.path.realpath(found))
        if not real.is_relative_to(os.path.realpath(folder)):
            return link_outside(name)
        seen = self._look(real)
        if isinstance(seen, Flaw):
            return Flaw(seen.code, f'"{name}": {seen.message}', seen.hint)
        size = (seen.width, seen.height, seen.format, seen.bytes_size)
        return Picture(name, found, seen.sha256, *size, seen.mode, seen.moves, seen.dhash)

    def _find(self, folder: Path, name: str) -> Path | Flaw:
        """Follow `name` part by part, in whichever Unicode form the disk keeps each part.

        The letters must agree in case everywhere: what a Mac or Windows forgives would be
        missing on the next machine.
        """
        here = folder
        parts = [part for part in nfc(name).split("/") if part not in {"", "."}]
        for at, part in enumerate(parts):
            names = self._names(here)
            if part not in names:
                return missing(name, self._hint(folder, here, parts[at:], name))
            here /= names[part]
        if here.is_file():
            return here
        return not_a_file(name, here, tuple(self._names(here)))

    def _hint(self, folder: Path, here: Path, parts: Sequence[str], name: str) -> str:
        """Tell where the picture may be: what is called nearly so, or lies elsewhere in `folder`.

        `parts` is what is left of `name`; the first of them is not in the folder `here`.
        """
        others = self._names(here)
        if f".{parts[0]}.icloud" in others:
            return in_the_cloud()
        there = near(parts[0], here.relative_to(folder).as_posix(), tuple(others))
        if there and parts[1:]:
            whole = "/".join([there, *parts[1:]])
            found = self._find(folder, whole)
            return found.hint if isinstance(found, Flaw) else way_to(whole, name)
        return way_to(there or self._below(folder).get(_stem(parts[-1]), ""), name)


def picture_findings(
    images: Iterable[tuple[str, str]], pictures: Mapping[str, Picture]
) -> Iterator[Finding]:
    """Yield what does not hold among a product's `images` (path, name) that can be used."""
    first: dict[str, str] = {}
    for path, name in images:
        picture = pictures.get(name)
        if picture is None:
            continue
        if picture.sha256 in first:
            yield _again(path, name, first[picture.sha256])
        elif picture.moves:
            yield _moving(path, name)
        first.setdefault(picture.sha256, name)


def _again(path: str, name: str, first: str) -> Finding:
    message = (
        _('the picture "{name}" stands here twice', name=name)
        if name == first
        else _('"{name}" is the same picture as "{first}"', name=name, first=first)
    )
    hint = _("Delete one of the two lines, or name another picture; shops show each once.")
    return Finding("P411", path, message, hint, Severity.WARNING)


def _moving(path: str, name: str) -> Finding:
    return Finding(
        "P412",
        path,
        _('"{name}" moves, and shops show the first picture of it alone', name=name),
        _("Save one still picture of it as JPEG and name that."),
        Severity.WARNING,
    )


def _names(folder: Path) -> dict[str, str]:
    """Return what is in a folder: composed name → name on disk; nothing when it is no folder."""
    try:
        found = sorted(path.name for path in folder.iterdir())
    except OSError:
        return {}
    # A composed name goes last and so wins over a decomposed one that reads the same.
    return {nfc(name): name for name in sorted(found, key=lambda name: name == nfc(name))}


def _below(folder: Path) -> dict[str, str]:
    """Return the files in a folder and those inside it: folded stem → path, composed.

    Product files are no pictures, whatever they are called.
    """
    found: dict[str, str] = {}
    seen = 0
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        seen += len(files) + len(folders)
        if seen > _MOST_SEEN:
            break
        within = Path(place).relative_to(folder)
        for name in sorted(files):
            if not name.lower().endswith((".yaml", ".yml")):
                found.setdefault(_stem(name), nfc((within / name).as_posix()))
    return found


def _stem(name: str) -> str:
    return fold(nfc(Path(name.strip()).stem))
