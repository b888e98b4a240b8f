"""Product files as a small frozen tree: raw text with its line and column, nothing guessed.

The tree is built from parser events, not from loaded values: a value keeps the text it was
written with, both halves of a duplicate are seen, no tag is acted on, and an alias is refused
before it could be followed, so that a file full of them costs no more than its own length.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from ocopctl.catalog.decode import MAX_BYTES, Unreadable, as_text, too_large, unseen
from ocopctl.catalog.syntax import in_plain_words
from ocopctl.errors import ConfigError
from ocopctl.language import _
from ocopctl.problems import Place, Problem
from ocopctl.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as it was written. `quoted` also holds for `|` and `>` text."""

    text: str
    line: int
    column: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Fields in the order of the file, each name once."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that was there and was refused; its problem is told already."""

    line: int
    column: int


Node = Scalar | Sequence | Mapping | Refused


@dataclass(frozen=True, slots=True)
class Source:
    """What one file says: its tree, None when it cannot be read at all, and its problems."""

    root: Node | None
    problems: tuple[Problem, ...] = ()


def read_source(path: Path) -> Source:
    """Read the file at `path`; a file that is missing, too large or not YAML is a problem.

    So is what is no file: opening a pipe would wait for somebody to write into it.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            return Source(None, (_no_file(path),))
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
            size = os.fstat(stream.fileno()).st_size
    except (OSError, ValueError) as error:
        return Source(None, (_cannot_open(path, error),))
    if len(data) > MAX_BYTES:
        return Source(None, (too_large(str(path), size),))
    return parse(data, str(path))


def parse(data: bytes, file: str) -> Source:
    """Build the tree of one file's bytes. Raises ConfigError when libyaml is missing."""
    builder = _Builder(file)
    try:
        text = as_text(data, file)
        try:
            root = builder.run(_events(text))
        except yaml.YAMLError as error:
            raise Unreadable(in_plain_words(error, text, file)) from error
    except Unreadable as stop:
        return Source(None, (*builder.problems, stop.problem))
    return Source(root, tuple(builder.problems))


def _cannot_open(path: Path, error: OSError | ValueError) -> Problem:
    if isinstance(error, FileNotFoundError):
        message = _('the product file "{file}" does not exist', file=path)
        hint = _("Check the name and the folder; `products:` in ocopctl.yaml lists the files.")
    elif isinstance(error, IsADirectoryError):
        message = _('"{file}" is a folder, not a product file', file=path)
        hint = _("Name the .yaml files inside it.")
    else:
        message = _('the product file "{file}" cannot be opened', file=path)
        hint = _("Check that you may read it and that no other program holds it.")
    return Problem("P101", message, hint, place=Place(str(path)))


def _no_file(path: Path) -> Problem:
    return Problem(
        "P101",
        _('"{file}" is a pipe, a socket or a device, not a product file', file=path),
        _("Save the products in a .yaml file and name that one."),
        place=Place(str(path)),
    )


def _events(text: str) -> Iterator[Any]:
    """Yield parser events. The C parser alone is used: the other differs in what it refuses."""
    loader = getattr(yaml, "CSafeLoader", None)
    if loader is None:
        raise ConfigError(
            _("this Python's YAML reader was built without libyaml"),
            hint=_("Install PyYAML from its wheel: pip install --force-reinstall pyyaml"),
        )
    yield from yaml.parse(text, Loader=loader)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been seen yet."""

    line: int
    column: int
    mapping: bool
    refused: bool
    children: list[Node] = field(default_factory=list)


class _Builder:
    """Turn events into the tree, without recursion: what is open stands on a stack."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._anchor_told = False

    def run(self, events: Iterator[Any]) -> Node:
        documents = 0
        for event in events:
            match event:
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._begin(event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self._add(self._closed(self._stack.pop()))
                case yaml.AliasEvent():
                    self._refuse_anchor(event)
                    self._add(Refused(*_at(event)))
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        raise Unreadable(self._second_document(event))
        if self._root is None or (isinstance(self._root, Scalar) and not self._root.text):
            raise Unreadable(self._empty())
        return self._root

    def _scalar(self, event: Any) -> None:
        line, column = _at(event)
        if self._refused(event):
            self._add(Refused(line, column))
        elif unseen(event.value):
            self._tell("P104", (line, column), *_unseen_words())
            self._add(Refused(line, column))
        else:
            self._add(Scalar(event.value, line, column, bool(event.style)))

    def _begin(self, event: Any) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise Unreadable(self._too_deep(event))
        mapping = isinstance(event, yaml.MappingStartEvent)
        self._stack.append(_Open(*_at(event), mapping, self._refused(event)))

    def _add(self, node: Node) -> None:
        if self._stack:
            self._stack[-1].children.append(node)
        else:
            self._root = node

    def _closed(self, frame: _Open) -> Node:
        if frame.refused:
            return Refused(frame.line, frame.column)
        if not frame.mapping:
            return Sequence(tuple(frame.children), frame.line, frame.column)
        return Mapping(self._pairs(frame.children), frame.line, frame.column)

    def _pairs(self, children: list[Node]) -> tuple[tuple[Scalar, Node], ...]:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._not_a_name(key)
                continue
            name = nfc(key.text)
            if name in pairs:
                first = pairs[name][0]
                self._twice(first, key)
                pairs[name] = (first, Refused(key.line, key.column))
            else:
                pairs[name] = (key, value)
        return tuple(pairs.values())

    def _tell(self, code: str, at: tuple[int, int], message: str, hint: str) -> None:
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
            _('"{tag}" is a YAML tag, and tags have no meaning in a product file', tag=event.tag),
            _("Remove it. If the text itself begins with !, put the text in quotes."),
        )
        return True

    def _refuse_anchor(self, event: Any) -> None:
        if self._anchor_told:
            return
        self._anchor_told = True
        mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
        self._tell(
            "P109",
            _at(event),
            _('"{name}" refers to another part of the file', name=f"{mark}{event.anchor}"),
            _(
                "Write the text out, or put what all products share under `defaults:`. "
                "If the text itself begins with & or *, put it in quotes."
            ),
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

    def _twice(self, first: Scalar, second: Scalar) -> None:
        self._tell(
            "P112",
            (second.line, second.column),
            _(
                '"{name}" is written twice: on line {first} and on line {second}',
                name=second.text,
                first=first.line,
                second=second.line,
            ),
            _("Keep the right one and delete the other."),
        )

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

    def _empty(self) -> Problem:
        return Problem(
            "P107",
            _("the file is empty"),
            _("Write `products:` and below it the first product, beginning with `- sku:`."),
            place=Place(self.file, 1, 1),
        )


def _at(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _unseen_words() -> tuple[str, str]:
    return (
        _("this text holds a control character, which cannot be seen"),
        _("Type the text again instead of pasting it."),
    )
