"""Is an OCOP certificate in force? It is good for 36 calendar months from its date."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocopctl.catalog.model import Certificate

MONTHS = 36
"""Decision 148/QĐ-TTg, 24 February 2023; last checked 2026-11-21."""


def last_good_day(certificate: Certificate) -> date:
    """Return the last day on which the stars may be shown.

    A certificate of 4 February 2020 was treated as ended from 4 February 2023, so the last good
    day is the day before; 29 February maps to 28 February.
    """
    begun = certificate.decision_date
    year = begun.year + MONTHS // 12
    if year > date.max.year:
        return date.max
    day = min(begun.day, monthrange(year, begun.month)[1])
    return date(year, begun.month, day) - timedelta(days=1)


def in_force(certificate: Certificate | None, on: date) -> Certificate | None:
    """Return the certificate when its stars may be shown on the day `on`, else None."""
    if certificate is None or not certificate.decision_date <= on <= last_good_day(certificate):
        return None
    return certificate
