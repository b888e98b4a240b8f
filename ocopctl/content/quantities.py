"""How much is in it, in the words of labels and titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocopctl.catalog.model import Axis, Net, Product

_WEIGHTS = ("mg", "g", "kg")
_VOLUMES = ("ml", "l", "lít")
_AMOUNT = re.compile(rf"\d\s*(?:{'|'.join(_WEIGHTS + _VOLUMES)})(?!\w)", re.IGNORECASE)
_DETAIL_LENGTH = 40


def net(value: Net) -> str:
    """Write the net quantity with its unit, and what stands beside it in brackets."""
    amount = f"{value.quantity} {value.unit}"
    return f"{amount} ({value.detail})" if value.detail else amount


def net_label(value: Net) -> str:
    """Name the quantity as labels do: by weight, by volume or by count."""
    if value.unit.lower() in _WEIGHTS:
        return "Khối lượng tịnh"
    return "Thể tích thực" if value.unit.lower() in _VOLUMES else "Số lượng"


def quantity(product: Product) -> str:
    """Say how much is in it; where buyers choose the amount, their choices say it.

    What stands beside the quantity joins the choices only when it tells no amount itself.
    """
    if product.net is None:
        return ""
    axis = _axis_of_amounts(product)
    if axis is None:
        return net(product.net)
    detail = product.net.detail
    beside = f" ({detail})" if detail and not _AMOUNT.search(detail) else ""
    return f"{' hoặc '.join(axis.values)}{beside}, tùy {axis.name.lower()}"


def other_axes(product: Product) -> tuple[Axis, ...]:
    """Return the ways to choose that the quantity does not tell already."""
    told = _axis_of_amounts(product)
    return tuple(axis for axis in product.options if axis is not told)


def title_net(product: Product) -> str:
    """Return the quantity for a title: products with options have none of their own."""
    value = product.net
    if value is None or product.options:
        return ""
    if _measured(value):
        return f"{value.quantity} {value.unit}"
    return value.detail if len(value.detail) <= _DETAIL_LENGTH else ""


def _axis_of_amounts(product: Product) -> Axis | None:
    """Return the first axis whose values are the weights or volumes of measured goods."""
    if product.net is None or not _measured(product.net):
        return None
    for axis in product.options:
        if any(_AMOUNT.search(value) for value in axis.values):
            return axis
    return None


def _measured(value: Net) -> bool:
    return value.unit.lower() in _WEIGHTS + _VOLUMES
