"""How large a spreadsheet may be (our choice, 22 November 2026)."""

from __future__ import annotations

from typing import Final

from ocopctl.errors import InputError
from ocopctl.language import _

MOST_BYTES: Final = 10_000_000
MOST_UNPACKED: Final = 40_000_000
MOST_RATIO: Final = 200
MOST_PARTS: Final = 2_000
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 500


def too_many(file: str) -> InputError:
    """Return the error of a sheet with too many rows or columns."""
    return InputError(
        _(
            "a sheet may have {rows} rows and {columns} columns, and this one has more",
            rows=f"{MOST_ROWS:,}".replace(",", "."),
            columns=MOST_COLUMNS,
        ),
        place=file,
        hint=_("Spread the products over several files."),
    )


def too_large(file: str) -> InputError:
    """Return the error of a file that is too large, or would be once it is unpacked."""
    return InputError(
        _("this spreadsheet is too large to be a list of products"),
        place=file,
        hint=_("Copy the products alone into a new file, without pictures and other sheets."),
    )
