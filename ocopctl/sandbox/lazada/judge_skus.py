"""Judge the SKUs of an item: codes, prices, sale prices, stock, parcels; then settle the draft."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.lazada import images, items, judge_texts, reference
from ocopctl.sandbox.lazada.envelope import Flaw, RefusalError, refuse_skus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ocopctl.sandbox.lazada.items import Item
    from ocopctl.sandbox.market import Market

_SKU_FORBIDDEN = re.compile(r'[\\"*^~<>/|\x00-\x1f]')
_SIDES = ("package_length", "package_width", "package_height")
_MOMENT = "%Y-%m-%d %H:%M:%S"
_DAY = "%Y-%m-%d"
_DAWN, _DUSK = "00:00:00", "23:59:59"


def skus(market: Market, draft: Item, overview: str) -> None:
    """Refuse a draft with a SKU that is not right, under `overview` (500 or 501)."""
    # evidence[reference]: an item has at most 50 SKUs a call, else 4171 (official documentation,
    #   April 2026)
    kept = items.kept_skus(draft)
    if len(kept) > reference.limits()["skus_a_call"]:
        raise RefusalError("4171", "E4171: more than 50 SKUs")
    # evidence[our choice]: all faults of all SKUs are named at once (the sources are silent,
    #   2026)
    found = [flaw for sku in kept for flaw in _flaws(market, sku)]
    refuse_skus(overview, found)


def prices(fields: Mapping[str, str], field: str) -> Iterator[Flaw]:
    """Name what is wrong with a price, its sale price and the dates of that."""
    yield from _amount(fields.get("price", ""), field)
    yield from _special(fields, field)
    yield from _dates(fields, field)


def quantity(value: str, field: str) -> Iterator[Flaw]:
    """Name what is wrong with a stock figure: whole and not negative."""
    # evidence[reference]: a quantity is whole and not negative, else 4152 (official
    #   documentation, April 2026)
    # evidence[our choice]: a quantity has 9 digits at most (the sources are silent, 2026)
    if not re.fullmatch(r"[0-9]{1,9}", value):
        text = "quantity is negative or invalid"
        yield Flaw("4152", "THD_INVENTORY_ERR_INV_PARAM_ILLEGAL", text, field)


def settle(draft: Item) -> None:
    """Turn the sent texts of a judged draft into what is kept."""
    draft["attributes"] = {name: value for name, value in draft["attributes"].items() if value}
    brand = reference.brand_named(draft["attributes"]["brand"])
    draft["attributes"]["brand"] = brand["name"] if brand else ""
    for sku in draft["skus"]:
        sku.pop("old_style", None)
        settle_fields(sku)


def settle_fields(sku: dict[str, Any]) -> None:
    """Do so for one SKU: blanks are dropped, dates get their hour, the quantity becomes stock."""
    fields = {name: value for name, value in sku["fields"].items() if value}
    sent = fields.pop("quantity", None)
    sku["sellable"] = sku["sellable"] if sent is None else int(sent)
    for name, hour in (("special_from_date", _DAWN), ("special_to_date", _DUSK)):
        if name in fields:
            fields[name] = _moment(fields[name], hour)
    sku["fields"] = fields


def _flaws(market: Market, sku: dict[str, Any]) -> Iterator[Flaw]:
    """Name the flaws of one SKU in the order the platform finds them."""
    field, fields = sku["seller_sku"], sku["fields"]
    if not _good_code(field):
        yield Flaw("4150", "SELLER_SKU_INVALID", "seller SKU invalid", field or "SellerSku")
    # evidence[reference]: Status is active, inactive or, on update, deleted; another is refused
    #   as 10002, our pairing (official documentation, April 2026)
    if sku["status"] not in ("active", "inactive"):
        yield Flaw("10002", "ATTRIBUTE_INVALID", f"Status {sku['status']}", field)
    yield from prices(fields, field)
    yield from _parcel(fields, field)
    if "quantity" in fields:
        yield from quantity(fields["quantity"], field)
    if judge_texts.SPECIAL.search(fields.get("package_content", "")):
        yield Flaw("4129", "BIZ_CHECK_PROP_SPECIAL_CHAR", 'one of ^ ~ < > | "', field)
    yield from _pictures(market, sku)


def _good_code(code: str) -> bool:
    # evidence[reference]: a seller SKU must be there, without the forbidden signs, else 4150
    #   (official documentation, April 2026)
    # evidence[our choice]: a seller SKU has at most 50 characters (the sources are silent, 2026)
    longest: int = reference.limits()["seller_sku"]
    return 0 < len(code) <= longest and not _SKU_FORBIDDEN.search(code)


def _amount(value: str, field: str) -> Iterator[Flaw]:
    if not value:
        yield Flaw("4108", "CHK_BASIC_REQUIRED", "price: C004: cannot be blank.", field)
    elif not judge_texts.NUMBER.fullmatch(value):
        yield Flaw("4107", "CHECK_CAT_PROP_INVALID_NUMBER", "price is not a number", field)
    elif Decimal(value) <= 0:
        # evidence[reference]: a price of 0 is refused as 4118 (official documentation, April
        #   2026)
        yield Flaw("4118", "BIZ_CHECK_PRICE_IS_ZERO", "price is zero", field)
    elif "." in value:
        # evidence[one client]: a price in dong is whole, else 4104 (one client and a sister
        #   platform's, 2026)
        text = "too many decimals in price"
        yield Flaw("4104", "BIZ_CHECK_PRICE_PRECISION_INVALID", text, field)


def _special(fields: Mapping[str, str], field: str) -> Iterator[Flaw]:
    value, price = fields.get("special_price", ""), fields.get("price", "")
    if not value:
        # evidence[reference]: dates of a sale need a sale price (official documentation, April
        #   2026)
        if fields.get("special_from_date") or fields.get("special_to_date"):
            text = "special_price: C004: cannot be blank."
            yield Flaw("4108", "CHK_BASIC_REQUIRED", text, field)
    elif not judge_texts.NUMBER.fullmatch(value):
        text = "special price is not a number"
        yield Flaw("4107", "CHECK_CAT_PROP_INVALID_NUMBER", text, field)
    elif Decimal(value) <= 0:
        # evidence[our choice]: a sale price of 0 is refused as 4119; the real range is not
        #   published (the sources are silent, 2026)
        business, text = "BIZ_CHECK_SPECIAL_PRICE_RATE_OUT_OF_RANGE", "discount out of range"
        yield Flaw("4119", business, text, field)
    elif judge_texts.NUMBER.fullmatch(price) and Decimal(value) >= Decimal(price):
        # evidence[reference]: a sale price is below the price, else 4157 (official documentation,
        #   April 2026)
        business = "BIZ_CHECK_SPECIAL_PRICE_GREATER_THAN_PRICE"
        yield Flaw("4157", business, "sale price not below price", field)
    elif "." in value:
        # evidence[reference]: a sale price with too many decimals is refused as 4121 (official
        #   documentation, April 2026)
        text = "too many decimals in sale price"
        yield Flaw("4121", "BIZ_CHECK_SPECIAL_PRICE_PRECISION_INVALID", text, field)


def _dates(fields: Mapping[str, str], field: str) -> Iterator[Flaw]:
    names = ("special_from_date", "special_to_date")
    sent = [fields[name] for name in names if fields.get(name)]
    if not all(_is_date(value) for value in sent):
        # evidence[reference]: a date that cannot be read is refused as 17 (official
        #   documentation, April 2026)
        # evidence[our choice]: a bare day is taken, from its dawn or to its dusk (the sources are
        #   silent, 2026)
        yield Flaw("17", "E017", "Invalid Date Format", field)
    elif len(sent) == len(names) and _moment(sent[0], _DAWN) > _moment(sent[1], _DUSK):
        # evidence[reference]: reversed dates of a sale are refused as 4117 (official
        #   documentation, April 2026)
        business = "BIZ_CHECK_SPECIAL_PRICE_FROM_DATE_AFTER_TO_DATE"
        yield Flaw("4117", business, "sale dates reversed", field)


def _moment(value: str, hour: str) -> str:
    """Return a date with its time of day; a bare day gets `hour`."""
    return value if " " in value else f"{value} {hour}"


def _is_date(value: str) -> bool:
    for layout in (_MOMENT, _DAY):
        try:
            if datetime.strptime(value, layout).strftime(layout) == value:  # noqa: DTZ007 - the seller's local time
                return True
        except ValueError:
            continue
    return False


def _parcel(fields: Mapping[str, str], field: str) -> Iterator[Flaw]:
    limits = reference.limits()
    names = ("package_weight", *_SIDES)
    missing = [name for name in names if not fields.get(name)]
    # evidence[reference]: a parcel needs weight and all three sides, else 4108 (official
    #   documentation, April 2026)
    for name in missing:
        yield Flaw("4108", "CHK_BASIC_REQUIRED", f"{name}: C004: cannot be blank.", field)
    wrong = [name for name in names if name not in missing and not _is_measure(fields[name])]
    for name in wrong:
        # evidence[reference]: a parcel's figures are above 0 with at most 2 decimals, else 4149
        #   (official documentation, one guide says 3 decimals, April 2026)
        text = f"{name} is not a number above 0 with at most 2 decimals"
        yield Flaw("4149", "BIZ_CHECK_PACKAGE_DECIMAL_INVALID", text, field)
    if missing or wrong:
        return
    # evidence[reference]: a parcel weighs at most 40 kg, else 4164, and its sides add up to at
    #   most 300 cm, else 4165 (official documentation, April 2026)
    if Decimal(fields["package_weight"]) > limits["package_weight_kg"]:
        yield Flaw("4164", "BIZ_CHECK_MAX_PACKAGE_WEIGHT", "over 40 kg", field)
    if sum(Decimal(fields[name]) for name in _SIDES) > limits["package_girth_cm"]:
        yield Flaw("4165", "BIZ_CHECK_MAX_PACKAGE_DIMENISIONS", "over 300 cm", field)


def _is_measure(value: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,2})?", value)) and Decimal(value) > 0


def _pictures(market: Market, sku: dict[str, Any]) -> Iterator[Flaw]:
    # evidence[reference]: a SKU with too many images is refused as 203 (official documentation,
    #   April 2026)
    if len(sku["images"]) > reference.limits()["images"]:
        yield Flaw("203", "E203", "too many images in a SKU", sku["seller_sku"])
    for url in sku["images"]:
        if images.digest(market, url) is None:
            yield judge_texts.foreign(url)
