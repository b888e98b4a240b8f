"""What must hold inside one product beyond the types of its fields."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ocopctl.catalog.axes import axis_findings
from ocopctl.catalog.draft import Draft, Finding
from ocopctl.catalog.gtin import gtin_findings
from ocopctl.catalog.papers import paper_findings
from ocopctl.catalog.places import place_findings
from ocopctl.catalog.prices import price_findings
from ocopctl.catalog.producers import producer_findings
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ocopctl.catalog.model import Certificate, Season

# Decision 490/QĐ-TTg of 7 May 2018 began the OCOP programme.
PROGRAMME_BEGAN = date(2018, 5, 7)
_OWN = ("price", "stock")


def findings(draft: Draft) -> Iterator[Finding]:
    """Yield what does not hold in a product. Fields that could not be read are left out."""
    yield from _sold_how(draft)
    yield from axis_findings(draft)
    yield from gtin_findings(draft)
    yield from price_findings(draft)
    yield from producer_findings(draft)
    yield from _variant_pictures(draft)
    yield from _certificate(draft.get("ocop"))
    yield from paper_findings(draft)
    yield from place_findings(draft)
    yield from _season(draft.get("season"))
    yield from _periods("papers", draft.get("papers") or (), ("issued", "valid_until"))
    yield from _periods("batches", draft.get("batches") or (), ("produced", "expires"))


def _sold_how(draft: Draft) -> Iterator[Finding]:
    """Ask for variants or the product's own price and stock, never both."""
    if draft.values.get("variants"):
        yield from _sold_twice(draft)
        return
    if draft.wrong("variants"):
        return
    lacking = [name for name in _OWN if name not in draft.values]
    if lacking:
        yield Finding(
            "P215",
            "",
            _("the product has no {fields}", fields=_(" and no ").join(lacking)),
            _("Write `price:` and `stock:`, or a list of `variants:` that have them."),
        )


def _sold_twice(draft: Draft) -> Iterator[Finding]:
    for name in ("price", "compare_at", "cost", "stock", "gtin"):
        if name in draft.values:
            yield Finding(
                "P216",
                name,
                _("the product has variants and also a {field} of its own", field=name),
                _("Delete this one; each variant carries its own."),
            )


def _variant_pictures(draft: Draft) -> Iterator[Finding]:
    variants = draft.variants()
    without = [(path, variant) for path, variant in variants if not variant.image]
    if draft.wrong("variants") or not without or len(without) == len(variants):
        return
    for path, variant in without:
        yield Finding(
            "P409",
            path,
            _('variant "{sku}" has no picture, and other variants have one', sku=variant.sku),
            _("Give every variant an `image:`, or none of them."),
        )


def _certificate(certificate: Certificate | None) -> Iterator[Finding]:
    if certificate is None:
        return
    if certificate.potential_five_star and certificate.stars != 4:
        yield Finding(
            "P223",
            "ocop.potential_five_star",
            _(
                '"potential five stars" goes with 4 stars, and here are {stars}',
                stars=certificate.stars,
            ),
            _("Until the national decision a potential five-star product shows 4 stars."),
        )
    if certificate.decision_date < PROGRAMME_BEGAN:
        yield Finding(
            "P224",
            "ocop.decision_date",
            _(
                "the certificate is dated {date}, before the OCOP programme began in May 2018",
                date=certificate.decision_date.isoformat(),
            ),
            _("Copy the date from the decision; check the year."),
        )


def _season(season: Season | None) -> Iterator[Finding]:
    for name in ("start", "end", "preorder_from"):
        value = getattr(season, name, None)
        if value and not _is_day(value):
            yield Finding(
                "P205",
                f"season.{name}",
                _('{field} "{value}" is not a day of the calendar', field=name, value=value),
                _("Write the month first, then the day: 06-15 is 15 June."),
            )


def _is_day(month_day: str) -> bool:
    """Tell whether a month-day exists; 29 February does, in some years."""
    try:
        date.fromisoformat(f"2024-{month_day}")
    except ValueError:
        return False
    return True


def _periods(name: str, entries: Iterable[object], ends: tuple[str, str]) -> Iterator[Finding]:
    first, last = ends
    for number, entry in enumerate(entries):
        begin, end = getattr(entry, first), getattr(entry, last)
        if begin and end and end < begin:
            yield Finding(
                "P222",
                f"{name}[{number}].{last}",
                _(
                    "{last} {end} is earlier than {first} {begin}",
                    last=last,
                    end=end.isoformat(),
                    first=first,
                    begin=begin.isoformat(),
                ),
                _("Check both dates; perhaps day and month, or the two years, were exchanged."),
            )
