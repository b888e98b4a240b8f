"""The shapes of the JSON bodies that product calls take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.sandbox.shopee.decoding import Many, Scalar, Struct

if TYPE_CHECKING:
    from ocopctl.sandbox.shopee.decoding import Shape

_ID = Scalar("uint64")
_WHOLE = Scalar("int64")
_NUMBER = Scalar("float64")
_TEXT = Scalar("string")
_FLAG = Scalar("bool")

_PARCEL = Struct(
    "Dimension",
    {side: Scalar("int32") for side in ("package_length", "package_width", "package_height")},
)
_STOCK = Many(Struct("SellerStock", {"location_id": _TEXT, "stock": _WHOLE}, required=("stock",)))
_PRE_ORDER = Struct("PreOrder", {"is_pre_order": _FLAG, "days_to_ship": _WHOLE})
_ATTRIBUTE = Struct(
    "Attribute",
    {
        "attribute_id": _ID,
        "attribute_value_list": Many(
            Struct(
                "AttributeValue",
                {"value_id": _ID, "original_value_name": _TEXT, "value_unit": _TEXT},
            )
        ),
    },
    required=("attribute_id",),
)
_LOGISTIC = Struct(
    "LogisticInfo",
    {
        "logistic_id": _ID,
        "enabled": _FLAG,
        "is_free": _FLAG,
        "shipping_fee": _NUMBER,
        "size_id": _ID,
    },
    required=("logistic_id", "enabled"),
)
_CONTENT: dict[str, Shape] = {
    "item_name": _TEXT,
    "description": _TEXT,
    "description_type": _TEXT,
    "description_info": Struct("DescriptionInfo", {}),
    "weight": _NUMBER,
    "dimension": _PARCEL,
    "category_id": _ID,
    "image": Struct("Image", {"image_id_list": Many(_TEXT), "image_ratio": _TEXT}),
    # evidence[several clients]: update_item takes logistic_info, though its page leaves
    #   it out by now (clients in use, 2026)
    "logistic_info": Many(_LOGISTIC),
    "item_sku": _TEXT,
    "item_status": _TEXT,
    "attribute_list": Many(_ATTRIBUTE),
    "brand": Struct("Brand", {"brand_id": _ID, "original_brand_name": _TEXT}),
    "pre_order": _PRE_ORDER,
    "condition": _TEXT,
    "wholesale": Many(
        Struct(
            "Wholesale",
            {"min_count": _WHOLE, "max_count": _WHOLE, "unit_price": _NUMBER},
            required=("min_count", "max_count", "unit_price"),
        )
    ),
    "gtin_code": _TEXT,
    "video_upload_id": Many(_TEXT),
}

# evidence[reference and observed]: a create needs title, description, price, weight, category,
#   pictures and logistics (official reference and clients, August 2026)
# evidence[measured live]: in practice it needs a stock and a parcel too (third parties'
#   measurements, 2024-2026)
ADD_ITEM = Struct(
    "AddItemRequest",
    {**_CONTENT, "original_price": _NUMBER, "seller_stock": _STOCK},
    required=(
        "item_name",
        "description",
        "original_price",
        "weight",
        "category_id",
        "image",
        "logistic_info",
        "seller_stock",
    ),
)
UPDATE_ITEM = Struct("UpdateItemRequest", {"item_id": _ID, **_CONTENT}, required=("item_id",))
ITEM_ONLY = Struct("ItemRequest", {"item_id": _ID}, required=("item_id",))
# evidence[reference and observed]: unlist_item, update_model, update_price and update_stock take
#   1 to 50 rows (official reference and clients, August 2026)
UNLIST_ITEM = Struct(
    "UnlistItemRequest",
    {
        "item_list": Many(
            Struct("ItemInfo", {"item_id": _ID, "unlist": _FLAG}, required=("item_id", "unlist")),
            most=50,
        )
    },
    required=("item_list",),
)

_STANDARD_TIERS = Many(
    Struct(
        "StandardiseTierVariation",
        {
            "variation_id": _ID,
            "variation_name": _TEXT,
            "variation_group_id": _ID,
            "variation_option_list": Many(
                Struct(
                    "VariationOption",
                    {
                        "variation_option_id": _ID,
                        "variation_option_name": _TEXT,
                        "image_id": _TEXT,
                    },
                    required=("variation_option_name",),
                )
            ),
        },
        required=("variation_name", "variation_option_list"),
    )
)
# evidence[several clients]: the older form of tiers, deprecated since September 2025, is still
#   taken (most clients, 2026)
_OLD_TIERS = Many(
    Struct(
        "TierVariation",
        {
            "name": _TEXT,
            "option_list": Many(
                Struct(
                    "Option",
                    {"option": _TEXT, "image": Struct("OptionImage", {"image_id": _TEXT})},
                    required=("option",),
                )
            ),
        },
        required=("name", "option_list"),
    )
)
_TIERS: dict[str, Shape] = {
    "standardise_tier_variation": _STANDARD_TIERS,
    "tier_variation": _OLD_TIERS,
}
_MODEL_EXTRAS: dict[str, Shape] = {
    "gtin_code": _TEXT,
    "weight": _NUMBER,
    "dimension": _PARCEL,
    "pre_order": _PRE_ORDER,
}
_MODELS = Many(
    Struct(
        "Model",
        {
            "tier_index": Many(_WHOLE),
            "original_price": _NUMBER,
            "seller_stock": _STOCK,
            "model_sku": _TEXT,
            **_MODEL_EXTRAS,
        },
        required=("tier_index", "original_price", "seller_stock"),
    )
)

INIT_TIERS = Struct(
    "InitTierVariationRequest",
    {"item_id": _ID, **_TIERS, "model": _MODELS},
    required=("item_id", "model"),
)
UPDATE_TIERS = Struct(
    "UpdateTierVariationRequest",
    {
        "item_id": _ID,
        **_TIERS,
        "model_list": Many(
            Struct(
                "ModelIndex",
                {"model_id": _ID, "tier_index": Many(_WHOLE)},
                required=("model_id", "tier_index"),
            )
        ),
    },
    required=("item_id",),
)
ADD_MODEL = Struct(
    "AddModelRequest",
    {"item_id": _ID, "model_list": _MODELS},
    required=("item_id", "model_list"),
)
# evidence[reference]: update_model needs model_sku in every row (official reference, August 2026)
UPDATE_MODEL = Struct(
    "UpdateModelRequest",
    {
        "item_id": _ID,
        "model": Many(
            Struct(
                "ModelUpdate",
                {"model_id": _ID, "model_sku": _TEXT, **_MODEL_EXTRAS},
                required=("model_id", "model_sku"),
            ),
            most=50,
        ),
    },
    required=("item_id", "model"),
)
DELETE_MODEL = Struct(
    "DeleteModelRequest", {"item_id": _ID, "model_id": _ID}, required=("item_id", "model_id")
)
UPDATE_PRICE = Struct(
    "UpdatePriceRequest",
    {
        "item_id": _ID,
        "price_list": Many(
            Struct(
                "PriceInfo",
                {"model_id": _ID, "original_price": _NUMBER},
                required=("original_price",),
            ),
            most=50,
        ),
    },
    required=("item_id", "price_list"),
)
UPDATE_STOCK = Struct(
    "UpdateStockRequest",
    {
        "item_id": _ID,
        "stock_list": Many(
            Struct(
                "StockInfo",
                {"model_id": _ID, "seller_stock": _STOCK},
                required=("seller_stock",),
            ),
            most=50,
        ),
    },
    required=("item_id", "stock_list"),
)
