"""The commune of an address: one of today's, or what an old one has become, where that is sure."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocopctl.catalog.doubt import Doubt
from ocopctl.language import _
from ocopctl.problems import Severity
from ocopctl.rules.place_names import commune as parts
from ocopctl.rules.place_names import district, key
from ocopctl.rules.places import communes, former_named, named
from ocopctl.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ocopctl.catalog.model import Address
    from ocopctl.catalog.provinces import Where
    from ocopctl.rules.places import Commune, Former, Province

_MANY = 8


@dataclass(frozen=True, slots=True)
class Found:
    """The commune that an address means, None when it is not sure, with what to say of it."""

    commune: Commune | None
    doubts: tuple[Doubt, ...] = ()


def find_commune(address: Address, where: Where) -> Found:
    """Find the commune of an address whose province is known.

    `old:` and what stands behind a comma tell apart former communes of one name.
    """
    if where.province is None:
        return Found(None)
    text, *_behind = address.commune.split(",")
    kind, bare = parts(text)
    here = [one for one in named(bare) if one.province == where.province]
    now = here[0] if here else None
    if now is not None and kind in {"", now.kind} and not where.before:
        return Found(now, _too_much(address, now))
    former = _former(kind, bare, address, where)
    if former:
        return _moved(former, now, where)
    if now is not None and kind in {"", now.kind}:
        return Found(now, _too_much(address, now))
    if now is not None:
        return Found(now, (_other_kind(now),))
    return Found(None, (_unknown(address, kind, bare, where.province),))


def code_doubts(address: Address, found: Found) -> Iterator[Doubt]:
    """Yield what is wrong with the commune's code, once it is sure which commune is meant."""
    code, right = address.commune_code, found.commune
    if not code or right is None or code == right.code:
        return
    other = communes().get(code)
    if other is not None:
        message = _(
            "{code} is the code of {other}, {province}; {name} has {right}",
            code=code,
            other=other.name,
            province=other.province.name,
            name=right.name,
            right=right.code,
        )
    else:
        message = _(
            "{name} has the code {right}, and here stands {code}",
            name=right.name,
            right=right.code,
            code=code,
        )
    yield Doubt(
        "P326",
        "commune_code",
        message,
        _('Write `commune_code: "{code}"`, or leave it out.', code=right.code),
        repair=right.code,
    )


def _too_much(address: Address, now: Commune) -> tuple[Doubt, ...]:
    if "," not in address.commune:
        return ()
    return (
        Doubt(
            "P327",
            "commune",
            _("only the commune belongs here, without district and province"),
            _("Write `commune: {name}`; the rest has fields of its own.", name=now.name),
            Severity.WARNING,
            now.name,
        ),
    )


def _former(kind: str, bare: str, address: Address, where: Where) -> list[Former]:
    """Return the former communes of a name on the land of a province, narrowed by what is told."""
    found = [
        one
        for one in former_named(bare)
        if kind in {"", one.kind}
        and communes()[one.now[0]].province == where.province
        and where.before in {"", one.province}
    ]
    told = key(f"{address.commune}, {address.old}")
    for name in ("province", "district"):
        narrowed = [one for one in found if key(district(getattr(one, name))) in told]
        found = narrowed if len(found) > 1 and narrowed else found
    return found


def _moved(former: Sequence[Former], now: Commune | None, where: Where) -> Found:
    answers = {code: communes()[code] for one in former for code in one.now}
    if len(answers) == 1:
        (right,) = answers.values()
        if right == now and where.before:
            return Found(right)
        return Found(right, (_renamed(former[0], right),))
    return Found(None, (_ask(former, answers.values()),))


def _renamed(former: Former, right: Commune) -> Doubt:
    return Doubt(
        "P323",
        "commune",
        _(
            "since 1 July 2025 {before} ({district}) is part of {now}",
            before=former.name,
            district=former.district,
            now=right.name,
        ),
        _(
            "Write `commune: {now}`. The old name may stay under `old:` and in the story.",
            now=right.name,
        ),
        repair=right.name,
    )


def _ask(former: Sequence[Former], answers: Iterable[Commune]) -> Doubt:
    names = ", ".join(f"{one.name} ({one.code})" for one in answers)
    if len(former) == 1:
        message = _(
            "{before} ({district}) was divided on 1 July 2025 between {names}",
            before=former[0].name,
            district=former[0].district,
            names=names,
        )
        hint = _("Write the one in which the house stands; the commune's office knows.")
    else:
        message = _(
            "there were several communes {before} here ({districts}); they are now {names}",
            before=former[0].name,
            districts=", ".join(one.district for one in former[:_MANY]),
            names=names,
        )
        hint = _("Write the one that is meant, or name the old district under `old:`.")
    return Doubt("P324", "commune", message, hint)


def _other_kind(now: Commune) -> Doubt:
    return Doubt(
        "P327",
        "commune",
        _("it is called {name}", name=now.name),
        _("Write `commune: {name}`.", name=now.name),
        Severity.WARNING,
        now.name,
    )


def _unknown(address: Address, kind: str, bare: str, province: Province) -> Doubt:
    elsewhere = [one for one in named(bare) if kind in {"", one.kind}]
    moved = [one for one in former_named(bare) if kind in {"", one.kind}]
    if elsewhere:
        return _elsewhere(elsewhere[0].name, [one.province.name for one in elsewhere], province)
    if moved:
        homes = [
            f"{communes()[code].name}, {communes()[code].province.name}"
            for one in moved[:_MANY]
            for code in one.now
        ]
        return _elsewhere(moved[0].name, list(dict.fromkeys(homes))[:_MANY], province)
    here = [one for one in communes().values() if one.province == province]
    near = _near(bare, here)
    coded = communes().get(address.commune_code)
    if coded in here and coded not in near:
        near = [coded, *near]
    hint = (
        _("Did you mean {names}?", names=_(" or ").join(one.name for one in near))
        if near
        else _("Copy the name from the commune's seal or an official letter, with its accents.")
    )
    return Doubt(
        "P322",
        "commune",
        _('{province} has no commune "{name}"', province=province.name, name=address.commune),
        hint,
    )


def _elsewhere(name: str, homes: Sequence[str], province: Province) -> Doubt:
    return Doubt(
        "P325",
        "commune",
        _(
            "{name} is not in {province}; that name leads to {homes}",
            name=name,
            province=province.name,
            homes=_(" or ").join(homes),
        ),
        _("One of the two fields is wrong: commune or province."),
    )


def _near(bare: str, here: Sequence[Commune]) -> list[Commune]:
    """Return communes whose names differ in accents alone, or else those most alike."""
    wanted = fold(key(bare))
    folded = [(fold(key(one.bare)), one) for one in here]
    same = [one for name, one in folded if name == wanted]
    if same:
        return same
    near = difflib.get_close_matches(wanted, [name for name, _one in folded], 3, 0.8)
    return [one for name, one in folded if name in near]
