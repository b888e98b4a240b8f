"""`ocopctl categories`: which category of a shop the goods belong in, and what it asks for."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from ocopctl.cli.options import context_of
from ocopctl.language import _

if TYPE_CHECKING:
    from ocopctl.adapters.base import AttributeRow
    from ocopctl.cli.console import Console
    from ocopctl.look_up import Found, Match


def categories(
    ctx: typer.Context,
    shop: Annotated[str, typer.Argument(metavar="SHOP", help=_("a shop of the workspace"))],
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT...", help=_("words for the goods, with or without accents")),
    ],
    every: Annotated[bool, typer.Option("--all", help=_("show more than ten"))] = False,
    refresh: Annotated[
        bool, typer.Option("--refresh", help=_("ask the shop anew; answers are kept for a day"))
    ] = False,
) -> int:
    """Find the leaf category of goods, and show the line for the product file."""
    from ocopctl.look_up import look_up
    from ocopctl.shops import accounts
    from ocopctl.workspace import open_workspace

    context = context_of(ctx)
    workspace = open_workspace(context.root)
    [account] = accounts(workspace, [shop])
    found = look_up(workspace, account, " ".join(text), every=every, refresh=refresh)
    for match in found.matches:
        _shown(context.console, shop, match)
    _rest(context.console, found)
    context.console.record(
        "summary", matches=found.total, shown=len(found.matches), near=list(found.near), exit=0
    )
    return 0


def _shown(console: Console, shop: str, match: Match) -> None:
    row, line = match.category, _line(shop, match.category.category_id)
    console.record(
        "category",
        shop=shop,
        category_id=row.category_id,
        path=list(row.path),
        line=line,
        attributes=None if match.asks is None else [asdict(one) for one in match.asks],
    )
    console.insist(f"{console.painted(row.category_id, 'bold')}  {' › '.join(row.path)}")
    required = [one for one in match.asks or () if one.required]
    for one in required:
        console.insist(f"    {_asked(one)}")
    if not required and match.asks is not None:
        nothing = _("asks for nothing that is not sent anyway")
        console.say(f"    {nothing}", "dim")
    console.insist(f"    {console.painted(line, 'good')}")


def _asked(attribute: AttributeRow) -> str:
    """Name a required attribute, how a product file calls it, and its values."""
    from ocopctl.publishing.attributes import values_of

    name = f"{attribute.label} (“{attribute.name}”)"
    if not attribute.options:
        return _("asks for {name}, in your own words", name=name)
    values = values_of(attribute)
    if attribute.free:
        return _("asks for {name}, such as: {values}", name=name, values=values)
    return _("asks for {name}, one of: {values}", name=name, values=values)


def _line(shop: str, category_id: str) -> str:
    """Return the line that puts a product into the category, as YAML."""
    name = shop if re.fullmatch(r"[A-Za-z][\w-]*", shop) else json.dumps(shop, ensure_ascii=False)
    return f"shops: {{{name}: {{category_id: {json.dumps(category_id)}}}}}"


def _rest(console: Console, found: Found) -> None:
    """Say what is not shown, and what to try next."""
    if not found.matches:
        console.say(_("No category has all these words."), "warn")
        if found.near:
            console.say(_("Try one of: {words}", words=", ".join(found.near)))
        return
    if found.total > len(found.matches):
        count = found.total - len(found.matches)
        console.say(_("{count} more: add a word, or --all", count=count), "dim")
    if found.trouble is not None:
        console.say(_("What they ask for could not be asked:"), "warn")
        console.error(found.trouble)
    console.say(_("Put the line of your choice into the product."), "dim")
