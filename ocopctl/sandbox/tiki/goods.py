"""The products: made one per variant when a request is approved, found by id and SKU, kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Market

# evidence[reference and observed]: product_id is an integer, Tiki's own sku a text of 13 digits
#   (official documentation and live clients, 2020-2026)
_FIRST_PRODUCT, _FIRST_MASTER, _FIRST_SKU = 2_166_152, 1_500_001, 8_930_000_000_017
# Pictures are served from a host of the platform's own; this one can never be reached.
# evidence[our choice]: pictures come back under an address that cannot be reached (practice
#   market, 2026)
_PICTURE_HOST = "https://pictures.tiki.invalid"


# evidence[reference]: each variant becomes a product of its own under one master, and under a
#   super where there are options (official documentation, 2020-2024)
def make(market: Market, request: dict[str, Any], at: float) -> list[dict[str, Any]]:
    """Make the products of an approved request: one per variant, all under one master."""
    draft = request["content"]
    master = _numbered(market)
    above = _numbered(market) if draft["option_attributes"] else None
    made = []
    for variant in draft["variants"]:
        product = _product(market, request, variant, at) | {
            "master_id": master[0],
            "master_sku": master[1],
            "super_id": above[0] if above else None,
            "super_sku": above[1] if above else None,
        }
        keep(market, product, at)
        made.append(product)
    return made


def change(
    product: dict[str, Any], content: dict[str, Any], pictures: dict[str, dict[str, Any]]
) -> list[str]:
    """Change a product's content in place; return the names of what was sent."""
    fields = list(content["fields"])
    # evidence[our choice]: attributes sent in a change are laid over those there are, and images
    #   replace all but the main one (documented nowhere, 2026)
    product["attributes"] = product["attributes"] | content["attributes"]
    for name in ("description", "market_price"):
        if name in content:
            product[name] = content[name]
    main, more = content["image"], content["images"]
    old = product["images"]
    if main is not None or more is not None:
        first = _images([main], pictures) if main is not None else old[:1]
        rest = _images(more, pictures) if more is not None else old[1:]
        product["images"] = _numbered_images([*first, *rest])
    return fields


def keep(market: Market, product: dict[str, Any], at: float) -> None:
    """Write a product that changed at `at`."""
    product.update(updated_at=at, version=product["version"] + 1)
    account = product["account"]
    keys = [
        account,
        f"{account}/sku/{product['original_sku']}",
        f"{account}/master/{product['master_id']}",
    ]
    market.shelf.put("product", product["product_id"], product, keys=keys)


def by_id(market: Market, account: str, product_id: int) -> dict[str, Any] | None:
    """Return the account's product of that id, None when it has none."""
    found = market.shelf.get("product", product_id)
    return found if found is not None and found["account"] == account else None


def by_sku(market: Market, account: str, sku: str) -> dict[str, Any] | None:
    """Return the account's product of that seller SKU, None when it has none."""
    found = market.shelf.find("product", f"{account}/sku/{sku}")
    return found[0] if found else None


def total(product: dict[str, Any]) -> int:
    """Return the stock in all the warehouses that the product is sold from."""
    return sum(product["stocks"].get(str(one), 0) for one in product["warehouses"])


def image_address(image: dict[str, Any]) -> str:
    """Return where the platform keeps a picture: never the address that was sent."""
    return f"{_PICTURE_HOST}/{image['path']}"


def _product(
    market: Market, request: dict[str, Any], variant: dict[str, Any], at: float
) -> dict[str, Any]:
    draft = request["content"]
    copied = ("name", "description", "attributes", "price", "market_price", "inventory_type")
    return {name: variant[name] for name in (*copied, "warehouses", "stocks")} | {
        "product_id": market.shelf.next_number("product_id", _FIRST_PRODUCT),
        "account": request["account"],
        "request_id": request["request_id"],
        "sku": str(market.shelf.next_number("sku", _FIRST_SKU)),
        "original_sku": variant["sku"],
        "category_id": draft["category_id"],
        "options": dict(zip(draft["option_attributes"], variant["options"], strict=True)),
        "images": _numbered_images(_images(variant["pictures"], request["pictures"])),
        # evidence[reference and observed]: an approved product is active only where
        #   is_auto_turn_on was true (official documentation and live clients, 2020-2026)
        "active": int(draft["turn_on"]),
        "is_hidden": False,
        "version": 0,
        "created_at": at,
        "indexed_at": at,
    }


def _images(addresses: list[str], pictures: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [pictures[one] for one in addresses]


# evidence[our choice]: a picture sent twice is dropped by its content (by address in official
#   documentation, 2020)
def _numbered_images(images: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Drop repeated pictures and number the others."""
    single = {one["digest"]: one for one in images}
    return [one | {"position": place} for place, one in enumerate(single.values())]


def _numbered(market: Market) -> tuple[int, str]:
    number = market.shelf.next_number("master", _FIRST_MASTER)
    return number, str(market.shelf.next_number("sku", _FIRST_SKU))
