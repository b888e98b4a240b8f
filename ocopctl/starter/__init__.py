"""The files of a new workspace."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ocopctl import __version__
from ocopctl.catalog.schema import schema
from ocopctl.errors import InputError
from ocopctl.language import _, current
from ocopctl.workspace import FILE

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = Path(__file__).parent
_SCHEMA = ".ocopctl-schema.json"
_EVERYWHERE = {
    ".vscode/settings.json": "vscode.json",
    ".gitignore": "gitignore",
}
_FIRST_PRODUCT = ("products/anh/lo-hoa.jpg", "products/san-pham-dau-tien.yaml")


class Fate(StrEnum):
    """What became of a file: written, kept because there was one, or left out as not needed."""

    WRITTEN = "written"
    KEPT = "kept"
    LEFT_OUT = "left out"


def write(root: Path) -> Mapping[str, Fate]:
    """Write the files of a new workspace, in the language in use; what is there already is kept.

    Where there is a workspace, the first product is left out: it is made up, and a shop that is
    live would sell it. Raises InputError for a folder that cannot be written to.
    """
    exists = (root / FILE).exists()
    fates = {}
    for name, content in files(current()).items():
        needless = exists and name in _FIRST_PRODUCT and not (root / name).exists()
        fates[name] = Fate.LEFT_OUT if needless else _write(root / name, content)
    return fates


def files(language: str) -> Mapping[str, bytes]:
    """Return name and content of each file, settings last: with them a workspace is complete."""
    picture, product = _FIRST_PRODUCT
    described = json.dumps(schema(language), ensure_ascii=False, indent=2) + "\n"
    workflow = (_HERE / "workflow.yml").read_text("utf-8")
    workflow = workflow.replace("VERSION", __version__).replace("LANGUAGE", language)
    return {
        picture: (_HERE / Path(picture).name).read_bytes(),
        product: (_HERE / language / Path(product).name).read_bytes(),
        _SCHEMA: described.encode(),
        ".github/workflows/ocopctl.yml": workflow.encode(),
        **{name: (_HERE / source).read_bytes() for name, source in _EVERYWHERE.items()},
        FILE: (_HERE / language / FILE).read_bytes(),
    }


def _write(path: Path, content: bytes) -> Fate:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() or path.is_symlink():
            return Fate.KEPT
        with path.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise InputError(
            _("this file cannot be written: {why}", why=error.strerror or error),
            place=str(path),
            hint=_("name another folder, or ask for the right to write in this one"),
        ) from error
    return Fate.WRITTEN
