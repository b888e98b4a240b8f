"""A picture on its way to a shop: what it is kept under, and its bytes made right."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.errors import InputError
from ocopctl.language import _

if TYPE_CHECKING:
    from ocopctl.adapters.base import Picture
    from ocopctl.pictures.prepare import Prepared
    from ocopctl.rules.pictures import PictureRules

_AT_ONCE = threading.BoundedSemaphore(2)
"""Unpacked, one picture takes up to 200 MB."""


def key_of(picture: Picture, rules: PictureRules | None) -> str:
    """Name a picture as the journal does: other bytes or other rules make another picture."""
    return picture.sha256 if rules is None else f"{picture.sha256}:{rules.digest()}"


def ready(picture: Picture, rules: PictureRules | None) -> tuple[Picture, bytes]:
    """Return a picture as it is sent, and its bytes. Blocks while it is made right.

    Raises InputError when the file is not what it was, or is no whole picture.
    """
    if rules is None:
        return picture, _content(picture)
    made = made_right(picture, rules)
    sent = replace(picture, media_type=made.media_type, width=made.width, height=made.height)
    return sent, made.content


def made_right(picture: Picture, rules: PictureRules) -> Prepared:
    """Read a picture and make it right. Raises InputError, naming the file."""
    from ocopctl.pictures.prepare import prepare  # noqa: PLC0415 - nothing sent, nothing loaded

    with _AT_ONCE:
        try:
            return prepare(_content(picture), rules)
        except InputError as error:
            place = error.place or str(picture.path)
            raise InputError(error.message, place=place, hint=error.hint) from error


def _content(picture: Picture) -> bytes:
    try:
        content = picture.path.read_bytes()
    except OSError as error:
        raise InputError(
            _("this picture cannot be read"),
            place=str(picture.path),
            hint=_("put the picture back and run the same command again"),
        ) from error
    if hashlib.sha256(content).hexdigest() != picture.sha256:
        raise InputError(
            _("this picture was changed while it was being published"),
            place=str(picture.path),
            hint=_("run the same command again"),
        )
    return content
