"""Read a marketplace's rule pack: the shipped one, with the workspace's own laid over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ocopctl.errors import ConfigError
from ocopctl.language import _
from ocopctl.rules import dated, pictures
from ocopctl.rules.counting import UNITS
from ocopctl.rules.pace import Day, Pace, read_day, read_pace
from ocopctl.rules.tree import laid_over, read_tree, shipped_tree

if TYPE_CHECKING:
    from collections.abc import Mapping

SHIPPED: Final = Path(__file__).with_name("data")
_VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Limit:
    """A lower and an upper bound in `unit`, with the source and the date of the last check."""

    unit: str
    source: str
    checked: date
    min: int | None = None
    max: int | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """Where one kind of goods belongs: leaf category, and attribute id → field of the product."""

    category_id: str
    name: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    practice_only: bool = False


@dataclass(frozen=True, slots=True)
class Settle:
    """How a change is looked for, in seconds: waits of a search, reading back, giving up."""

    index_lag_s: tuple[float, ...]
    read_every_s: float
    read_for_s: float


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one marketplace on one day; without rules for pictures they go as they are.

    `rows` are all that its files say, also of other days.
    """

    marketplace: str
    title: str
    limits: Mapping[str, Limit]
    pace: Mapping[str, Pace]
    settle: Settle
    kinds: Mapping[str, Kind]
    pictures: pictures.PictureRules | None = None
    day: Day = field(default_factory=Day)
    rows: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def on(self, day: date) -> Pack:
        """Return the rules as they hold on another day."""
        return _pack(self.rows, day) if dated.change_days(self.rows) else self

    def changes(self, after: date, until: date) -> tuple[date, ...]:
        """Return the days after one day, up to another, from which on other rules hold."""
        return tuple(day for day in dated.change_days(self.rows) if after < day <= until)

    def unchecked(self, on: date, days: int) -> dict[str, date]:
        """Return the rows in force whose last check is more than `days` ago, with its day."""
        rows = dated.last_checked(dated.in_force(self.rows, on))
        return {path: last for path, last in rows if (on - last).days > days}


def pack(
    marketplace: str, own: Path | None = None, *, shipped: Path = SHIPPED, on: date | None = None
) -> Pack:
    """Return the rules of a marketplace; files in the folder `own` are laid over the shipped ones.

    `shipped` is the folder of a plug-in for marketplaces that come with one. The rules are those
    of the day `on`, today in Vietnam without one. Raises ConfigError when a file cannot be read
    as a rule pack, or none is there.
    """
    base = shipped / f"{marketplace}.yaml"
    path = own / base.name if own else base
    if path != base and path.is_file():
        below = shipped_tree(base) if base.is_file() else {}
        tree: Mapping[str, Any] = laid_over(below, dated.beside(below, read_tree(path)))
    else:
        path, tree = base, _shipped(marketplace, base)
    try:
        # What begins later is read too: it must not fail on the day that it begins.
        for day in dated.change_days(tree):
            _pack(tree, day)
        return _pack(tree, on or datetime.now(_VIETNAM).date())
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ConfigError(
            _("this rule pack is not laid out as it should be: {what}", what=str(error)),
            place=str(path),
            hint=_("compare it with the shipped pack of the same marketplace"),
        ) from error


def _pack(rows: Mapping[str, Any], on: date) -> Pack:
    tree = dated.in_force(rows, on)
    settle = tree["settle"]
    limits = {name: _limit(name, row) for name, row in tree["limits"].items()}
    return Pack(
        marketplace=tree["marketplace"],
        title=tree["title"],
        limits=limits,
        pace=read_pace(tree["pace"]),
        settle=Settle(
            index_lag_s=tuple(float(wait) for wait in settle["index_lag_s"]),
            read_every_s=float(settle["read_every_s"]),
            read_for_s=float(settle["read_for_s"]),
        ),
        kinds={name: Kind(**row) for name, row in tree["kinds"].items()},
        pictures=_pictures(tree.get("pictures"), limits.get("picture_side")),
        day=read_day(tree.get("day")),
        rows=rows,
    )


def _pictures(rows: Mapping[str, Any] | None, side: Limit | None) -> pictures.PictureRules | None:
    """Read the rows for pictures; how long their sides may be is a limit like any other."""
    if rows is None:
        return None
    return pictures.read(rows, (side.min, side.max) if side else (None, None))


def _limit(name: str, row: Mapping[str, Any]) -> Limit:
    """Make a limit of a row. Raises ValueError when its bounds or its unit cannot be kept."""
    limit = Limit(**row)
    if limit.unit not in UNITS:
        raise ValueError(f"{name}: unit")
    bounds = [bound for bound in (limit.min, limit.max) if bound is not None]
    if not all(type(bound) is int for bound in bounds) or bounds != sorted(bounds):
        raise ValueError(name)
    return limit


def _shipped(marketplace: str, path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        raise ConfigError(
            _("there is no rule pack for the marketplace “{name}”", name=marketplace),
            hint=_("put one into the folder that `rules:` names in ocopctl.yaml"),
        )
    return shipped_tree(path)
