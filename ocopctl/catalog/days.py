"""Days as messages write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.language import current

if TYPE_CHECKING:
    from datetime import date


def written(day: date) -> str:
    """Write a day for the reader's language: 19/12/2026 in Vietnamese, 2026-12-19 in English."""
    return f"{day:%d/%m/%Y}" if current() == "vi" else day.isoformat()
