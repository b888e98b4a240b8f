"""P6xx: what a marketplace asks of a listing. The bounds themselves are in the rule packs."""

from __future__ import annotations

from ocopctl.catalog.explanation import Explanation
from ocopctl.language import N_
from ocopctl.publishing.codes_alike import ALIKE

_OURS = N_("Our choice.")
_PACKS = N_("The marketplaces' rules as they are in the rule packs, each with source and date.")
_TOLD = N_("The shop itself: what it said of the category, kept for a day at most.")
_REFUSED = N_("The shop would refuse the listing, half way through the others.")

LISTINGS = {
    **ALIKE,
    "P601": Explanation(
        N_("No category is known for these goods"),
        N_("Every shop sorts goods into its own tree, and a listing without a leaf is refused."),
        N_(
            "Write the number of the leaf category: `shops:` → the marketplace → `category_id:`. "
            "The category of the practice market is never sent to a real shop."
        ),
        N_("The marketplaces' category trees; kinds of goods are mapped in the rule packs."),
    ),
    "P602": Explanation(
        N_("A shop's own price or stock fits no variant"),
        N_("With several variants nobody can know which of them it is meant for."),
        N_("Delete it from `shops:`; it works for products without variants only."),
        _OURS,
    ),
    "P603": Explanation(
        N_("A name under `shops:` is no shop"),
        N_("Nobody reads what stands there: a product that it says to skip would be published."),
        N_(
            "Write the name of a shop as in ocopctl.yaml, or a marketplace: shopee, lazada, tiki, "
            "tiktok."
        ),
        _OURS,
    ),
    "P610": Explanation(
        N_("A title is too short or too long for a shop"),
        N_("The shop would refuse it, and a title cut by a machine loses its meaning."),
        N_("Give this shop a title of its own: `shops:` → the marketplace → `title:`."),
        _PACKS,
    ),
    "P611": Explanation(
        N_("A description is too short or too long for a shop"),
        _REFUSED,
        N_("Shorten the story, or tell more in it; `ocopctl render` shows the whole text."),
        _PACKS,
    ),
    "P612": Explanation(
        N_("A product has too few pictures for a shop"),
        N_("Goods without a picture are neither accepted nor bought."),
        N_("Add pictures under `images:`."),
        _PACKS,
    ),
    "P613": Explanation(
        N_("A picture's side is too short or too long for a shop"),
        N_("The shop would refuse the picture, and the listing with it."),
        N_("Use a picture of 1.000 to 2.000 pixels on each side."),
        _PACKS,
    ),
    "P614": Explanation(
        N_("A product has more options than a shop knows"),
        _REFUSED,
        N_("Join two options into one, or make two products of it."),
        _PACKS,
    ),
    "P615": Explanation(
        N_("The name of an option is too long for a shop"),
        _REFUSED,
        N_("Shorten it: Size, Colour, Weight."),
        _PACKS,
    ),
    "P616": Explanation(
        N_("A value of an option is too long for a shop"),
        N_("It is the word on a button, and there is no room for more."),
        N_("Shorten it, and tell the rest in the story."),
        _PACKS,
    ),
    "P617": Explanation(
        N_("An option has too many values for a shop"),
        _REFUSED,
        N_("Make several products of it, or skip this shop: `skip: yes`."),
        _PACKS,
    ),
    "P618": Explanation(
        N_("A product has too many variants for a shop"),
        _REFUSED,
        N_("Make several products of it, or skip this shop: `skip: yes`."),
        _PACKS,
    ),
    "P619": Explanation(
        N_("A SKU is too long for a shop"),
        N_("Cut short it would no longer name these goods alone."),
        N_("Choose a shorter one, as long as the goods are not on sale anywhere."),
        _PACKS,
    ),
    "P620": Explanation(
        N_("A price is under or over what a shop takes"),
        _REFUSED,
        N_("Check the zeros; a set of several pieces can be sold where one piece is too cheap."),
        _PACKS,
    ),
    "P621": Explanation(
        N_("The dearest variant costs too many times the cheapest"),
        N_("Shops take it for bait: a low price in the search, and other goods behind it."),
        N_("Make two products of it, the dear and the cheap variants apart."),
        _PACKS,
    ),
    "P622": Explanation(
        N_("A stock is larger than a shop takes"),
        _REFUSED,
        N_("Write what is there to be sold."),
        _PACKS,
    ),
    "P623": Explanation(
        N_("A parcel is too light or too heavy for a shop"),
        N_("Carriers of the shop would not take it, or the postage would be wrong."),
        N_("Weigh the packed parcel and write grams: `weight_g: 1200`."),
        _PACKS,
    ),
    "P624": Explanation(
        N_("A parcel is too large for a shop"),
        N_("The shop's carriers would not take it."),
        N_("Measure again in centimetres, fold or divide the goods, or skip this shop."),
        _PACKS,
    ),
    "P625": Explanation(
        N_("A marketplace cannot fetch the pictures"),
        N_("It takes an address instead of a file, so the pictures must be in the internet."),
        N_(
            "Put the folder of pictures where the world can read it, "
            "and write its address as `media_url:` in ocopctl.yaml."
        ),
        N_("The marketplace's official reference for pictures."),
    ),
    "P641": Explanation(
        N_("Some pictures are left out in a shop"),
        N_("The shop shows fewer than the product has: the first ones are taken."),
        N_("Put those that tell most at the top of `images:`. Other shops show the rest."),
        _PACKS,
    ),
    "P642": Explanation(
        N_("A picture is in a format that a shop does not take"),
        N_("The shop fetches it from an address, so it cannot be made right on the way."),
        N_("Save it as JPEG, put it at the address, and name the new file under `images:`."),
        _PACKS,
    ),
    "P643": Explanation(
        N_("A picture is too heavy or too long for a shop that fetches it"),
        N_("The shop fetches it from an address, so it cannot be made right on the way."),
        N_("Save it as JPEG at quality 85, about 2.000 pixels wide."),
        _PACKS,
    ),
    "P644": Explanation(
        N_("Pictures are not in the shape that a shop shows"),
        N_("The shop fetches them from an address and would cut them, or show them small."),
        N_("Cut them to that shape, or leave them: a warning keeps nothing back."),
        _PACKS,
    ),
    "P645": Explanation(
        N_("A picture has the colours of a printing press"),
        N_("The shop fetches it as it is, and screens show CMYK wrongly or not at all."),
        N_("Save it as JPEG in RGB (sRGB), put it at the address, and name the new file."),
        _PACKS,
    ),
    "P646": Explanation(
        N_("A shop has no room for the whole name"),
        N_("Its title ends where the message shows ✂; what stands behind it buyers do not see."),
        N_("Shorten the name, or give the shop a title of its own: `shops:` → `title:`."),
        _PACKS,
    ),
    "P647": Explanation(
        N_("A shop has no room for the whole story"),
        N_("Whole sentences are left out from its end on, from where the message shows ✂."),
        N_("Shorten the story, or put first what buyers must know."),
        _PACKS,
    ),
    "P650": Explanation(
        N_("A shop will soon ask for something else"),
        N_("The listing is right today, and the shop would refuse it from that day on."),
        N_("Change it before that day; until then nothing is kept back."),
        _PACKS,
    ),
    "P651": Explanation(
        N_("Rules of a marketplace were not checked for a long time"),
        N_("Marketplaces change their limits, and the shop may refuse what is right here."),
        N_(
            "Get a newer ocopctl. Or look the rules up in the seller centre and write what holds, "
            "with `source:` and `checked:`, into a rule pack of your own: `rules:` in ocopctl.yaml."
        ),
        _OURS,
    ),
    "P630": Explanation(
        N_("The category asks for an attribute that nobody gave"),
        N_("The shop would refuse the listing. It alone is kept back; the others are sent."),
        N_(
            "Write it under `shops:` → the marketplace → `attributes:`, "
            "or choose another category: `ocopctl categories SHOP TEXT`."
        ),
        _TOLD,
    ),
    "P631": Explanation(
        N_("An attribute has a value that the category does not take"),
        N_("The shop would refuse the listing. It alone is kept back; the others are sent."),
        N_(
            "Take one of the values that the message names; accents and capitals may differ where "
            "one value alone is meant."
        ),
        _TOLD,
    ),
}
