"""How files are named in reports: from where the command runs, with slashes."""

from __future__ import annotations

import os
from pathlib import Path


def shown(file: str) -> str:
    """Return a file's path from the current folder, or as it is when it lies elsewhere."""
    return _within(Path(file), Path.cwd())


def in_repository(file: str) -> str:
    """Return a file's path from the top of the repository, as GitHub finds it.

    The workspace may be a folder of the repository; outside of GitHub it counts as the top.
    """
    top = os.environ.get("GITHUB_WORKSPACE")
    return _within(Path.cwd() / file, Path(top)) if top else shown(file)


def _within(path: Path, folder: Path) -> str:
    inside = path.is_absolute() and path.is_relative_to(folder)
    return (path.relative_to(folder) if inside else path).as_posix()
