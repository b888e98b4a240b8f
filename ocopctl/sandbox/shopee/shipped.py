"""The data shipped with the emulator, read once: partners, categories, limits, channels, brands."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def shipped(name: str) -> dict[str, Any]:
    """Return one data file of this package. Callers must not change what they get."""
    text = files(__package__).joinpath("data", f"{name}.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def partner_key(partner_id: int) -> str | None:
    """Return the secret of an app, None when there is no such app."""
    key: str | None = shipped("partners")["partners"].get(str(partner_id))
    return key


# evidence[our choice]: writes are held to the very figures that get_item_limit tells, for the
#   shop and not by category (the sources are silent, 2026)
def bounds(name: str) -> tuple[int, int]:
    """Return (lowest, highest) of a limit that the platform publishes, such as `price_limit`."""
    limit = shipped("limits")["published"][name]
    return limit["min_limit"], limit["max_limit"]


def figure(name: str) -> int:
    """Return a limit that the platform enforces without publishing it, such as `price_ratio`."""
    number: int = shipped("limits")["unpublished"][name]
    return number
