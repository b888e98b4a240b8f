"""The disk below the workspace: room, the right to write, and whether written means kept."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from typing import TYPE_CHECKING

from ocopctl.doctor.finding import bad, good, warning
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ocopctl.doctor.finding import Finding
    from ocopctl.doctor.scene import Scene

_MB = 1_000_000
_LITTLE_MB = 200
_NONE_MB = 20
_SLOW_S = 2.0
"""A write that takes longer than this to be kept makes every step of a run as slow."""
_NAME = "disk"


def check(scene: Scene) -> Sequence[Finding]:
    """Look at the disk that holds the state folder, by a small file that is gone afterwards."""
    folder = _there(scene.state)
    free = shutil.disk_usage(folder).free // _MB
    began = time.monotonic()
    try:
        _write(folder)
    except OSError as error:
        return [_refused(folder, error)]
    took = time.monotonic() - began
    again = _("free some room, then: ocopctl doctor")
    if free < _NONE_MB:
        return [bad(_NAME, _("only {free} MB are free", free=free), about=str(folder), hint=again)]
    if free < _LITTLE_MB:
        message = _("only {free} MB are free", free=free)
        return [warning(_NAME, message, about=str(folder), hint=again)]
    if took > _SLOW_S:
        message = _("it takes {seconds} s to keep what is written", seconds=f"{took:.0f}")
        hint = _("move the workspace to another disk, or close what is writing to this one")
        return [warning(_NAME, message, about=str(folder), hint=hint)]
    return [good(_NAME, _("{free} MB free, writing works", free=f"{free:,}"))]


def _there(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    folder = folder.absolute()
    return next(one for one in (folder, *folder.parents) if one.is_dir())


def _write(folder: Path) -> None:
    with tempfile.TemporaryFile(dir=folder, prefix=".doctor-") as file:
        file.write(b"doctor")
        file.flush()
        os.fsync(file.fileno())


def _refused(folder: Path, error: OSError) -> Finding:
    room = _("free some room, then: ocopctl doctor")
    reasons = {
        errno.EROFS: (_("the disk is read-only"), _("make it writable: it may be damaged")),
        errno.ENOSPC: (_("the disk is full"), room),
        errno.EDQUOT: (_("your share of the disk is used up"), room),
        errno.EACCES: (_("this folder is not yours to write"), f'sudo chown -R "$USER" "{folder}"'),
    }
    otherwise = (
        _("nothing can be written: {why}", why=error.strerror or error),
        _("check this disk, then: ocopctl doctor"),
    )
    message, hint = reasons.get(error.errno or 0, otherwise)
    return bad(_NAME, message, about=str(folder), hint=hint)
