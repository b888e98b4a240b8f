"""Which product files the command line means: files, folders, or those of the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.errors import InputError
from ocopctl.language import _
from ocopctl.workspace import FILE, Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ENDINGS = (".yaml", ".yml")


def workspace_of(root: Path, named: Sequence[Path]) -> Workspace:
    """Open the workspace in `root` with the files and the files of the folders `named`.

    A single folder that is a workspace itself is opened as one. Raises InputError for a folder
    without product files, ConfigError for a workspace that cannot be used.
    """
    if len(named) == 1 and (named[0] / FILE).is_file():
        return open_workspace(named[0])
    files = [file for path in named for file in (_inside(path) if path.is_dir() else [path])]
    return open_workspace(root, files)


def _inside(folder: Path) -> list[Path]:
    """Find the product files below a folder; what is hidden is somebody else's."""
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in _ENDINGS
        and path.is_file()
        and path.name != FILE
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    if not found:
        raise InputError(
            _("there is no product file in this folder"),
            place=str(folder),
            hint=_("product files end in .yaml; `ocopctl init` makes a first one"),
        )
    return found
