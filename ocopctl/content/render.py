"""Render a product's title, description and highlights for one marketplace. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ocopctl.content.certificate import in_force
from ocopctl.content.clean import clean
from ocopctl.content.facts import FILTERS
from ocopctl.errors import ConfigError
from ocopctl.language import _
from ocopctl.text import cut, nfc

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ocopctl.catalog.model import Product
    from ocopctl.rules.packs import Limit

SHIPPED = Path(__file__).parents[1] / "templates"


@dataclass(frozen=True, slots=True)
class Rendered:
    """The texts of one product for one marketplace, in the form that it takes."""

    title: str
    description: str
    highlights: tuple[str, ...]


def render(
    product: Product,
    marketplace: str,
    *,
    on: date,
    limits: Mapping[str, Limit],
    title: str = "",
    folder: Path | None = None,
) -> Rendered:
    """Render the texts as of the day `on`; a `title` of the file's own is taken as it is.

    `folder` holds templates that come before the shipped ones: `shopee/title.txt.j2` and so on.
    Raises ConfigError, naming the template, when one of them does not work.
    """
    context = {"product": product, "certificate": in_force(product.ocop, on), "limits": limits}
    own_title = title or _one_line(_text(folder, marketplace, "title.txt.j2", context))
    description = _text(folder, marketplace, _description_name(folder, marketplace), context)
    highlights = _text(folder, marketplace, "highlights.txt.j2", context)
    return Rendered(
        title=nfc(own_title),
        description=clean(nfc(description), marketplace),
        highlights=tuple(line for line in map(_one_line, nfc(highlights).splitlines()) if line),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _description_name(folder: Path | None, marketplace: str) -> str:
    """Return `description.html.j2` where there is one, else the plain-text template."""
    known = _environment(folder).list_templates()
    html = "description.html.j2"
    return html if f"{marketplace}/{html}" in known else "description.txt.j2"


def _text(folder: Path | None, marketplace: str, name: str, context: Mapping[str, Any]) -> str:
    path = f"{marketplace}/{name}"
    try:
        return str(_environment(folder).get_template(path).render(context))
    except TemplateNotFound as error:
        raise ConfigError(
            _("there is no template {name}", name=error.name or path),
            place=path,
            hint=_("put one into the workspace's folder of templates"),
        ) from error
    except TemplateError as error:
        raise ConfigError(
            _("this template does not work: {what}", what=str(error)),
            place=f"{path}:{getattr(error, 'lineno', None) or 1}",
            hint=_("compare it with the shipped template: ocopctl render shows its texts"),
        ) from error


@cache
def _environment(folder: Path | None) -> ImmutableSandboxedEnvironment:
    """Build the sandbox: values are escaped in HTML templates, plain text stays plain."""
    loaders = [FileSystemLoader(SHIPPED)]
    if folder is not None:
        loaders.insert(0, FileSystemLoader(folder))
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(loaders),
        autoescape=_is_html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters.update(FILTERS, cut=cut)
    return environment


def _is_html(name: str | None) -> bool:
    return name is None or ".txt." not in name
