"""From a spreadsheet to the tree that a product file would have been read into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.catalog.nodes import Mapping, Node, Refused, Scalar, Sequence
from ocopctl.catalog.source import Source
from ocopctl.errors import InputError
from ocopctl.language import _
from ocopctl.problems import Severity
from ocopctl.sheets.notes import Notes
from ocopctl.sheets.rows import products_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping as Dictionary
    from collections.abc import Sequence as List

    from ocopctl.sheets.cells import Sheet
    from ocopctl.sheets.columns import Step, Target
    from ocopctl.sheets.rows import Nodes, Product, Variant

_Branch = dict["Step", "Node | _Branch"]


def read_sheets(file: str, sheets: List[Sheet], names: List[str] = ()) -> tuple[Source, Notes]:
    """Read the products of all sheets that have headings, or of those that are named.

    Hidden sheets are left out unless they are named. `file` stands in places. Raises InputError
    for a name of no sheet.
    """
    _must_be_there(file, sheets, names)
    notes = Notes(file, sheets)
    found: list[Product] = []
    read = 0
    for sheet in sheets:
        if sheet.name not in names if names else sheet.hidden:
            _left_out(sheet, notes, named=bool(names))
            continue
        products = products_of(sheet, notes)
        read += products is not None
        found += products or []
    if not found:
        _nothing(notes, headings=read > 0)
        return Source(None, tuple(notes.problems)), notes
    items = tuple(_product(product) for product in found)
    root = Mapping(((_name("products", 1, 1), Sequence(items, 1, 1)),), 1, 1)
    return Source(root, tuple(notes.problems)), notes


def _must_be_there(file: str, sheets: List[Sheet], names: List[str]) -> None:
    known = [sheet.name for sheet in sheets]
    for name in names:
        if name not in known:
            raise InputError(
                _("there is no sheet “{name}”", name=name),
                place=file,
                hint=_("its sheets are: {names}", names=", ".join(known)),
            )


def _nothing(notes: Notes, *, headings: bool) -> None:
    """Say why there is no product; not where columns or rows were refused already."""
    if any(problem.severity is Severity.ERROR for problem in notes.problems):
        return
    if headings:
        message = _("there are headings and no products below them")
        hint = _("Write one product a row, and save the spreadsheet.")
    else:
        message = _("no sheet has a row of headings such as “Mã sản phẩm” and “Tên sản phẩm”")
        if not any(sheet.rows for sheet in notes.sheets):
            message = _("this spreadsheet is empty")
        hint = _("Make one with headings: ocopctl import --template FILE.xlsx")
    notes.tell("P140", (1, 1), message, hint)


def _left_out(sheet: Sheet, notes: Notes, *, named: bool) -> None:
    if named or not sheet.rows:
        return
    notes.tell(
        "P149",
        (notes.line(sheet, 1), 1),
        _("the sheet “{name}” is hidden and is left out", name=sheet.name),
        _("Show it in the spreadsheet, or name it: --sheet “{name}”", name=sheet.name),
        Severity.INFO,
    )


def _product(product: Product) -> Mapping:
    nodes = dict(product.nodes)
    if product.variants:
        _derive_values(nodes, product.variants)
        axes = {
            t[1]: text_of(node) for t, node in nodes.items() if t[0] == "options" and t[2] == "name"
        }
        items = tuple(_variant(one, axes) for one in product.variants)
        nodes["variants",] = Sequence(items, items[0].line, items[0].column)
    first = min((node.column for node in product.nodes.values()), default=1)
    return _mapping(_branched(nodes), product.line, _column(nodes, first))


def _column(nodes: Dictionary[Target, Node], first: int) -> int:
    sku = nodes.get(("sku",))
    return sku.column if sku else first


def _derive_values(nodes: Nodes, variants: List[Variant]) -> None:
    """List the values of each axis in the order of the rows, unless a column lists them."""
    for number in (0, 1):
        told: dict[str, Node] = {}
        for variant in variants:
            node = variant.nodes.get(("options", number))
            if node is not None and text_of(node):
                told.setdefault(text_of(node), node)
        listed = any(target[:3] == ("options", number, "values") for target in nodes)
        if told and not listed:
            values = tuple(told.values())
            nodes["options", number, "values"] = Sequence(values, values[0].line, values[0].column)


def _variant(variant: Variant, axes: Dictionary[Step, str]) -> Mapping:
    """Make a variant, with its options by the names of the axes."""
    nodes = {target: node for target, node in variant.nodes.items() if target[0] != "options"}
    options = {t[1]: node for t, node in variant.nodes.items() if t[0] == "options"}
    if options:
        at = next(iter(options.values()))
        nodes["options",] = (
            Mapping(
                tuple(
                    (_name(axes[n], node.line, node.column), node) for n, node in options.items()
                ),
                at.line,
                at.column,
            )
            if all(axes.get(number) for number in options)
            else Refused(at.line, at.column)
        )
    column = _column(nodes, min(node.column for node in nodes.values()))
    return _mapping(_branched(nodes), variant.line, column)


def _branched(nodes: Dictionary[Target, Node]) -> _Branch:
    root: _Branch = {}
    for target, node in nodes.items():
        branch = root
        for step in target[:-1]:
            inner = branch.setdefault(step, {})
            if not isinstance(inner, dict):
                break
            branch = inner
        else:
            branch[target[-1]] = node
    return root


def _mapping(branch: _Branch, line: int, column: int) -> Mapping:
    pairs = []
    for step, child in branch.items():
        node = _node(child)
        pairs.append((_name(str(step), node.line, node.column), node))
    return Mapping(tuple(pairs), line, column)


def _node(branch: Node | _Branch) -> Node:
    """Make a group of fields, or a list where the steps are numbers."""
    if not isinstance(branch, dict):
        return branch
    children = [(step, _node(child)) for step, child in branch.items()]
    line, column = min((node.line, node.column) for _step, node in children)
    if all(isinstance(step, int) for step, _child in children):
        ordered = sorted(children, key=lambda pair: int(pair[0]))
        return Sequence(tuple(node for _step, node in ordered), line, column)
    return _mapping(branch, line, column)


def _name(text: str, line: int, column: int) -> Scalar:
    return Scalar(text, line, column, quoted=True)
