"""A producer's address held against the places of today: two levels, 34 provinces, 3,321 communes.

Only the address is looked at. Stories, brands and geographical indications keep old names by
right, and certificates those of their day. What has more than one answer is asked, never guessed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, cast

from ocopctl.catalog.communes import code_doubts, find_commune
from ocopctl.catalog.doubt import Doubt
from ocopctl.catalog.draft import Draft, Finding
from ocopctl.catalog.provinces import find_province, province_doubts
from ocopctl.language import _, current
from ocopctl.problems import Severity
from ocopctl.rules.place_names import commune as commune_parts
from ocopctl.rules.place_names import district, key
from ocopctl.rules.place_names import province as province_parts
from ocopctl.rules.places import communes, former_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocopctl.catalog.communes import Found
    from ocopctl.catalog.model import Address, Producer

_DISTRICT: Final = re.compile(
    r"\b(?:[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hị trấn)\s+(?=[^\W_a-z])[\w\s]+"
)


def place_findings(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with the address of a product's maker."""
    producer = cast("Producer | None", draft.get("producer"))
    if producer is not None:
        for doubt in _doubts(producer.address, current()):
            yield Finding(
                doubt.code,
                f"producer.address.{doubt.name}",
                doubt.message,
                doubt.hint,
                doubt.severity,
            )


def repairs(address: Address) -> dict[str, str]:
    """Return the fields of an address that are certainly to be written otherwise, with the text."""
    return {one.name: one.repair for one in _doubts(address, current()) if one.repair}


@lru_cache(maxsize=1024)  # products of one maker share an address; messages differ by language
def _doubts(address: Address, _language: str) -> tuple[Doubt, ...]:
    where = find_province(address)
    found = find_commune(address, where)
    return (
        *province_doubts(address, where),
        *found.doubts,
        *code_doubts(address, found),
        *_old_doubts(address, found),
        *_detail_doubts(address),
    )


def _old_doubts(address: Address, found: Found) -> Iterator[Doubt]:
    """Compare a former address, written in its three levels, with where that land is now."""
    parts = [part.strip() for part in address.old.split(",")]
    if found.commune is None or len(parts) != 3:
        return
    kind, bare = commune_parts(parts[0])
    levels = (key(district(parts[1])), key(province_parts(parts[2])[1]))
    for one in former_named(bare):
        there = (key(district(one.district)), key(province_parts(one.province)[1]))
        if there == levels and kind in {"", one.kind}:
            if found.commune.code not in one.now:
                yield _led_elsewhere(address, one.now, found)
            return


def _led_elsewhere(address: Address, now: tuple[str, ...], found: Found) -> Doubt:
    commune = found.commune
    return Doubt(
        "P328",
        "old",
        _(
            '"{old}" is now {names}, and not {commune}',
            old=address.old,
            names=_(" or ").join(communes()[code].name for code in now),
            commune=commune.name if commune else "",
        ),
        _("Compare the two addresses; one of them is another place's."),
        Severity.WARNING,
    )


def _detail_doubts(address: Address) -> Iterator[Doubt]:
    if found := _DISTRICT.search(address.detail):
        yield Doubt(
            "P329",
            "detail",
            _('"{name}" is a district or a town of before 1 July 2025', name=found[0].strip()),
            _("Take it out here: buyers see this address. The old one may stand under `old:`."),
            Severity.WARNING,
        )
