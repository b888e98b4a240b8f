"""TikTok Shop's codes as data: what each means, and what a seller does about it.

The numbers are the official reference's (copies of Jan 2025 to Sep 2026). What is refused whatever
is sent again is Rejected. A fault inside TikTok may have struck after the effect: OutcomeUnknown.
"""

from __future__ import annotations

from ocopctl.errors import AuthError, ClockOff, Duplicate, OutcomeUnknown, QuotaExhausted, Rejected
from ocopctl.language import N_
from ocopctl.transport.classify import GONE, RATE, Verdict

EXTERNAL_ID_TAKEN = 12052996
"""Refuses a second listing with the same external id."""
OVERLOADED = 36009004
"""One code for many faults of a request: the message tells which."""
WRAPPER = 12052990
"""Stands around the codes in `extra_errors`."""

_CORRECT = N_("correct the product file and run the same command again")
_CENTRE = N_("look at the shop's notices in TikTok Shop Seller Center")
_CONSOLE = N_("check the application's page in TikTok Shop Partner Center")
_REPORT = N_("this is a fault of the program: report it with the request number")

TOKEN = Verdict(
    AuthError,
    N_("TikTok Shop no longer accepts the shop's access token"),
    N_("run the same command again; if it stays so: ocopctl auth login SHOP"),
)
CONSENT = Verdict(
    AuthError,
    N_("TikTok Shop wants the seller's consent again for this shop"),
    N_("give consent again, with all the permissions asked for: ocopctl auth login SHOP"),
)
KEYS = Verdict(
    AuthError,
    N_("TikTok Shop refused the application's key or signature"),
    N_("check app_key and app_secret in this shop's credentials"),
)
CIPHER = Verdict(
    AuthError,
    N_("the shop cipher does not belong to this shop's token"),
    N_("check shop_cipher in this shop's credentials"),
)
CLOCK = Verdict(
    ClockOff,
    N_("TikTok Shop says that this computer's clock is wrong"),
    N_("set the clock right: TikTok Shop allows 30 seconds ahead and five minutes behind"),
)
FENCE = Verdict(
    AuthError,
    N_("TikTok Shop does not take calls from this computer's address"),
    N_("put this computer's address into the application's list of allowed addresses"),
)
INACTIVE = Verdict(AuthError, N_("TikTok Shop has made this shop or its seller inactive"), _CENTRE)
CONFIG = Verdict(
    Rejected,
    N_("TikTok Shop does not know this call"),
    N_("check the endpoint in the workspace: it is a host alone, without a path"),
)
BROKEN = Verdict(Rejected, N_("TikTok Shop says that the request was not well formed"), _REPORT)
FAULT = Verdict(
    OutcomeUnknown,
    N_("TikTok Shop had a fault of its own and does not say whether the call had an effect"),
    N_("the shop is looked at before anything is sent again"),
)
HOURLY = Verdict(
    QuotaExhausted,
    N_("this test shop has used up its calls of the hour"),
    N_("run the same command again after the hour"),
    window="hour",
)
LISTINGS = Verdict(
    QuotaExhausted,
    N_("the shop has used up its allowance of new listings"),
    N_("run the same command again tomorrow"),
    whole=False,
)
TAKEN = Verdict(
    Duplicate,
    N_("the shop has a listing with the same mark or product code already"),
    N_("look for it in TikTok Shop Seller Center, also among the deleted ones"),
)
STATE = Verdict(
    Rejected,
    N_("TikTok Shop does not do this in the listing's present state"),
    N_("wait for the end of its review, or look at it in TikTok Shop Seller Center"),
)
PROMOTION = Verdict(
    Rejected,
    N_("a running promotion holds the price or stock of this listing"),
    N_("end the promotion in TikTok Shop Seller Center, or wait for its end"),
)
SHOP = Verdict(Rejected, N_("this shop may not do that now"), _CENTRE)
WAREHOUSE = Verdict(
    Rejected,
    N_("TikTok Shop cannot use the shop's warehouse"),
    N_("set up a warehouse for sales and one for returns in TikTok Shop Seller Center"),
)
FOREIGN = Verdict(
    Rejected,
    N_("this listing or variant belongs to somebody else"),
    N_("check the shop's credentials, then run plan again with --refresh"),
)
CATEGORY = Verdict(
    Rejected,
    N_("TikTok Shop does not take this category"),
    N_("choose another leaf category of the new (v2) tree for this product and shop"),
)
CLOSED = Verdict(
    Rejected,
    N_("this shop may not sell in this category, or not under this brand"),
    N_("apply for it in TikTok Shop Seller Center, or choose another category or brand"),
)
TITLE = Verdict(Rejected, N_("TikTok Shop does not take the title"), _CORRECT)
TEXT = Verdict(Rejected, N_("TikTok Shop does not take the description"), _CORRECT)
PICTURE = Verdict(
    Rejected,
    N_("TikTok Shop does not take a picture"),
    N_("use JPG or PNG up to 5 MB and 300 to 4000 pixels a side"),
)
ATTRIBUTE = Verdict(
    Rejected, N_("an attribute of the category is missing, or its value is refused"), _CORRECT
)
VARIANT = Verdict(Rejected, N_("TikTok Shop does not take the options or variants"), _CORRECT)
STOCK = Verdict(Rejected, N_("TikTok Shop does not take the stock"), _CORRECT)
PRICE = Verdict(
    Rejected,
    N_("TikTok Shop does not take the price"),
    N_("give whole dong between 1 and 180,000,000"),
)
PARCEL = Verdict(Rejected, N_("TikTok Shop does not take the parcel's weight or size"), _CORRECT)
GTIN = Verdict(Rejected, N_("TikTok Shop does not take the barcode number"), _CORRECT)
PAPERS = Verdict(
    Rejected,
    N_("a certificate that this category asks for is missing or refused"),
    N_("add the certificate in TikTok Shop Seller Center, then run the same command again"),
)
SEARCH = Verdict(
    Rejected,
    N_("TikTok Shop does not show that many listings, or not in this way"),
    _REPORT,
)

_GROUPS: tuple[tuple[Verdict, tuple[int, ...]], ...] = (
    (RATE, (36009002, 12052109)),
    (HOURLY, (36009037,)),
    (LISTINGS, (12052093,)),
    (FAULT, (36009003, 36009007, 12001000, 12052881, 33001002, 12052372)),
    (TOKEN, (105002,)),
    (CONSENT, (105005, 36004004)),
    (CIPHER, (101000, 1010000, 106013)),
    (KEYS, (106001,)),
    (FENCE, (36009033,)),
    (INACTIVE, (36009043, 36009044, 12052700)),
    (CONFIG, (36009009, 36009010, 36009014)),
    (BROKEN, (36009022, 36009023, 98001004, 11050001, 12052910, 12052902, 12052036, 12052704)),
    (GONE, (12019150, 12052260, 12052032, 12019008, 12052031)),
    (FOREIGN, (12052034, 12052048, 12052557, 12052530, 12009014, 12019114)),
    (TAKEN, (EXTERNAL_ID_TAKEN, 12052592)),
    (STATE, (12052901, 12019113, 12052308, 12052547)),
    (PROMOTION, (12019045, 12052038, 12052393)),
    (SHOP, (12052332, 12052419, 12052995, 12052923, 12019215, 12052585, 12052488, 12052402)),
    (
        WAREHOUSE,
        (
            *(12052535, 12052115, 12052420, 12052405, 12052403, 12052364, 12052549, 12052531),
            *(12052532, 12052533, 12052534, 12052094, 12052097, 12019022, 12052096),
        ),
    ),
    (
        CATEGORY,
        (12052002, 12052023, 12052024, 12052025, 12052217, 12052230, 12052222, 12019064, 12052912),
    ),
    (
        CLOSED,
        (
            *(12052220, 12052221, 12052223, 12052225, 12052226, 12052227, 12052446),
            *(12052200, 12052201, 12052207, 12052208, 12052026),
        ),
    ),
    (TITLE, (12052261, 12052051, 12052262, 12052263, 12052931)),
    (
        TEXT,
        (
            *(12052015, 12052013, 12019006, 12052344, 12052345, 12052346, 12052348, 12052349),
            *(12052350, 12052352, 12052056, 12052340, 12052341, 12052342, 12052343, 12052324),
            12052932,
        ),
    ),
    (
        PICTURE,
        (
            *(12038002, 12038004, 12038005, 12038014, 12038015, 12019116, 36009021, 12019009),
            *(12052028, 12052300, 12052301, 12052302, 12052304, 12052305, 12052306, 12052722),
            *range(12052520, 12052525),
        ),
    ),
    (
        ATTRIBUTE,
        (
            *(12052104, 12052182, 12052183, 12052240, 12052241, 12052242, 12052243, 12052244),
            *(12052245, 12052246, 12052247, 12052248, 12052249, 12052250, 12052251, 12052253),
            *(12052254, 12052256, 12052151, 12052935),
        ),
    ),
    (
        VARIANT,
        (
            *(12052525, 12052526, 12052527, 12052528, 12052529, 12052550, 12052152, 12052153),
            *(12052933, 12052934, 12052554, 12019019, 12052050, 12052558, 12052054, 12019059),
            *(12019056, 12019057, 12019015, 12052553, 12052559, 12052560),
        ),
    ),
    (STOCK, (12052055, 12019024, 12019028, 12052516, 12052037, 12052555)),
    (PRICE, (12052571, 12052012, 12052073, 12052092, 12052572, 12052570, 12052084, 12052424)),
    (
        PARCEL,
        (
            *(12052181, 12019011, 12052006, 12019012, 12052003, 12052004, 12052005, 12052116),
            *(12052915, 12019061, 12019060, 12052916),
        ),
    ),
    (GTIN, (12052591, 12052598, 12052600, 12052593)),
    (
        PAPERS,
        (
            *(12052105, 12052385, 12052650, 12052651, 12052655, 12052656, 12052657, 12052658),
            *(12052128, 12052670, 12052671, 12052673),
        ),
    ),
    (
        SEARCH,
        (
            *(12019027, 12019087, 12019108, 12019109, 12019123, 12019124, 12019118, 12019119),
            *(12019120, 12052180),
        ),
    ),
)
CODES: dict[int, Verdict] = {code: verdict for verdict, codes in _GROUPS for code in codes}

BY_WORD: tuple[tuple[str, Verdict], ...] = (
    ("access_token", TOKEN),
    ("x-tts-access-token", TOKEN),
    ("timestamp", CLOCK),
    ("app_key", KEYS),
    ("signature", BROKEN),
    ("credential", BROKEN),
    ("shop_cipher", BROKEN),
    ("shop_id", BROKEN),
    ("version", BROKEN),
)
"""What the message of the overloaded code speaks of; the first that it holds decides."""
