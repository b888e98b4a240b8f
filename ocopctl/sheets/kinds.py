"""What the cells of a column hold, by the annotation of the field they are of."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from functools import lru_cache
from types import UnionType
from typing import TYPE_CHECKING, Any, Final, Union, get_args, get_origin

from ocopctl.catalog.model import Dong, MonthDay, Part, Percent, Product, Variant
from ocopctl.catalog.schema_fields import hints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.sheets.columns import Target


class Kind(Enum):
    """What a cell holds. A code is kept sign by sign, zeros before it too."""

    CODE = "code"
    MONEY = "money"
    WHOLE = "whole"
    DAY = "day"
    MONTH_DAY = "month and day"
    PERCENT = "percent"
    FLAG = "flag"
    TEXT = "text"
    TEXTS = "texts"


_CODES: Final = frozenset(
    (
        *("sku", "gtin", "tax_code", "phone", "commune_code", "province_code"),
        *("certificate_no", "number", "code", "category_id"),
    )
)
# What parts the entries of a list in one cell; a comma in the name of a picture is its own.
_LINES: Final = re.compile("\n")
_PARTED: Final[dict[Target, re.Pattern[str]]] = {
    ("tags",): re.compile("[,;\n]"),
    ("allergens",): re.compile("[,;\n]"),
    ("season", "months"): re.compile("[,;\n]"),
    ("images",): re.compile(r"[;\n]|(?<=\.[A-Za-z]{3}),|(?<=\.[A-Za-z]{4}),"),
}
# Variants carry these themselves; a row of one says them in the same columns.
OF_FORMS: Final = frozenset({"price", "compare_at", "cost", "stock", "gtin"})


@lru_cache(maxsize=1024)
def kind_of(target: Target) -> Kind:
    """Return what the cells of a field's column hold."""
    if isinstance(target[-1], str) and target[-1] in _CODES:
        return Kind.CODE
    annotation = _annotation(target)
    if annotation == Dong:
        return Kind.MONEY
    if annotation == MonthDay:
        return Kind.MONTH_DAY
    if annotation == Percent:
        return Kind.PERCENT
    bare = get_args(annotation)[0] if get_origin(annotation) is not None else annotation
    if get_origin(annotation) is tuple:
        return Kind.TEXTS
    return {int: Kind.WHOLE, bool: Kind.FLAG, date: Kind.DAY}.get(bare, Kind.TEXT)


def entries(target: Target, text: str) -> list[str]:
    """Part the text of one cell into the entries of a list."""
    pattern = _PARTED.get(target, _LINES)
    return [part.strip() for part in pattern.split(text) if part.strip()]


def joined(target: Target, texts: Sequence[str]) -> str | None:
    """Write a list into one cell; None where it would not be read back as it is."""
    sign = ", " if "," in _PARTED.get(target, _LINES).pattern and target != ("images",) else "\n"
    text = sign.join(texts)
    return text if entries(target, text) == list(texts) else None


def described(target: Target) -> str:
    """Return the model and the field of a target, as descriptions of fields are found."""
    found: Any = Product
    name = ""
    for step in target:
        if isinstance(found, type) and issubclass(found, Part):
            name = f"{found.__name__}.{step}"
        found = _inside(found, step)
        if name == "Product.variants":
            found = Variant
    return name


def _annotation(target: Target) -> Any:
    """Walk from a product to a field; of what may be absent, return what it is when it is there."""
    steps = list(target)
    found: Any = Product
    if steps[0] == "variants":
        found, steps = Variant, steps[1:]
    for step in steps:
        found = _inside(found, step)
    return found


def _inside(annotation: Any, step: str | int) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return _present(hints(annotation)[str(step)])
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return _present(inner[0])
    if origin is dict:
        return _present(inner[1])
    return str


def _present(annotation: Any) -> Any:
    """Return an annotation without None, and a list or a group without its bounds."""
    if get_origin(annotation) in {Union, UnionType}:
        annotation = next(one for one in get_args(annotation) if one is not type(None))
    bounded = hasattr(annotation, "__metadata__") and annotation not in {Dong, MonthDay, Percent}
    return get_args(annotation)[0] if bounded else annotation
