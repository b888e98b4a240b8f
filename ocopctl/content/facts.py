"""Filters that templates use to say facts of a product in Vietnamese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.money import show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from ocopctl.catalog.model import Address, Net, Producer

_PRODUCERS = {
    "household": "hộ sản xuất",
    "cooperative": "hợp tác xã",
    "cooperative_group": "tổ hợp tác",
    "company": "doanh nghiệp",
}


def vietnamese(texts: Mapping[str, str]) -> str:
    """Return the Vietnamese text of a value told in several languages."""
    return texts.get("vi", "")


def day(value: date) -> str:
    """Write a date as labels do: day, month, year."""
    return f"{value.day:02}/{value.month:02}/{value.year}"


def address(value: Address) -> str:
    """Write an address from the smallest place to the largest."""
    return ", ".join(part for part in (value.detail, value.commune, value.province) if part)


def net(value: Net) -> str:
    """Write the net quantity with its unit, and what stands beside it in brackets."""
    amount = f"{value.quantity} {value.unit}"
    return f"{amount} ({value.detail})" if value.detail else amount


def producer_kind(value: Producer) -> str:
    """Say what kind of maker it is."""
    return _PRODUCERS[value.kind]


FILTERS: Mapping[str, Callable[..., Any]] = {
    "vi": vietnamese,
    "day": day,
    "address": address,
    "net": net,
    "producer_kind": producer_kind,
    "dong": show,
}
