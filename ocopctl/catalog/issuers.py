"""Who gave an OCOP certificate, and whether that body could give it on that day."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from ocopctl.catalog.days import written
from ocopctl.catalog.draft import Finding
from ocopctl.language import _
from ocopctl.problems import Severity
from ocopctl.rules.papers import paper_rules
from ocopctl.rules.place_names import key
from ocopctl.rules.places import former_provinces, provinces_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocopctl.catalog.model import Certificate

_BODY: Final = re.compile(
    r"(?P<central>\bbộ nông nghiệp|\bbộ nn|\bbnnptnt|trung ương|quốc gia)"
    r"|(?P<district>\bhuyện\b|\bquận\b|\bthị xã\b)"
    r"|(?P<city>\bthành phố\b|\btp\b\.?)"
    r"|(?P<province>\btỉnh\b|\bsở nông nghiệp)"
    r"|(?P<commune>(?<!tác )\bxã\b|\bphường\b|\bthị trấn\b)"
)
_ORDER: Final = ("commune", "district", "province", "central")
_HUE_IS_A_CITY: Final = date(2025, 1, 1)
"""Resolution 175/2024/QH15; before, thành phố Huế was a city of its province."""


def body_findings(certificate: Certificate) -> Iterator[Finding]:
    """Yield what tells that this body did not give these stars on this day."""
    day, body = certificate.decision_date, certificate.issued_by
    table = paper_rules().bodies_on(day)
    level = _level(body, day)
    if table is None or not level:
        return
    if gone := _gone(body, level, day):
        yield Finding(
            "P302",
            "ocop.issued_by",
            gone,
            _("Copy the body and the date from the decision; one of the two is wrong."),
        )
        return
    asked = table.level[certificate.stars]
    if asked == "district" and day >= paper_rules().two_levels_from:
        asked = "province"
    if level == asked:
        return
    yield Finding(
        "P301",
        "ocop.issued_by",
        _(
            'on {day} {stars} stars were given by {right}, and here stands "{body}"',
            day=written(day),
            stars=certificate.stars,
            right=_level_words(asked),
            body=body,
        ),
        _("Copy body, date and stars from the decision; one of the three is wrong."),
        Severity.ERROR if _ORDER.index(level) < _ORDER.index(asked) else Severity.WARNING,
    )


def _level(body: str, day: date) -> str:
    """Read the level off a body's name, "" when it does not say; the first word that says counts.

    `UBND huyện Quỳnh Phụ, tỉnh Thái Bình` is a district, `UBND thành phố Hà Nội` a province.
    """
    found = _BODY.search(body.casefold())
    if found is None:
        return ""
    if found.lastgroup != "city":
        return found.lastgroup or ""
    name = _name_behind(body, found.end())
    place = provinces_named().get(key(name))
    if place is None or (place.code == "46" and day < _HUE_IS_A_CITY):
        return "district"
    return "province" if place.name.startswith("Thành phố") or place.code == "75" else "district"


def _gone(body: str, level: str, day: date) -> str:
    """Say that a body had ceased to be by the day of the certificate, "" when it had not."""
    if day < paper_rules().two_levels_from:
        return ""
    if level == "district":
        return _(
            'the certificate is of {day}, and "{body}" is a district: there are none since '
            "1 July 2025",
            day=written(day),
            body=body,
        )
    found = _BODY.search(body.casefold())
    name = key(_name_behind(body, found.end())) if found and level == "province" else ""
    if name in former_provinces() and name not in provinces_named():
        _code, before, now = former_provinces()[name]
        return _(
            "the certificate is of {day}, and since 1 July 2025 {before} is part of {now}",
            day=written(day),
            before=before,
            now=now.name,
        )
    return ""


def _name_behind(body: str, at: int) -> str:
    return re.split(r"[,;(]|\s[-–]\s", body[at:].strip(" ."))[0].strip()


def _level_words(level: str) -> str:
    if level == "district":
        return _("the district")
    return _("the province") if level == "province" else _("the ministry")
