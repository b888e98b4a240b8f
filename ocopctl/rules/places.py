"""Vietnam's places by name and code: the 34 provinces and 3,321 communes, and what they were.

Read from `data/communes.txt` (61 kB) and `data/communes_former.txt` (202 kB, only when a name is
not one of today's). Provinces have codes of 2 digits, communes of 5 (Decision 19/2025/QĐ-TTg).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ocopctl.rules.place_names import KINDS, key, province

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DATA: Final = Path(__file__).with_name("data")
_ROW = re.compile(r"([\d,]+)([XPTD])(.+)")
# Short names that everybody reads and no other province shares.
_SHORT: Final = {"hcm": "79", "tphcm": "79", "tp hcm": "79", "tp.hcm": "79", "hn": "01"}


@dataclass(frozen=True, slots=True)
class Province:
    """A province or city of today; `name` has its kind: `Tỉnh Lào Cai`."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of today; `kind` is a letter of KINDS."""

    code: str
    kind: str
    bare: str
    province: Province

    @property
    def name(self) -> str:
        """Return the name with its kind: `Xã Bát Tràng`."""
        return f"{KINDS[self.kind]} {self.bare}"


@dataclass(frozen=True, slots=True)
class Former:
    """A commune until 30 June 2025, with the codes of those that its land belongs to now."""

    kind: str
    bare: str
    district: str
    province: str
    now: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the name with its kind: `Thị trấn Mỹ An`."""
        return f"{KINDS[self.kind]} {self.bare}"


@cache
def provinces() -> Mapping[str, Province]:
    """Return today's provinces by code."""
    return {code: Province(code, name) for code, name in _heads("communes.txt")}


@cache
def communes() -> Mapping[str, Commune]:
    """Return today's communes by code."""
    found: dict[str, Commune] = {}
    where = Province("", "")
    for line in _lines("communes.txt"):
        if line[0] == "@":
            where = provinces()[line[1:3]]
        else:
            code, kind, bare = line[:5], line[5], line[6:]
            found[code] = Commune(code, kind, bare, where)
    return found


@cache
def named() -> Mapping[str, tuple[Commune, ...]]:
    """Return today's communes by the key of their bare name; one a province at most."""
    found: dict[str, list[Commune]] = defaultdict(list)
    for one in communes().values():
        found[key(one.bare)].append(one)
    return {name: tuple(ones) for name, ones in found.items()}


@cache
def provinces_named() -> Mapping[str, Province]:
    """Return today's provinces by the key of their bare name, short names included."""
    by_name = {key(province(one.name)[1]): one for one in provinces().values()}
    return by_name | {short: provinces()[code] for short, code in _SHORT.items()}


@cache
def former_named() -> Mapping[str, tuple[Former, ...]]:
    """Return the communes of before by the key of their bare name."""
    found: dict[str, list[Former]] = defaultdict(list)
    where = district = ""
    for line in _lines("communes_former.txt"):
        if line[0] == "@":
            where = line[4:]
        elif line[0] == "=":
            district = line[1:]
        elif row := _ROW.fullmatch(line):
            codes, kind, bare = row.groups()
            former = Former(kind, bare, district, where, tuple(codes.split(",")))
            found[key(bare)].append(former)
    return {name: tuple(ones) for name, ones in found.items()}


@cache
def former_provinces() -> Mapping[str, tuple[str, str, Province]]:
    """Return the 63 provinces of before by key: their code and name then, and what they are now."""
    seat: dict[str, Province] = {}
    for ones in former_named().values():
        for one in ones:
            seat.setdefault(one.province, communes()[one.now[0]].province)
    found = {
        key(province(name)[1]): (code, name, seat[name])
        for code, name in _heads("communes_former.txt")
    }
    # Huế became a city on 1 January 2025; the list of before begins later.
    return found | {key("Thừa Thiên Huế"): ("46", "Tỉnh Thừa Thiên Huế", provinces()["46"])}


def _heads(file: str) -> Iterator[tuple[str, str]]:
    return ((line[1:3], line[4:]) for line in _lines(file) if line[0] == "@")


@cache
def _lines(file: str) -> tuple[str, ...]:
    text = (_DATA / file).read_text("utf-8")
    return tuple(line for line in text.splitlines() if not line.startswith("#"))
