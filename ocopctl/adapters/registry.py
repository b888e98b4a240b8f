"""Adapters by name; nothing is loaded until it is asked for. Outsiders join by entry point."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from ocopctl.errors import ConfigError
from ocopctl.language import _

if TYPE_CHECKING:
    from ocopctl.adapters.base import Adapter

GROUP = "ocopctl.adapters"
SHIPPED = {
    "shopee": "ocopctl.adapters.shopee:ShopeeAdapter",
    "lazada": "ocopctl.adapters.lazada:LazadaAdapter",
    "tiki": "ocopctl.adapters.tiki:TikiAdapter",
    "tiktok": "ocopctl.adapters.tiktok:TiktokAdapter",
}


def names() -> list[str]:
    """Return the names of all adapters, shipped ones first."""
    outside = sorted({point.name for point in entry_points(group=GROUP)} - SHIPPED.keys())
    return [*SHIPPED, *outside]


def load(name: str) -> type[Adapter]:
    """Return the adapter class of that name. Raises ConfigError when there is none."""
    if name in SHIPPED:
        module, _colon, attribute = SHIPPED[name].partition(":")
        found: type[Adapter] = getattr(import_module(module), attribute)
        return found
    for point in entry_points(group=GROUP, name=name):
        outside: type[Adapter] = point.load()
        return outside
    raise ConfigError(
        _("there is no adapter for the marketplace “{name}”", name=name),
        hint=_("known are: {names}", names=", ".join(names())),
    )
