"""From parser events to the tree.

It is built from events and not from loaded values: a value keeps the text it was written with,
both halves of a duplicate are seen, no tag is acted on, and an alias is refused before it could be
followed, so that a file full of them costs no more than its own length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ocopctl.catalog.decode import Unreadable
from ocopctl.catalog.letters import HARMFUL, REPLACED
from ocopctl.catalog.nodes import Mapping, Node, Refused, Scalar, Sequence
from ocopctl.catalog.reading import MOST_PROBLEMS
from ocopctl.catalog.repeats import Pair, Repeat, told
from ocopctl.language import _
from ocopctl.problems import Place, Problem
from ocopctl.text import nfc, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocopctl.catalog.recovery import Torn

MAX_DEPTH = 20
MAX_NODES = 300_000
_SHOWN = 40
# A comment with a blank behind its sign is meant as one, and so is one that ends a line of signs.
_CUT_OFF = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")
_NOTE = re.compile(r"#[^\s#]")
_MERGE = "<<"
_STARTS = frozenset({MappingStartEvent, SequenceStartEvent})
_ENDS = frozenset({MappingEndEvent, SequenceEndEvent})
_NO_BLANK = re.compile(r"[a-z_]+ *[:=：]")
_STANDARD = "tag:yaml.org,2002:"


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been seen yet."""

    line: int
    column: int
    mapping: bool
    flow: bool
    refused: bool
    children: list[Node] = field(default_factory=list)


class Builder:
    """Turn events into the tree, without recursion: what is open stands on a stack."""

    def __init__(self, file: str, torn: Torn, text: str, *, quoting: bool) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._torn = torn
        self._text = text
        self._comments = quoting and _NOTE.search(text) is not None
        self._quoting = quoting
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._anchor_told = False
        self._nodes = 0

    def run(self, events: Iterator[Any]) -> Node:
        """Return the root of the first document. Raises Unreadable where no tree is worth it."""
        documents = 0
        for event in events:
            kind = type(event)
            if kind is ScalarEvent:
                self._scalar(event)
            elif kind in _STARTS:
                self._begin(event)
            elif kind in _ENDS:
                self._add(self._closed(self._stack.pop(), event))
            elif kind is AliasEvent:
                self._refuse_anchor(event)
                self._add(Refused(*_at(event)))
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    return self._first_document(event)
        if self._root is None or _is_nothing(self._root):
            raise Unreadable(self._empty())
        return self._root

    def _first_document(self, event: Any) -> Node:
        second = self._second_document(event)
        if self._root is None or _is_nothing(self._root):
            raise Unreadable(second)
        self.problems.append(second)
        return self._root

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        text, quoted = event.value, bool(event.style)
        if (event.tag is not None or event.anchor is not None) and self._refused(event):
            self._add(Refused(line, column))
        elif event.style == '"' and HARMFUL.search(text):
            self._tell("P104", (line, column), *_unseen_words())
            self._add(Refused(line, column))
        elif REPLACED in text or (line, column) in self._torn.values:
            self._add(Refused(line, column))
        else:
            comment = self._cut_off(event) if self._comments and not quoted else ""
            self._add(Scalar(text, line, column, quoted, comment))

    def _cut_off(self, event: Any) -> str:
        at: int = event.end_mark.index
        found = _CUT_OFF.match(self._text, at)
        return found[1].rstrip() if found else ""

    def _begin(self, event: Any) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise Unreadable(self._too_deep(event))
        mapping = isinstance(event, MappingStartEvent)
        flow = bool(event.flow_style)
        self._stack.append(_Open(*_at(event), mapping, flow, self._refused(event)))

    def _add(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise Unreadable(self._too_much())
        if self._stack:
            self._stack[-1].children.append(node)
        else:
            self._root = node

    def _closed(self, frame: _Open, event: Any) -> Node:
        if frame.refused:
            return Refused(frame.line, frame.column)
        torn = self._is_torn(frame.line, event.end_mark.line + 1)
        if not frame.mapping:
            return Sequence(tuple(frame.children), frame.line, frame.column, torn)
        return self._mapping(frame, torn=torn)

    def _of(self, key: Scalar, value: Node) -> Node:
        """Return a field's value; nothing stands where its name does, unless it was taken out."""
        if not _is_nothing(value):
            return value
        if key.line + 1 in self._torn.lines:
            return Refused(value.line, value.column)
        return value if value.line == key.line else Scalar("", key.line, key.column)

    def _is_torn(self, begin: int, end: int) -> bool:
        """Tell whether lines were taken out of a range, or from just above it."""
        lines = self._torn.lines
        return bool(lines) and (begin - 1 in lines or any(begin <= one <= end for one in lines))

    def _mapping(self, frame: _Open, *, torn: bool) -> Mapping:
        pairs: dict[str, Pair] = {}
        repeats: list[Repeat] = []
        for key, value in zip(frame.children[::2], frame.children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._not_a_name(key)
                torn = True
            elif key.text == _MERGE and not key.quoted:
                self._merge(key)
                torn = True
            elif frame.flow and _is_bare(key, value):
                self._split_by_comma(key)
                _refuse_last(pairs)
                torn = True
            elif (name := nfc(key.text).strip()) not in pairs:
                pairs[name] = last = (key, self._of(key, value))
            else:
                repeats.append(Repeat(pairs[name], (key, value), last))
        if repeats:
            found = told(pairs, repeats, self.file, self._shown)
            self.problems += found.problems
            torn = torn or found.torn
        return Mapping(tuple(pairs.values()), frame.line, frame.column, torn)

    def _tell(self, code: str, at: tuple[int, int], message: str, hint: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(code, message, hint, place=Place(self.file, *at)))

    def _refused(self, event: Any) -> bool:
        """Tell whether a node carries a tag; report its tag and its anchor."""
        if event.anchor is not None:
            self._refuse_anchor(event)
        if event.tag is None:
            return False
        self._tell(
            "P110",
            _at(event),
            _(
                '"{tag}" is a YAML tag, and tags have no meaning in a product file',
                tag=shortened(event.tag.replace(_STANDARD, "!!"), _SHOWN),
            ),
            _("Remove it. If the text itself begins with !, put the text in quotes."),
        )
        return True

    def _refuse_anchor(self, event: Any) -> None:
        if self._anchor_told:
            return
        self._anchor_told = True
        mark = "*" if isinstance(event, AliasEvent) else "&"
        self._tell(
            "P109",
            _at(event),
            _(
                '"{name}" refers to another part of the file',
                name=shortened(f"{mark}{event.anchor}", _SHOWN),
            ),
            _(
                "Write the text out, or put what all products share under `defaults:`. "
                "If the text itself begins with & or *, put it in quotes."
            ),
        )

    def _merge(self, key: Scalar) -> None:
        if self._anchor_told:
            return
        self._tell(
            "P109",
            (key.line, key.column),
            _('"<<" takes over fields from another part of the file'),
            _("Write the fields out, or put what all products share under `defaults:`."),
        )

    def _not_a_name(self, key: Node) -> None:
        if isinstance(key, Refused):
            return
        self._tell(
            "P113",
            (key.line, key.column),
            _("a list or a group of fields stands where the name of a field belongs"),
            _("Write the name of the field, a colon, a blank and the value: price: 120.000"),
        )

    def _split_by_comma(self, key: Scalar) -> None:
        self._tell(
            "P119",
            (key.line, key.column),
            _(
                '"{text}" stands between the brackets like a field without a value',
                text=shortened(key.text, _SHOWN),
            ),
            _between_brackets(key.text),
        )

    def _shown(self, node: Node) -> str:
        if not isinstance(node, Scalar) or not self._quoting:
            return ""
        return shortened(node.text, _SHOWN) or _("nothing")

    def _second_document(self, event: Any) -> Problem:
        return Problem(
            "P108",
            _("a line of three hyphens (---) begins a second document here"),
            _("Put all products under one `products:` list, or make a file of each part."),
            place=Place(self.file, *_at(event)),
        )

    def _too_deep(self, event: Any) -> Problem:
        return Problem(
            "P111",
            _("more than {depth} levels stand inside one another here", depth=MAX_DEPTH),
            _("Check the brackets and the indentation; a product needs at most five levels."),
            place=Place(self.file, *_at(event)),
        )

    def _too_much(self) -> Problem:
        return Problem(
            "P102",
            _("the file holds more than {count} values", count=f"{MAX_NODES:,}".replace(",", ".")),
            _("Spread the products over several files, and keep pictures as files of their own."),
            place=Place(self.file),
        )

    def _empty(self) -> Problem:
        return Problem(
            "P107",
            _("the file is empty"),
            _("Write `products:` and below it the first product, beginning with `- sku:`."),
            place=Place(self.file, 1, 1),
        )


def _between_brackets(text: str) -> str:
    """Return what to do about words within { } that are no field."""
    if _NO_BLANK.match(text):
        return _("Write the name, a colon, a blank and the value: price: 120.000")
    if text[:1].isdigit():
        return _("A comma between { and } begins the next field: write 120.000, or use quotes.")
    return _(
        "A comma between { and } begins the next field. If the comma belongs to a text, "
        "put that text in quotes."
    )


def _is_bare(key: Scalar, value: Node) -> bool:
    """Tell whether a word within { } has neither a colon nor a value behind it."""
    if not isinstance(value, Scalar) or value.text or value.quoted or key.quoted:
        return False
    behind = (key.line, key.column + len(key.text))
    return (value.line, value.column) in {behind, (key.line, key.column)}


def _refuse_last(pairs: dict[str, tuple[Scalar, Node]]) -> None:
    """Refuse the value that a comma cut in two."""
    if pairs:
        name, (key, value) = pairs.popitem()
        cut = isinstance(value, Scalar) and not value.quoted
        pairs[name] = (key, Refused(value.line, value.column) if cut else value)


def _is_nothing(root: Node) -> bool:
    return isinstance(root, Scalar) and not root.text


def _at(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _unseen_words() -> tuple[str, str]:
    return (
        _("this text holds a control character, which cannot be seen"),
        _("Type the text again instead of pasting it."),
    )
