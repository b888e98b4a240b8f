"""`ocopctl recall`: off sale in every shop at once, seen to be so, with a proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ocopctl.cli.options import Files, Select, ShopNames, Yes, context_of, opened
from ocopctl.errors import UsageError
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.cli.console import Console
    from ocopctl.publishing.recalls import InShop, Recall
    from ocopctl.recalling import InOneShop
    from ocopctl.workspace import Workspace

Reason = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help=_("why; it stands in the proof"))
]


def recall(
    ctx: typer.Context,
    select: Select = None,
    reason: Reason = "",
    batch: Annotated[
        str, typer.Option("--batch", metavar="CODE", help=_("products that have this batch"))
    ] = "",
    shop: ShopNames = None,
    file: Files = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help=_("copy the proof here too"))
    ] = None,
    yes: Yes = False,
) -> int:
    """Take products off sale in every shop, or list what is recalled."""
    from ocopctl import recalling

    console = context_of(ctx).console
    workspace, patterns = opened(context_of(ctx), select, file)
    if not patterns and not batch:
        return _standing(console, workspace)
    why = " ".join(reason.split())
    if not why:
        raise UsageError(
            _("a recall needs a reason; it stands in the proof"),
            hint=_('write for example: --reason "mould found in batch LO-12"'),
        )
    found = recalling.chosen(workspace, patterns, batch)
    if not _agreed(console, found, shop or (), yes=yes):
        console.say(_("Nothing was recalled."))
        return 0
    recalls = recalling.begin(workspace, found, shop or (), why)
    results = _carried_out(console, workspace, recalls, shop or ())
    _proofs(console, workspace, recalls, out)
    return _status(console, results)


def _agreed(console: Console, found: Sequence[Recall], shops: Sequence[str], *, yes: bool) -> bool:
    """Say what a recall will do, and ask unless somebody said yes already."""
    from ocopctl.cli.publish import agreed

    for one in found:
        batch = _(" · batch {code}", code=one.batch["code"]) if one.batch else ""
        console.say(f"{console.painted(f'- {one.sku}', 'bad')}  {one.name}{batch}")
    where = ", ".join(shops) if shops else _("every shop")
    console.say(
        _(
            "Taken off sale in {where}, all variants and batches of the listing. Nothing puts them "
            "on sale again before `ocopctl release`.",
            where=where,
        )
    )
    return yes or agreed(console, _("Recall these products now? [y/N]"))


def _carried_out(
    console: Console, workspace: Workspace, recalls: Sequence[Recall], shops: Sequence[str]
) -> list[InOneShop]:
    from ocopctl import recalling

    def report(one: InOneShop) -> None:
        _record(console, one.recall, one.shop, one.found)
        console.say(_line(console, one.recall.sku, one.found))
        for number in one.found.strangers:
            console.error(_stranger(one, number))
        if one.error is not None:
            console.error(one.error, about=f"{one.found.name} · {one.recall.sku}:")

    return recalling.carry_out(workspace, recalls, shops, report, console.say)


def _stranger(one: InOneShop, number: str) -> UsageError:
    return UsageError(
        _("{shop} has another listing with this SKU on sale: {id}", shop=one.found.name, id=number),
        place=f"{one.found.name} · {one.recall.sku}:",
        hint=_("it was not made from here and was left alone: take it down in the seller centre"),
    )


def _line(console: Console, sku: str, found: InShop) -> str:
    word, style = _word(found)
    return f"  {console.painted(word, style)}  {found.name} · {sku}"


def _word(found: InShop) -> tuple[str, str]:
    from ocopctl.publishing.recalls import Standing

    if found.emptied:
        return _("! no stock, not off sale yet"), "warn"
    return {
        Standing.GONE: (_("✓ off sale, seen"), "good"),
        Standing.ABSENT: (_("✓ no listing of ours"), "good"),
        Standing.UNLISTED: (_("… taken, not seen yet"), "warn"),
        Standing.WAITING: (_("✗ still to do"), "bad"),
        Standing.ASKED: (_("✗ still to do"), "bad"),
    }[found.state]


def _record(console: Console, recall: Recall, shop: str, found: InShop) -> None:
    body = recall.with_shop(shop, found).as_json()["shops"][shop]
    console.record(
        "recall",
        id=recall.id,
        sku=recall.sku,
        reason=recall.reason,
        shop=found.name,
        **{name: value for name, value in body.items() if name != "name"},
    )


def _proofs(
    console: Console, workspace: Workspace, recalls: Sequence[Recall], out: Path | None
) -> None:
    """Name the pages of the proof; copy all of it where that was asked for."""
    import shutil

    from ocopctl import recalling

    for path in recalling.proofs(workspace, recalls):
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, out)
        if path.suffix == ".txt":
            console.say(_("Proof: {path}", path=(out / path.name) if out else path))


def _status(console: Console, results: Sequence[InOneShop]) -> int:
    """Sum up, and return the status: stopped, credentials, listings of others, still to do."""
    from ocopctl.errors import AuthError, CredentialsError, Interrupted
    from ocopctl.publishing.recalls import DONE

    left = [one for one in results if one.found.state not in DONE]
    if left:
        text = _(
            "{count} listings are still to be taken off sale. It is tried again by each `publish`, "
            "`sync` and `outbox run`, and by the same recall again.",
            count=len(left),
        )
        console.say(text, "warn")
    strangers = [one for one in results if one.found.strangers]
    if strangers:
        console.say(_("Listings that were not made from here still sell this: see above."), "bad")
    if not left and not strangers:
        console.say(_("Nothing of this is on sale any more."), "good")
    if any(isinstance(one.error, Interrupted) for one in left):
        status = 130
    elif any(isinstance(one.error, AuthError | CredentialsError) for one in results):
        status = 4
    elif strangers:
        status = 1
    else:
        status = 5 if left else 0
    console.record("summary", recalled=len(results), left=len(left), exit=status)
    return status


def _standing(console: Console, workspace: Workspace) -> int:
    """List what is recalled and what each shop showed last; no shop is asked."""
    from ocopctl.session import recalls_in

    recalls = recalls_in(workspace)
    notices(console, recalls)
    if not recalls:
        console.say(_("Nothing is recalled."))
    return 0


def notices(console: Console, recalls: Sequence[Recall], skus: Sequence[str] | None = None) -> None:
    """Say what is recalled, since when and why, and how far each shop is; `skus` picks some."""
    from ocopctl.publishing.recalls import since

    for one in recalls:
        if skus is not None and one.sku not in skus:
            continue
        console.say(console.painted(f"! {since(one)}", "warn"))
        for shop, found in one.shops.items():
            _record(console, one, shop, found)
            console.say(_line(console, one.sku, found))
        console.say("    → " + _("off sale until: ocopctl release {sku}", sku=one.sku), "dim")
