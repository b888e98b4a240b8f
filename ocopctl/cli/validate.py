"""`ocopctl validate`: every problem of every product file, in one run."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ocopctl.cli.options import Files, ShopNames, Yes, context_of
from ocopctl.language import _

if TYPE_CHECKING:
    from ocopctl.cli.console import Console
    from ocopctl.cli.formats.report import Report


class Format(StrEnum):
    """The forms in which problems are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    JUNIT = "junit"
    SARIF = "sarif"


_READ_ALOUD = frozenset({Format.TEXT, Format.JSON})
"""Forms that are no single document: a patch may stand before the problems."""


def validate(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help=_("product files or folders of them")),
    ] = None,
    file: Files = None,
    shop: ShopNames = None,
    form: Annotated[
        Format | None, typer.Option("--format", help=_("how the problems are written"))
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help=_("warnings fail too"))] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            metavar="DATE",
            formats=["%Y-%m-%d", "%d/%m/%Y"],
            help=_("judge as of this day, 2026-03-31 or 31/03/2026; today without it"),
        ),
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help=_("print the JSON Schema of a product file"))
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help=_("repair what is certain, showing the patch first"))
    ] = False,
    yes: Yes = False,
) -> int:
    """Check product files as `plan` does. Needs no network, no credentials, no journal."""
    context = context_of(ctx)
    if schema:
        _print_schema(context.console)
        return 0
    named = [*(file or ()), *(paths or ())]
    form = form or (Format.JSON if context.console.as_json else Format.TEXT)
    if fix or yes:
        from ocopctl.cli.fix import repair

        people = replace(context.console, as_json=form is Format.JSON)
        repair(people, context.root, named, asked=fix, readable=form in _READ_ALOUD, yes=yes)
    report = _judged(context.root, named, shop or (), as_of and as_of.date(), strict=strict)
    _write(context.console, form, report)
    return report.exit_status


def _print_schema(console: Console) -> None:
    from ocopctl.catalog.schema import schema
    from ocopctl.cli.console import Console

    text = json.dumps(schema(), ensure_ascii=False, indent=2)
    Console(quiet=console.quiet).document(text)


def _judged(
    root: Path, named: list[Path], shops: list[str] | tuple[()], on: date | None, *, strict: bool
) -> Report:
    """Judge the files; what is wrong with the workspace file is a problem like any other."""
    from ocopctl.cli.formats.report import Report
    from ocopctl.cli.product_files import workspace_of
    from ocopctl.problems import in_order
    from ocopctl.session import judge
    from ocopctl.workspace import WorkspaceProblems

    try:
        workspace = workspace_of(root, named)
    except WorkspaceProblems as error:
        if not error.problems:
            raise
        return Report(tuple(in_order(error.problems)), (error.place,), 0, 0, strict)
    judged = judge(workspace, shops=shops, on=on)
    files = tuple(str(path) for path in workspace.files)
    return Report(judged.problems, files, len(judged.entries), len(judged.accounts), strict)


def _write(console: Console, form: Format, report: Report) -> None:
    """Write the report: stdout has the format and nothing else, people read stderr beside it."""
    from ocopctl.cli.console import Console
    from ocopctl.cli.formats.text import summary, text

    document = _document(form, report)
    people = replace(console, as_json=form is not Format.TEXT)
    if document:
        Console().document(document)
    if form is Format.JSON:
        for problem in report.problems:
            people.record("problem", **problem.as_json())
        people.record("summary", **report.totals())
    if form in _READ_ALOUD and report.problems:
        people.insist(text(people, report))
    people.say(summary(report), "bad" if report.exit_status else "good")


def _document(form: Format, report: Report) -> str:
    """Return the whole text of the formats that are one document."""
    match form:
        case Format.GITHUB:
            from ocopctl.cli.formats.github import github

            return github(report)
        case Format.JUNIT:
            from ocopctl.cli.formats.junit import junit

            return junit(report)
        case Format.SARIF:
            from ocopctl.cli.formats.sarif import sarif

            return sarif(report)
        case _:
            return ""
