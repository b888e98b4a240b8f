"""A product as listings may tell it on a day: without OCOP and stars once the certificate ended.

Stories lose whole sentences and lists whole entries; from a name or another short text the words
alone are taken. What this does to a text is told by `validate` beforehand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.catalog.certificate import in_force
from ocopctl.catalog.claims import AS_ON_PAPER, FIXED, freed, says
from ocopctl.catalog.model import Part
from ocopctl.content.story import paragraphs, sentences

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ocopctl.catalog.model import Certificate, Product

_LISTS = ("facts", "tags", "warnings", "allergens")


def as_shown(product: Product, on: date) -> Product:
    """Return the product without what its certificate does not give on the day `on`."""
    certificate = in_force(product.ocop, on)

    def short(text: str) -> str:
        return freed(text) if says(text, certificate) else text

    told: dict[str, Any] = {
        name: _mapped(value, short)
        for name, value in product
        if name not in AS_ON_PAPER | FIXED | {"story", *_LISTS}
    }
    for name in _LISTS:
        told[name] = tuple(one for one in getattr(product, name) if not says(one, certificate))
    told["story"] = {
        code: _without(text, certificate) if says(text, certificate) else text
        for code, text in product.story.items()
    }
    return product.model_copy(update=told)


def _without(story: str, certificate: Certificate | None) -> str:
    """Leave out the sentences that say what the certificate in force does not give."""
    kept = (
        " ".join(one for one in sentences(part) if not says(one, certificate))
        for part in paragraphs(story)
    )
    return "\n\n".join(part for part in kept if part)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: _mapped(one, change) for name, one in value.items()}
    if isinstance(value, Part):
        return value.model_copy(update={name: _mapped(one, change) for name, one in value})
    return value
