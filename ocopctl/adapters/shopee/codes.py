"""What Shopee's error codes mean for a seller (official reference, Aug 2026, and measured live).

Codes stand without their module prefix and as Shopee spells them, mistakes included.
"""

from __future__ import annotations

from ocopctl.errors import (
    AuthError,
    ClockOff,
    Duplicate,
    NotFound,
    OutcomeUnknown,
    QuotaExhausted,
    RateLimited,
    Rejected,
)
from ocopctl.language import N_
from ocopctl.transport.classify import GONE, RATE, REFUSED, Verdict

TOKEN = Verdict(
    AuthError,
    N_("Shopee no longer accepts the shop's access token"),
    N_("run the same command again; if it stays so: ocopctl auth login SHOP"),
)
CONSENT = Verdict(
    AuthError,
    N_("Shopee wants the seller's consent again for this shop"),
    N_("give consent again, as once a year at Shopee: ocopctl auth login SHOP"),
)
CONFIG = Verdict(
    AuthError,
    N_("Shopee refused the application's credentials or rights"),
    N_("check partner_id, partner_key and the endpoint, and the application's page in the console"),
)
ACCOUNT = Verdict(
    AuthError,
    N_("Shopee has closed or limited this shop or its account"),
    N_("open Seller Centre and settle what it asks for"),
)
CLOCK = Verdict(
    ClockOff,
    N_("Shopee finds the time of the call more than five minutes off"),
    N_("set this machine's clock, then run the same command again"),
)
LOCKED = Verdict(
    RateLimited,
    N_("Shopee is still busy with the last change of this listing"),
    N_("wait a little; it is tried again by itself"),
)
QUOTA = Verdict(
    QuotaExhausted,
    N_("the application has used up today's calls on Shopee"),
    N_("run the same command again after 23:00 Vietnam time"),
)
FAULT = Verdict(
    OutcomeUnknown,
    N_("Shopee had a fault of its own and does not say whether the call had an effect"),
    N_("the shop is looked at before anything is sent again"),
)
NO_VARIANT = Verdict(
    NotFound,
    N_("Shopee does not know this variant"),
    N_("run the same command again; the listing is read anew first"),
)
NOWHERE = Verdict(NotFound, N_("Shopee has nothing under this name"), "")
SIMILAR = Verdict(
    Duplicate,
    N_("Shopee has this product in the shop already"),
    N_("it was left as it is; look for it in the seller centre"),
)
SAME_LEVEL = Verdict(Duplicate, N_("this Shopee listing has its variants already"), "")
BLOCKED = Verdict(
    Rejected,
    N_("Shopee has locked this listing for a promotion, a holiday or a review"),
    N_("run the same command again when that is over"),
)
TITLE = Verdict(
    Rejected,
    N_("Shopee does not take this title"),
    N_("correct its length or its characters in the product file"),
)
DESCRIPTION = Verdict(
    Rejected,
    N_("Shopee does not take this description"),
    N_("correct its length, or use fewer hashtags"),
)
PICTURES = Verdict(
    Rejected,
    N_("Shopee does not take these pictures"),
    N_("use JPG or PNG pictures of at least 500 by 500 pixels and send them again"),
)
CATEGORY = Verdict(
    Rejected,
    N_("Shopee does not take this category"),
    N_("choose a category without sub-categories for this shop"),
)
ATTRIBUTES = Verdict(
    Rejected,
    N_("Shopee misses an attribute of this category, or does not take a value"),
    N_("give the category's attributes for this shop in the product file"),
)
BRAND = Verdict(
    Rejected,
    N_("Shopee does not take this brand in this category"),
    N_("leave the brand empty for this shop, or register it with Shopee first"),
)
PRICE = Verdict(
    Rejected,
    N_("Shopee does not take this price"),
    N_("use whole dong within Shopee's bounds, and no variant dearer than five times the cheapest"),
)
PRICE_LATER = Verdict(
    Rejected,
    N_("Shopee did not change the price and does not say why"),
    N_("run the same command once more; if it stays so, look at the listing in Seller Centre"),
)
STOCK = Verdict(
    Rejected,
    N_("Shopee does not take this stock"),
    N_("use a number within Shopee's bounds, and not less than promotions have reserved"),
)
SHIPPING = Verdict(
    Rejected,
    N_("no shipping channel of the shop takes this parcel"),
    N_("check the parcel's weight and size, and the channels in Seller Centre"),
)
DAYS = Verdict(
    Rejected,
    N_("Shopee does not take this many days to ship in this category"),
    N_("change the days an order takes in the product file"),
)
VARIANTS = Verdict(
    Rejected,
    N_("Shopee does not take these options"),
    N_("use at most two options and fifty variants, with short names that differ"),
)
FOREIGN = Verdict(
    Rejected,
    N_("this kind of shop or listing is kept elsewhere by Shopee"),
    N_("change this listing in Seller Centre"),
)


def _rows(verdict: Verdict, codes: str) -> dict[str, Verdict]:
    return dict.fromkeys(codes.split(), verdict)


CODES: dict[str, Verdict] = {
    **_rows(RATE, "error_rate_limit"),
    **_rows(QUOTA, "error_limit"),
    **_rows(TOKEN, "invalid_acceess_token invalid_access_token"),
    **_rows(
        CONSENT,
        "refresh_token_expired error_refresh_token error_shop_refresh_token "
        "error_merchant_refresh_token shop_access_expired merchant_access_expired "
        "supplier_access_expired shop_no_linked merchant_no_linked supplier_no_linked "
        "partner_shop_no_link invalid_code invalid_shop_id invalid_main_acount_id "
        "error_auth_shop_not_found error_shop_not_found error_param_shop_id_not_found error_shop "
        "invalid_shop",
    ),
    **_rows(
        CONFIG,
        "error_sign invalid_partner_id error_partner_key_expired source_ip_undeclared "
        "error_api_permission error_ashop_api_permission error_api_call_restricted api_suspended "
        "error_permission error_perm_non_admin error_kyc_auth error_auth",
    ),
    **_rows(
        ACCOUNT,
        "shop_banned error_busi_invalid_shop_status error_busi_invalid_account_status "
        "error_seller_under_penalty",
    ),
    **_rows(
        FAULT,
        "error_server error_network error_inner error_system_busy error_data error_get_shop_fail "
        "error_slash_price_load error_unknown error_marshal error_busi_add_item_failed "
        "error_busi_update_item_failed error_busi_update_global_item_failed "
        "error_unlist_item_failed error_cannot_delete_item",
    ),
    **_rows(
        GONE,
        "error_item_not_found error_item_or_variation_not_found error_item_not_belong_shop",
    ),
    **_rows(NO_VARIANT, "error_model_invalid_model_id error_wrong_modelid error_tier_index"),
    **_rows(
        NOWHERE,
        "error_not_found error_not_exists error_can_not_find_warehouse error_not_in_whitelist",
    ),
    **_rows(SIMILAR, "error_repeated_mtsku"),
    **_rows(
        BLOCKED,
        "error_cannot_update_price_in_promotion error_item_in_promotion "
        "error_promotion_cantnot_update_stock error_slash_price_models_diff "
        "error_slash_price_not_lowest error_holiday_mode_change_stock error_holiday_on_add_item "
        "error_holiday_on_del_item error_busi_cannot_delist_reviewing_or_banned_item "
        "error_item_uneditable error_busi_item_status_invalid error_set_normal_unlisted_item",
    ),
    **_rows(
        REFUSED,
        "error_param error.param error_param_validate error_busi error_busi_cannot_update_field "
        "error_check_luc_fail error_nil_item_in_req error_nil_shopid_or_itemid err_data "
        "error_invalid_language error_param_item_status error_update_time_range "
        "error_query_over_itemid_size error_query_condition_list_limit "
        "error_query_query_limit_too_large error_unlist_item_all_failed error_unlist_item_fail "
        "error_reach_shop_item_limit error_video_info_not_found",
    ),
    **_rows(
        TITLE,
        "error_item_name_empty error_nil_name_new_item error_item_name_is_too_short "
        "error_title_exceeds_max_length error_name_length_limit error_title_character_forbidden",
    ),
    **_rows(
        DESCRIPTION,
        "error_desc_length_min_limit error_desc_hash_tag_over_limit error_desc_image_no_pass",
    ),
    **_rows(
        PICTURES,
        "error_image_num_min error_image_unavailable error_tier_img_partial "
        "error_tier_img_old_app error_tier_img_not_allower",
    ),
    "error category": CATEGORY,
    **_rows(
        CATEGORY,
        "error_invalid_category error_incalid_category error_category_is_block "
        "error_forbidden_category error_category_level error_category_path_count_limit",
    ),
    "error attribute": ATTRIBUTES,
    **_rows(
        ATTRIBUTES,
        "error_invalid_attribute error_less_required_attribute error_invalid_attribute_value "
        "error_invalid_category_attribute error_value_name_required error_value_id_must_equal_zero "
        "error_wrong_attrsnapshot error_busi_attribute_error error_attribute_fda_error",
    ),
    "error brand": BRAND,
    **_rows(
        BRAND,
        "error_invalid_brand error_incalid_brand error_less_required_brand error_brand_forbidden "
        "error_duplicated_brand",
    ),
    **_rows(PRICE_LATER, "error_update_price_fail"),
    **_rows(
        PRICE,
        "error_invalid_price error_price_exceed_min_limitt error_price_exceed_max_limitt "
        "error_price_out_of_range error_edit_item_price_for_item_has_model "
        "error_invalid_price_for_logistic error_busi_price_lower_then_wholesale_price "
        "error_wholesale_price_less_than_ratio_limit error_whole_sale_min_count_incorrect "
        "error_whole_sale_price_setting_incorrect error_price_should_be_same_for_wholesales",
    ),
    **_rows(
        STOCK,
        "error_busi_update_stock_failed error_edit_item_stock_for_item_has_model "
        "error_in_item_promotion_nomodel_to_models error_wms_shop_block_upate_stock",
    ),
    **_rows(SHIPPING, "error_invalid_logistic_info"),
    **_rows(
        DAYS,
        "error_invalid_days_to_ship error_estimated_days_limit error_category_dts "
        "error_param_dts_exceeds_max_limit error_param_category_not_support_pre_order",
    ),
    **_rows(
        VARIANTS,
        "error_tier_var_too_many error_tier_opt_too_many error_tier_var_name_too_long "
        "error_tier_opt_val_too_long error_tier_var_level_not_same error_tier_var_is_ "
        "error_model_count_over_limit error_model_tier_index_bound "
        "error_model_empty_tier_index_nonempty error_model_nonempty_itemtier_empty_index "
        "error_model_tier_index_level_mismatch_var_level error_nil_name_new_item_model "
        "error_busi_cannot_delete_all_model error_busi_cannot_delete_default_model "
        "error_duplicate_modelid error_model_duplicate_name "
        "error_model_duplicate_tier_variation_index",
    ),
    **_rows(
        FOREIGN,
        "error_cnsc_shop_block_update_tier_variation error_auth_product_is_pff "
        "error_auth_model_is_pff error_busi_cannot_edit_vsku error_region_can_not_blank "
        "error_region_not_valid error_shop_id_can_not_blank",
    ),
}
