"""`ocopctl import`: product files from a spreadsheet, judged cell by cell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ocopctl.cli.options import Yes, context_of
from ocopctl.errors import UsageError
from ocopctl.language import _

if TYPE_CHECKING:
    from ocopctl.cli.console import Console
    from ocopctl.importing import Imported

Spreadsheet = Annotated[
    Path, typer.Argument(metavar="FILE", help=_("the spreadsheet: .xlsx or .csv"))
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="PATH", help=_("product file to write; beside FILE without it")),
]
Sheets = Annotated[
    list[str] | None,
    typer.Option("--sheet", metavar="NAME", help=_("only this sheet; repeatable")),
]
Replace = Annotated[
    bool, typer.Option("--replace", help=_("write over a file that is there, when asked"))
]
Template = Annotated[
    bool, typer.Option("--template", help=_("make an empty spreadsheet with the headings"))
]


def import_(
    ctx: typer.Context,
    file: Spreadsheet,
    out: Out = None,
    sheet: Sheets = None,
    replace: Replace = False,
    template: Template = False,
    yes: Yes = False,
) -> int:
    """Make a product file from a spreadsheet. Nothing is written while anything is wrong."""
    context = context_of(ctx)
    if template:
        return _made(context.console, file)
    from ocopctl.importing import imported

    target = out or file.with_suffix(".yaml")
    _must_be_free(target, replace=replace)
    found = imported(context.root, file, target, sheet or ())
    if status := _told(context.console, file, found):
        return status
    return _written(context.console, target, found, replace=replace, yes=yes)


def _made(console: Console, file: Path) -> int:
    from ocopctl.sheets.template import make_template

    make_template(file)
    console.record("file", path=str(file), outcome="written")
    console.say(_("The template is {file}: one row a product or a variant.", file=file), "good")
    console.say(_("When it is filled in: ocopctl import {file}", file=file))
    return 0


def _must_be_free(target: Path, *, replace: bool) -> None:
    """Refuse at once to write over a file without being asked to."""
    from ocopctl.repair.mend import must_be_inside

    if target.exists() and not replace:
        raise UsageError(
            _("there is a product file {file} already", file=target),
            hint=_("name another with --out, or write over it with --replace"),
        )
    must_be_inside(target, target.parent)


def _told(console: Console, file: Path, found: Imported) -> int:
    """Tell every problem by cell; return 3 where one is an error."""
    from ocopctl.cli.formats.report import Report
    from ocopctl.cli.formats.text import summary, text

    report = Report(found.problems, (str(file),), found.products, found.shops)
    for problem in report.problems:
        console.record("problem", **problem.as_json())
    console.record("summary", **report.totals())
    if report.problems:
        console.insist(text(console, report))
    console.say(summary(report), "bad" if report.exit_status else "good")
    if report.exit_status:
        console.say(_("Nothing was written. Correct the cells, save, and run this again."))
    return report.exit_status


def _written(console: Console, target: Path, found: Imported, *, replace: bool, yes: bool) -> int:
    from ocopctl.catalog.patch import replace_file
    from ocopctl.cli import show_patch
    from ocopctl.importing import patch, written

    if replace and target.is_file():
        change = patch(target, found.text)
        show_patch.show(console, [change])
        if change.before != change.after and not show_patch.agreed(console, yes=yes):
            console.say(_("Nothing was changed."))
            return 0
        replace_file(target, change.before, change.after)
    else:
        written(target, found.text)
    console.record("file", path=str(target), outcome="written")
    said = _("Products written into {file}: {count}", file=target, count=found.products)
    console.say(said, "good")
    return 0
