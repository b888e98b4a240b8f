"""`ocopctl adopt`: take over listings that exist already, by SKU; build a lost journal anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ocopctl.cli.options import Files, Select, ShopNames, Yes, context_of, opened
from ocopctl.errors import UsageError
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.cli.console import Console
    from ocopctl.taking_over import Found
    from ocopctl.workspace import Workspace

Listing = Annotated[
    list[str] | None,
    typer.Option(
        "--listing", metavar="ID", help=_("this one, where several carry the SKU; repeatable")
    ),
]
Write = Annotated[
    bool, typer.Option("--write", help=_("write listings that fit no product into a new file"))
]
Rebuild = Annotated[
    bool, typer.Option("--rebuild", help=_("make a lost or broken journal anew from the shops"))
]


def adopt(
    ctx: typer.Context,
    select: Select = None,
    shop: ShopNames = None,
    file: Files = None,
    listing: Listing = None,
    write: Write = False,
    rebuild: Rebuild = False,
    yes: Yes = False,
) -> int:
    """Take over listings that exist already into the journal. Nothing is sent to the shops."""
    from ocopctl.cli import show_adopt
    from ocopctl.publishing.lock import locked
    from ocopctl.shops import accounts
    from ocopctl.taking_over import look_for

    console = context_of(ctx).console
    workspace, patterns = opened(context_of(ctx), select, file)
    if rebuild:
        _must_be_whole(patterns, shop)
    with locked(workspace.state, sorted(one.key for one in accounts(workspace, shop or ()))):
        if rebuild and not _begun_anew(console, workspace, yes=yes):
            return 0
        found = look_for(workspace, patterns, shop or (), listing or (), whole=write)
        show_adopt.found(console, found)
        return _take_over(console, workspace, found, write=write, yes=yes or rebuild)


def _must_be_whole(patterns: Sequence[str], shops: Sequence[str] | None) -> None:
    if patterns or shops:
        raise UsageError(
            _("a journal is made anew for all products and all shops"),
            hint=_("leave out SELECT and --shop"),
        )


def _begun_anew(console: Console, workspace: Workspace, *, yes: bool) -> bool:
    """Move a broken journal aside and begin a new one, when somebody said so."""
    from ocopctl.cli import show_adopt
    from ocopctl.rebuilding import must_be_lost, rebuild

    must_be_lost(workspace)
    if not _agreed(console, _("Make the journal anew from what the shops show? [y/N]"), yes=yes):
        return False
    show_adopt.rebuilt(console, rebuild(workspace))
    return True


def _take_over(
    console: Console,
    workspace: Workspace,
    found: Sequence[Found],
    *,
    write: bool,
    yes: bool,
) -> int:
    """Ask, write down what is taken over, and return the exit status."""
    from ocopctl.cli import show_adopt
    from ocopctl.new_products import new_products
    from ocopctl.new_products import write as write_file
    from ocopctl.taking_over import take_over

    unknown = [(shop.shop, shop.name, one) for shop in found for one in shop.matched.unknown]
    new, left = new_products(unknown) if write else ([], [])
    show_adopt.new_products(console, new, left)
    known = sum(len(shop.matched.by_product) for shop in found)
    if (known or new) and not _agreed(console, _("Take these over? [y/N]"), yes=yes):
        return 0
    path = write_file(workspace, new) if new else None
    count = take_over(workspace, found, new)
    if path is not None:
        show_adopt.written(console, workspace, path)
    return show_adopt.ended(console, found, count)


def _agreed(console: Console, question: str, *, yes: bool) -> bool:
    """Ask, unless somebody said yes already. Raises UsageError where nobody can be asked."""
    import sys

    if yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError(
            _("nobody can be asked here, and something would be written down"),
            hint=_("look at what is shown above, then run this again with --yes"),
        )
    if console.confirm(question):
        return True
    console.say(_("Nothing was changed."))
    return False
