"""`ocopctl release`: the end of a recall."""

from __future__ import annotations

from typing import Annotated

import typer

from ocopctl.cli.options import Yes, context_of, opened
from ocopctl.language import _


def release(
    ctx: typer.Context,
    select: Annotated[
        list[str], typer.Argument(metavar="SELECT", help=_("a recalled SKU, or a pattern (BT-*)"))
    ],
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=_("why; it stands in the proof"))
    ] = "",
    yes: Yes = False,
) -> int:
    """Let recalled products be sold again."""
    from ocopctl import recalling
    from ocopctl.cli.publish import agreed
    from ocopctl.cli.recall import notices

    console = context_of(ctx).console
    workspace, patterns = opened(context_of(ctx), select, None)
    found = recalling.to_release(workspace, patterns)
    notices(console, found)
    if not yes and not agreed(console, _("Let these products be sold again? [y/N]")):
        console.say(_("Nothing was released."))
        return 0
    for one in recalling.release(workspace, found, " ".join(reason.split())):
        console.record("release", id=one.id, sku=one.sku)
        console.say(_("{sku} is released.", sku=one.sku), "good")
    console.say(_("The next `ocopctl publish` puts them on sale again."))
    return 0
