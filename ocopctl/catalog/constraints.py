"""What a model refuses, in words: each bound and each pattern of `model.py` has its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.catalog.suggest import code_words, month_day_words, percent_words, quantity_words
from ocopctl.language import _
from ocopctl.text import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SHOWN = 60

# By the pattern as `model.py` writes it; a test asks that none is missing here.
PATTERNS: Mapping[str, Callable[[str], str]] = {
    r"^[A-Za-z0-9][A-Za-z0-9._-]*$": code_words,
    r"^\d{1,3}([.,]\d+)?$": percent_words,
    r"^\d{2}-\d{2}$": month_day_words,
    r"^\d+([.,]\d+)?$": quantity_words,
}


def constraint_words(detail: Any, name: str) -> tuple[str, str, str]:
    """Return code, message and hint for one refusal; `detail` is pydantic's account of it."""
    context, value = detail.get("ctx", {}), detail["input"]
    match detail["type"]:
        case "string_pattern_mismatch":
            words = {"field": name, "value": shortened(value, _SHOWN)}
            message = _('{field} "{value}" is not well formed', **words)
            return "P208", message, PATTERNS[context["pattern"]](value)
        case "string_too_long":
            return _too_long(name, value, context["max_length"])
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal" as kind:
            return _out_of_bounds(name, value, kind, context)
        case "too_short" | "too_long" as kind:
            return _wrong_count(name, kind, context)
    return (
        "P229",
        _('{field} cannot be "{value}"', field=name, value=shortened(str(value), _SHOWN)),
        _("Compare it with the same field of a product that is accepted."),
    )


def _too_long(name: str, value: str, limit: int) -> tuple[str, str, str]:
    return (
        "P209",
        _(
            "{field} has {length} characters; at most {limit} are allowed",
            field=name,
            length=len(value),
            limit=limit,
        ),
        _("Shorten it."),
    )


def _out_of_bounds(
    name: str, value: int, kind: str, context: dict[str, int]
) -> tuple[str, str, str]:
    bound = next(iter(context.values()))
    bound += {"greater_than": 1, "less_than": -1}.get(kind, 0)
    words = (
        _("{field} is {value}; it must be at least {bound}", field=name, value=value, bound=bound)
        if kind.startswith("greater")
        else _(
            "{field} is {value}; it must be at most {bound}", field=name, value=value, bound=bound
        )
    )
    return "P204", words, _("Check the number for a slip of the finger.")


def _wrong_count(name: str, kind: str, context: dict[str, Any]) -> tuple[str, str, str]:
    found = context["actual_length"]
    if kind == "too_short":
        least = context["min_length"]
        words = _("entries in {field}: {found}; at least: {n}", field=name, found=found, n=least)
        return "P210", words, _("Add what is missing, one entry a line.")
    most = context["max_length"]
    words = _("entries in {field}: {found}; at most: {n}", field=name, found=found, n=most)
    return "P210", words, _("Remove what is too many.")
