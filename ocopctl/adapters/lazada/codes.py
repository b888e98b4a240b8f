"""Lazada's codes as data: what each means, and what a seller does about it.

A meaning has a number, a business code in words, or both (official reference, Apr 2026);
misspelt codes stand as Lazada spells them. What is refused whatever is sent again is Rejected.
Transient is for what surely had no effect; a fault that may have struck after the effect is
OutcomeUnknown.
"""

from __future__ import annotations

from ocopctl.errors import (
    AuthError,
    ClockOff,
    Duplicate,
    OutcomeUnknown,
    QuotaExhausted,
    Rejected,
    Transient,
)
from ocopctl.language import N_
from ocopctl.transport.classify import AUTH, GONE, RATE, REFUSED, UNKNOWN, Verdict

_CORRECT = N_("correct the product file and run the same command again")
_CENTRE = N_("look at the shop's notices in Lazada Seller Center")
_WORDS = N_("read the marketplace's own words and correct the product file")
_LATER = N_("run the same command again later")

TOKEN = Verdict(
    AuthError,
    N_("Lazada says that the access token is bad or has ended"),
    N_("give consent again: ocopctl auth login SHOP"),
)
CONSENT = Verdict(
    AuthError,
    N_("Lazada does not renew this shop's token any more"),
    N_("give consent again: ocopctl auth login SHOP"),
)
CLOCK = Verdict(
    ClockOff,
    N_("Lazada says that this computer's clock is wrong"),
    N_("set the clock right: Lazada allows two hours"),
)
PERMISSION = Verdict(
    AuthError,
    N_("the application has no permission for this call"),
    N_("ask for the permission on the application's page in the Lazada console"),
)
FENCE = Verdict(
    AuthError,
    N_("Lazada answered with a web page that refuses this computer"),
    N_("put this computer's address into the application's list of allowed addresses"),
)
PAGE = Verdict(
    OutcomeUnknown,
    N_("Lazada's answer cannot be read, so its effect is not known"),
    N_("if it stays so, put this computer's address into the application's allowed addresses"),
)
CONFIG = Verdict(
    Rejected,
    N_("Lazada does not know this call"),
    N_("check the endpoint in the workspace: it ends in /rest"),
)
BROKEN = Verdict(
    Rejected,
    N_("Lazada says that the request was not well formed"),
    N_("this is a fault of the program: report it with the request number"),
)
SHOP = Verdict(Rejected, N_("this shop may not do that now"), _CENTRE)
FULL_SHOP = Verdict(
    Rejected,
    N_("the shop has as many listings as Lazada allows it"),
    N_("take listings out of the shop, or ask Lazada for more room"),
)
LOCKED = Verdict(Rejected, N_("Lazada has locked this listing (campaign or penalty)"), _CENTRE)
OFF = Verdict(
    QuotaExhausted,
    N_("Lazada has switched this off, as it does during large campaigns"),
    N_("run the same command again when the campaign is over"),
    window="",
)
LONG_BAN = Verdict(
    QuotaExhausted,
    N_("Lazada has shut this application out for hours"),
    N_("wait as long as the marketplace's own words say"),
)
BUSY = Verdict(Transient, N_("Lazada is working on this listing already"), _LATER)
FAULT = Verdict(Transient, N_("Lazada had a passing fault"), _LATER)
TAKEN = Verdict(
    Duplicate,
    N_("the shop has this SKU already"),
    N_("look for the SKU in the shop; a SKU may be there once only"),
)
PICTURE = Verdict(
    Transient,
    N_("Lazada could not use a picture"),
    N_("run the same command again; if it stays so, save the picture anew as JPG"),
)
PICTURES = Verdict(
    Rejected,
    N_("the pictures do not suit Lazada"),
    N_("use 1 to 8 different pictures, JPG or PNG, 330 to 5000 pixels, below 1 MB"),
)
TITLE = Verdict(
    Rejected,
    N_("the title is longer than 255 bytes (a Vietnamese letter takes 2 or 3)"),
    N_("shorten the name, or give a shorter title for this shop"),
)
CATEGORY = Verdict(
    Rejected,
    N_("the category cannot be used"),
    N_("choose a leaf category of Lazada Vietnam for this product"),
)
BRAND = Verdict(
    Rejected,
    N_("Lazada does not let this shop use the brand here"),
    N_("apply for the brand in Seller Center, or leave it out of the product file"),
)
PRICE = Verdict(
    Rejected,
    N_("Lazada refused the price"),
    N_("use whole dong above 0, and a sale price below the price"),
)
STOCK = Verdict(Rejected, N_("Lazada refused the stock"), N_("use a whole number from 0 up"))
LOCKED_STOCK = Verdict(
    Rejected,
    N_("a campaign or open orders keep the stock from falling"),
    N_("raise the stock, or wait until the campaign is over"),
)
VARIATION = Verdict(
    Rejected,
    N_("the options do not suit Lazada"),
    N_("at most 2 kinds of options, names up to 15 and values up to 20 letters, no two alike"),
)
ATTRIBUTE = Verdict(Rejected, N_("an attribute of the category is missing or does not fit"), _WORDS)
LETTERS = Verdict(Rejected, N_('a text has one of the letters ^ ~ < > | "'), _CORRECT)
WORDING = Verdict(Rejected, N_("Lazada's rules do not allow this content"), _WORDS)
PARCEL = Verdict(
    Rejected,
    N_("the parcel does not suit Lazada"),
    N_("at most 40 kg, and 300 cm for length, width and height together"),
)
SELLER_SKU = Verdict(Rejected, N_("Lazada refused the SKU itself"), _CORRECT)

_TABLE = (
    (RATE, "901 4154 1002 ApiCallLimit SellerCallLimit AppCallLimit AppApiCallLimit"),
    (RATE, "HOT_KEY_BLOCK_EXCEPTION SYS_REQUEST_TOO_FAST"),
    (OFF, "998"),
    (UNKNOWN, "6 15 513 1000 4135 4159 THD_IC_ERR IC_EXCEPTION E0006 ServiceTimeout"),
    (UNKNOWN, "SYS_ERROR SELLER_SERVICE_FAIL THIRD_SERVICE_ERROR"),
    (FAULT, "300 301 304 506"),
    (BUSY, "4147 THD_IC_ERR_F_IC_SERVICE_EDIT_002"),
    (PICTURE, "302"),
    (TOKEN, "IllegalAccessToken InvalidAccessToken"),
    (CONSENT, "IllegalRefreshToken InvalidCode AUTH_TYPE_UNSUPPORTED"),
    (CLOCK, "IllegalTimestamp"),
    (AUTH, "IncompleteSignature InvalidAppKey IllegalAppKey"),
    (CONFIG, "InvalidApiPath UnsupportedHTTPMethod"),
    (BROKEN, "1 5 14 17 19 30 36 70 200 1001 4132 4191 4193 4216 E0001 MissingParameter"),
    (PERMISSION, "InsufficientPermission"),
    (SHOP, "SellerNotActive SellerNotVerified SELLER_NOT_PERMITTED ONLY_CB_SELLER_SUPPORTED"),
    (SHOP, "4128 THD_IC_F_IC_DOMAIN_ACTOR_006 4225 4123 4124 BIZ_CHECK_MANGROVE_RULE"),
    (SHOP, "BIZ_CHECK_MANGROVE_RULE_QC"),
    (FULL_SHOP, "4148 BIZ_CHECK_ITEM_HAS_REACH_LIMIT"),
    (FULL_SHOP, "THD_APPROVAL_RULE_CENTER_ERR_PRE_QC_LISTING_LIMIT_ERROR"),
    (LOCKED, "4155 BIZ_CHECK_NO_EDIT_ITEM_LOCK 4162 THD_IC_ERR_F_IC_ABILITY_PG 4218"),
    (LOCKED_STOCK, "4170 212"),
    (GONE, "207 208 4136 4137 E0002 E0003 SELLER_SKU_NOT_FOUND ITEM_NOT_FOUND"),
    (GONE, "EDIT_ITEM_NOT_BELONG_SELLER"),
    (TAKEN, "4105 4126 4141 BIZ_CHECK_SELLER_SKU_DUPLICATE BIZ_CHECK_SELLER_SKU_DB_DUPLICATE"),
    (TAKEN, "THD_IC_F_IC_INFRA_PRODUCT_036 THD_IC_ERR_F_IC_INFRA_PRODUCT_036"),
    (PICTURES, "203 303 4116 4138 4139 4146 4153 4158 4169 BIZ_CHECK_MAIN_IMAGE_DUPLICATE"),
    (PICTURES, "BIZ_CHECK_EXIST_OUTER_IMAGE BIZ_CHECK_MAIN_IMAGE_REQUIRE CHK_IMAGE_MAX_ITEMS"),
    (PICTURES, "THD_IC_ERR_FC_IC_SKU_IMAGE_001 THD_IC_ERR_F_DOMAIN_IMAGE_00_01_003"),
    (PICTURES, "BIZ_CHECK_SALEPROP_NOT_SUPPORT_THUMBNAIL VARIATION_IMAGE_SETTING_ERROR"),
    (PICTURES, "VARIATION_IMAGE_MUST_SET_VARIATION1 SKU_VARIATION_IMAGES_MISSING"),
    (PICTURES, "VARIATION_CATEGORY_SIZE_IMAGE"),
    (TITLE, "4160 THD_IC_ERR_F_PRODUCT_00_15_004"),
    (CATEGORY, "57 201 512 4134 4163 4227 4228 CHK_CATEGORY_ID_NOT_LEAF_CATEGORY"),
    (CATEGORY, "BIZ_CHECK_RESTRICTED_CATEGORY"),
    (BRAND, "4130 4142 4156 4168 BIZ_CHECK_OFFICIAL_STORE_BRAND_UNAUTHORIZED C035"),
    (BRAND, "THD_BRAND_ID_IS_NOT_VALID_IN_CATEGORY BIZ_CHECK_BRAND_PERMISSION_TIER_TWO"),
    (PRICE, "4104 4114 4117 4118 4119 4121 4157 10006 BIZ_CHECK_PRICE_PRECISION_INVALID"),
    (PRICE, "BIZ_CHECK_PRICE_SAMPLE_NON_ZERO BIZ_CHECK_SPECIAL_PRICE_FROM_DATE_AFTER_TO_DATE"),
    (PRICE, "BIZ_CHECK_PRICE_IS_ZERO BIZ_CHECK_SPECIAL_PRICE_RATE_OUT_OF_RANGE"),
    (PRICE, "BIZ_CHECK_SPECIAL_PRICE_PRECISION_INVALID"),
    (PRICE, "BIZ_CHECK_SPECIAL_PRICE_GREATER_THAN_PRICE"),
    (STOCK, "4152 THD_INVENTORY_ERR_INV_PARAM_ILLEGAL"),
    (VARIATION, "204 209 4109 4112 4113 4133 4143 4144 4145 4161 4171"),
    (VARIATION, "CHK_SKU_PROPS_NOT_MATCH_SALE_PROP CHK_SKU_PROPS_DUPLICATE"),
    (VARIATION, "CHK_SKU_PROPS_NOT_IDENTICAL BIZ_CHECK_SALEPROP_ATTRIBUTE_INVALID"),
    (VARIATION, "BIZ_CHECK_SKU_NOT_CONTAIN_SALEPROP BIZ_CHECK_SALEPROP_AND_OLD_PARAM_REPEAT"),
    (VARIATION, "VARIATION_CATEGORY_ATTRIBUTE_INVALID VARIATION_EMPTY VARIATION_SIZE_LIMIT"),
    (VARIATION, "VARIATION_NAME_EMPTY VARIATION_NAME_DUPLICATE VARIATION_NAME_LENGTH_LIMIT"),
    (VARIATION, "VARIATION_OPTIONS_EMPTY OPTIONS_SIZE_LIMIT VARIATION_OPTION_LENGTH_LIMIT"),
    (VARIATION, "VARIATION_OPTION_DUPLICATE SKU_VARIATION_OPTION_NOT_EXIST"),
    (VARIATION, "SKU_VARIATION_NAME_MISSING VARIATION_CATEGORY_PROHIBITION"),
    (VARIATION, "VARIATION_SELLER_PROHIBITION REMOVE_SKU_PROHIBITION"),
    (VARIATION, "BIZ_CHECK_TOTAL_SALE_PROP_MAX_ITEMS"),
    (ATTRIBUTE, "4106 4107 4108 4110 4111 4115 4120 4125 4140 4167 10002"),
    (ATTRIBUTE, "CHK_CATPROP_CPV_INPUT_SIZE_LIMIT CHECK_CAT_PROP_INVALID_NUMBER"),
    (ATTRIBUTE, "CHK_BASIC_REQUIRED BIZ_CHECK_CAT_PROP_MANDATORY CHK_CATPROP_CPV_TEXT_REPEAT"),
    (ATTRIBUTE, "CHK_CATPROP_CPV_NOT_ENUM CHK_CATPROP_CPV_MAX_LEGNTH"),
    (ATTRIBUTE, "THD_IC_F_IC_DOMAIN_PROPERTY_002 THD_IC_ERR_F_IC_DOMAIN_PROPERTY_002"),
    (ATTRIBUTE, "CHK_ENUM_PROP_VALUE_NOT_IN_OPTION"),
    (LETTERS, "4129 BIZ_CHECK_PROP_SPECIAL_CHAR"),
    (WORDING, "4131 4151 4221 BIZ_CHECK_CAT_PROP_SENSITIVE_WORDS BIZ_CHECK_MTEE_RULE_QC"),
    (WORDING, "BIZ_CHECK_MTEE_RISK_RULE_TRIGGER"),
    (PARCEL, "4149 4164 4165 BIZ_CHECK_PACKAGE_DECIMAL_INVALID BIZ_CHECK_MAX_PACKAGE_WEIGHT"),
    (PARCEL, "BIZ_CHECK_MAX_PACKAGE_DIMENISIONS"),
    (SELLER_SKU, "4150 SELLER_SKU_INVALID"),
    (REFUSED, "202 205 206 502 701 4122 4127 4166 THD_IC_F_IC_SCENE_PUBLISH_012"),
    (REFUSED, "THD_IC_ERR_F_IC_INFRA_SPU_036 BIZ_CHECK_VIRTUAL_BUNDLE_SKU_SUB_OVER_LIMIT"),
)
CODES = {code: verdict for verdict, codes in _TABLE for code in codes.split()}

PREFIXES = ("THD_IC_ERR_F_IC_ABILITY_PG", "BIZ_CHECK_MTEE_RISK_RULE_TRIGGER")
"""Codes that come with an ending of their own."""
SAME_SKU = "INFRA_PRODUCT_036"
"""Whatever code it comes with, this text says that the seller SKU exists (two sources)."""
OVERVIEW = frozenset({"500", "501", "503", "504"})
"""These top codes say only that something in the call failed."""
ALREADY_OFF = "E0004"
"""Deactivating what is not on sale."""
NOT_PERMITTED = "SELLER_NOT_PERMITTED"
"""Prices may not be set by the price call in this shop (measured live by others)."""
