"""Changes of content, which are reviewed: description, attributes, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.market import Answer
from ocopctl.sandbox.tiki import offers, prices, review
from ocopctl.sandbox.tiki.attributes import check_complete
from ocopctl.sandbox.tiki.faults import Faults, addresses, is_address
from ocopctl.sandbox.tiki.replies import CallRefusedError
from ocopctl.sandbox.tiki.wording import read_description

if TYPE_CHECKING:
    from ocopctl.sandbox.tiki.visit import Visit

# evidence[reference and observed]: attributes, description among them, image and images change
#   after a review; market_price in v1 alone (official documentation and live clients, 2020-2026)
_FIELDS = {"attributes", "image", "images"}


# evidence[reference and observed]: requests.updateProductInfo answers a track_id and changes
#   nothing before approval (official documentation and live clients, 2020-2026)
def update_product_info(visit: Visit) -> Answer:
    """Queue a change of content; the product stays as it is until the change is approved."""
    body = visit.body()
    # evidence[our choice]: a seller whose can_update_product is 0 is refused with 403 (inferred
    #   from the field's name, 2026)
    if visit.account["can_update_product"] != 1:
        raise CallRefusedError(403, "Seller can not update product")
    product = offers.find(visit, {"product_id": body.get("product_id")})
    faults = Faults()
    _check_fields(body, visit.version, faults)
    content = _content(body, product, faults)
    faults.stop()
    request = review.submit(visit, "update_product", content)
    return Answer({"track_id": request["track_id"], "state": "queuing"})


# evidence[reference]: title, options and category cannot be changed (official documentation,
#   2020-2024; that sending them is 400 is our choice)
def _check_fields(body: dict[str, Any], version: str, faults: Faults) -> None:
    """Note fields that cannot be changed here; the title never can."""
    allowed = _FIELDS | ({"market_price"} if version == "v1" else set())
    given = set(body) - {"product_id"}
    for name in sorted(given - allowed):
        faults.add(400, f"{name} can not be updated")
    if not given & allowed:
        faults.add(400, "nothing to update")


def _content(body: dict[str, Any], product: dict[str, Any], faults: Faults) -> dict[str, Any]:
    attributes = body.get("attributes", {})
    if not isinstance(attributes, dict):
        faults.add(400, "attributes must be an object")
        attributes = {}
    own = {code: value for code, value in attributes.items() if code != "description"}
    check_complete(product["category_id"], product["attributes"] | own, faults)
    image = body.get("image")
    if image is not None and not is_address(image):
        faults.add(422, "image must be an http or https url")
    images = addresses(body["images"], "images", faults) if "images" in body else None
    content: dict[str, Any] = {
        "product_id": product["product_id"],
        "fields": [*attributes, *(name for name in body if name in _FIELDS - {"attributes"})],
        "attributes": own,
        "image": image,
        "images": images,
        "pictures": [*([image] if image else []), *(images or [])],
    }
    if "description" in attributes:
        content["description"] = read_description(attributes["description"], faults)
    if "market_price" in body:
        content["market_price"] = _list_price(body["market_price"], product, faults)
        content["fields"].append("market_price")
    return content


def _list_price(value: object, product: dict[str, Any], faults: Faults) -> int:
    """Read a new list price: the selling price must stay within it."""
    found = prices.list_price(value, faults, subject="product")
    prices.price(product["price"], found, faults, subject="product")
    return found
