"""The tree that a product file is read into: raw text with its line and column."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as it was written. `quoted` also holds for `|` and `>` text.

    `comment` is what a # without a blank behind it cut off from an unquoted value: it may have
    been meant as part of it.
    """

    text: str
    line: int
    column: int
    quoted: bool = False
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes. A `torn` one lost lines, and entries with them."""

    items: tuple[Node, ...]
    line: int
    column: int
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """Fields in the order of the file, each name once.

    A `torn` one lost lines that could not be read: what it does not have, it may have had.
    """

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that was there and was refused; its problem is told already."""

    line: int
    column: int


Node = Scalar | Sequence | Mapping | Refused
