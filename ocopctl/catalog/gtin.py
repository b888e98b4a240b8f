"""Bar code numbers (GTIN): their length and their check digit, as GS1 reckons it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ocopctl.catalog.draft import Draft, Finding
from ocopctl.language import _
from ocopctl.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

_LENGTHS = (8, 12, 13, 14)
_SHOWN = 30


def check_digit(body: str) -> str:
    """Return the digit that closes a GTIN of which `body` is all but the last digit."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(body[::-1]))
    return str(-total % 10)


def gtin_findings(draft: Draft) -> Iterator[Finding]:
    """Yield the numbers that no scanner would take."""
    for form in draft.forms():
        if form.gtin:
            yield from _finding(form.gtin, f"{form.prefix}gtin")


def _finding(gtin: str, path: str) -> Iterator[Finding]:
    if not re.fullmatch(r"[0-9]+", gtin) or len(gtin) not in _LENGTHS:
        message = _('gtin "{gtin}" is not a bar code number', gtin=shortened(gtin, _SHOWN))
        yield Finding("P214", path, message, _meant(gtin))
    elif (right := check_digit(gtin[:-1])) != gtin[-1]:
        yield Finding(
            "P214",
            path,
            _(
                'gtin "{gtin}" ends in {last}, and with these digits it must end in {right}',
                gtin=gtin,
                last=gtin[-1],
                right=right,
            ),
            _("Copy the number again from the bar code; a digit is wrong or exchanged."),
        )


def _meant(gtin: str) -> str:
    """Return how to write the number that was most likely meant."""
    if re.fullmatch(r"[0-9][0-9.,]*[eE]\+?[0-9]+", gtin):
        return _(
            "A spreadsheet shortened the number and lost its last digits; "
            "copy it again from the bar code."
        )
    digits = re.sub(r"[\s-]|[.,]0+$", "", gtin)
    for found in (digits, f"0{digits}"):
        if _is_gtin(found):
            return _("Write {gtin}.", gtin=found)
    return _("It has 8, 12, 13 or 14 digits and nothing else. Leave it out if there is none.")


def _is_gtin(text: str) -> bool:
    known = re.fullmatch(r"[0-9]+", text) is not None and len(text) in _LENGTHS
    return known and check_digit(text[:-1]) == text[-1]
