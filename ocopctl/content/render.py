"""Render a product's title, description and highlights for one marketplace. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ocopctl.catalog.certificate import in_force
from ocopctl.content.certificate import as_shown
from ocopctl.content.clean import clean, clean_line
from ocopctl.content.environment import description_name, fill
from ocopctl.content.story import paragraphs, shorter
from ocopctl.rules.counting import count, fit
from ocopctl.text import nfc

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from ocopctl.catalog.model import Product
    from ocopctl.rules.packs import Limit


@dataclass(frozen=True, slots=True)
class Rendered:
    """The texts of one product for one marketplace, in the form that it takes.

    `story_lost` is the end of the `story` that the description had no room for.
    """

    title: str
    description: str
    highlights: tuple[str, ...]
    story: str = ""
    story_lost: str = ""


def render(
    product: Product,
    marketplace: str,
    *,
    on: date,
    limits: Mapping[str, Limit],
    title: str = "",
    folders: tuple[Path, ...] = (),
) -> Rendered:
    """Render the texts as of the day `on`; a `title` of the file's own is taken as it is.

    `folders` hold templates that come before the shipped ones, such as `shopee/title.txt.j2`.
    A description that is too long loses whole sentences of the story, from its end.
    Raises ConfigError, naming the template, when one of them does not work.
    """
    certificate = in_force(product.ocop, on)
    product = as_shown(product, on)
    context: dict[str, Any] = {
        "product": product,
        "story": paragraphs(product.story.get("vi", "")),
        "certificate": certificate,
        "limits": limits,
        "on": on,
    }
    highlights = fill(folders, f"{marketplace}/highlights.txt.j2", context)
    lines = (clean_line(line, marketplace) for line in highlights.splitlines())
    description, told = _description(folders, marketplace, context)
    story = " ".join(context["story"])
    return Rendered(
        title=nfc(title) or _title(folders, marketplace, context),
        description=description,
        highlights=tuple(dict.fromkeys(line for line in lines if line)),
        story=story,
        story_lost=story[len(" ".join(told)) :].strip(),
    )


def _title(folders: tuple[Path, ...], marketplace: str, context: Mapping[str, Any]) -> str:
    text = clean_line(fill(folders, f"{marketplace}/title.txt.j2", context), marketplace)
    return fit(text, context["limits"].get("title"))


def _description(
    folders: tuple[Path, ...], marketplace: str, context: Mapping[str, Any]
) -> tuple[str, tuple[str, ...]]:
    """Fill the template; while the text is too long, again with less of the story.

    Returns the text, and the paragraphs of the story that it was given.
    """
    name = description_name(folders, marketplace)
    limit = context["limits"].get("description")
    story = context["story"]
    while True:
        text = clean(fill(folders, name, {**context, "story": story}), marketplace)
        if limit is None or limit.max is None or not story:
            return text, story
        excess = count(text, limit.unit) - limit.max
        if excess <= 0:
            return text, story
        story = shorter(story, excess)
