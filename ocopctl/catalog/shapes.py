"""Lists, named values and texts in several languages: how their nodes become values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.catalog import scalars
from ocopctl.catalog.names import unknown
from ocopctl.catalog.nodes import Mapping, Node, Refused, Scalar, Sequence
from ocopctl.catalog.reading import WRONG, Reading
from ocopctl.language import _
from ocopctl.text import nfc

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[Node, str, Reading], object]


def listed(each: Read, length: int | None) -> Read:
    """Make a reader of lists whose entries `each` reads; `length` is exact when given."""

    def read(node: Node, path: str, reading: Reading) -> object:
        if not isinstance(node, Sequence):
            return shape(
                node,
                path,
                reading,
                _("{field} takes a list", field=scalars.label(path)),
                _in_a_list(node),
            )
        if length is not None and len(node.items) != length:
            return reading.fault(
                "P210",
                node,
                path,
                _(
                    "{field} takes exactly {wanted} entries, and here are {found}",
                    field=scalars.label(path),
                    found=len(node.items),
                    wanted=length,
                ),
                _("Write them in brackets, such as [90.000, 600.000]."),
            )
        found = _items(each, node, path, reading)
        if node.torn:
            reading.faults += 1
            found.append(WRONG)
        return tuple(found)

    return read


def _in_a_list(node: Node) -> str:
    """Return how to write what stands in the place of a list."""
    if isinstance(node, Scalar) and not node.quoted:
        return _(
            "Put it in brackets: [{text}], or each entry on a line of its own below it, "
            "beginning with a hyphen: - ...",
            text=scalars.written(node),
        )
    return _("Put each entry on a line of its own below it, beginning with a hyphen: - ...")


def _items(each: Read, node: Sequence, path: str, reading: Reading) -> list[object]:
    found = []
    for index, item in enumerate(node.items):
        inner = f"{path}[{index}]"
        reading.places[inner] = reading.place(item, inner)
        blank = scalars.is_blank(item)
        found.append((scalars.blank if blank else each)(item, inner, reading))
    return found


def named(each: Read) -> Read:
    """Make a reader of fields whose names the user chooses."""

    def read(node: Node, path: str, reading: Reading) -> object:
        if not isinstance(node, Mapping):
            return shape(
                node,
                path,
                reading,
                _("{field} takes names with a value each", field=scalars.label(path)),
                _("Write each on a line of its own below it: a name, a colon, a blank, a value."),
            )
        found: dict[str, object] = {}
        for name, child in node.pairs:
            inner = f"{path}.{nfc(name.text).strip()}"
            reading.places[inner] = reading.place(child, inner)
            blank = scalars.is_blank(child)
            found[nfc(name.text).strip()] = (scalars.blank if blank else each)(
                child, inner, reading
            )
        reading.faults += node.torn
        return WRONG if node.torn or WRONG in found.values() else found

    return read


def localised(languages: tuple[str, ...]) -> Read:
    """Make a reader of text in several languages; plain text is Vietnamese."""

    def read(node: Node, path: str, reading: Reading) -> object:
        if not isinstance(node, Mapping):
            found = scalars.text(node, path, reading)
            return found if found is WRONG else {"vi": found}
        before, values = reading.faults, dict[str, object]()
        for key, child in node.pairs:
            name = nfc(key.text).strip()
            inner = f"{path}.{name}"
            reading.places[inner] = reading.place(child, inner)
            if name not in languages:
                unknown((key, child), inner, languages, reading)
            elif not scalars.is_blank(child):
                values[name] = scalars.text(child, inner, reading)
        if "vi" not in values and not reading.partial and reading.faults == before:
            _no_vietnamese(node, path, reading)
        return values if reading.faults == before else WRONG

    return read


def _no_vietnamese(node: Node, path: str, reading: Reading) -> None:
    reading.fault(
        "P211",
        node,
        f"{path}.vi",
        _("{field} has no Vietnamese text", field=scalars.label(path)),
        _('Add a line "vi:" with it; the other languages come beside it.'),
    )


def shape(node: Node, path: str, reading: Reading, message: str, hint: str) -> object:
    """Note that a value has the wrong shape; a node refused before is not told again."""
    if isinstance(node, Refused):
        reading.faults += 1
        return WRONG
    return reading.fault("P116", node, path, message, hint)
