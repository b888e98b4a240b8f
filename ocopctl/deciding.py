"""Deciding on hand edits: kept, taken into the product file as a patch, or to be overwritten.

Nothing is sent. The record takes over what the shop shows, so that a later edit is seen again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ocopctl.catalog.edit import Edit, patched
from ocopctl.catalog.patch import Patch, replace_file
from ocopctl.errors import InputError
from ocopctl.language import _
from ocopctl.problems import Severity
from ocopctl.publishing.choices import Answer, Choice, as_kept, kept, wanted_value
from ocopctl.publishing.decided import choose
from ocopctl.publishing.listing import override_for
from ocopctl.publishing.refresh import observed
from ocopctl.publishing.verify import Difference
from ocopctl.session import journal_of, judge

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from ocopctl.adapters.base import Adapter
    from ocopctl.catalog.load import Entry
    from ocopctl.drifting import Look, Seen
    from ocopctl.publishing.listing import Target
    from ocopctl.publishing.state import Recorded, Wanted
    from ocopctl.session import Judged
    from ocopctl.workspace import Workspace

_NOT_RECORDED = ("review", "listing")
"""Fields of which a record has no value of its own."""
_TEXTS = ("title", "description", "pictures")
_IN_FILES = ("title", "price", "stock")
"""Fields that a product file has a place for; descriptions are made from many of its fields."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about one listing: these fields get this answer."""

    shop: str
    name: str
    at: float
    look: Look
    fields: tuple[Difference, ...]


def open_to(seen: Sequence[Seen], names: Collection[str]) -> list[Decision]:
    """Return what can be decided, in the fields of these names or, where there are none, in all.

    A field is named in full (`price A-1`) or by its first word. One that was decided before is
    asked about again only when the files moved, or when it is named.
    """
    found = []
    for shop in seen:
        for look in shop.looks:
            edited = _edited(look)
            fields = [*look.edits, *(one for one in look.moved if one.field not in edited)]
            known = {one.field for one in fields}
            fields += [
                Difference(one.field, one.ours, one.theirs)
                for one in kept(look.chosen).values()
                if one.field not in known and names
            ]
            named = [one for one in fields if not names or _named(one.field, names)]
            if named:
                found.append(Decision(shop.shop, shop.name, shop.at, look, tuple(named)))
    return found


def _named(field: str, names: Collection[str]) -> bool:
    return field in names or field.partition(" ")[0] in names


def adoptable(
    decisions: Sequence[Decision],
) -> tuple[list[Decision], list[tuple[Decision, Difference]]]:
    """Part what product files have a place for from what they have none for."""
    fit, left = [], []
    for one in decisions:
        inside = tuple(f for f in one.fields if f.field.partition(" ")[0] in _IN_FILES)
        left += [(one, field) for field in one.fields if field not in inside]
        fit += [replace(one, fields=inside)] if inside else []
    return fit, left


def patches(workspace: Workspace, judged: Judged, decisions: Sequence[Decision]) -> list[Patch]:
    """Return what taking adoptable fields into the product files changes there.

    Raises InputError for products in no file, and for one place that shall hold two values.
    """
    shared = len(workspace.settings.shops) > 1
    targets = {account.key: account.target for account in judged.accounts}
    entries = {entry.product.sku: entry for entry in judged.entries}
    edits: dict[Path, list[Edit]] = {}
    for one in decisions:
        entry = entries.get(one.look.known.sku)
        if entry is None:
            raise InputError(
                _("{sku} is in no product file", sku=one.look.known.sku),
                hint=_("decide with --keep, or put the product back into a file"),
            )
        for field in one.fields:
            edit = _edit(entry, targets[one.shop], field, shared=shared)
            edits.setdefault(entry.file, []).append(edit)
    _must_agree([edit for those in edits.values() for edit in those])
    found = []
    for path, those in edits.items():
        before = path.read_bytes()
        found.append(Patch(path, before, patched(before, those, str(path))))
    return found


def _must_agree(edits: Sequence[Edit]) -> None:
    """Refuse to write two values into one place: shops show different prices of a variant."""
    places: dict[tuple[str, ...], Edit] = {}
    for edit in edits:
        first = places.setdefault((edit.sku, *edit.steps), edit)
        if first != edit:
            raise InputError(
                _(
                    "shops show {one} and {other}, and the product file has one place for both",
                    one=first.value,
                    other=edit.value,
                ),
                place=f"{edit.sku} · {' · '.join(edit.steps)}",
                hint=_("choose one shop with --shop; keep or overwrite the other"),
            )


def _edit(entry: Entry, target: Target, found: Difference, *, shared: bool) -> Edit:
    """Say where in the product file a value belongs: a shop's own, or the product's.

    A variant has one price for all shops.
    """
    product, override = entry.product, override_for(entry.product, target)
    name, _space, sku = found.field.partition(" ")
    key = target.name
    if key not in product.shops and target.marketplace in product.shops:
        key = target.marketplace
    if name == "title":
        return Edit(product.sku, ("shops", key, "title"), found.theirs)
    if product.variants:
        return Edit(product.sku, ("variants", sku, name), found.theirs)
    own = getattr(override, name) is not None or shared
    return Edit(product.sku, ("shops", key, name) if own else (name,), found.theirs)


def write(
    workspace: Workspace, before: Judged, found: Sequence[Patch], shops: Sequence[str]
) -> Judged:
    """Write patches and read the files again; a patch that makes them wrong is taken back.

    Raises InputError with the first problem that a patch would make.
    """
    try:
        for patch in found:
            replace_file(patch.path, patch.before, patch.after)
        judged = judge(workspace, (), shops)
        _must_be_no_worse(before, judged)
    except BaseException:
        for patch in found:
            if patch.path.read_bytes() == patch.after:
                replace_file(patch.path, patch.after, patch.before)
        raise
    return judged


def _must_be_no_worse(before: Judged, after: Judged) -> None:
    told = {(one.code, one.sku, one.message) for one in before.problems}
    for one in after.problems:
        if one.severity is Severity.ERROR and (one.code, one.sku, one.message) not in told:
            raise InputError(
                _("with this the product file would be wrong: {why}", why=one.message),
                place=f"{one.place.file}:{one.place.spot}",
                hint=_("it was left as it is; decide with --keep or --overwrite"),
            )


def settle(
    workspace: Workspace, judged: Judged, decisions: Sequence[Decision], answer: Answer
) -> None:
    """Remember decisions, and record what the shops showed. `judged` are the files as they are."""
    adapters = {account.key: account.adapter for account in judged.accounts}
    wanted = {(want.shop, want.sku): want for want in judged.wanted}
    journal = journal_of(workspace)
    try:
        for one in decisions:
            sku = one.look.known.sku
            want = wanted.get((one.shop, sku))
            chosen = {c.field: c for c in _choices(one, want, answer)}
            # The choice first: a record without it would let the next plan overwrite the edit.
            choose(journal.database, one.shop, sku, chosen.values())
            fresh = _recorded(one, answer)
            known = one.look.known
            if fresh != known:
                if answer is not Answer.OVERWRITE:
                    fresh = _with_digest(fresh, one, want, chosen, adapters[one.shop])
                journal.observe(fresh, at=one.at)
    finally:
        journal.close()


def _choices(one: Decision, want: Wanted | None, answer: Answer) -> list[Choice]:
    return [
        Choice(
            field.field,
            answer,
            field.theirs,
            wanted_value(want, field.field) if want else None,
            one.at,
        )
        for field in one.fields
    ]


def _recorded(one: Decision, answer: Answer) -> Recorded:
    """Lay what was decided on over the record.

    What the shop has and we never put there is recorded only to be overwritten.
    """
    known, remote = one.look.known, one.look.remote
    new = [field for field in one.fields if field.field in _edited(one.look)]
    if remote is None:
        gone = any(field.field == "listing" for field in new)
        return replace(known, remote_id="") if gone and answer is Answer.OVERWRITE else known
    taken = [
        field
        for field in new
        if answer is Answer.OVERWRITE
        or (field.field not in _NOT_RECORDED and field.ours is not None)
    ]
    fresh = observed(known, remote, taken)
    content = any(field.field in _TEXTS for field in one.fields)
    # Without a digest the next plan compares field by field, and finds what is to be overwritten.
    return replace(fresh, digest="") if content and answer is Answer.OVERWRITE else fresh


def _edited(look: Look) -> set[str]:
    return {one.field for one in look.edits}


def _with_digest(
    fresh: Recorded,
    one: Decision,
    want: Wanted | None,
    chosen: Mapping[str, Choice],
    adapter: type[Adapter],
) -> Recorded:
    """Record the content as what the files now ask for, where it was in step with them before.

    Otherwise the next plan would send what the shop shows already.
    """
    before = one.look.want and as_kept(one.look.want, one.look.chosen, adapter)
    after = want and as_kept(want, {**one.look.chosen, **chosen}, adapter)
    if fresh.digest or not before or not after or one.look.known.digest != before.payload.digest():
        return fresh
    return replace(fresh, digest=after.payload.digest())
