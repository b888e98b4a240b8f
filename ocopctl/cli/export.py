"""`ocopctl export`: the products of the workspace as a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ocopctl.cli.options import Files, Select, context_of, opened
from ocopctl.errors import UsageError
from ocopctl.language import _

Spreadsheet = Annotated[
    Path, typer.Argument(metavar="FILE", help=_("the spreadsheet to write: .xlsx or .csv"))
]
_NOT_VALID = 3


def export(
    ctx: typer.Context, file: Spreadsheet, select: Select = None, files: Files = None
) -> int:
    """Write products into a new spreadsheet; `ocopctl import` reads it back as it was."""
    from ocopctl.catalog.load import load
    from ocopctl.problems import has_errors
    from ocopctl.publishing.selection import choose
    from ocopctl.sheets.saving import as_comma, as_workbook, save
    from ocopctl.sheets.table import table

    context = context_of(ctx)
    form = {".xlsx": as_workbook, ".csv": as_comma}.get(file.suffix.lower())
    if form is None:
        raise UsageError(
            _("a spreadsheet is an Excel or a CSV file"),
            hint=_("give a name that ends in .xlsx or .csv"),
        )
    workspace, patterns = opened(context, select, files)
    catalog = load(workspace.files)
    if has_errors(catalog.problems):
        context.console.insist(_("the product files have problems; nothing was written"), "bad")
        context.console.insist("    → ocopctl validate")
        return _NOT_VALID
    products = [entry.product for entry in choose(catalog.entries, patterns)]
    save(file, form(table(products)))
    context.console.record("file", path=str(file), outcome="written")
    said = _("Products written into {file}: {count}", file=file, count=len(products))
    context.console.say(said, "good")
    return 0
