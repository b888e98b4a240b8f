"""`ocopctl drift`: what shops show against what we put there, and deciding on hand edits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ocopctl.cli.options import Files, Select, ShopNames, Yes, context_of, opened
from ocopctl.errors import UsageError
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.cli.console import Console
    from ocopctl.deciding import Decision
    from ocopctl.publishing.choices import Answer
    from ocopctl.session import Judged
    from ocopctl.workspace import Workspace

DRIFT = 7

Keep = Annotated[bool, typer.Option("--keep", help=_("leave these as the shop has them"))]
Adopt = Annotated[bool, typer.Option("--adopt", help=_("take these into the product file"))]
Overwrite = Annotated[
    bool, typer.Option("--overwrite", help=_("let the next publish write over these"))
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--field", metavar="NAME", help=_("only this field, such as title or price; repeatable")
    ),
]


def drift(
    ctx: typer.Context,
    select: Select = None,
    shop: ShopNames = None,
    file: Files = None,
    keep: Keep = False,
    adopt: Adopt = False,
    overwrite: Overwrite = False,
    field: Fields = None,
    yes: Yes = False,
) -> int:
    """Show where shops differ from what we put there, and decide about it. Nothing is sent."""
    from ocopctl.cli import show_drift
    from ocopctl.deciding import open_to
    from ocopctl.drifting import survey
    from ocopctl.publishing.lock import locked

    console = context_of(ctx).console
    answer = _answer(keep=keep, adopt=adopt, overwrite=overwrite)
    workspace, patterns = opened(context_of(ctx), select, file)
    if answer is None:
        _judged, seen = survey(workspace, patterns, shop or ())
        return show_drift.everything(console, workspace, seen)
    from ocopctl.shops import accounts

    with locked(workspace.state, sorted(one.key for one in accounts(workspace, shop or ()))):
        judged, seen = survey(workspace, patterns, shop or ())
        if status := show_drift.errors(console, seen):
            return status
        decisions = open_to(seen, field or ())
        if not decisions:
            console.say(_("There is nothing to decide."))
            return 0
        return _decide(console, workspace, judged, decisions, answer, yes=yes, shops=shop or ())


def _answer(*, keep: bool, adopt: bool, overwrite: bool) -> Answer | None:
    from ocopctl.publishing.choices import Answer

    asked = {Answer.KEEP: keep, Answer.ADOPT: adopt, Answer.OVERWRITE: overwrite}
    chosen = [answer for answer, said in asked.items() if said]
    if len(chosen) > 1:
        raise UsageError(
            _("only one of --keep, --adopt and --overwrite can be decided at a time"),
            hint=_("choose the fields of each with --field"),
        )
    return chosen[0] if chosen else None


def _decide(
    console: Console,
    workspace: Workspace,
    judged: Judged,
    decisions: Sequence[Decision],
    answer: Answer,
    *,
    yes: bool,
    shops: Sequence[str],
) -> int:
    """Write down what is decided; what the files have no place for is named and stays."""
    from ocopctl.cli import show_drift, show_patch
    from ocopctl.deciding import adoptable, patches, settle, write
    from ocopctl.publishing.choices import Answer

    left: Sequence[object] = ()
    if answer is Answer.ADOPT:
        decisions, left = adoptable(decisions)
        show_drift.no_place(console, left)
        found = patches(workspace, judged, decisions)
        show_patch.show(console, found)
        if found and not show_patch.agreed(console, yes=yes):
            console.say(_("Nothing was changed."))
            return DRIFT
        judged = write(workspace, judged, found, shops)
    settle(workspace, judged, decisions, answer)
    show_drift.decided(console, decisions, answer)
    return DRIFT if left else 0
