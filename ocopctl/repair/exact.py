"""Values with one sure reading: amounts, bar codes, quotation marks, old addresses."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

import yaml

from ocopctl.catalog.draft import Draft
from ocopctl.catalog.gtin import check_digit
from ocopctl.catalog.model import Producer
from ocopctl.catalog.places import place_findings, repairs
from ocopctl.catalog.product_file import read_products
from ocopctl.catalog.source import parse
from ocopctl.language import N_
from ocopctl.money import dong, show
from ocopctl.problems import Severity
from ocopctl.repair.change import Change
from ocopctl.repair.spots import BLOCK, is_money, spots
from ocopctl.rules.places import former_provinces, provinces
from ocopctl.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ocopctl.catalog.product_file import Read
    from ocopctl.problems import Problem
    from ocopctl.repair.spots import Spot

_AMOUNT: Final = N_("the amount is written as whole dong")
_BAR_CODE: Final = N_("the bar code is written without blanks")
_QUOTES: Final = N_("curly quotes became straight ones")
_ADDRESS: Final = N_("the place is written as it is called since 1 July 2025")

_PLAIN_AMOUNT: Final = re.compile(r"[0-9]+|[0-9]{1,3}(\.[0-9]{3})+")
_ZERO_FIRST: Final = re.compile(r"0+[.,]")
_CURLY: Final = re.compile("[“”„](?P<text>[^“”„]*)[“”]|[‘’](?P<single>[^‘’]*)’")
_IN_BAR_CODES: Final = re.compile(r"[\s.-]+")
_DIGITS: Final = re.compile(r"[0-9]+")
_GTIN_LENGTHS: Final = frozenset({8, 12, 13, 14})
_CURLY_CODE: Final = "P120"
_PLACE_CODES: Final = re.compile("P32[0-6]")

Place = tuple[int, int]


def exact(text: str, file: str) -> list[Change]:
    """Return the values that validate refuses or that are written oddly, and can mean one thing."""
    source = parse(text.encode(), file)
    if source.root is None:
        return []
    reads, found = read_products(source.root, file)
    try:
        there = [spot for spot in spots(text) if not spot.name and spot.style not in BLOCK]
    except yaml.YAMLError:
        return []
    return list(_changes(there, _refused([*source.problems, *found]), _addresses(reads)))


def _refused(problems: Sequence[Problem]) -> dict[Place, str]:
    """Return the codes of errors by their places."""
    return {
        (one.place.line, one.place.column): one.code
        for one in problems
        if one.severity is Severity.ERROR
    }


def _changes(
    there: Sequence[Spot], refused: Mapping[Place, str], addresses: Mapping[Place, str]
) -> Iterator[Change]:
    for spot in there:
        at = (spot.line, spot.column)
        code = refused.get(at, "")
        if code == _CURLY_CODE and (match := _CURLY.fullmatch(nfc(spot.says).strip())):
            inner = match["text"] if match["text"] is not None else match["single"]
            yield Change(spot.begin, spot.end, json.dumps(inner, ensure_ascii=False), _QUOTES)
        elif not code and is_money(spot.path) and (amount := _amount(spot.says)):
            yield Change(spot.begin, spot.end, _written(amount, spot, amount=True), _AMOUNT)
        elif spot.path[-1] == "gtin" and (bar_code := _bar_code(spot.says)):
            yield Change(spot.begin, spot.end, _written(bar_code, spot), _BAR_CODE)
        elif spot.path[-2:-1] == ("address",) and at in addresses:
            yield Change(spot.begin, spot.end, _written(addresses[at], spot), _ADDRESS)


def _amount(says: str) -> str:
    """Return an amount as it is best written, "" when it is so already or nobody can tell."""
    raw = nfc(says).strip()
    if _PLAIN_AMOUNT.fullmatch(raw) or _ZERO_FIRST.match(raw):
        return ""
    try:
        return show(dong(raw))[:-2]
    except ValueError:
        return ""


def _bar_code(says: str) -> str:
    """Return a bar code without what parts its digits, "" when that gives none."""
    digits = _IN_BAR_CODES.sub("", says)
    if digits == says.strip() or not _DIGITS.fullmatch(digits) or len(digits) not in _GTIN_LENGTHS:
        return ""
    return digits if check_digit(digits[:-1]) == digits[-1] else ""


def _addresses(reads: Sequence[Read]) -> dict[Place, str]:
    """Return what fields of old addresses must read, by their places, where that is sure.

    An address of which any part stays in doubt is left whole: the old names tell what is meant.
    """
    found: dict[Place, str] = {}
    torn: set[Place] = set()
    for read in reads:
        producer = read.draft.get("producer")
        if not isinstance(producer, Producer):
            continue
        for name, text in _sure(producer).items():
            place = read.reading.places.get(f"producer.address.{name}")
            if place is not None:
                at = (place.line, place.column)
                torn |= {at} if found.setdefault(at, text) != text else set()
    return {at: text for at, text in found.items() if at not in torn}


def _sure(producer: Producer) -> dict[str, str]:
    address = producer.address
    right = {
        name: text
        for name, text in repairs(address).items()
        if not name.endswith("_code") or _same_place(getattr(address, name), text)
    }
    fresh = address.model_copy(update=right)
    after = Draft({"producer": producer.model_copy(update={"address": fresh})}, None)
    doubtful = any(_PLACE_CODES.fullmatch(one.code) for one in place_findings(after))
    return {} if doubtful else right


def _same_place(code: str, right: str) -> bool:
    """Tell whether a code is the right one without its zeros, or was the place's own before."""
    before = {old: now.code for old, _name, now in former_provinces().values()}
    return code.lstrip("0") == right.lstrip("0") or (
        code not in provinces() and before.get(code) == right
    )


def _written(value: str, spot: Spot, *, amount: bool = False) -> str:
    """Write a value as the one before it was: in the same quotation marks, or in none.

    What other programs would read as a number is put in quotes, unless it is an `amount`.
    """
    if spot.style == "'":
        return "'" + value.replace("'", "''") + "'"
    loader = yaml.CBaseLoader if amount else yaml.CSafeLoader
    if spot.style != '"' and _reads_as(value, loader):
        return value
    return json.dumps(value, ensure_ascii=False)


def _reads_as(value: str, loader: type[yaml.CBaseLoader | yaml.CSafeLoader]) -> bool:
    """Tell whether a text without quotation marks is read as itself, also between brackets."""
    try:
        return bool(yaml.load(f"[{value}]", Loader=loader) == [value])  # noqa: S506 - safe loaders
    except yaml.YAMLError:
        return False
