"""The commands of `ocopctl`, each in a file of its own that loads what it needs when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ocopctl import __version__
from ocopctl.cli import (
    adapters,
    adopt,
    apply,
    auth,
    categories,
    doctor,
    drift,
    explain,
    export,
    import_,
    init,
    outbox,
    plan,
    publish,
    recall,
    release,
    render,
    sandbox,
    status,
    sync,
    validate,
)
from ocopctl.cli.console import Console
from ocopctl.cli.options import Context
from ocopctl.cli.parser import App
from ocopctl.language import _

app = App(
    name="ocopctl",
    help=_("Keep one product file and make every shop agree with it."),
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:
    if asked:
        Console().insist(f"ocopctl {__version__}")
        raise typer.Exit


@app.callback()
def main(
    ctx: typer.Context,
    workspace: Annotated[
        Path, typer.Option(metavar="DIR", help=_("folder of ocopctl.yaml"))
    ] = Path(),
    lang: Annotated[str, typer.Option(metavar="vi|en", help=_("language of messages"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=_("one JSON object a line"))] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help=_("say less"))] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help=_("say more"))] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help=_("no colours"))] = False,
    version: Annotated[  # noqa: ARG001 - its callback has answered by now
        bool, typer.Option("--version", callback=_version, is_eager=True, help=_("the version"))
    ] = False,
) -> None:
    """Take the global options, which may stand before or behind the command."""
    if lang and lang not in {"vi", "en"}:
        raise typer.BadParameter(_("the language is vi or en"), param_hint="--lang")
    console = Console(as_json=as_json, quiet=quiet, verbose=verbose, color=not no_color)
    ctx.obj = Context(console, workspace)


_COMMANDS = (
    ("init", init.init, _("make a workspace: settings, a first product, editor and CI files")),
    ("validate", validate.validate, _("find every problem of every product file")),
    ("import", import_.import_, _("make a product file from a spreadsheet")),
    ("export", export.export, _("write the products into a spreadsheet")),
    ("explain", explain.explain, _("say what a problem code means and how to put it right")),
    ("render", render.render, _("show the texts that each shop would get")),
    ("plan", plan.plan, _("show what would change, field by field")),
    ("publish", publish.publish, _("plan, show, ask, and make the shops agree")),
    ("apply", apply.apply_file, _("do exactly what a reviewed plan says")),
    ("recall", recall.recall, _("off sale in every shop at once, with a proof")),
    ("release", release.release, _("end a recall")),
    ("status", status.status, _("show every listing in every shop")),
    ("adopt", adopt.adopt, _("take over listings that exist already, matched by SKU")),
    ("drift", drift.drift, _("show what was changed in the shops by hand, and decide about it")),
    (
        "categories",
        categories.categories,
        _("find the category of goods in a shop, and what it asks for"),
    ),
    ("doctor", doctor.doctor, _("say what is wrong, and the next command to type")),
)
for _name, _command, _help in _COMMANDS:
    app.command(_name, help=_help)(_command)

app.add_typer(sync.app, name="sync", help=_("send prices or stock only, for a nightly job"))
app.add_typer(outbox.app, name="outbox", help=_("what waits for the link or for an approval"))
app.add_typer(auth.app, name="auth", help=_("consent of a shop's owner, and how long it lasts"))
app.add_typer(sandbox.app, name="sandbox", help=_("the practice market"))
app.add_typer(adapters.app, name="adapters", help=_("what each marketplace's adapter can do"))
