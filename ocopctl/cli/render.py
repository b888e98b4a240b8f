"""`ocopctl render`: the texts that each shop would get."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ocopctl.cli.options import Files, Select, ShopNames, context_of, opened
from ocopctl.language import _

if TYPE_CHECKING:
    from ocopctl.publishing.state import Wanted


def render(
    ctx: typer.Context,
    select: Select = None,
    shop: ShopNames = None,
    file: Files = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help=_("write the texts into files"))
    ] = None,
) -> int:
    """Show or write the texts of every listing. Needs no network."""
    from ocopctl.cli import show
    from ocopctl.session import prepare

    console = context_of(ctx).console
    workspace, patterns = opened(context_of(ctx), select, file)
    session = prepare(workspace, patterns, shop or ())
    show.problems(console, session.problems)
    for wanted in session.wanted:
        listing, name = wanted.listing, session.name_of(wanted.shop)
        console.record(
            "text",
            shop=name,
            sku=listing.sku,
            title=listing.title,
            description=listing.description,
            highlights=list(listing.highlights),
        )
        if out is None:
            console.say(console.painted(f"── {name} · {listing.sku} ", "bold") + "─" * 20)
            console.say(listing.title, "bold")
            console.say()
            console.say(listing.description + "\n")
        else:
            _write(out / name, wanted)
    if out is not None:
        console.say(_("{count} texts written to {folder}", count=len(session.wanted), folder=out))
    return 3 if session.errors else 0


def _write(folder: Path, wanted: Wanted) -> None:
    """Write title, description and highlights of one listing into files of their own."""
    listing = wanted.listing
    folder.mkdir(parents=True, exist_ok=True)
    ending = "html" if listing.description.lstrip().startswith("<") else "txt"
    (folder / f"{listing.sku}.title.txt").write_text(listing.title + "\n", "utf-8")
    (folder / f"{listing.sku}.{ending}").write_text(listing.description + "\n", "utf-8")
    if listing.highlights:
        lines = "\n".join(listing.highlights)
        (folder / f"{listing.sku}.highlights.txt").write_text(lines + "\n", "utf-8")
