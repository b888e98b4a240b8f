"""Everything wrong with one body, told in one answer; and the small checks that fill it."""

from __future__ import annotations

import re
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from ocopctl.sandbox.tiki.replies import CallRefusedError

# A body that is wrong in several ways is answered with the first of these that applies.
# evidence[our choice]: a body wrong in several ways is 400 before 404 before 422 (documented
#   nowhere, 2026)
_ORDER = (400, 404, 422)
_IDS = re.compile(r"[0-9]{1,18}(?:, ?[0-9]{1,18})*")


# evidence[reference]: all faults of a body are told in one answer (official documentation, 2020)
class Faults:
    """Collect what is wrong, then refuse with all of it."""

    def __init__(self) -> None:
        self._found: list[tuple[int, str]] = []

    def add(self, status: int, text: str) -> None:
        """Note a fault and the status it calls for."""
        self._found.append((status, text))

    def stop(self) -> None:
        """Refuse if anything was noted."""
        if self._found:
            status = min((status for status, _ in self._found), key=_ORDER.index)
            raise CallRefusedError(status, *dict.fromkeys(text for _, text in self._found))


def is_whole(value: object) -> TypeGuard[int]:
    """Tell whether a JSON value is a whole number (true and false are not)."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_text(value: object) -> bool:
    """Tell whether a JSON value is a text with something in it."""
    return isinstance(value, str) and bool(value.strip())


def is_address(value: object) -> bool:
    """Tell whether a JSON value is an http or https address."""
    if not isinstance(value, str) or value != value.strip() or " " in value:
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


# evidence[reference and observed]: images may be empty and never null (official documentation and
#   live clients, 2020-2026)
def addresses(value: object, where: str, faults: Faults) -> list[str]:
    """Read a list of picture addresses; it may be empty but never null."""
    if not isinstance(value, list):
        faults.add(400, f"{where} must be an array, [] when there is none")
        return []
    for one in value:
        if not is_address(one):
            faults.add(422, f"{where} has an invalid url: {one}")
    return [one for one in value if is_address(one)]


# evidence[reference and observed]: seller_warehouse is a text of ids joined by commas, a blank
#   after each allowed (official documentation and live clients, 2020-2026)
def warehouse_ids(value: object, faults: Faults) -> list[int]:
    """Read ids joined by commas, one blank after each allowed: a text, never a number or list."""
    if not isinstance(value, str) or not _IDS.fullmatch(value):
        faults.add(400, "seller_warehouse must be a string of warehouse ids joined by commas")
        return []
    return [int(one) for one in value.replace(" ", "").split(",")]


# evidence[reference and observed]: stock is spelled warehouseId and qtyAvailable at creation,
#   warehouse_id and qty_available in updates (official documentation and live clients, 2020-2026)
def stocks(value: object, names: tuple[str, str], where: str, faults: Faults) -> dict[str, int]:
    """Read a list of stocks as {warehouse id: count}; `names` are its two keys, spelled exactly."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        faults.add(400, f"{where} must be an array of objects")
        return {}
    found: dict[str, int] = {}
    for row in value:
        _stock(row, names, where, faults, found)
    return found


def _stock(
    row: dict[str, Any], names: tuple[str, str], where: str, faults: Faults, found: dict[str, int]
) -> None:
    warehouse, count = row.get(names[0]), row.get(names[1])
    for name, one in zip(names, (warehouse, count), strict=True):
        if not is_whole(one):
            faults.add(400, f"{where}: {name} is required and must be an integer")
    if not is_whole(warehouse) or not is_whole(count):
        return
    if count < 0:
        faults.add(422, f"{where}: {names[1]} must be greater than or equal to 0")
    elif str(warehouse) in found:
        faults.add(422, f"{where}: warehouse {warehouse} is given twice")
    else:
        found[str(warehouse)] = count
