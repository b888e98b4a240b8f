"""What the program itself stands on: Python, the reader of YAML, letters, time zones."""

from __future__ import annotations

import locale
import platform
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from ocopctl import __version__
from ocopctl.doctor.finding import bad, good, warning
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.doctor.finding import Finding
    from ocopctl.doctor.scene import Scene

_ZONE = "Asia/Ho_Chi_Minh"
_NAME = "program"


def check(scene: Scene) -> Sequence[Finding]:
    """Return one line when all is there, else one for each thing that is not."""
    workspace = scene.workspace
    zone = workspace.settings.timezone if workspace else _ZONE
    troubles = [found for found in (_yaml(), _letters(), _zone(zone)) if found]
    versions = _(
        "ocopctl {version}, Python {python}", version=__version__, python=platform.python_version()
    )
    return [good(_NAME, versions), *troubles]


def _yaml() -> Finding | None:
    if yaml.__with_libyaml__:
        return None
    return warning(
        _NAME,
        _("the fast reader of YAML is missing: reading product files takes ten times as long"),
        hint="pip install --force-reinstall --no-cache-dir pyyaml",
    )


def _letters() -> Finding | None:
    encoding = locale.getencoding()
    if encoding.replace("-", "").lower() == "utf8":
        return None
    windows = platform.system() == "Windows"
    return warning(
        _NAME,
        _("this terminal says it writes {encoding}: Vietnamese may look wrong", encoding=encoding),
        hint="chcp 65001" if windows else "export LC_ALL=C.UTF-8",
    )


def _zone(name: str) -> Finding | None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return bad(_NAME, _("there is no time zone “{name}”", name=name), hint="pip install tzdata")
    return None
