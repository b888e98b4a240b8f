"""P2xx: the values of a product's fields, and what must hold between them."""

from __future__ import annotations

from ocopctl.catalog.explanation import Explanation
from ocopctl.language import N_

_OURS = N_("Our choice.")
_SHOPS = N_("The marketplaces' own rules for variants, from their official references.")

VALUES = {
    "P201": Explanation(
        N_("A field is missing"),
        N_("Without it no shop can list the product, or nobody answers for it."),
        N_("Add the field to the product, or to `defaults:` when all products share it."),
        _OURS,
    ),
    "P202": Explanation(
        N_("A field is blank"),
        N_("A blank price or stock must never be taken for 0, and a blank name sells nothing."),
        N_("Write the value, or delete the whole line when the field is not needed."),
        _OURS,
    ),
    "P203": Explanation(
        N_("A number is not a whole number"),
        N_("Grams, centimetres and pieces are counted whole; a comma could mean two things."),
        N_("Write digits only: 1200 or 1.200. Weights and lengths may have a unit: 1,2 kg."),
        _OURS,
    ),
    "P204": Explanation(
        N_("A number is too small or too large"),
        N_("No such value exists: months go to 12, stars from 3 to 5, and a weight is above 0."),
        N_("Check the number for a slip of the finger."),
        N_("The meaning of each field; stars by Decision 148/QĐ-TTg of 24 February 2023."),
    ),
    "P205": Explanation(
        N_("A date is not a day of the calendar"),
        N_("Certificates and papers end on a day, and a wrong date lets one lapse unseen."),
        N_("Write 2026-03-31 or 31/03/2026."),
        _OURS,
    ),
    "P206": Explanation(
        N_("A value is neither yes nor no"),
        N_("The field is a question with two answers."),
        N_("Write yes or no, or có or không."),
        _OURS,
    ),
    "P207": Explanation(
        N_("A word is not one of those the field takes"),
        N_("Shops and rules are chosen by this word, so it must be one they know."),
        N_("Copy one of the words that the message lists."),
        _OURS,
    ),
    "P208": Explanation(
        N_("A value is not well formed"),
        N_("SKUs travel through every shop's system, and only plain letters and digits survive."),
        N_("Write it in the form the message shows. Never change the SKU of goods already sold."),
        N_("Our choice: the narrowest of what the four marketplaces take."),
    ),
    "P209": Explanation(
        N_("A value is too long"),
        N_("Shops cut off or refuse what is longer."),
        N_("Shorten it."),
        N_("Our choice: the narrowest of what the four marketplaces take."),
    ),
    "P210": Explanation(
        N_("A list has too few or too many entries"),
        N_("Shops need at least one picture and know at most two ways in which variants differ."),
        N_("Add or remove entries as the message says."),
        _SHOPS,
    ),
    "P211": Explanation(
        N_("The Vietnamese text is missing"),
        N_("All shops show Vietnamese first; other languages come beside it."),
        N_('Add a line "vi:" with the text.'),
        _OURS,
    ),
    "P212": Explanation(
        N_("A SKU is given twice"),
        N_("The SKU tells which goods are meant: with two, one would get the other's price."),
        N_("Give each product and each variant a SKU of its own."),
        _OURS,
    ),
    "P213": Explanation(
        N_("Two SKUs differ only in capital letters"),
        N_("Some shops and spreadsheets take them for the same."),
        N_("Change one of them, the one not yet on sale."),
        _OURS,
    ),
    "P214": Explanation(
        N_("A bar code number is wrong"),
        N_("Its last digit is reckoned from the others, so a wrong one is found by every scanner."),
        N_("Copy it from the bar code again; leave the field out when there is none."),
        N_("GS1 General Specifications: check digit, modulo 10."),
    ),
    "P215": Explanation(
        N_("The product has no price or no stock"),
        N_("Nothing can be sold without both, and neither is ever guessed."),
        N_("Write `price:` and `stock:`, or variants that have them."),
        _OURS,
    ),
    "P216": Explanation(
        N_("Price or stock stands both in the product and in its variants"),
        N_("Nobody could know which of the two counts."),
        N_("Delete it from the product; each variant carries its own."),
        _OURS,
    ),
    "P217": Explanation(
        N_("Nothing says how the variants differ"),
        N_("A buyer chooses a variant by size or colour, and every shop asks for that."),
        N_("List the axes and their values under `options:`, and give each variant its values."),
        _SHOPS,
    ),
    "P218": Explanation(
        N_("A variant's options do not fit the product's"),
        N_("The shop could not tell which button belongs to this variant."),
        N_("Give the variant exactly one of the listed values for each axis."),
        _SHOPS,
    ),
    "P219": Explanation(
        N_("Two variants have the same options"),
        N_("A buyer who chooses this size and colour could get either, at either price."),
        N_("Change the options of one of them, or delete it."),
        _SHOPS,
    ),
    "P220": Explanation(
        N_("A listed value has no variant"),
        N_("It is either a variant that was forgotten or a word too many."),
        N_("Add the variant, or delete the value."),
        _OURS,
    ),
    "P221": Explanation(
        N_("An axis or a value is listed twice"),
        N_("Two buttons with the same word cannot be told apart."),
        N_("Delete one, or give it a name of its own."),
        _SHOPS,
    ),
    "P222": Explanation(
        N_("A period ends before it begins"),
        N_("One of the two dates is wrong, and the wrong one may let a paper lapse unseen."),
        N_("Check both; day and month or the years may be exchanged."),
        _OURS,
    ),
    "P223": Explanation(
        N_("Potential five stars without four stars"),
        N_("Until the national decision such a product shows four stars, and never five."),
        N_("Write `stars: 4`, or delete `potential_five_star`."),
        N_("Decision 148/QĐ-TTg of 24 February 2023."),
    ),
    "P224": Explanation(
        N_("The certificate is older than the OCOP programme"),
        N_("A wrong year makes a valid certificate look lapsed, and the other way round."),
        N_("Copy the date from the decision."),
        N_("Decision 490/QĐ-TTg of 7 May 2018, which began the programme."),
    ),
    "P225": Explanation(
        N_("Options are listed and there are no variants"),
        N_("A shop would show buttons for sizes or colours with nothing behind them."),
        N_("Add `variants:` with the options of each, or delete `options:`."),
        _SHOPS,
    ),
    "P226": Explanation(
        N_("A telephone number cannot be called"),
        N_("Spreadsheets drop the zero at the front, and a buyer who cannot call goes elsewhere."),
        N_('Write all digits in quotes, the zero at the front too: phone: "0912345678".'),
        N_("The numbering plan of Vietnam, Circular 22/2014/TT-BTTTT."),
    ),
    "P227": Explanation(
        N_("The shares of the households are not the whole"),
        N_("Money is divided by these shares; a part would be left over, or paid out twice."),
        N_("Correct the shares so that together they come to 100."),
        _OURS,
    ),
    "P229": Explanation(
        N_("A value is not accepted"),
        N_("The field has a rule of its own that this value does not keep."),
        N_("Compare it with the same field of a product that is accepted."),
        _OURS,
    ),
}
