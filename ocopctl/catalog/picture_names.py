"""What is said of pictures that cannot be found by their names."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from ocopctl.catalog.picture_content import Flaw
from ocopctl.language import _
from ocopctl.text import fold, nfc

if TYPE_CHECKING:
    from pathlib import Path

_DISK = re.compile(r"file:|/(?!/)|~|[A-Za-z]:|\\\\", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://|//|www\.|data:", re.IGNORECASE)
_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
_FEW = 3
_LONG = 80


def leaves_folder(name: str) -> Flaw | None:
    """Refuse a name that cannot be a file inside the product file's folder."""
    if _DISK.match(name):
        return _outside(name, _("begins at the top of one computer's disk"))
    if _ADDRESS.match(name):
        return Flaw(
            "P402",
            _('"{name}" is an address in the internet', name=_short(name)),
            _("Save the picture beside the product file and write its name: anh/ten.jpg"),
        )
    plain = name.replace("\\", "/")
    if ".." in plain.split("/"):
        return _outside(name, _("leads out of the product file's folder"))
    if plain != name:
        return Flaw(
            "P402",
            _('"{name}" is written with backslashes', name=name),
            _('Write it with slashes: "{name}"', name=plain),
        )
    return None


def _outside(name: str, why: str) -> Flaw:
    return Flaw(
        "P402",
        f'"{name}" {why}',
        _("Put the picture beside the product file or in a folder there, and write: anh/ten.jpg"),
    )


def link_outside(name: str) -> Flaw:
    """Refuse a file that is a link to somewhere else on the disk."""
    return _outside(name, _("is a link that leads out of the product file's folder"))


def _short(name: str) -> str:
    """Return a name that may be a whole picture written as text, cut where nobody reads on."""
    return name if len(name) <= _LONG else f"{name[:_LONG]}…"


def near(part: str, within: str, others: tuple[str, ...]) -> str:
    """Return the path of what stands in a folder and is called nearly so, empty without one."""
    prefix = "" if within == "." else f"{nfc(within)}/"
    folded = {fold(other): other for other in others}
    found = difflib.get_close_matches(fold(part), folded, 1, 0.7)
    return prefix + folded[found[0]] if found else ""


def missing(name: str, hint: str) -> Flaw:
    """Say that a picture is not there."""
    return Flaw("P401", _('the picture "{name}" is not there', name=name), hint)


def way_to(there: str, name: str) -> str:
    """Say what is there instead of `name`, or what to do when nothing is."""
    if not there:
        return _("Copy the picture into the product file's folder, or correct its name.")
    if there.casefold() == nfc(name).casefold():
        return _('There is "{near}": capital and small letters must agree.', near=there)
    return _('There is "{near}"; write it exactly so.', near=there)


def in_the_cloud() -> str:
    """Say how a picture gets onto the disk that a Mac shows without having it."""
    return _("It is still in iCloud: open it once in the Finder, so that it is fetched.")


def not_a_file(name: str, path: Path, inside: tuple[str, ...]) -> Flaw:
    """Say what is there, among other things `inside` it, that is no file."""
    if not path.exists():
        return Flaw(
            "P401",
            _('"{name}" is a link to a file that is not there', name=name),
            _("Copy the picture itself into the product file's folder."),
        )
    if not path.is_dir():
        return Flaw(
            "P403",
            _('"{name}" is a pipe, a socket or a device, not a picture', name=name),
            _("Name a picture file."),
        )
    shown = [other for other in inside if fold(other).endswith(_SUFFIXES)][:_FEW]
    if not shown:
        hint = _("Name each picture on a line of its own.")
    else:
        paths = ", ".join(f"{name.rstrip('/')}/{other}" for other in shown)
        hint = _("Name each picture on a line of its own: {names}", names=paths)
    return Flaw("P403", _('"{name}" is a folder, not a picture', name=name), hint)
