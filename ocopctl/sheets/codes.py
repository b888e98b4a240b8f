"""P14x: what can be wrong with a spreadsheet, beyond what can be wrong with products."""

from __future__ import annotations

from ocopctl.catalog.explanation import Explanation
from ocopctl.language import N_

_OURS = N_("Our choice.")
_EXCEL = N_("How spreadsheets keep numbers, dates and formulas.")

SHEETS = {
    "P140": Explanation(
        N_("A spreadsheet has no headings"),
        N_("The columns are known by their headings; without them no cell can be read."),
        N_(
            "Make a template with `ocopctl import --template FILE.xlsx` and copy the goods into it."
        ),
        _OURS,
    ),
    "P141": Explanation(
        N_("A column is not known"),
        N_("What stands in it would be lost without a word."),
        N_("Correct the heading, or leave the column as it is if it is for yourself."),
        _OURS,
    ),
    "P142": Explanation(
        N_("Two columns are for the same field"),
        N_("Nobody could tell which of the two counts."),
        N_("Delete one of them, or correct its heading."),
        _OURS,
    ),
    "P143": Explanation(
        N_("A cell holds a formula"),
        N_(
            "Only what the spreadsheet worked out when it was saved can be read, and it may be old."
        ),
        N_("Copy the cells, and paste them in place as values."),
        _EXCEL,
    ),
    "P144": Explanation(
        N_("A cell shows an error"),
        N_("The spreadsheet could not work the value out, so there is none."),
        N_("Correct the formula, or type the value."),
        _EXCEL,
    ),
    "P145": Explanation(
        N_("A code was damaged by the spreadsheet"),
        N_("A spreadsheet takes codes for numbers: zeros at the front and long digits get lost."),
        N_("Format the whole column as text, then type the codes again."),
        _EXCEL,
    ),
    "P146": Explanation(
        N_("A spreadsheet made a date of a text"),
        N_("What was typed, such as 1-2, is not kept; only a day is left of it."),
        N_("Format the cell as text, then type it again."),
        _EXCEL,
    ),
    "P147": Explanation(
        N_("Two rows say different things of one product"),
        N_("A product has one name and one story; only its variants have rows of their own."),
        N_("Correct one of them, or leave the cell of the later row blank."),
        _OURS,
    ),
    "P148": Explanation(
        N_("A number is shown otherwise than it is"),
        N_("A price that looks like 120.000 and is 120 would be sold at 120 dong."),
        N_("Format the column without decimals, then look at every number again."),
        _EXCEL,
    ),
    "P149": Explanation(
        N_("A part of the spreadsheet was left out"),
        N_("Hidden sheets and the row of the example are not goods for sale, as far as is known."),
        N_("Show the sheet, or write the SKU of your own, if it is meant."),
        _OURS,
    ),
}
