"""Pictures that a shop leaves out, and pictures that do not fit where nothing can be altered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.catalog.picture_content import megabytes
from ocopctl.language import _
from ocopctl.pictures.size import shaped
from ocopctl.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocopctl.adapters.base import Payload
    from ocopctl.catalog.images import Picture
    from ocopctl.catalog.load import Entry
    from ocopctl.publishing.listing import Target
    from ocopctl.rules.pictures import PictureRules

_FEW = 5


def left_out(entry: Entry, payload: Payload, target: Target) -> list[Problem]:
    """Name the pictures of a product that its listing in this shop will not show."""
    sent = {picture.sha256 for picture in payload.pictures}
    images = entry.product.images
    missing = [name for name in images if entry.pictures[name].sha256 not in sent]
    problems = []
    if missing:
        hint = _("the first ones are taken: put those that tell most at the top of images:")
        problems.append(_warning(entry, target, "images", _too_many(target, missing), hint))
    for at, form in enumerate(entry.product.forms()):
        own = form.image and form.image not in images and entry.pictures[form.image]
        if own and own.sha256 not in sent:
            hint = _("give one picture to each value of the first option, or to none")
            message = _(
                "{market} does not show the variant's picture {name}",
                market=target.pack.title,
                name=form.image,
            )
            problems.append(_warning(entry, target, f"variants[{at}].image", message, hint))
    return problems


def _too_many(target: Target, missing: list[str]) -> str:
    limit = target.pack.limits.get("pictures")
    names = ", ".join(missing[:_FEW]) + (", …" if len(missing) > _FEW else "")
    if limit is None or limit.max is None:
        return _("{market} does not show these: {names}", market=target.pack.title, names=names)
    return _(
        "{market} takes {most} pictures; left out: {names}",
        market=target.pack.title,
        most=limit.max,
        names=names,
    )


def _warning(entry: Entry, target: Target, path: str, message: str, hint: str) -> Problem:
    return Problem(
        code="P641",
        message=message,
        hint=hint,
        severity=Severity.WARNING,
        place=entry.place(path),
        sku=entry.product.sku,
        shop=target.name,
    )


def unfit(entry: Entry, target: Target) -> list[Problem]:
    """Name the pictures that a marketplace which fetches them would refuse or show badly."""
    rules = target.pack.pictures
    if rules is None:
        return []
    hint = _("alter the picture at its address, or skip this shop: shops: → skip: yes")
    return [
        Problem(
            code=code,
            message=message,
            hint=hint,
            severity=_severity(rules, row),
            place=entry.place(path),
            sku=entry.product.sku,
            shop=target.name,
        )
        for path, code, row, message in (
            *_refused(entry, rules, target.pack.title),
            *_misshapen(entry, rules, target.pack.title),
        )
    ]


def _severity(rules: PictureRules, row: str) -> Severity:
    advice = row in rules.rows and rules.rows[row].advice
    return Severity.WARNING if advice else Severity.ERROR


def _shown(entry: Entry) -> Iterator[tuple[str, Picture]]:
    for name in entry.product.images:
        yield "images", entry.pictures[name]
    for at, form in enumerate(entry.product.forms()):
        if form.image and form.image not in entry.product.images:
            yield f"variants[{at}].image", entry.pictures[form.image]


def _misshapen(
    entry: Entry, rules: PictureRules, market: str
) -> Iterator[tuple[str, str, str, str]]:
    """Yield one finding for all pictures of a product that are not in shape."""
    sizes = {one.name: (one.width, one.height) for _path, one in _shown(entry)}
    names = [name for name, size in sizes.items() if shaped(size, rules) != size]
    if names:
        yield (
            "images",
            "P644",
            "shape",
            _(
                "{market} shows pictures of width : height {shape}; others are: {names}",
                market=market,
                shape=_ratios(rules),
                names=", ".join(names),
            ),
        )


def _ratios(rules: PictureRules) -> str:
    bounds = [bound for bound in (rules.narrowest, rules.widest) if bound is not None]
    ratios = dict.fromkeys(f"{bound.numerator}:{bound.denominator}" for bound in bounds)
    return " – ".join(ratios)


def _refused(entry: Entry, rules: PictureRules, market: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield (path, code, rule, message) for each rule that a picture does not keep."""
    for path, picture in _shown(entry):
        for code, row, message in _flaws(picture, rules, market):
            yield path, code, row, message


def _flaws(picture: Picture, rules: PictureRules, market: str) -> Iterator[tuple[str, str, str]]:
    name, side = picture.name, max(picture.width, picture.height)
    if picture.format not in rules.formats:
        formats = ", ".join(sorted(rules.formats))
        yield (
            "P642",
            "formats",
            _(
                "{name} is {form}; {market} takes {formats}",
                name=name,
                form=picture.format,
                market=market,
                formats=formats,
            ),
        )
    if picture.mode == "CMYK" and not rules.print_colours:
        yield (
            "P645",
            "print_colours",
            _(
                "{name} has the colours of a printing press (CMYK), and {market} shows it as it is",
                name=name,
                market=market,
            ),
        )
    if rules.max_bytes is not None and picture.bytes_size > rules.max_bytes:
        yield (
            "P643",
            "max_bytes",
            _(
                "{name} has {size} MB; {market} takes at most {most} MB",
                name=name,
                size=megabytes(picture.bytes_size),
                market=market,
                most=megabytes(rules.max_bytes),
            ),
        )
    if rules.max_side is not None and side > rules.max_side:
        yield (
            "P643",
            "max_side",
            _(
                "{name} is {side} pixels long; {market} takes at most {most}",
                name=name,
                side=side,
                market=market,
                most=rules.max_side,
            ),
        )
