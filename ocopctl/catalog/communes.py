"""The commune of an address: one of today's, or what an old one has become, where that is sure."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocopctl.catalog.doubt import Doubt
from ocopctl.language import _
from ocopctl.problems import Severity
from ocopctl.rules.place_names import commune as parts
from ocopctl.rules.place_names import district, key
from ocopctl.rules.place_names import province as province_parts
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
        return _moved(former, now, kind)
    if now is not None:
        right = kind in {"", now.kind}
        return Found(now, _too_much(address, now) if right else (_other_kind(now),))
    # A commune that became a ward before it was joined is still called a commune.
    if renamed := _former("", bare, address, where):
        return _moved(renamed, now, kind)
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
    told = f" {key(re.sub('[,;]', ' ', f'{address.commune} {address.old}'))} "
    for name in (_province, _whole_district, _district):
        narrowed = [one for one in found if f" {key(name(one))} " in told]
        found = narrowed if len(found) > 1 and narrowed else found
    return found


def _province(former: Former) -> str:
    return province_parts(former.province)[1]


def _whole_district(former: Former) -> str:
    return former.district


def _district(former: Former) -> str:
    return district(former.district)


def _moved(former: Sequence[Former], now: Commune | None, kind: str) -> Found:
    answers = {code: communes()[code] for one in former for code in one.now}
    if len(answers) == 1:
        (right,) = answers.values()
        if right == now and kind in {"", right.kind}:
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
    here = [one for one in communes().values() if one.province == province]
    near = _accented(bare, here)
    elsewhere = [] if near else [one for one in named(bare) if kind in {"", one.kind}]
    moved = [one for one in former_named(bare) if kind in {"", one.kind}]
    if elsewhere:
        return _elsewhere(elsewhere[0].name, [one.province.name for one in elsewhere], province)
    if moved and not near:
        homes = [
            f"{communes()[code].name}, {communes()[code].province.name}"
            for one in moved[:_MANY]
            for code in one.now
        ]
        return _elsewhere(moved[0].name, list(dict.fromkeys(homes))[:_MANY], province)
    near = near or _alike(bare, here)
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


def _accented(bare: str, here: Sequence[Commune]) -> list[Commune]:
    """Return communes whose names differ from a name in accents alone."""
    wanted = fold(key(bare))
    return [one for one in here if fold(key(one.bare)) == wanted]


def _alike(bare: str, here: Sequence[Commune]) -> list[Commune]:
    """Return the communes whose names are most alike."""
    folded = {fold(key(one.bare)): one for one in here}
    near = difflib.get_close_matches(fold(key(bare)), folded, 3, 0.8)
    return [folded[name] for name in near]
