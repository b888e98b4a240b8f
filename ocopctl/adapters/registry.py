"""Adapters by name; nothing is loaded until it is asked for. Outsiders join by entry point."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ocopctl.adapters.base import Adapter
from ocopctl.errors import ConfigError
from ocopctl.language import _

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

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
    """Return the adapter class of that name.

    Raises ConfigError when there is none, or when what a plug-in brings is no adapter.
    """
    if name in SHIPPED:
        module, _colon, attribute = SHIPPED[name].partition(":")
        found: type[Adapter] = getattr(import_module(module), attribute)
        return found
    for point in entry_points(group=GROUP, name=name):
        return _outside(point)
    raise ConfigError(
        _("there is no adapter for the marketplace “{name}”", name=name),
        hint=_("known are: {names}", names=", ".join(names())),
    )


def folder_of(kind: type[Adapter], name: Literal["rules", "templates"]) -> Path | None:
    """Return an adapter's own folder of rule packs or templates, None when it brings none.

    Raises ConfigError when the package that `resources` names is not there.
    """
    if not kind.resources:
        return None
    try:
        spec = find_spec(kind.resources)
    except (ImportError, ValueError):
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise ConfigError(
            _(
                "there is no package “{package}”, which the adapter “{name}” names for its rules",
                package=kind.resources,
                name=kind.name,
            ),
            hint=_("install the plug-in anew, or tell its author"),
        )
    folder = Path(next(iter(spec.submodule_search_locations))) / name
    return folder if folder.is_dir() else None


def _outside(point: EntryPoint) -> type[Adapter]:
    """Load a plug-in's adapter. Whatever its code raises is told as the plug-in's own fault."""
    package = point.dist.name if point.dist else point.module
    try:
        found = point.load()
    except Exception as error:
        raise _unusable(point.name, package, error) from error
    if not (isinstance(found, type) and issubclass(found, Adapter)):
        raise _unusable(point.name, package, point.value)
    if found.name != point.name:
        raise _unusable(point.name, package, f"{found.name} ≠ {point.name}")
    return found


def _unusable(name: str, package: str, why: object) -> ConfigError:
    return ConfigError(
        _(
            "the adapter “{name}” of the package {package} cannot be used: {why}",
            name=name,
            package=package,
            why=why,
        ),
        hint=_("install the plug-in anew, or tell its author"),
    )
