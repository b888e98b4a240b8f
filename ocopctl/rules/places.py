"""Vietnam's places by name and code: the 34 provinces and 3,321 communes, and what they were.

Read from `data/communes.txt` (61 kB) and `data/communes_former.txt` (202 kB, only when a name is
not one of today's). Provinces have codes of 2 digits, communes of 5 (Decision 19/2025/QĐ-TTg).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ocopctl.rules.place_names import KINDS, key, province, toneless

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DATA: Final = Path(__file__).with_name("data")
_NOW: Final = "communes.txt"
_BEFORE: Final = "communes_former.txt"
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
    return {code: Province(code, name) for code, name in _heads(_NOW)}


@cache
def communes() -> Mapping[str, Commune]:
    """Return today's communes by code."""
    found: dict[str, Commune] = {}
    where = Province("", "")
    for line in _lines(_NOW):
        if line[0] == "@":
            where = provinces()[line[1:3]]
        else:
            code, kind, bare = line[:5], line[5], line[6:]
            found[code] = Commune(code, kind, bare, where)
    return found


def named(bare: str) -> tuple[Commune, ...]:
    """Return today's communes of a bare name, however it is spelt; one a province at most."""
    found = (communes()[line[:5]] for _number, line in _like(_NOW, bare))
    return tuple(one for one in found if key(one.bare) == key(bare))


@cache
def provinces_named() -> Mapping[str, Province]:
    """Return today's provinces by the key of their bare name, short names included."""
    by_name = {key(province(one.name)[1]): one for one in provinces().values()}
    return by_name | {short: provinces()[code] for short, code in _SHORT.items()}


@lru_cache(maxsize=1024)
def former_named(bare: str) -> tuple[Former, ...]:
    """Return the communes of before of a bare name, however it is spelt."""
    found = (_former(number) for number, _line in _like(_BEFORE, bare))
    return tuple(one for one in found if key(one.bare) == key(bare))


@cache
def former_provinces() -> Mapping[str, tuple[str, str, Province]]:
    """Return the 63 provinces of before by key: their code and name then, and what they are now."""
    lines = _lines(_BEFORE)
    found = {
        key(province(line[4:])[1]): (line[1:3], line[4:], _seat(lines[number + 2]))
        for number, line in enumerate(lines)
        if line[0] == "@"
    }
    # Huế became a city on 1 January 2025; the list of before begins later.
    return found | {key("Thừa Thiên Huế"): ("46", "Tỉnh Thừa Thiên Huế", provinces()["46"])}


def _seat(line: str) -> Province:
    """Return today's province of a former commune's line; no old province was divided."""
    return communes()[line[:5]].province


def _former(number: int) -> Former:
    lines = _lines(_BEFORE)
    codes, kind, bare = _row(lines[number])
    above = [next(one for one in lines[number::-1] if one[0] == sign) for sign in "=@"]
    return Former(kind, bare, above[0][1:], above[1][4:], tuple(codes.split(",")))


def _row(line: str) -> tuple[str, str, str]:
    digits = len(line) - len(line.lstrip("0123456789,"))
    return line[:digits], line[digits], line[digits + 1 :]


def _like(file: str, bare: str) -> list[tuple[int, str]]:
    """Return the rows whose names differ from a bare name in tones at most, with their numbers."""
    wanted = " ".join(toneless(bare).split())
    lines = _lines(file)
    return [(number, lines[number]) for number in _index(file).get(wanted, ())]


@cache
def _index(file: str) -> Mapping[str, list[int]]:
    """Number the rows by their names without tones: the whole list is turned at once."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(toneless("\n".join(_lines(file))).split("\n")):
        if line[0] not in "@=":
            name = line.lstrip("0123456789,")[1:]
            found[" ".join(name.split())].append(number)
    return found


def _heads(file: str) -> Iterator[tuple[str, str]]:
    return ((line[1:3], line[4:]) for line in _lines(file) if line[0] == "@")


@cache
def _lines(file: str) -> tuple[str, ...]:
    text = (_DATA / file).read_text("utf-8")
    return tuple(line for line in text.splitlines() if not line.startswith("#"))
