"""P7xx: amounts of money."""

from __future__ import annotations

from ocopctl.catalog.explanation import Explanation
from ocopctl.language import N_

_OURS = N_("Our choice: a wrong price is the worst that can happen.")
_HABIT = N_("How prices are written and rounded in Vietnam.")

PRICES = {
    "P701": Explanation(
        N_("An amount can be read in two ways"),
        N_("120,000 is 120 to one reader and 120 thousand to another; a price is never guessed."),
        N_("Write 120.000 or 120000 or 120k."),
        _HABIT,
    ),
    "P702": Explanation(
        N_("This is not an amount of money"),
        N_("A price is a whole number of dong and nothing else."),
        N_("Write 120000, 120.000, 120k or 1tr2."),
        _HABIT,
    ),
    "P703": Explanation(
        N_("A price is 0"),
        N_("Goods at 0 dong are sold out in minutes, and the orders count."),
        N_("Write the real price; to stop selling write `state: paused` or `stock: 0`."),
        _OURS,
    ),
    "P704": Explanation(
        N_("The crossed-out price is not above the price"),
        N_("A discount that is none misleads buyers, and shops refuse it."),
        N_("Write the former price in `compare_at`, or delete the line."),
        N_("The marketplaces' price rules, and the law on advertising."),
    ),
    "P705": Explanation(
        N_("A price is not a multiple of 100 dong"),
        N_("No coin is that small, so the last digits are mostly a slip."),
        N_("Round it to 100, 500 or 1.000 dong."),
        _HABIT,
    ),
    "P706": Explanation(
        N_("A price is under the cost"),
        N_("Each piece sold loses money; mostly a zero is missing."),
        N_("Check price and cost."),
        _OURS,
    ),
    "P707": Explanation(
        N_("A price is outside its usual range"),
        N_("You said in `price_range` what is usual for these goods."),
        N_("Check the price, or widen the range."),
        _OURS,
    ),
    "P708": Explanation(
        N_("A price is ten times or more outside its usual range"),
        N_("That is a zero too many or too few; such a price is not sent."),
        N_("Count the zeros. If the price is right, widen `price_range`."),
        _OURS,
    ),
    "P709": Explanation(
        N_("The usual range of a price is the wrong way round"),
        N_("With the higher price first no price lies inside it."),
        N_("Write the lower price first: [90.000, 600.000]."),
        _OURS,
    ),
    "P710": Explanation(
        N_("A price is unusually low or high"),
        N_("Under 1.000 dong the thousands may be missing; over 500 million a zero is too many."),
        N_("Count the zeros, or state the usual range in `price_range`."),
        _HABIT,
    ),
}
