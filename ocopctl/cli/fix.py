"""`ocopctl validate --fix`: show what can be repaired for certain, ask, and write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.errors import UsageError
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ocopctl.cli.console import Console
    from ocopctl.repair.mend import Mended


def repair(
    console: Console,
    root: Path,
    named: Sequence[Path],
    *,
    asked: bool,
    readable: bool,
    yes: bool,
) -> None:
    """Repair product files as far as it is certain, when somebody agrees.

    A workspace that cannot be opened is left to `validate` to tell of. Raises UsageError where
    nobody `asked` for repairs, and where the problems are no `readable` text but one document.
    """
    from ocopctl.catalog.patch import replace_file
    from ocopctl.cli import show_patch
    from ocopctl.cli.product_files import workspace_of
    from ocopctl.workspace import WorkspaceProblems

    if not asked:
        raise UsageError(
            _("--yes answers the question of --fix"), hint=_("leave it out, or add --fix")
        )
    if not readable:
        raise UsageError(
            _("--fix shows a patch, and this format has no place for one"),
            hint=_("repair first, then write the report: leave out --format"),
        )
    try:
        files = workspace_of(root, named).files
    except WorkspaceProblems:
        return
    found = _found(files, root)
    if not found:
        console.say(_("There is nothing to repair that is certain."))
        return
    show_patch.show(console, [one.patch for one in found])
    for one in found:
        for line, why in one.notes:
            console.record("repair", file=str(one.patch.path), line=line, message=why)
            console.say(f"{one.patch.path}:{line}: {why}", "dim")
    if show_patch.agreed(console, yes=yes):
        for one in found:
            replace_file(one.patch.path, one.patch.before, one.patch.after)
        console.say(_("Repaired files: {count}", count=len(found)), "good")
    else:
        console.say(_("Nothing was changed."))


def _found(files: Sequence[Path], root: Path) -> list[Mended]:
    """Return the repairs of all files; what cannot be read is left to `validate` to tell of."""
    from ocopctl.repair.mend import mended, must_be_inside

    found = []
    for path in files:
        if path.is_file() and (one := mended(path, path.read_bytes())) is not None:
            must_be_inside(path, root)
            found.append(one)
    return found
