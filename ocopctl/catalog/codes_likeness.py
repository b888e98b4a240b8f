"""P8xx: goods that look or read too much alike."""

from __future__ import annotations

from ocopctl.catalog.explanation import Explanation
from ocopctl.language import N_

_SHOPS = N_("The marketplaces forbid one seller to show the same goods twice; the bounds are ours.")
LIKENESS = {
    "P801": Explanation(
        N_("Two stories are much alike"),
        N_("Buyers who read the same twice believe neither, and shops may hide one of the two."),
        N_(
            "Tell what sets these goods apart. Sentences that the law asks for, and those that "
            "tell of the maker by name, are not counted."
        ),
        N_("Our measure: more than 30 % of three words in a row the same."),
    ),
    "P803": Explanation(
        N_("Two products have the same cover picture"),
        N_("Shops compare pictures: they take both for the same goods, and hide one."),
        N_("Put another picture first under `images:`."),
        _SHOPS,
    ),
}
