"""How drift and the decisions about it look to people and to programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.cli.show import difference
from ocopctl.language import _
from ocopctl.publishing.choices import Answer, kept
from ocopctl.publishing.field_words import changed_into, label
from ocopctl.publishing.plan import Change

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from ocopctl.adapters.base import Remote
    from ocopctl.cli.console import Console
    from ocopctl.deciding import Decision
    from ocopctl.drifting import Look, Seen
    from ocopctl.publishing.verify import Difference
    from ocopctl.workspace import Workspace

_DRIFT = 7
_GRAVEST_FIRST = (70, 3, 4, 6, 1, 5)
_MOST_NAMED = 5


def everything(console: Console, workspace: Workspace, seen: Sequence[Seen]) -> int:
    """Print what was seen, shop by shop, and return the exit status."""
    practice = {name for name, shop in workspace.settings.shops.items() if shop.mode == "practice"}
    for shop in seen:
        for look in shop.looks:
            _look(console, shop, look, link="" if shop.name in practice else look.url)
        _twins(console, shop, practice=shop.name in practice)
        _strangers(console, shop)
    edited = sum(1 for shop in seen for look in shop.looks if look.edits or look.moved)
    twins = sum(len(shop.twins) for shop in seen)
    looked = sum(len(shop.looks) for shop in seen)
    status = errors(console, seen) or (_DRIFT if edited or twins else 0)
    console.record("summary", listings=looked, edited=edited, duplicates=twins, exit=status)
    if edited:
        console.say(
            _(
                "{count} listings are not as they were left. Decide for each, or for single "
                "fields: ocopctl drift SKU --shop NAME [--field price] with --keep, --adopt or "
                "--overwrite",
                count=edited,
            )
        )
    elif not status:
        console.say(_("{count} listings are as they were left.", count=looked), "good")
    return status


def errors(console: Console, seen: Iterable[Seen]) -> int:
    """Print what could not be looked at; return the status of the gravest, 0 for none."""
    found = [(shop, sku, error) for shop in seen for sku, error in shop.errors]
    for shop, sku, error in found:
        about = f"{shop.name} · {sku}:" if sku else f"{shop.name}:"
        console.record("error", shop=shop.name, sku=sku, message=error.message, hint=error.hint)
        console.error(error, about=about)
    return gravest({error.exit_status for _shop, _sku, error in found})


def gravest(statuses: Collection[int]) -> int:
    """Return the status that a run ends with, 0 where there is none."""
    return next((one for one in _GRAVEST_FIRST if one in statuses), 0)


def decided(console: Console, decisions: Sequence[Decision], answer: Answer) -> None:
    """Say what was decided, field by field, and what follows from it."""
    words = {
        Answer.KEEP: _("stays as the shop has it"),
        Answer.ADOPT: _("is in the product file now"),
        Answer.OVERWRITE: _("will be overwritten"),
    }
    for one in decisions:
        sku = one.look.known.sku
        for field in one.fields:
            console.record("choice", choice=answer.value, **_fields(one.name, sku, field))
            console.say(f"{sku}  {one.name}  {label(field.field)}: {words[answer]}")
    if answer is not Answer.KEEP and decisions:
        console.say(_("Next: ocopctl plan"), "dim")


def no_place(console: Console, left: Iterable[tuple[Decision, Difference]]) -> None:
    """Name fields that product files have no place for."""
    for one, field in left:
        text = _(
            "{sku}  {shop}  {field}: a product file has no place for it; decide with --keep or "
            "--overwrite",
            sku=one.look.known.sku,
            shop=one.name,
            field=label(field.field),
        )
        console.say(text, "warn")


def _look(console: Console, shop: Seen, look: Look, *, link: str) -> None:
    sku = look.known.sku
    for kind, found in (("edit", look.edits), ("sale", look.sales), ("moved", look.moved)):
        for one in found:
            fields = _fields(shop.name, sku, one)
            console.record("drift", kind=kind, remote_id=look.known.remote_id, url=link, **fields)
    asking = bool(look.edits or look.moved)
    if asking or look.sales:
        title = str(look.known.fields.get("title", ""))
        head = console.painted(f"~ {sku}", "warn" if asking else "dim")
        console.say(f"{head}  {shop.name}  {title}")
    for line, style in _said(look):
        console.say(f"    {line}", style)
    if asking and link:
        console.say(f"    {link}", "dim")
    if console.verbose:
        for name in kept(look.chosen):
            console.say(f"  {sku}  {shop.name}  " + _("kept: {field}", field=label(name)), "dim")


def _said(look: Look) -> Iterator[tuple[str, str]]:
    """Yield the lines about a listing, each with its style."""
    for one in look.edits:
        for line in _lines(one):
            yield line, ""
    for one in look.moved:
        text = _("was to stay, and the product file has changed since")
        yield f"{changed_into(one.field, one.theirs, one.ours)} ({text})", "warn"
    for one in look.sales:
        yield _("sold: {what}", what=changed_into(one.field, one.ours, one.theirs)), "dim"


def _lines(one: Difference) -> list[str]:
    if one.field == "listing":
        return [_("the shop has this listing no more")]
    if one.field == "review":
        return [_("the marketplace has taken it off sale: {why}", why=one.theirs or "–")]
    if one.field.startswith("variant "):
        sku = one.field.partition(" ")[2]
        return [
            _("variant {sku} is there no more", sku=sku)
            if one.theirs is None
            else _("variant {sku} was added in the shop", sku=sku)
        ]
    return difference(Change(one.field, one.ours, one.theirs))


def _twins(console: Console, shop: Seen, *, practice: bool) -> None:
    for twins in shop.twins:
        rows = [
            {"remote_id": one.remote_id, "url": "" if practice else one.url}
            for one in twins.listings
        ]
        console.record("duplicate", shop=shop.name, skus=list(twins.skus), listings=rows)
        text = _(
            "{shop} sells {skus} more than once: {ids}",
            shop=shop.name,
            skus=", ".join(twins.skus),
            ids=", ".join(f"{row['remote_id']} {row['url']}".rstrip() for row in rows),
        )
        console.say(text, "bad")
        console.say("    → " + _("delete the listings that are too many in the seller centre"))


def _strangers(console: Console, shop: Seen) -> None:
    if not shop.strangers:
        return
    for one in shop.strangers:
        console.record("unknown", shop=shop.name, remote_id=one.remote_id, title=one.title)
    names = [_name(one) for one in shop.strangers[:_MOST_NAMED]]
    more = "…" if len(shop.strangers) > _MOST_NAMED else ""
    text = _(
        "{shop} has {count} listings that were not made from here: {names}",
        shop=shop.name,
        count=len(shop.strangers),
        names=", ".join(names) + more,
    )
    console.say(text, "dim")
    console.say(
        "    → " + _("to take them over: ocopctl adopt --shop {shop}", shop=shop.name), "dim"
    )


def _name(one: Remote) -> str:
    return one.seller_sku or next((str(v.sku) for v in one.variants if v.sku), one.remote_id)


def _fields(shop: str, sku: str, one: Difference) -> dict[str, Any]:
    return {
        "shop": shop,
        "sku": sku,
        "field": one.field,
        "ours": one.ours,
        "theirs": one.theirs,
    }
