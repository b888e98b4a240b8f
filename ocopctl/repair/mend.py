"""One product file mended: what is certain is put right, and the file says the same as before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from ocopctl.catalog.decode import Unreadable, as_text
from ocopctl.catalog.nodes import Mapping, Scalar, Sequence
from ocopctl.catalog.patch import Patch
from ocopctl.catalog.source import parse
from ocopctl.errors import InputError
from ocopctl.language import _
from ocopctl.problems import has_errors
from ocopctl.repair.change import applied
from ocopctl.repair.exact import exact
from ocopctl.repair.tidy import layout, quotes, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ocopctl.catalog.nodes import Node
    from ocopctl.repair.change import Change

_BOM = b"\xef\xbb\xbf"
_ROUNDS = 4
"""A value may need several repairs; each round makes the next one possible."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A patch, and by line what it does; the sentences are translated."""

    patch: Patch
    notes: tuple[tuple[int, str], ...]


def mended(path: Path, content: bytes) -> Mended | None:
    """Return what can be repaired in one product file, None when there is nothing.

    A file in another encoding, or with characters that no file may hold, is left to its writer.
    """
    try:
        before = as_text(content, str(path))
    except Unreadable:
        return None
    text, notes = before, dict[tuple[int, str], None]()
    for _round in range(_ROUNDS):
        fresh = text
        for find in (layout, quotes, tidy, lambda now: exact(now, str(path))):
            changes = find(fresh)
            notes |= dict.fromkeys(_notes(fresh, changes))
            fresh = applied(fresh, changes)
        if fresh == text:
            break
        text = fresh
    if text == before or not _says_the_same(before, text, {line for line, _why in notes}):
        return None
    mark = _BOM if content.startswith(_BOM) else b""
    return Mended(Patch(path, content, mark + text.encode()), tuple(sorted(notes)))


def must_be_inside(path: Path, root: Path) -> None:
    """Refuse to write through a link that leads out of its own folder and that of the work."""
    homes = (root.resolve(), path.parent.resolve())
    if path.is_symlink() and not any(path.resolve().is_relative_to(home) for home in homes):
        raise InputError(
            _("this file is a link to a file outside the folder, and is left as it is"),
            place=str(path),
            hint=_("repair the file it leads to: {file}", file=path.resolve()),
        )


def _notes(text: str, changes: Iterable[Change]) -> Iterator[tuple[int, str]]:
    for change in changes:
        yield text.count("\n", 0, change.begin) + 1, _(change.why)


def _says_the_same(before: str, after: str, lines: set[int]) -> bool:
    """Tell whether a file is no worse to read, and says the same but for values repaired.

    What could not be read before is not compared: only quotation marks and blanks changed there.
    """
    old, new = parse(before.encode(), ""), parse(after.encode(), "")
    if old.root is None or has_errors(old.problems):
        return len(new.problems) <= len(old.problems)
    sound = new.root is not None and not has_errors(new.problems)
    return sound and _alike(old.root, cast("Node", new.root), lines)


def _alike(old: Node, new: Node, lines: set[int]) -> bool:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        pairs = zip(old.pairs, new.pairs, strict=False)
        return len(old.pairs) == len(new.pairs) and all(
            _alike(a, b, lines) for one, other in pairs for a, b in zip(one, other, strict=True)
        )
    if isinstance(old, Sequence) and isinstance(new, Sequence):
        return len(old.items) == len(new.items) and all(
            _alike(a, b, lines) for a, b in zip(old.items, new.items, strict=False)
        )
    if isinstance(old, Scalar) and isinstance(new, Scalar):
        return old.text == new.text or old.line in lines
    return type(old) is type(new) or old.line in lines
