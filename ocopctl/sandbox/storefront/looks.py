"""How each shop, each state of a listing and each effect is named."""

from __future__ import annotations

from dataclasses import dataclass

from ocopctl.language import N_


@dataclass(frozen=True, slots=True)
class Look:
    """A marketplace's name, and what it calls a buyer's choice and a listing's text."""

    name: str
    choice: str
    story: str


LOOKS = {
    "shopee": Look("Shopee", N_("Variation"), N_("Product description")),
    "lazada": Look("Lazada", N_("Choose"), N_("Product details")),
    "tiktok": Look("TikTok Shop", N_("Select options"), N_("About this product")),
    "tiki": Look("Tiki", N_("Options"), N_("Product description")),
}
STATUSES = {
    "live": N_("on sale"),
    "review": N_("in review"),
    "unlisted": N_("off sale"),
    "rejected": N_("rejected"),
    "deleted": N_("deleted"),
}
EFFECTS = {
    "created": N_("created"),
    "updated": N_("changed"),
    "priced": N_("price set"),
    "stocked": N_("stock set"),
    "unlisted": N_("taken off sale"),
    "relisted": N_("back on sale"),
    "deleted": N_("deleted"),
    "uploaded": N_("picture uploaded"),
}
