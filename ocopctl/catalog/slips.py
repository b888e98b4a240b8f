"""What a person slipped on where the layout of a file stopped making sense.

A parser says where it could not go on; the slip is mostly earlier on the line, or lines above it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ocopctl.catalog.stops import Repair, Slip, Stop
from ocopctl.language import N_

if TYPE_CHECKING:
    from collections.abc import Callable

_FIELD = re.compile(r"\s*(?:- +)?(?P<name>[^\W\d][\w ]*?) *:(?=\s|$)")
_ASCII_FIELD = re.compile(r"\s*(?:- +)?[a-z][a-z_]*:(?=\s|$)")
_NO_BLANK = re.compile(r"(?P<before>\s*(?:- +)?)[A-Za-z_]+:[^\s/]")
_WIDE_COLON = re.compile(r"\s*(?:- +)?[\w ]+?(?P<colon>[：﹕])")
_EQUALS = re.compile(r"\s*(?:- +)?[A-Za-z_]+ *(?P<sign>=)")
_BULLET = re.compile(r"\s*(?P<sign>[–—‒−•·●▪*+])\s*[A-Za-z_]+ *:")
_HYPHEN = re.compile(r"\s*(?P<sign>-)[A-Za-z_]+ *:")
_SECOND_FIELD = re.compile(r"[,;] *(?P<name>[a-z_]{2,}): ")
_HASH = re.compile(r"(?<=\S)\s+#(?=[^\s#])")
_BLOCK = re.compile(r":\s+[>|][-+0-9]*\s*$")
_GROUP_NAME = re.compile(r"\s*[a-z_]+:\s*(?:#.*)?")
_NAME_ALONE = re.compile(r"\s*(?:- +)?[a-z_]+\s*")
_OPENS = re.compile(r"""\s*(?:- +)*(?:[^\s"'#:][^"'#:]*: +)?(?P<sign>[\[{])""")
_VALUE = re.compile(r"\s*(?:- +)*(?:[\w ]+?: +)?(?P<value>\S)")


QUOTE_IT = N_("Put the whole value in single quotes: 'like this'.")
_QUOTES_OPEN = N_("the quotation mark that opens here is never closed")
_CLOSE_IT = N_("Close it with the same mark at the end of the text.")
_OPEN = N_("a bracket that opens here is not closed, or a comma is missing inside it")
_CLOSE_BRACKET = N_("Close the list with ] and the group with }, and put a comma between entries.")
_NO_FIELD = N_("this line is not a field: a name, a colon, a blank and a value")
_FIELD_FORM = N_("Write the name, a colon, a blank and the value: price: 120.000")


def slip(stop: Stop) -> Slip | None:
    """Find what a person wrote wrong, None where only the parser's own words are left."""
    for find in _FINDERS:
        if found := find(stop):
            return found
    return None


def _unclosed_quote(stop: Stop) -> Slip | None:
    if stop.problem == "found unexpected end of stream":
        line, column = stop.began
        return Slip(_QUOTES_OPEN, _CLOSE_IT, line, column, Repair.VALUE)
    if stop.quote is None:
        return None
    line, column, last = stop.quote
    over = range(line + 1, min(last, stop.line) + 1)
    if last >= stop.line and any(_ASCII_FIELD.match(stop.text(number)) for number in over):
        return Slip(_QUOTES_OPEN, _CLOSE_IT, line, column, Repair.VALUE)
    return None


def _behind_the_end(stop: Stop) -> Slip | None:
    """Find text behind a closing quotation mark or bracket."""
    text = stop.text(stop.line)
    before = text[: stop.column].rstrip()
    if before.endswith(("'", '"', "]", "}")) and text[stop.column :].strip() == ",":
        words = N_("a comma ends this line")
        return Slip(words, N_("Delete the comma."), stop.line, stop.column, Repair.VALUE)
    if stop.quote and stop.quote[2] == stop.line and before.endswith(("'", '"')):
        mark = before[-1]
        hint = (
            N_("Within single quotes write an apostrophe twice: 'It''s here'.")
            if mark == "'"
            else N_("Put the whole value in single quotes: 'a \"b\" c'.")
        )
        words = N_("text stands behind the closing quotation mark")
        return Slip(words, hint, stop.line, len(before) - 1, Repair.VALUE)
    if before.endswith(("]", "}")) and (opens := _OPENS.match(before)):
        words = N_("text stands behind the closing bracket")
        hint = N_(
            "If the brackets belong to the text, put all of it in quotes; else delete what follows."
        )
        return Slip(words, hint, stop.line, opens.start("sign"), Repair.VALUE)
    return None


def _open_at_the_end(stop: Stop) -> Slip | None:
    """Find the bracket that is still open where the file ends."""
    if "expected node content" not in stop.problem or any(map(str.strip, stop.lines[stop.line :])):
        return None
    for number in range(len(stop.lines) - 1, -1, -1):
        text = stop.text(number)
        column = max(text.rfind("["), text.rfind("{"))
        if column >= 0:
            return Slip(_OPEN, _CLOSE_BRACKET, number, column, Repair.PRODUCT)
    return None


def _in_brackets(stop: Stop) -> Slip | None:
    if "',' or" not in stop.problem:
        return None
    line, column = stop.began
    repair = Repair.VALUE if _ends_at_once(stop, line) else Repair.PRODUCT
    for number in range(line, min(stop.line, line + 50) + 1):
        if hash_ := re.search(r"(?<=\s)#(?=\S)", stop.text(number)):
            words = N_("the # here hides the rest of the line, the closing bracket too")
            hint = N_("Put the text with the # in quotes.")
            return Slip(words, hint, number, hash_.start(), repair)
    text = stop.text(stop.line)
    own_line = stop.line > line and _ASCII_FIELD.match(text)
    if text[stop.column : stop.column + 1] == ":" and not own_line:
        words = N_("the colon here is read as the beginning of another field")
        hint = N_("Put the text with the colon in quotes, and a comma between entries.")
        return Slip(words, hint, stop.line, stop.column, repair)
    return Slip(_OPEN, _CLOSE_BRACKET, line, column, repair)


def _ends_at_once(stop: Stop, line: int) -> bool:
    """Tell whether the line behind an open bracket begins a field or an entry of its own."""
    if stop.text(line).lstrip(" -").startswith(("{", "[")):
        return False
    number = line + 1
    while number < len(stop.lines) and not stop.text(number).strip():
        number += 1
    following = stop.text(number)
    return not following.strip() or bool(re.match(r"\s*(- |[a-z_]+:(\s|$))", following))


def _no_field(stop: Stop) -> Slip | None:
    """Find a line that was meant as a field or an entry and is not written as one."""
    if stop.problem == "could not find expected ':'":
        line, column = stop.began
    elif stop.problem == "mapping values are not allowed in this context":
        line, column = stop.line, 0
        if not _first_colon(stop):
            return None
    elif "expected key" in stop.problem or "'-' indicator" in stop.problem:
        line, column = stop.line, stop.column
    else:
        return None
    above = stop.above(line)
    for number in dict.fromkeys((line, above, stop.line)):
        if found := _misspelt(stop, number):
            return found
    if found := _cut_above(stop, above):
        return found
    if stop.problem != "could not find expected ':'":
        return None
    return Slip(_NO_FIELD, _FIELD_FORM, line, column, _whole_line(stop, line))


def _cut_above(stop: Stop, above: int) -> Slip | None:
    """Find what ended the value on the line above, so that this line goes on with nothing."""
    text = stop.text(above)
    if hash_ := _HASH.search(text):
        words = N_("the # here hides the rest of the text")
        return Slip(words, QUOTE_IT, above, hash_.end() - 1, Repair.VALUE)
    if _BLOCK.search(text):
        words = N_("the text below > or | must be indented further than its field")
        hint = N_("Begin each line of the text two blanks further right than the field's name.")
        return Slip(words, hint, above + 1, _begin(stop.text(above + 1)), Repair.PRODUCT)
    if (
        ":" not in text
        and _first_colon(stop)
        and _GROUP_NAME.fullmatch(stop.text(stop.above(above)))
    ):
        return Slip(_NO_FIELD, _FIELD_FORM, above, _begin(text), Repair.LINE)
    if _NAME_ALONE.fullmatch(text) and _first_colon(stop):
        words = N_("a colon is missing behind the name on this line")
        hint = N_("Write the name and a colon, and what belongs to it indented below.")
        return Slip(words, hint, above, _begin(text), Repair.PRODUCT)
    return None


_MISSPELT = (
    (_WIDE_COLON, "colon", N_("the colon here is not the ordinary one"), _FIELD_FORM),
    (_EQUALS, "sign", N_("an equals sign stands where a colon belongs"), _FIELD_FORM),
    (
        _BULLET,
        "sign",
        N_("the sign that begins this line is not a hyphen"),
        N_("Begin the entry with a hyphen and a blank: - sku: AB-1"),
    ),
    (
        _HYPHEN,
        "sign",
        N_("a blank is missing behind the hyphen"),
        N_("Write a hyphen, a blank and the field: - sku: AB-1"),
    ),
    (
        _NO_BLANK,
        "before",
        N_("a blank is missing behind the colon of this line"),
        _FIELD_FORM,
    ),
)


def _misspelt(stop: Stop, line: int) -> Slip | None:
    text = stop.text(line)
    for form, part, words, hint in _MISSPELT:
        if found := form.match(text):
            column = found.end(part) if part == "before" else found.start(part)
            return Slip(words, hint, line, column, _whole_line(stop, line))
    return None


def _whole_line(stop: Stop, line: int) -> Repair:
    begins = re.match(r"\s*[-–—‒−•·●▪*+]", stop.text(line))
    return Repair.PRODUCT if begins else Repair.LINE


def _begin(text: str) -> int:
    return len(text) - len(text.lstrip())


def _first_colon(stop: Stop) -> bool:
    """Tell whether the parser stumbled over the colon of the line's own field."""
    found = _FIELD.match(stop.text(stop.line))
    return found is not None and found.end() - 1 == stop.column


def _first_not_indented(stop: Stop) -> Slip | None:
    """Find the first field of a group that begins where the group's own name does."""
    first = stop.above(stop.line)
    name = stop.above(first)
    begins = [_begin(stop.text(line)) for line in (name, first, stop.line)]
    if not _first_colon(stop) or not begins[0] == begins[1] < begins[2]:
        return None
    if not _GROUP_NAME.fullmatch(stop.text(name)):
        return None
    words = N_("this line belongs to the field above it and is not indented")
    hint = N_("Begin it below the other fields of its group, two blanks further right.")
    return Slip(words, hint, first, begins[1], Repair.INDENT)


def _colon(stop: Stop) -> Slip | None:
    if stop.problem != "mapping values are not allowed in this context":
        return None
    text = stop.text(stop.line)
    if found := _first_not_indented(stop):
        return found
    if _first_colon(stop):
        words = N_("this line begins further right than the field above, which has its value")
        hint = N_(
            "Begin it below the other fields; if it goes on with the text above, "
            "put that text in quotes."
        )
        begin = _begin(text)
        return Slip(words, hint, stop.line, begin, Repair.STRAY)
    second = _SECOND_FIELD.search(text)
    if second and second.end() - 2 == stop.column:
        words = N_("a second field begins on this line")
        hint = N_("Write each field on a line of its own, below the one before.")
        return Slip(words, hint, stop.line, second.start("name"), _whole_line(stop, stop.line))
    words = N_("the colon here is read as the beginning of another field")
    hint = (
        N_("Curly quotes do not hold text together; put it in straight quotes: 'like this'.")
        if re.search("[“”‘’„]", text)
        else QUOTE_IT
    )
    return Slip(words, hint, stop.line, stop.column, Repair.VALUE)


def _indentation(stop: Stop) -> Slip | None:
    if "expected key" not in stop.problem and "'-' indicator" not in stop.problem:
        return None
    if stop.text(stop.line).lstrip().startswith("- "):
        words = N_("the hyphen here is not below the hyphens of its list")
        hint = N_("Begin each entry of a list at the same column, with blanks.")
    else:
        words = N_("this line does not fit the lines above it")
        hint = N_("Begin it at the same column as the other fields of its group, with blanks.")
    return Slip(words, hint, stop.line, stop.column, Repair.STRAY)


_SIGNS = {
    "*": N_("a value cannot begin with a * unless it is in quotes"),
    "&": N_("a value cannot begin with an & unless it is in quotes"),
    "!": N_("a value cannot begin with a ! unless it is in quotes"),
    "%": N_("a value cannot begin with a % unless it is in quotes"),
    "@": N_("a value cannot begin with an @ unless it is in quotes"),
    "`": N_("a value cannot begin with a ` unless it is in quotes"),
    ">": N_("a value cannot begin with a > unless it is in quotes"),
    "|": N_("a value cannot begin with a | unless it is in quotes"),
    "]": N_("a value cannot begin with a ] unless it is in quotes"),
    "}": N_("a value cannot begin with a } unless it is in quotes"),
    ",": N_("a value cannot begin with a comma unless it is in quotes"),
}
_AT_SIGN = (
    "alphabetic or numeric character",
    "cannot start any token",
    "comment or line break",
    "whitespace or line break",
    "expected node content",
    "while scanning a tag",
    "URI",
    "did not find expected tag",
    "unknown directive name",
)


def _first_sign(stop: Stop) -> Slip | None:
    if not any(words in stop.problem for words in _AT_SIGN):
        return None
    for line, column in dict.fromkeys((stop.began, (stop.line, stop.column))):
        sign = stop.text(line)[column : column + 1]
        if line >= 0 and sign in _SIGNS:
            if found := _misspelt(stop, line):
                return found
            in_list = stop.text(line)[:column].rstrip().endswith((",", "["))
            repair = Repair.PRODUCT if in_list else Repair.VALUE
            return Slip(_SIGNS[sign], QUOTE_IT, line, column, repair)
    return None


_FINDERS: tuple[Callable[[Stop], Slip | None], ...] = (
    _unclosed_quote,
    _behind_the_end,
    _open_at_the_end,
    _in_brackets,
    _no_field,
    _colon,
    _indentation,
    _first_sign,
)
