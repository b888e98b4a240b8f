"""Hold an adapter against the contract, check by check, each in a market of its own."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from ocopctl.adapters.contract import Place, opened, run
from ocopctl.adapters.registry import SHIPPED, load
from ocopctl.errors import ConfigError
from ocopctl.language import _
from ocopctl.proving.practice import practice_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ocopctl.adapters.contract import Check, Verdict

PLACES = "ocopctl.places"


async def prove(
    name: str, checks: Iterable[Check], report: Callable[[Verdict], None]
) -> list[Verdict]:
    """Run checks of the contract against the adapter `name`; each verdict is reported as it falls.

    Raises ConfigError when there is no such adapter, or no market that it could be proved in.
    """
    kind, make = load(name), place_maker(name)
    await _try_out(name, make)
    verdicts = []
    for check in checks:
        verdict = await run(check, lambda: opened(kind, make()))
        report(verdict)
        verdicts.append(verdict)
    return verdicts


def place_maker(name: str) -> Callable[[], Place]:
    """Return what opens an empty market for the adapter `name`: the practice market, a plug-in's.

    Raises ConfigError when nobody brings one.
    """
    if name in SHIPPED:
        return lambda: practice_place(name)
    for point in entry_points(group=PLACES, name=name):
        try:
            make: Callable[[], Place] = point.load()
        except Exception as error:
            raise _no_market(name, error) from error
        return make
    raise ConfigError(
        _("the adapter “{name}” brings no market to be tested in", name=name),
        hint=_(
            'its package names one under [project.entry-points."{group}"]: see CONTRIBUTING.md',
            group=PLACES,
        ),
    )


async def _try_out(name: str, make: Callable[[], object]) -> None:
    """Open a place and close it: a market that does not stand is no verdict on the adapter."""
    try:
        place = make()
    except Exception as error:
        raise _no_market(name, error) from error
    if not isinstance(place, Place):
        raise _no_market(name, type(place).__name__)
    await place.transport.aclose()


def _no_market(name: str, why: object) -> ConfigError:
    return ConfigError(
        _("the market of the adapter “{name}” cannot be opened: {why}", name=name, why=why),
        hint=_("its entry point is a function without arguments that returns an ocopctl Place"),
    )
