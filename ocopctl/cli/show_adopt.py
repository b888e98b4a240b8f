"""How taking over listings looks to people and to programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.catalog.load import load
from ocopctl.cli.show_drift import gravest
from ocopctl.language import _
from ocopctl.problems import Severity
from ocopctl.publishing.adopt import as_wanted, skus_of
from ocopctl.publishing.field_words import changed_into, label
from ocopctl.publishing.recalls import since
from ocopctl.rebuilding import lost
from ocopctl.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ocopctl.adapters.base import Remote
    from ocopctl.cli.console import Console
    from ocopctl.new_products import NewProduct
    from ocopctl.rebuilding import Rebuilt
    from ocopctl.taking_over import Found
    from ocopctl.workspace import Workspace

_HELD = 6
_MOST_NAMED = 5


def found(console: Console, shops: Iterable[Found]) -> None:
    """Print what would be taken over and how it differs from the files, and what cannot be."""
    for shop in shops:
        for sku, remote in shop.matched.by_product.items():
            _match(console, shop, sku, remote)
        for several in shop.matched.several:
            ids = [one.remote_id for one in several.listings]
            console.record("duplicate", shop=shop.name, skus=list(several.skus), listings=ids)
            _several(console, shop, several.skus, several.listings)
        _unknown(console, shop)
        if shop.error is not None:
            error = shop.error
            console.record("error", shop=shop.name, message=error.message, hint=error.hint)
            console.error(error, about=f"{shop.name}:")


def new_products(
    console: Console, new: Iterable[NewProduct], left: Iterable[tuple[str, Remote]]
) -> None:
    """Print which products a new file would hold, and listings that cannot be one."""
    for product in new:
        console.record("product", sku=product.sku, skus=list(product.skus))
        console.say(console.painted(f"+ {product.sku}", "good") + f"  {product.fields['name']}")
    for name, remote in left:
        text = _(
            "{shop} {id}: this listing cannot be written as a product: it has no SKU that a file "
            "can hold, or the shop has two with it",
            shop=name,
            id=remote.remote_id,
        )
        console.record("left", shop=name, remote_id=remote.remote_id)
        console.say(text, "warn")


def written(console: Console, workspace: Workspace, path: Path) -> None:
    """Say what is still missing in the new file, and what it means for the next publish."""
    missing = [one for one in load([path]).problems if one.severity is Severity.ERROR]
    console.record("file", file=str(path), missing=len(missing))
    console.say(_("Written: {file}", file=path), "good")
    text = _(
        "{count} things that shops do not tell are missing in it, and nothing is sent until they "
        "are there: ocopctl validate {file}",
        count=len(missing),
        file=path,
    )
    console.say(f"    {text}", "warn")
    console.say("    " + _("what shall not be in some shop: write shops: → NAME: → skip: true"))
    if path not in open_workspace(workspace.root).files:
        text = _("add {file} to products: in ocopctl.yaml", file=path.name)
        console.say(f"    {text}", "warn")


def rebuilt(console: Console, done: Rebuilt) -> None:
    """Say what the new journal begins with."""
    console.record(
        "rebuilt",
        aside=[str(path) for path in done.aside],
        recalls=[one.id for one in done.recalls],
        unreadable=[str(path) for path in done.unreadable],
    )
    for line in lost(done.aside):
        console.say(line)
    for recall in done.recalls:
        console.say(since(recall), "warn")
    for path in done.unreadable:
        text = _(
            "{file} is no proof of a recall that can be read: if the recall stands, ask for it "
            "again with ocopctl recall",
            file=path,
        )
        console.insist(text, "bad")


def ended(console: Console, shops: Sequence[Found], count: int) -> int:
    """Say how it ended and return the exit status: errors, then what nobody could tell apart."""
    statuses = {shop.error.exit_status for shop in shops if shop.error is not None}
    if any(shop.matched.several for shop in shops):
        statuses.add(_HELD)
    status = gravest(statuses)
    console.record("summary", taken_over=count, exit=status)
    if not count:
        console.say(_("Nothing was taken over."))
    else:
        text = _(
            "{count} listings taken over. What the files want otherwise: ocopctl plan", count=count
        )
        console.say(text, "good")
    return status


def _match(console: Console, shop: Found, sku: str, remote: Remote) -> None:
    want = shop.wanted.get(sku)
    differences = as_wanted(want, remote, shop.fixed) if want else []
    rows = [{"field": one.field, "wanted": one.ours, "shown": one.theirs} for one in differences]
    fields = {"shop": shop.name, "sku": sku, "remote_id": remote.remote_id}
    console.record("adopt", title=remote.title, differences=rows, **fields)
    head = console.painted(f"+ {sku}", "good")
    console.say(f"{head}  {shop.name} {remote.remote_id}  {remote.title}")
    for one in differences:
        said = changed_into(one.field, one.theirs, one.ours)
        if said == label(one.field):
            said = _("{field} differs", field=said)
        console.say(f"    {said}", "dim")


def _several(
    console: Console, shop: Found, skus: Sequence[str], listings: Sequence[Remote]
) -> None:
    if len(listings) == 1:
        text = _(
            "{shop} {id}: this listing carries the SKUs of several products: {skus}",
            shop=shop.name,
            id=listings[0].remote_id,
            skus=", ".join(skus),
        )
        hint = _("give each product a listing of its own in the seller centre")
    else:
        text = _(
            "{shop} has more than one listing for {sku}: {ids}",
            shop=shop.name,
            sku=skus[0],
            ids=", ".join(f"{one.remote_id} “{one.title}”" for one in listings),
        )
        hint = _(
            "delete those that are too many in the seller centre, or say which one it is: "
            "ocopctl adopt {sku} --shop {shop} --listing ID",
            sku=skus[0],
            shop=shop.name,
        )
    console.say(text, "bad")
    console.say(f"    → {hint}")


def _unknown(console: Console, shop: Found) -> None:
    rest = shop.matched.unknown
    for one in rest:
        console.record("unknown", shop=shop.name, remote_id=one.remote_id, title=one.title)
    if rest:
        names = [min(skus_of(one), default=one.remote_id) for one in rest[:_MOST_NAMED]]
        text = _(
            "{shop} has {count} listings that fit no product: {names}",
            shop=shop.name,
            count=len(rest),
            names=", ".join(names) + ("…" if len(rest) > _MOST_NAMED else ""),
        )
        console.say(text, "dim")
        console.say("    → " + _("to write them into a file: ocopctl adopt --write"), "dim")
