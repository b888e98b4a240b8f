"""ocopctl.yaml: which files, which shops, practice or live, where state lives."""

from __future__ import annotations

from dataclasses import dataclass
from glob import glob
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field

from ocopctl.catalog.model import Count, Dong, Part, Percent, Text
from ocopctl.catalog.nodes import Mapping as MappingNode
from ocopctl.catalog.read import read_values
from ocopctl.catalog.reading import Reading
from ocopctl.catalog.source import read_source
from ocopctl.errors import ConfigError
from ocopctl.language import _
from ocopctl.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILE = "ocopctl.yaml"
STATE = ".ocopctl"
BUILTIN_FILES = "products*.yaml"
PRACTICE_MEDIA = "http://127.0.0.1:8780/media"
MARKETPLACES = ("shopee", "lazada", "tiki", "tiktok")


class ShopSettings(Part):
    """One seller account. It is in practice until its owner writes `mode: live`."""

    marketplace: Text
    mode: Literal["practice", "live"] = "practice"
    endpoint: str = ""
    auth_endpoint: str = ""
    credentials: str = ""


class Guards(Part):
    """From when on a change is held. Defaults are our choice, 22 November 2026.

    In percent: how far a price may move at once (`max_change`), how far it may be from the same
    goods in another shop (`shop_difference`). In dong: under what no price goes (`floor`). In
    pieces: from when on ten times the stock is held (`stock_pieces`). A run may reprice, empty or
    take off sale `mass_listings` of a shop, or `mass_percent` of its listings if that is more.
    """

    max_change: Percent = "30"
    shop_difference: Percent = "50"
    floor: Dong = 0
    stock_pieces: Count = 100
    mass_listings: Count = 10
    mass_percent: Percent = "10"


class Settings(Part):
    """The fields of `ocopctl.yaml`."""

    products: Annotated[tuple[Text, ...], Field(min_length=1)]
    media_url: str = ""
    state: str = STATE
    rules: str = ""
    templates: str = ""
    currency: Literal["VND"] = "VND"
    timezone: str = "Asia/Ho_Chi_Minh"
    guards: Guards = Guards()
    shops: Annotated[dict[str, ShopSettings], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace ready for use: absolute paths, product files found.

    `builtin` says that there is no `ocopctl.yaml`: four practice shops.
    """

    root: Path
    settings: Settings
    files: tuple[Path, ...]
    builtin: bool

    @property
    def state(self) -> Path:
        """Return the folder of journal, tokens, locks and practice data."""
        return self.root / self.settings.state

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone in which days begin."""
        return ZoneInfo(self.settings.timezone)

    @property
    def media_roots(self) -> tuple[Path, ...]:
        """Return the folders that `media_url` shows to the world: the workspace's, the files'."""
        return tuple(dict.fromkeys([self.root, *(path.parent for path in self.files)]))

    def folder(self, name: Literal["rules", "templates"]) -> Path | None:
        """Return the workspace's own folder of rule packs or templates, None without one."""
        text: str = getattr(self.settings, name)
        return self.root / text if text else None


def open_workspace(root: Path, files: Sequence[Path] = ()) -> Workspace:
    """Read the workspace in `root`; without a file there, the built-in practice workspace.

    `files` take the place of the product files it names; the built-in one takes what is called
    products….yaml in `root`. Raises ConfigError with every problem
    of the file.
    """
    path = root / FILE
    if not path.is_file():
        _must_be_there(root, root)
        found = tuple(files) or tuple(sorted(root.glob(BUILTIN_FILES)))
        return Workspace(root, _builtin(), found, builtin=True)
    settings = _read(path)
    for name in (settings.rules, settings.templates):
        _must_be_there(root / name, path)
    found = tuple(files) or _product_files(root, settings, path)
    return Workspace(root, settings, found, builtin=False)


def _must_be_there(folder: Path, place: Path) -> None:
    """Refuse to go on without a folder: a slip in its name would go unnoticed."""
    if not folder.is_dir():
        raise ConfigError(
            _("there is no folder {folder}", folder=folder),
            place=str(place),
            hint=_("correct its name, or make the folder"),
        )


def _builtin() -> Settings:
    shops = {name: ShopSettings(marketplace=name) for name in MARKETPLACES}
    return Settings(products=(BUILTIN_FILES,), media_url=PRACTICE_MEDIA, shops=shops)


def _read(path: Path) -> Settings:
    source = read_source(path, quoting=False)
    reading = Reading(str(path), "")
    settings = None
    if isinstance(source.root, MappingNode):
        _values, settings = read_values(Settings, source.root, "", reading)
    elif not source.problems:
        reading.tell(_no_settings(path))
    problems = [*source.problems, *reading.problems]
    if isinstance(settings, Settings):
        problems += _zone_problems(reading, settings)
    if problems or not isinstance(settings, Settings):
        raise WorkspaceProblems(path, problems)
    return settings


def _no_settings(path: Path) -> Problem:
    message = _("the workspace file is not made of `name: value` lines")
    hint = _("Write `products:` and `shops:`; `ocopctl init` shows a complete example.")
    return Problem("P116", message, hint, place=Place(str(path), 1, 1))


def _zone_problems(reading: Reading, settings: Settings) -> list[Problem]:
    try:
        ZoneInfo(settings.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = _("there is no time zone “{name}”", name=settings.timezone)
        hint = _("write timezone: Asia/Ho_Chi_Minh")
        place = reading.places.get("timezone", Place(reading.file))
        return [Problem("P150", message, hint, place=place)]
    return []


class WorkspaceProblems(ConfigError):
    """The workspace file has problems; `problems` are all of them."""

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        super().__init__(
            _("the workspace file cannot be used"),
            place=str(path),
            hint=_("put right what is listed; `ocopctl init` shows a complete example"),
        )
        self.problems = tuple(problems)


def _product_files(root: Path, settings: Settings, path: Path) -> tuple[Path, ...]:
    """Expand the globs of `products:`; a pattern that finds nothing is an error.

    `*.yaml` in the workspace's own folder does not mean its settings.
    """
    found: dict[Path, None] = {}
    for pattern in settings.products:
        matches = sorted(glob(pattern, root_dir=root, recursive=True))  # noqa: PTH207 - relative patterns with ** and root_dir
        files = [root / name for name in matches if name != FILE and (root / name).is_file()]
        if not files:
            raise ConfigError(
                _("no product file fits “{pattern}”", pattern=pattern),
                place=str(path),
                hint=_("correct products: or make the file"),
            )
        found |= dict.fromkeys(files)
    return tuple(found)
