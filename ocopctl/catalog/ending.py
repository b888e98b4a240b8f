"""Certificates and papers on a day: ended, about to end, or dated in the future."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ocopctl.catalog.certificate import in_force, last_good_day
from ocopctl.catalog.claims import FIXED, freed, says, texts
from ocopctl.catalog.days import written
from ocopctl.catalog.draft import Draft, Finding
from ocopctl.catalog.model import Paper, State
from ocopctl.language import _
from ocopctl.problems import Severity
from ocopctl.rules.papers import paper_rules
from ocopctl.text import cut

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ocopctl.catalog.model import Certificate

_SHOWN = 60


def ending_findings(draft: Draft, on: date) -> Iterator[Finding]:
    """Yield what ends or has ended as of the day `on`, and the texts that may not say OCOP then."""
    if draft.get("state") == State.RETIRED:
        return
    certificate = cast("Certificate | None", draft.get("ocop"))
    if certificate is not None:
        yield from _certificate(certificate, on)
    if not draft.wrong("ocop"):
        yield from _texts(draft, in_force(certificate, on), certificate)
    for path, paper in draft.entries("papers"):
        yield from _paper(paper, path, on)


def _certificate(certificate: Certificate, on: date) -> Iterator[Finding]:
    path, last = "ocop.decision_date", last_good_day(certificate)
    if on < certificate.decision_date:
        yield Finding(
            "P305",
            path,
            _(
                "the certificate is dated {day}, and that day is still to come",
                day=written(certificate.decision_date),
            ),
            _("Copy the date from the decision; until that day listings do not speak of OCOP."),
            Severity.WARNING,
        )
    elif on > last:
        yield Finding(
            "P303",
            path,
            _(
                "the OCOP certificate has ended: its last good day, 36 months from its date, "
                "was {day}",
                day=written(last),
            ),
            _(
                "Listings go out without OCOP and stars, and the goods stay on sale. "
                "Once there is a new decision, write its number, date and stars."
            ),
            Severity.WARNING,
        )
    elif (left := (last - on).days) <= paper_rules().remind_days[-1]:
        told = _("the last good day of the OCOP certificate is {day}", day=written(last))
        yield Finding("P304", path, f"{told}, {_days(left)}", _reminder(left), Severity.WARNING)


def _days(left: int) -> str:
    if left == 0:
        return _("today")
    return _("tomorrow") if left == 1 else _("{count} days from now", count=left)


def _reminder(left: int) -> str:
    """Say what to do, the more urgent the nearer the end."""
    urgent, soon, _far = paper_rules().remind_days
    if left <= urgent:
        return _(
            "If re-rating is not done by then, listings go out without OCOP and stars from the "
            "day after, and the goods stay on sale."
        )
    if left <= soon:
        return _("Hand in the file for re-rating now: councils take weeks.")
    return _("Time to prepare the file for re-rating.")


def _texts(
    draft: Draft, good: Certificate | None, written_one: Certificate | None
) -> Iterator[Finding]:
    """Yield the texts that say what the certificate in force does not give."""
    for path, text in texts(draft.values):
        if not says(text, good):
            continue
        fixed = path.split("[")[0].split(".")[0] in FIXED
        if fixed or (path == "name.vi" and not freed(text)):
            severity = Severity.ERROR
            hint = _("Take the words out: without them nothing would be left to show.")
            if fixed:
                hint = _("Take the words out here and in the variants: buyers choose by them.")
        else:
            severity = Severity.WARNING
            hint = _("Listings go out without these words; take them out of the file too.")
        yield Finding("P306", path, _what(text, good, written_one), hint, severity)


def _what(text: str, good: Certificate | None, written_one: Certificate | None) -> str:
    shown = cut(" ".join(text.split()), _SHOWN)
    if good is not None:
        return _(
            'the text "{text}" says other stars than the certificate, which gives {stars}',
            text=shown,
            stars=good.stars,
        )
    if written_one is not None:
        return _(
            'the text "{text}" says OCOP or stars, and the certificate is not in force', text=shown
        )
    return _('the text "{text}" says OCOP or stars, and the product has no certificate', text=shown)


def _paper(paper: Paper, path: str, on: date) -> Iterator[Finding]:
    last = paper.valid_until
    if last is None:
        return
    left = (last - on).days
    if left < 0:
        yield Finding(
            "P310",
            f"{path}.valid_until",
            _(
                'the paper "{kind}" no. {number} has ended: its last good day was {day}',
                kind=paper.type,
                number=paper.number,
                day=written(last),
            ),
            _("Listings no longer show it. Write number and dates of the new one."),
            Severity.WARNING,
        )
    elif left <= paper_rules().remind_days[0]:
        told = _(
            'the last good day of the paper "{kind}" no. {number} is {day}',
            kind=paper.type,
            number=paper.number,
            day=written(last),
        )
        yield Finding(
            "P311",
            f"{path}.valid_until",
            f"{told}, {_days(left)}",
            _("Renew it in time; after that day listings no longer show it."),
            Severity.WARNING,
        )
