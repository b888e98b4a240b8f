"""One product as one shop shall show it: overrides, texts, category, offers. Pure."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from ocopctl.adapters.base import Axis, Listing, ListingVariant, Parcel, Picture, Sku, distinct
from ocopctl.catalog.certificate import in_force
from ocopctl.catalog.claims import says
from ocopctl.catalog.model import Override
from ocopctl.content.certificate import as_shown
from ocopctl.content.render import render
from ocopctl.language import _
from ocopctl.problems import Problem
from ocopctl.publishing.cuts import cuts
from ocopctl.rules.words import word_rules
from ocopctl.text import slug

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from ocopctl.catalog.images import Picture as CatalogPicture
    from ocopctl.catalog.load import Entry
    from ocopctl.catalog.model import Product, Variant
    from ocopctl.rules.packs import Kind, Pack
    from ocopctl.rules.words import WordRules


@dataclass(frozen=True, slots=True)
class Target:
    """A shop as planning sees it: no credentials, no network.

    The world finds pictures under `media_url`: by their path in `media_root`, or, outside of it,
    by the path that the product file gives.
    """

    name: str
    marketplace: str
    live: bool
    pack: Pack
    media_url: str = ""
    media_root: Path | None = None
    templates: tuple[Path, ...] = ()
    words: WordRules = field(default_factory=word_rules, repr=False)


def override_for(product: Product, target: Target) -> Override:
    """Return what differs for this shop: its own entry before its marketplace's."""
    return product.shops.get(target.name) or product.shops.get(target.marketplace) or Override()


def override_path(product: Product, target: Target, field: str) -> str:
    """Return where a product says something for this shop alone, empty where it does not."""
    name = target.name if product.shops.get(target.name) else target.marketplace
    own = getattr(override_for(product, target), field)
    return "" if own is None or own == "" else f"shops.{name}.{field}"


def build(entry: Entry, target: Target, on: date) -> tuple[Listing | None, list[Problem]]:
    """Make the listing of one product for one shop, texts as of the day `on`.

    Returns no listing, and the reasons, when the product cannot be shown there; beside a listing
    stand warnings of texts that are made shorter for the shop.
    """
    entry = replace(entry, product=as_shown(entry.product, on))
    product = entry.product
    override = override_for(product, target)
    kind = target.pack.kinds.get(product.kind)
    category, problems = _category(entry, target, override, kind)
    problems += _override_problems(entry, target, override)
    if problems or category is None:
        return None, problems
    texts = render(
        product,
        target.marketplace,
        on=on,
        limits=target.pack.limits,
        title=override.title,
        folders=target.templates,
    )
    listing = Listing(
        sku=Sku(product.sku),
        title=texts.title,
        description=texts.description,
        highlights=texts.highlights,
        category_id=category,
        brand=product.brand,
        attributes=_attributes(product, kind, override),
        pictures=_pictures(entry, target),
        axes=tuple(Axis(axis.name, axis.values) for axis in product.options),
        variants=tuple(_variant(entry, target, form, override) for form in product.forms()),
        parcel=Parcel(
            product.package.weight_g,
            product.package.length_cm,
            product.package.width_cm,
            product.package.height_cm,
        ),
        lead_days=product.season.lead_days,
        origin=product.origin,
    )
    claims = _claims(entry, target, listing, on)
    return (None, claims) if claims else (listing, cuts(entry, texts, target, override.title))


def _claims(entry: Entry, target: Target, listing: Listing, on: date) -> list[Problem]:
    """Refuse a text that says OCOP or stars without a certificate: a template's own words do.

    Makers' names and papers' issuers stay as they are on paper; options are told by the catalog.
    """
    product = entry.product
    told = [text for axis in product.options for text in (axis.name, *axis.values)]
    if in_force(product.ocop, on) or any(says(text) for text in told):
        return []
    text = "\n".join((listing.title, listing.description, *listing.highlights))
    for name in (product.producer.name, *(paper.issued_by for paper in product.papers)):
        text = text.replace(name, " ") if name else text
    if not says(text):
        return []
    problem = Problem(
        code="P306",
        message=_(
            "the text for {shop} says OCOP or stars, and no certificate is in force",
            shop=target.name,
        ),
        hint=_(
            "take the words out of the workspace's own templates; ocopctl render shows the text"
        ),
        place=entry.place("ocop"),
        sku=product.sku,
        shop=target.name,
    )
    return [problem]


def _category(
    entry: Entry, target: Target, override: Override, kind: Kind | None
) -> tuple[str | None, list[Problem]]:
    """Choose the leaf category: the file's own first; the practice market's never goes live."""
    if override.category_id:
        return override.category_id, []
    if kind is not None and not (kind.practice_only and target.live):
        return kind.category_id, []
    message, hint = _unknown_kind(entry, target) if kind is None else _practice_kind(entry, target)
    problem = Problem(
        code="P601",
        message=message,
        hint=hint,
        place=entry.place("kind"),
        sku=entry.product.sku,
        shop=target.name,
    )
    return None, [problem]


def _unknown_kind(entry: Entry, target: Target) -> tuple[str, str]:
    """Say it in the same words for every shop that knows the same kinds: it is one fault."""
    written, known = entry.product.kind, sorted(target.pack.kinds)
    near = difflib.get_close_matches(slug(written).replace("-", "_"), known, 1, 0.7)
    message = _("the kind “{kind}” is not known, so there is no category for it", kind=written)
    first = (
        _('Did you mean "{name}"?', name=near[0])
        if near
        else _("Write one of: {allowed}.", allowed=", ".join(known))
    )
    other = _("For other goods write each shop's number: shops: → NAME: → category_id:.")
    return message, f"{first} {other} " + _("To find it: ocopctl categories NAME WORDS")


def _practice_kind(entry: Entry, target: Target) -> tuple[str, str]:
    return _(
        "the category for kind “{kind}” is the practice market's; {shop} is live",
        kind=entry.product.kind,
        shop=target.name,
    ), _(
        "write shops: → {shop}: → category_id: with its number; to find it: "
        "ocopctl categories {shop} WORDS",
        shop=target.name,
    )


def _override_problems(entry: Entry, target: Target, override: Override) -> list[Problem]:
    """Refuse a shop's own price or stock where it is not clear for which variant it is."""
    product = entry.product
    if not product.variants or (override.price is None and override.stock is None):
        return []
    path = f"shops.{target.name if target.name in product.shops else target.marketplace}"
    return [
        Problem(
            code="P602",
            message=_("a price or stock of its own for {shop} fits no variant", shop=target.name),
            hint=_("a shop's own price works for products without variants only"),
            place=entry.place(path),
            sku=product.sku,
            shop=target.name,
        )
    ]


def _attributes(product: Product, kind: Kind | None, override: Override) -> Mapping[str, str]:
    """Fill the category's attributes from the product's fields; the file's own words win."""
    from_fields = {
        name: str(getattr(product, field))
        for name, field in (kind.attributes.items() if kind else ())
        if getattr(product, field)
    }
    return {**from_fields, **override.attributes}


def _pictures(entry: Entry, target: Target) -> tuple[Picture, ...]:
    """Return the pictures, each once, as many as the marketplace shows."""
    found = distinct(_picture(entry.pictures[name], target) for name in entry.product.images)
    limit = target.pack.limits.get("pictures")
    return found[: limit.max] if limit else found


def _picture(found: CatalogPicture, target: Target) -> Picture:
    return Picture(
        sha256=found.sha256,
        path=found.path,
        media_type=f"image/{found.format.lower()}",
        width=found.width,
        height=found.height,
        url=_url(found, target),
    )


def _url(found: CatalogPicture, target: Target) -> str:
    """Return where the world gets a picture, empty when it gets none anywhere."""
    if not target.media_url:
        return ""
    path = found.path.resolve()
    root = target.media_root.resolve() if target.media_root else None
    inside = root is not None and path.is_relative_to(root)
    name = path.relative_to(root).as_posix() if inside and root is not None else found.name
    return target.media_url.rstrip("/") + "/" + quote(name)


def _variant(entry: Entry, target: Target, form: Variant, override: Override) -> ListingVariant:
    product = entry.product
    return ListingVariant(
        sku=Sku(form.sku),
        values=tuple(form.options[axis.name] for axis in product.options),
        price=form.price if override.price is None else override.price,
        stock=form.stock if override.stock is None else override.stock,
        weight_g=form.weight_g or product.package.weight_g,
        gtin=form.gtin,
        picture=_picture(entry.pictures[form.image], target) if form.image else None,
    )
