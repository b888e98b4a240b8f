"""What will be altered in the pictures that a plan sends, worked out only when somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocopctl.publishing.plan import Kind
from ocopctl.publishing.uploads import key_of, made_right

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ocopctl.adapters.base import Picture
    from ocopctl.pictures.prepare import Prepared
    from ocopctl.publishing.plan import Plan
    from ocopctl.publishing.state import Wanted
    from ocopctl.rules.pictures import PictureRules


@dataclass(frozen=True, slots=True)
class Altered:
    """A picture that is made right before it is sent, for the shops (keys) that get it so."""

    picture: Picture
    weight: int
    prepared: Prepared
    shops: tuple[str, ...]


def altered(
    plan: Plan,
    wanted: Iterable[Wanted],
    rules: Mapping[str, PictureRules],
    kept: Mapping[str, Mapping[str, str]],
) -> Iterator[Altered]:
    """Make right every picture that `plan` would send, one at a time; yield those that change.

    `rules` are by shop, for shops that take uploads; `kept` the pictures that each has already.
    Raises InputError for a picture that cannot be sent.
    """
    for picture, shops in _to_send(plan, wanted, rules, kept):
        by_rules: dict[str, list[str]] = {}
        for shop in shops:
            by_rules.setdefault(rules[shop].digest(), []).append(shop)
        for concerned in by_rules.values():
            prepared = made_right(picture, rules[concerned[0]])
            if prepared.changes:
                weight = picture.path.stat().st_size
                yield Altered(picture, weight, prepared, tuple(concerned))


def _to_send(
    plan: Plan,
    wanted: Iterable[Wanted],
    rules: Mapping[str, PictureRules],
    kept: Mapping[str, Mapping[str, str]],
) -> Iterable[tuple[Picture, list[str]]]:
    """Return each picture that some shop does not have yet, with those shops."""
    sending = {(a.shop, a.sku) for a in plan.actions if a.kind in {Kind.CREATE, Kind.UPDATE}}
    found: dict[str, tuple[Picture, list[str]]] = {}
    for want in wanted:
        if (want.shop, want.sku) not in sending or want.shop not in rules:
            continue
        for picture in want.payload.pictures:
            _same, shops = found.setdefault(picture.sha256, (picture, []))
            there = key_of(picture, rules[want.shop]) in kept.get(want.shop, {})
            if not there and want.shop not in shops:
                shops.append(want.shop)
    return found.values()
