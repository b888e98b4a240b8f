"""How files are named in reports: from where the command runs, with slashes."""

from __future__ import annotations

from pathlib import Path


def shown(file: str) -> str:
    """Return a file's path from the current folder, or as it is when it lies elsewhere."""
    path = Path(file)
    here = Path.cwd()
    inside = path.is_absolute() and path.is_relative_to(here)
    return (path.relative_to(here) if inside else path).as_posix()
