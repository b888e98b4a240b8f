"""Who makes the goods: a telephone number that can be called, shares that come to the whole."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from ocopctl.catalog.draft import Draft, Finding
from ocopctl.language import _
from ocopctl.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocopctl.catalog.model import Producer

# Mobile numbers have ten digits, lines of a house eleven with the code of their province (02…),
# 1800 and 1900 numbers eight or ten. The Ministry's numbering plan, Circular 22/2014/TT-BTTTT.
_NUMBER = re.compile(r"0[35789][0-9]{8}|02[0-9]{9}|1[89]00[0-9]{4}(?:[0-9]{2})?")
_ABROAD = re.compile(r"\+(?!84)[1-9][0-9]{6,14}")
_MARKS = re.compile(r"[\s.()-]")
_BETWEEN = re.compile(r"\s*(?:[,;/]| - |hoặc|or)\s*")
_WHOLE = Decimal(100)


def producer_findings(draft: Draft) -> Iterator[Finding]:
    """Yield what does not hold of the maker."""
    producer: Producer | None = draft.get("producer")
    if producer is None:
        return
    for number in _BETWEEN.split(producer.phone.strip()):
        if number and not _can_be_called(number):
            yield _phone(number)
    if producer.households:
        yield from _shares(producer)


def _can_be_called(number: str) -> bool:
    plain = _plain(number)
    return bool(_NUMBER.fullmatch(plain) or _ABROAD.fullmatch(plain))


def _plain(number: str) -> str:
    digits = _MARKS.sub("", number)
    return "0" + digits[3:] if digits.startswith("+84") else digits


def _phone(number: str) -> Finding:
    plain = _plain(number)
    if re.fullmatch(r"[235789][0-9]{8,9}", plain) and _NUMBER.fullmatch(f"0{plain}"):
        hint = _('A 0 was lost at the front: write "{number}".', number=f"0{plain}")
    elif re.fullmatch(r"84[0-9]{9,10}", plain) and _NUMBER.fullmatch(f"0{plain[2:]}"):
        hint = _('Write "{number}".', number=f"0{plain[2:]}")
    else:
        hint = _("Count the digits: a mobile number has ten and begins with 0.")
    return Finding(
        "P226",
        "producer.phone",
        _('phone "{number}" is not a number that can be called', number=number),
        hint,
        Severity.WARNING,
    )


def _shares(producer: Producer) -> Iterator[Finding]:
    total = sum(
        (Decimal(one.share_percent.replace(",", ".")) for one in producer.households), Decimal(0)
    )
    if total != _WHOLE:
        yield Finding(
            "P227",
            "producer.households",
            _(
                "the shares of the households come to {total} percent, not to 100",
                total=f"{total:f}".replace(".", ","),
            ),
            _("Check each share; together they are the whole of the money."),
        )
