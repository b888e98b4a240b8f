"""Options that several commands share, and what every command is given."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ocopctl.cli.console import Console
from ocopctl.language import _

if TYPE_CHECKING:
    from ocopctl.workspace import Workspace

Select = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SELECT",
        help=_("a SKU, a pattern (BT-*), group:thu_cong, producer:NAME, state:changed|failed"),
    ),
]
ShopNames = Annotated[
    list[str] | None, typer.Option("--shop", metavar="NAME", help=_("only this shop; repeatable"))
]
Files = Annotated[
    list[Path] | None,
    typer.Option("--file", metavar="PATH", help=_("product file to use; repeatable")),
]
Yes = Annotated[bool, typer.Option("--yes", help=_("do not ask"))]


@dataclass(frozen=True, slots=True)
class Context:
    """What the global options say."""

    console: Console
    root: Path


def context_of(ctx: Any) -> Context:
    """Return what the global options said, from any depth of commands."""
    found = ctx.find_object(Context)
    if not isinstance(found, Context):
        raise TypeError("the command runs outside ocopctl")
    return found


def opened(
    context: Context, select: list[str] | None, files: list[Path] | None
) -> tuple[Workspace, list[str]]:
    """Open the workspace; leading arguments that are files are product files."""
    from ocopctl.workspace import open_workspace

    named = list(files or [])
    patterns = list(select or [])
    while patterns and patterns[0].endswith((".yaml", ".yml")):
        named.append(Path(patterns.pop(0)))
    return open_workspace(context.root, named), patterns
