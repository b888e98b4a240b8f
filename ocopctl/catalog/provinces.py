"""The province of an address: one of today's 34, or what an old one has become."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ocopctl.catalog.doubt import Doubt
from ocopctl.language import _
from ocopctl.problems import Severity
from ocopctl.rules.place_names import commune as commune_parts
from ocopctl.rules.place_names import key
from ocopctl.rules.place_names import province as parts
from ocopctl.rules.places import former_provinces, named, provinces, provinces_named
from ocopctl.text import fold, nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocopctl.catalog.model import Address
    from ocopctl.rules.places import Province

_EITHER_KIND: Final = frozenset({"75"})
"""Đồng Nai: a province in the list, and on its way to a city (checked 2026-11-22)."""


@dataclass(frozen=True, slots=True)
class Where:
    """The province that an address means today; `before` is its old name when that was written."""

    province: Province | None
    before: str = ""


def find_province(address: Address) -> Where:
    """Return the province that an address names, by today's name or by one until June 2025."""
    name = key(parts(address.province)[1])
    if (now := provinces_named().get(name)) is not None:
        return Where(now)
    if (old := former_provinces().get(name)) is not None:
        return Where(old[2], old[1])
    return Where(None)


def province_doubts(address: Address, where: Where) -> Iterator[Doubt]:
    """Yield what is wrong with the province's name and its code."""
    if where.province is None:
        yield _unknown(address)
        return
    if where.before:
        yield Doubt(
            "P321",
            "province",
            _(
                "since 1 July 2025 {before} is part of {now}",
                before=where.before,
                now=where.province.name,
            ),
            _(
                "Write `province: {now}`. The old name may stay under `old:` and in the story.",
                now=where.province.name,
            ),
            repair=where.province.name,
        )
    elif (told := _kind(address.province)) and where.province.code not in _EITHER_KIND:
        yield from _other_kind(told, where.province)
    if address.province_code and address.province_code != where.province.code:
        yield _code(address.province_code, where.province)


def _unknown(address: Address) -> Doubt:
    name = key(parts(address.province)[1])
    bare = {parts(one.name)[1]: one for one in provinces().values()}
    folded = {fold(short): one.name for short, one in bare.items()}
    near = difflib.get_close_matches(fold(name), folded, 2, 0.75)
    if near:
        hint = _("Did you mean {names}?", names=_(" or ").join(folded[one] for one in near))
    elif homes := named(commune_parts(address.commune)[1]):
        hint = _(
            "{commune} is in {provinces}.",
            commune=homes[0].name,
            provinces=_(" or ").join(one.province.name for one in homes),
        )
    else:
        hint = _("Write one of the 34 provinces and cities since 1 July 2025, as Tỉnh Lào Cai.")
    return Doubt(
        "P320",
        "province",
        _('there is no province "{name}"', name=nfc(address.province)),
        hint,
    )


def _kind(text: str) -> str:
    return {"city": "Thành phố", "province": "Tỉnh"}.get(parts(text)[0], "")


def _other_kind(told: str, right: Province) -> Iterator[Doubt]:
    if not right.name.startswith(told):
        yield Doubt(
            "P327",
            "province",
            _("it is called {name}", name=right.name),
            _("Write `province: {name}`.", name=right.name),
            Severity.WARNING,
            right.name,
        )


def _code(code: str, right: Province) -> Doubt:
    old = {number: name for number, name, _now in former_provinces().values()}
    other = provinces().get(code)
    if old.get(code) == right.name:
        message = _(
            "{code} was the code of {name} until 30 June 2025; now it is {right}",
            code=code,
            name=right.name,
            right=right.code,
        )
    elif other is not None:
        message = _(
            "{code} is the code of {other}, and {name} has {right}",
            code=code,
            other=other.name,
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
    return Doubt(
        "P326",
        "province_code",
        message,
        _('Write `province_code: "{code}"`, or leave it out.', code=right.code),
        repair=right.code,
    )
