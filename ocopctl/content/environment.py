"""The sandbox in which templates run: the workspace's own files before a plug-in's or the shipped.

Folders are given in the order in which they are looked through; the shipped one is always last.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Any, Final

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ocopctl.content.filters import FILTERS
from ocopctl.errors import ConfigError
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

SHIPPED: Final = Path(__file__).parents[1] / "templates"
# What an expression inside a template can raise; our own filters raise nothing else.
_FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


def fill(folders: tuple[Path, ...], path: str, context: Mapping[str, Any]) -> str:
    """Run the template at `path` and return its text.

    Raises ConfigError that names template and line when it cannot be read, asks for something
    that does not exist, or tries what the sandbox forbids.
    """
    try:
        return str(_environment(folders).get_template(path).render(context))
    except TemplateNotFound as error:
        raise ConfigError(
            _("there is no template {name}", name=error.name or path),
            place=path,
            hint=_("put one into the workspace's folder of templates"),
        ) from error
    except _FAULTS as error:
        raise ConfigError(
            _("this template does not work: {what}", what=str(error)),
            place=_place(error, folders, path),
            hint=_("compare it with the shipped template: ocopctl render shows its texts"),
        ) from error


def description_name(folders: tuple[Path, ...], marketplace: str) -> str:
    """Return the path of the description: the first folder's first, HTML before plain text."""
    names = [f"{marketplace}/description.{ending}.j2" for ending in ("html", "txt")]
    for root in (*folders, SHIPPED):
        for name in names:
            if (root / name).is_file():
                return name
    return names[-1]


def _place(error: Exception, folders: tuple[Path, ...], path: str) -> str:
    """Name the template and line where an error began, as `shopee/title.txt.j2:3`."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.name or path}:{error.lineno}"
    place = f"{path}:1"
    for frame, line in walk_tb(error.__traceback__):
        file = Path(frame.f_code.co_filename)
        for root in (*folders, SHIPPED):
            if file.is_relative_to(root):
                place = f"{file.relative_to(root).as_posix()}:{line}"
    return place


@cache
def _environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    """Build the sandbox: values are escaped in HTML templates, plain text stays plain.

    What lies below the first folder is also found under `shipped/`, so that it can be extended.
    """
    first, *others = [FileSystemLoader(folder) for folder in (*folders, SHIPPED)]
    below = ChoiceLoader(others or [first])
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([first, *others, PrefixLoader({"shipped": below})]),
        autoescape=_is_html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment


def _is_html(name: str | None) -> bool:
    return name is None or ".txt." not in name
