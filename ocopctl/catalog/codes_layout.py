"""P1xx: the product file as a file, its YAML and the names of its fields."""

from __future__ import annotations

from ocopctl.catalog.explanation import Explanation
from ocopctl.language import N_

_OURS = N_("Our choice.")
_YAML = N_("The YAML specification, version 1.2.")

LAYOUT = {
    "P101": Explanation(
        N_("The product file cannot be opened"),
        N_("Products in a file that is not there would look as if they had been taken out."),
        N_("Correct the name or the folder, or ask for the right to read the file."),
        _OURS,
    ),
    "P102": Explanation(
        N_("The product file is too large"),
        N_("No village needs 5 MB of text; such a file mostly holds something else by mistake."),
        N_("Spread the products over several files and keep pictures as files of their own."),
        _OURS,
    ),
    "P103": Explanation(
        N_("The product file is not saved as UTF-8"),
        N_("In any other encoding Vietnamese letters arrive in the shops as wrong letters."),
        N_('Open it in your editor, choose "Save as" and the encoding UTF-8.'),
        N_("The Unicode standard; UTF-8 with or without a byte order mark is read."),
    ),
    "P104": Explanation(
        N_("A control character stands in the text"),
        N_("It cannot be seen, comes with pasted text, and shops refuse or garble it."),
        N_("Delete the text and type it again."),
        _YAML,
    ),
    "P105": Explanation(
        N_("A line cannot be read"),
        N_("The file's layout tells which value belongs to which product; here it does not."),
        N_(
            "Compare the line with the ones above it: the same beginning column, a blank after "
            "the colon, closed quotes and brackets."
        ),
        _YAML,
    ),
    "P106": Explanation(
        N_("A line begins with a tab, or a special blank stands in it"),
        N_(
            "A tab is as wide as each editor likes, so it cannot say what belongs where; "
            "a special blank counts as a letter."
        ),
        N_("Replace it by blanks, and set the editor to insert blanks for the Tab key."),
        _YAML,
    ),
    "P107": Explanation(
        N_("The product file is empty"),
        N_("An empty file is mostly a save that failed, and not a village without goods."),
        N_("Restore the file, or begin it with `products:`."),
        _OURS,
    ),
    "P108": Explanation(
        N_("A second document begins in the file"),
        N_("What comes after a line of three hyphens would be left out in silence."),
        N_("Put all products under one `products:` list, or make two files."),
        _OURS,
    ),
    "P109": Explanation(
        N_("A value refers to another part of the file"),
        N_(
            "Such references hide what a product says, and a few lines of them can fill a computer."
        ),
        N_("Write the value out, or put what all products share under `defaults:`."),
        _OURS,
    ),
    "P110": Explanation(
        N_("A YAML tag stands before a value"),
        N_("Tags can ask a program to do things; a product file only says things."),
        N_("Remove the tag. Text that begins with an exclamation mark goes in quotes."),
        _OURS,
    ),
    "P111": Explanation(
        N_("Too many levels stand inside one another"),
        N_("A product needs five levels at most, so something was moved in by mistake."),
        N_("Check the brackets and the columns where the lines begin."),
        _OURS,
    ),
    "P112": Explanation(
        N_("A field is written twice"),
        N_("With two prices for one thing nobody can know which was meant."),
        N_("Keep the right one and delete the other."),
        N_("The YAML specification, version 1.2: keys are unique."),
    ),
    "P113": Explanation(
        N_("Something other than a name stands before the colon"),
        N_("A field is found by its name, and a list or a group is no name."),
        N_("Write the name, a colon, a blank and the value."),
        _OURS,
    ),
    "P114": Explanation(
        N_("The file has no list of products"),
        N_("All products of a file stand under one field, so that nothing else is taken for one."),
        N_("Write `products:` on a line of its own and begin each product below with `- sku:`."),
        _OURS,
    ),
    "P115": Explanation(
        N_("A field is not known"),
        N_("A misspelt field would be left out, and the shop would never show what it says."),
        N_("Correct the name as suggested, or remove the line."),
        _OURS,
    ),
    "P116": Explanation(
        N_("A value has the wrong shape"),
        N_("One value, a list and a group of fields are three things, and each field takes one."),
        N_(
            "Write one value behind the colon, list entries with hyphens, or fields indented below."
        ),
        _OURS,
    ),
    "P117": Explanation(
        N_("The list of products is empty"),
        N_("It may be meant, and it may be a file that lost its products."),
        N_("Add a product, or take the file out of ocopctl.yaml."),
        _OURS,
    ),
    "P118": Explanation(
        N_("A # hides part of a value"),
        N_("What stands behind a blank and a # is a note to people; no shop ever sees it."),
        N_("Put the whole text in quotes, or leave a blank behind the # of a note."),
        _YAML,
    ),
    "P119": Explanation(
        N_("A comma between { and } cut a text in two"),
        N_("Between { and } each comma begins the next field, so half of the text is lost."),
        N_("Put the text in quotes, or write each field on a line of its own."),
        _YAML,
    ),
    "P120": Explanation(
        N_("Quotation marks became part of a value"),
        N_("Only straight quotes hold a text together; curly or single ones show in the shop."),
        N_("Delete them, or put straight ones before and behind the text."),
        _YAML,
    ),
    "P121": Explanation(
        N_("Letters were damaged or lost in saving"),
        N_("The shops would show the damaged letters, and nobody would find the goods."),
        N_("Save the file as UTF-8 from where it was still right, or type the words again."),
        N_("The Unicode standard; UTF-8 read as Windows-1252, the fonts of TCVN 5712."),
    ),
    "P122": Explanation(
        N_("A character that cannot be seen stands in the text"),
        N_("It comes with pasted text, and a word that holds it is not found by searching."),
        N_("Delete the word and type it again."),
        N_("The Unicode standard: zero-width and direction characters."),
    ),
}
