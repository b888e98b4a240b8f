"""From a spreadsheet to a product file: judged as those are, and written only when it is right."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from ocopctl.catalog.load import load
from ocopctl.catalog.patch import Patch
from ocopctl.catalog.product_text import product_text
from ocopctl.errors import ConfigError, InputError
from ocopctl.language import _
from ocopctl.problems import Problem, in_order
from ocopctl.session import judge
from ocopctl.sheets.lacking import in_columns
from ocopctl.sheets.opening import open_sheets
from ocopctl.sheets.tree import read_sheets
from ocopctl.sheets.written import fields_of
from ocopctl.workspace import WorkspaceProblems, open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ocopctl.catalog.load import Entry
    from ocopctl.session import Judged


@dataclass(frozen=True, slots=True)
class Imported:
    """What a spreadsheet says: its products as a product file's text, and every problem by cell."""

    text: str
    products: int
    shops: int
    problems: tuple[Problem, ...]


def imported(root: Path, path: Path, out: Path, names: Sequence[str] = ()) -> Imported:
    """Read and judge the products of a spreadsheet that shall be written into the file `out`.

    `names` are the sheets that are read; pictures are looked for beside `out`. Raises InputError
    for a spreadsheet that cannot be read.
    """
    there = out.parent / path.name
    source, notes = read_sheets(str(there), open_sheets(path), names)
    workspace = replace(open_workspace(root, [there]), files=(there,))
    judged = judge(workspace, source_of=lambda _path: source)
    problems = [*judged.problems, *_taken(judged, _others(root, out))]
    entries = sorted(judged.entries, key=lambda entry: entry.place().line)
    note = _(
        "Made from {file}. Check it with: ocopctl validate {out}", file=path.name, out=out.name
    )
    return Imported(
        product_text([fields_of(entry.product) for entry in entries], note),
        len(entries),
        len(judged.accounts),
        tuple(notes.in_cells(in_columns(problem)) for problem in in_order(problems)),
    )


def written(out: Path, text: str) -> None:
    """Write a new product file. Raises InputError when there is one of that name already."""
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as error:
        raise InputError(
            _("there is a file of this name already, and it was left as it is"),
            place=str(out),
            hint=_("name another with --out, or write over it with --replace"),
        ) from error
    except OSError as error:
        raise InputError(
            _("this file cannot be written"),
            place=str(out),
            hint=_("Check that the folder is there and that you may write into it."),
        ) from error


def patch(out: Path, text: str) -> Patch:
    """Return what writing over a product file changes in it."""
    return Patch(out, out.read_bytes(), text.encode())


def _others(root: Path, out: Path) -> list[Path]:
    """Return the product files that the new one will stand beside, if the workspace reads it."""
    try:
        workspace = open_workspace(root)
    except WorkspaceProblems:
        raise
    except ConfigError:
        return []  # a workspace without product files is about to get its first one
    place = out.resolve()
    home = root.resolve()
    name = place.relative_to(home).as_posix() if place.is_relative_to(home) else ""
    if not any(fnmatch(name, pattern) for pattern in workspace.settings.products):
        return []
    return [path for path in workspace.files if path.resolve() != place]


def _taken(judged: Judged, others: Sequence[Path]) -> list[Problem]:
    """Return a problem for each product file that has SKUs of the spreadsheet already."""
    ours = {sku.casefold(): (entry, path) for entry in judged.entries for path, sku in _skus(entry)}
    found = []
    for other in others:
        theirs = {
            sku.casefold(): entry for entry in load([other]).entries for _path, sku in _skus(entry)
        }
        both = [sku for sku in ours if sku in theirs]
        if both:
            found.append(_clash(*ours[both[0]], theirs[both[0]], len(both)))
    return found


def _skus(entry: Entry) -> list[tuple[str, str]]:
    """Return the SKUs of a product and its variants, each with its path."""
    variants = enumerate(entry.product.variants)
    own = [(f"variants[{number}].sku", variant.sku) for number, variant in variants]
    return [("sku", entry.product.sku), *own]


def _clash(entry: Entry, path: str, other: Entry, count: int) -> Problem:
    return Problem(
        "P212",
        _(
            "SKUs that {file} has already: {count}; this is the first, there on line {line}",
            file=other.place().file,
            count=count,
            line=other.place().line,
        ),
        _("To write over that file, name it with --out and add --replace."),
        place=entry.place(path),
        sku=entry.product.sku,
    )
