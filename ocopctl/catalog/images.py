"""Pictures of products: found inside the product file's folder and checked by their content."""

from __future__ import annotations

import difflib
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ocopctl.catalog.picture_content import Flaw, look_at
from ocopctl.language import _
from ocopctl.text import fold, nfc


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture. `name` is as the product file writes it; sizes are in pixels and bytes."""

    name: str
    path: Path
    sha256: str
    width: int
    height: int
    format: str
    bytes_size: int


class Album:
    """The pictures met in one run: each folder is listed once, each file read once."""

    def __init__(self) -> None:
        self._names = cache(_names)
        self._look = cache(look_at)

    def picture(self, folder: Path, name: str) -> Picture | Flaw:
        """Find and check the picture that a product file in `folder` calls `name`."""
        if why := _leaves_folder(name):
            return _outside(name, why)
        found = self._find(folder, name)
        if isinstance(found, Flaw):
            return found
        real = Path(os.path.realpath(found))
        if not real.is_relative_to(os.path.realpath(folder)):
            return _outside(name, _("is a link that leads out of the product file's folder"))
        seen = self._look(real)
        if isinstance(seen, Flaw):
            return Flaw(seen.code, f'"{name}": {seen.message}', seen.hint)
        size = (seen.width, seen.height, seen.format, seen.bytes_size)
        return Picture(name, found, seen.sha256, *size)

    def _find(self, folder: Path, name: str) -> Path | Flaw:
        """Follow `name` part by part, in whichever Unicode form the disk keeps each part.

        The letters must agree in case everywhere: what a Mac or Windows forgives would be
        missing on the next machine.
        """
        here = folder
        for part in name.split("/"):
            if part in {"", "."}:
                continue
            names = self._names(here)
            if part not in names:
                return _missing(name, part, here.relative_to(folder).as_posix(), tuple(names))
            here /= names[part]
        return here if here.is_file() else _not_a_file(name)


def _names(folder: Path) -> dict[str, str]:
    """Return what is in a folder: composed name → name on disk; nothing when it is no folder."""
    try:
        found = sorted(path.name for path in folder.iterdir())
    except OSError:
        return {}
    # A composed name goes last and so wins over a decomposed one that reads the same.
    return {nfc(name): name for name in sorted(found, key=lambda name: name == nfc(name))}


def _leaves_folder(name: str) -> str:
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", name):
        return _("is an address in the internet")
    if "\\" in name:
        return _("is written with backslashes")
    if name.startswith(("/", "~")) or re.match(r"[A-Za-z]:", name):
        return _("begins at the top of one computer's disk")
    if ".." in name.split("/"):
        return _("leads out of the product file's folder")
    return ""


def _outside(name: str, why: str) -> Flaw:
    return Flaw(
        "P402",
        f'"{name}" {why}',
        _("Put the picture beside the product file or in a folder there, and write: anh/ten.jpg"),
    )


def _missing(name: str, part: str, within: str, others: tuple[str, ...]) -> Flaw:
    prefix = "" if within == "." else f"{within}/"
    folded = {fold(other): other for other in others}
    near = difflib.get_close_matches(fold(part), folded, 1, 0.7)
    hint = (
        _('There is "{near}"; write it exactly so.', near=prefix + folded[near[0]])
        if near
        else _("Copy the picture into the product file's folder, or correct its name.")
    )
    return Flaw("P401", _('the picture "{name}" is not there', name=name), hint)


def _not_a_file(name: str) -> Flaw:
    return Flaw(
        "P403",
        _('"{name}" is a folder, not a picture', name=name),
        _("Name each picture on a line of its own."),
    )
