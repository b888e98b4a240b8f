"""P5xx and P8xx that only shops make wrong: drinks they refuse, goods they would show twice."""

from __future__ import annotations

from ocopctl.catalog.explanation import Explanation
from ocopctl.language import N_

_ALCOHOL = N_("Law on Prevention of Harm of Alcohol 44/2019/QH14, articles 5 and 12.")
_SHOPS = N_("The marketplaces forbid one seller to show the same goods twice; the bounds are ours.")
_APART = N_(
    "If they differ in size or colour alone, make them variants of one product; else show what "
    "sets them apart."
)

ALIKE = {
    "P510": Explanation(
        N_("A strong drink cannot be shown in a shop"),
        N_("Drinks of 15 % alcohol and more may not be advertised."),
        N_("Skip the shop: `shops:` → the marketplace → `skip: yes`."),
        _ALCOHOL,
    ),
    "P802": Explanation(
        N_("Two titles in one shop say the same words"),
        N_("Shops take them for the same goods twice, and hide one."),
        _APART,
        _SHOPS,
    ),
    "P804": Explanation(
        N_("Two shops on one marketplace show the same goods"),
        N_("Marketplaces forbid one seller to fill the search with the same goods."),
        N_("Skip one of the two shops: `shops:` → its name → `skip: yes`."),
        _SHOPS,
    ),
}
