"""The axes along which variants differ: size, colour, and which variant is which."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from ocopctl.catalog.draft import Draft, Finding
from ocopctl.language import _
from ocopctl.problems import Severity
from ocopctl.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ocopctl.catalog.model import Axis, Variant

    Variants = list[tuple[str, Variant]]


def axis_findings(draft: Draft) -> Iterator[Finding]:
    """Yield what does not hold between the axes of a product and the options of its variants."""
    axes: tuple[Axis, ...] = draft.get("options") or ()
    variants = draft.variants()
    if draft.wrong("options"):
        return
    yield from _repeated_in_axes(axes)
    if not axes:
        yield from _without_axes(draft, variants)
        return
    if "variants" not in draft.values:
        yield _no_variants()
        return
    misfits = [one for path, variant in variants for one in _variant(path, variant, axes)]
    yield from misfits
    yield from _combinations(variants, axes)
    if not misfits and not draft.wrong("variants"):
        yield from _unused(variants, axes)


def _no_variants() -> Finding:
    return Finding(
        "P225",
        "options",
        _("the product lists options and has no variants"),
        _("Add `variants:` with the options of each, or delete `options:`."),
    )


def _repeated(words: Iterable[str]) -> Iterator[tuple[int, str]]:
    seen = set[str]()
    for number, word in enumerate(words):
        if word.casefold() in seen:
            yield number, word
        seen.add(word.casefold())


def _repeated_in_axes(axes: tuple[Axis, ...]) -> Iterator[Finding]:
    for number, name in _repeated(axis.name for axis in axes):
        yield _twice(f"options[{number}].name", name)
    for number, axis in enumerate(axes):
        for position, value in _repeated(axis.values):
            yield _twice(f"options[{number}].values[{position}]", value)


def _twice(path: str, word: str) -> Finding:
    return Finding(
        "P221",
        path,
        _('"{word}" stands twice in the options', word=word),
        _("Give each axis and each of its values a name of its own."),
    )


def _without_axes(draft: Draft, variants: Variants) -> Iterator[Finding]:
    if len(variants) > 1 and not draft.wrong("variants"):
        yield Finding(
            "P217",
            "variants",
            _("there are {count} variants, and nothing says how they differ", count=len(variants)),
            _(
                "Add `options: [{name: Cỡ, values: [1m6, 1m8]}]` to the product and "
                "`options: {Cỡ: 1m6}` to each variant."
            ),
        )
        return
    for path, variant in variants:
        for axis in variant.options:
            yield _not_an_axis(path, axis, ())


def _variant(path: str, variant: Variant, axes: tuple[Axis, ...]) -> Iterator[Finding]:
    names = tuple(axis.name for axis in axes)
    strangers = [name for name in variant.options if name not in names]
    for name in strangers:
        yield _not_an_axis(path, name, names)
    for axis in axes:
        value = variant.options.get(axis.name)
        if value is None:
            # A stranger may be this axis misspelt: one fault, told once.
            if len(strangers) < sum(name not in variant.options for name in names):
                yield _no_value(path, variant, axis)
        elif value not in axis.values:
            yield Finding(
                "P218",
                f"{path}.options.{axis.name}",
                _('"{value}" is not one of the values of {axis}', value=value, axis=axis.name),
                _suggestion(value, axis.values),
            )


def _no_value(path: str, variant: Variant, axis: Axis) -> Finding:
    return Finding(
        "P218",
        path,
        _('variant "{sku}" has no value for {axis}', sku=variant.sku, axis=axis.name),
        _("Add it under the variant's `options:`; it is one of: {v}.", v=", ".join(axis.values)),
    )


def _not_an_axis(path: str, name: str, axes: tuple[str, ...]) -> Finding:
    return Finding(
        "P218",
        f"{path}.options.{name}",
        _('"{name}" is not one of the options of this product', name=name),
        _suggestion(name, axes) if axes else _("List it under the product's `options:` first."),
    )


def _suggestion(word: str, allowed: tuple[str, ...]) -> str:
    folded = {fold(one): one for one in allowed}
    near = difflib.get_close_matches(fold(word), folded, 1, 0.7)
    if near:
        return _('Did you mean "{name}"?', name=folded[near[0]])
    return _("Write one of: {allowed}.", allowed=", ".join(allowed))


def _combinations(variants: Variants, axes: tuple[Axis, ...]) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], str] = {}
    for path, variant in variants:
        chosen = tuple(variant.options.get(axis.name, "") for axis in axes)
        if "" in chosen:
            continue
        if seen.get(chosen, variant.sku) != variant.sku:
            yield Finding(
                "P219",
                path,
                _(
                    'variants "{first}" and "{second}" are both {values}',
                    first=seen[chosen],
                    second=variant.sku,
                    values=", ".join(chosen),
                ),
                _("Change the options of one of them, or delete it."),
            )
        seen.setdefault(chosen, variant.sku)


def _unused(variants: Variants, axes: tuple[Axis, ...]) -> Iterator[Finding]:
    for number, axis in enumerate(axes):
        used = {variant.options.get(axis.name) for _path, variant in variants}
        for position, value in enumerate(axis.values):
            if value not in used:
                yield Finding(
                    "P220",
                    f"options[{number}].values[{position}]",
                    _('no variant is "{value}"', value=value),
                    _("Add the variant, or delete the value."),
                    Severity.WARNING,
                )
