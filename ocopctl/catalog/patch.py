"""A product file before and after, as people read patches; and how it is replaced, whole or not."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocopctl.errors import InputError
from ocopctl.language import _

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Patch:
    """The bytes of a product file before and after something is changed in it."""

    path: Path
    before: bytes
    after: bytes

    def lines(self) -> list[str]:
        """Return the patch as people read patches."""
        old, new = (text.decode("utf-8-sig").splitlines() for text in (self.before, self.after))
        return list(difflib.unified_diff(old, new, str(self.path), str(self.path), lineterm=""))


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Put other content into a file, whole or not at all; behind a link, into what it leads to.

    Raises InputError when it is not any more what it was when the patch was made.
    """
    if path.read_bytes() != before:
        raise InputError(
            _("this file was changed by somebody else in the meantime; it was left as it is"),
            place=str(path),
            hint=_("run the same command again"),
        )
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with part.open("wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(target.stat().st_mode)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
