"""What can still be trusted of a file behind a place that cannot be read.

The parser starts again without the value, the line or the product that stopped it, so that the
faults of the rest are told in the same run. What was left out is refused and never guessed, and a
second complaint that may only follow from the first is not told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import yaml

from ocopctl.catalog.letters import REPLACED
from ocopctl.catalog.stops import Repair
from ocopctl.catalog.syntax import in_plain_words, lines_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.catalog.syntax import Fault
    from ocopctl.problems import Problem

_EFFORT = 3_000_000
"""How many letters are parsed again at most."""
_MOST = 30
_ITEM = re.compile(r"( *)-(?:\s|$)")
_ITEM_LINE = re.compile(r"^( *)-(?:\s|$)", re.MULTILINE)
_ALMOST_FIELD = re.compile(r"\s*(?:- *)?[^\W\d]\w* *[:=：]")
_FIRST_ITEM = re.compile(r"^products:[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\n)*( *)-(?:\s|$)", re.MULTILINE)
_TOP = re.compile(r"[^\W\d]\w*\s*:(?:\s|$)")
_VALUE_AT = re.compile(r"\s*(?:- +)*(?:[^\s:#\"'{\[][^:#\"']*: +)?")
_TABS = re.compile(r"^[ \t]*\t[ \t]*", re.MULTILINE)
_WIDTHS = (2, 4, 8)


@dataclass(slots=True)
class Torn:
    """What was taken out of a file: values by line and column, and whole lines, from 1."""

    values: set[tuple[int, int]] = field(default_factory=set)
    lines: set[int] = field(default_factory=set)


Tree = TypeVar("Tree")


def read_on(
    text: str, file: str, build: Callable[[str, Torn], Tree]
) -> tuple[Tree | None, list[Problem]]:
    """Build what a text says, without the parts that cannot be read; each is a problem.

    `build` raises YAMLError where it cannot go on. The tree is None when nothing is left of it.
    """
    work = _Work(text, file)
    effort = 0
    while True:
        try:
            return build(work.text, work.torn), work.problems
        except yaml.YAMLError as error:
            effort += len(text)
            mended = work.mend(in_plain_words(error, work.text, file))
            if not mended or effort > _EFFORT or len(work.problems) >= _MOST:
                return None, work.problems


class _Work:
    """A text that is taken apart, line by line."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.torn = Torn()
        self.problems: list[Problem] = []
        self._file = file
        first = _FIRST_ITEM.search(text)
        self._indent = (
            len(first[1]) if first else min(map(len, _ITEM_LINE.findall(text)), default=0)
        )
        self._touched: set[int] = set()
        self._unsure: set[int] = set()
        self._hyphens: set[int] = set()

    def mend(self, fault: Fault) -> bool:
        """Take out what a fault makes unreadable and note it; tell whether anything was."""
        lines = lines_of(self.text)
        at = fault.problem.place.line - 1
        at = min(at, len(lines) - 1)
        begin, end = _part(lines, at, self._indent)
        told_already = at in self._touched or REPLACED in lines[at]
        sure = fault.repair in {Repair.VALUE, Repair.LINE, Repair.INDENT}
        follows = begin in self._unsure or (
            not sure and any(begin <= line < end for line in self._touched)
        )
        # Words below a line that was taken out went on with what stood there.
        follows = follows or (at - 1 in self._touched and not _ALMOST_FIELD.match(lines[at]))
        if not told_already and not follows and not self._hyphen_again(fault, lines[at]):
            self.problems.append(fault.problem)
        if fault.tabs:
            return self._without_tabs(begin)
        repair = Repair.PRODUCT if told_already or follows else fault.repair
        return self._take_out(lines, at, (begin, end), repair, fault.problem.place.column)

    def _hyphen_again(self, fault: Fault, line: str) -> bool:
        """Tell whether another entry stood at the same wrong column: one slip moved them all."""
        column = fault.problem.place.column
        if fault.repair is not Repair.STRAY or not _ITEM.match(line):
            return False
        again = column in self._hyphens
        self._hyphens.add(column)
        return again

    def _take_out(
        self, lines: list[str], at: int, part: tuple[int, int], repair: Repair, column: int
    ) -> bool:
        begin, end = part
        if begin < 0:
            return False
        self._touched.add(at)
        found = _VALUE_AT.match(lines[at]) if at < len(lines) else None
        if repair is Repair.VALUE and found and found.end() < column:
            self._refuse(lines, at, found.end())
        elif repair is Repair.INDENT:
            lines[at] = " " * _indent(lines[at + 1]) + lines[at].lstrip()
        elif repair in {Repair.LINE, Repair.STRAY}:
            entry = repair is Repair.STRAY and _ITEM.match(lines[at])
            self._remove(lines, at, end if entry else _below(lines, at, end))
            if repair is Repair.STRAY:
                self._unsure.add(begin)
        elif not self._take_part(lines, begin, end):
            return False
        self.text = "\n".join(lines)
        return True

    def _take_part(self, lines: list[str], begin: int, end: int) -> bool:
        """Take out a product, or all that is shared; without such a part nothing is left."""
        if lines[begin].startswith("products"):
            return False
        head = _ITEM.match(lines[begin]) or _TOP.match(lines[begin])
        if head is None or lines[begin] == f"{head[0].rstrip()} ~":
            return False
        self._remove(lines, begin, end)
        lines[begin] = head[0].rstrip() + " "
        self._refuse(lines, begin, len(lines[begin]))
        return True

    def _refuse(self, lines: list[str], at: int, column: int) -> None:
        lines[at] = lines[at][:column] + "~"
        self.torn.values.add((at + 1, column + 1))

    def _remove(self, lines: list[str], begin: int, end: int) -> None:
        for number in range(begin, end):
            lines[number] = ""
            self.torn.lines.add(number + 1)
            self._touched.add(number)

    def _without_tabs(self, begin: int) -> bool:
        """Write blanks for tabs, as wide as the editor may have shown them."""
        self._unsure.add(begin)
        if not _TABS.search(self.text):
            return False
        texts = [_expanded(self.text, width) for width in _WIDTHS]
        self.text = next((text for text in texts if _reads(text)), texts[0])
        return True


def _expanded(text: str, width: int) -> str:
    return _TABS.sub(lambda match: match[0].expandtabs(width), text)


def _reads(text: str) -> bool:
    try:
        return all(True for _event in yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError:
        return False


def _part(lines: list[str], at: int, indent: int) -> tuple[int, int]:
    """Find the product, or the group at the left edge, in which a line stands: first line, end.

    `indent` is that of the list's hyphens. The first line is -1 above everything.
    """
    begin = at
    while begin >= 0 and not _begins(lines[begin], indent):
        begin -= 1
    end = at + 1
    while end < len(lines) and not _begins(lines[end], indent):
        end += 1
    return begin, end


def _begins(line: str, indent: int) -> bool:
    item = _ITEM.match(line)
    return (item is not None and len(item[1]) <= indent) or _TOP.match(line) is not None


def _below(lines: list[str], at: int, end: int) -> int:
    """Return the line behind those that are indented further than this one."""
    indent = _indent(lines[at])
    number = at + 1
    while number < end and (not lines[number].strip() or _indent(lines[number]) > indent):
        number += 1
    return number


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
