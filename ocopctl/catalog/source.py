"""Product files as a small frozen tree: raw text with its line and column, nothing guessed."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import yaml

from ocopctl.catalog.building import Builder
from ocopctl.catalog.decode import MAX_BYTES, Unreadable, decoded, no_text, too_large
from ocopctl.catalog.letters import cleaned, position
from ocopctl.catalog.recovery import Torn, read_on
from ocopctl.catalog.twice import mended
from ocopctl.errors import ConfigError
from ocopctl.language import _
from ocopctl.problems import Place, Problem
from ocopctl.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ocopctl.catalog.nodes import Node


_VERSIONS = re.compile(r"^<{7} .*$(?=[\s\S]*^={7}\s*$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """What one file says: its tree, None when it cannot be read at all, and its problems."""

    root: Node | None
    problems: tuple[Problem, ...] = ()
    text: str = field(default="", repr=False)


def read_source(path: Path, *, quoting: bool = True) -> Source:
    """Read the file at `path`; a file that is missing, too large or not YAML is a problem.

    So is what is no file: opening a pipe would wait for somebody to write into it. Without
    `quoting` no problem repeats a value: it may be a secret.
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
    return parse(data, str(path), quoting=quoting)


def parse(data: bytes, file: str, *, quoting: bool = True) -> Source:
    """Build the tree of one file's bytes. Raises ConfigError when libyaml is missing."""
    text, told = _text(data, file)
    if text is None:
        return Source(None, tuple(told))
    try:
        tree, faults = read_on(text, file, partial(_tree, file, quoting))
    except Unreadable as stop:
        return Source(None, (*told, stop.problem))
    if tree is None:
        return Source(None, (*told, *faults))
    return Source(tree.root, (*told, *faults, *tree.problems), text)


def _text(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """Return a file's text without letters that nobody meant, and what was wrong with them."""
    found = decoded(data, file)
    told = [found.problem] if found.problem else []
    if found.text is None:
        return None, told
    text = found.text
    if found.problem is None:
        plain = mended(text, file)
        text, told = plain.text, [plain.problem] if plain.problem else []
    if versions := _VERSIONS.search(text):
        return None, [*told, _not_joined(file, text, versions.start())]
    clean = cleaned(text, file)
    if clean.text is None:
        return None, [no_text(file, "")]
    return clean.text, [*told, *clean.problems]


def _not_joined(file: str, text: str, at: int) -> Problem:
    return Problem(
        "P105",
        _("two versions of the file stand here, which Git could not join"),
        _("Keep one of the two, and delete the lines with <<<<<<<, ======= and >>>>>>>."),
        place=Place(file, *position(text[:at])),
    )


def _tree(file: str, quoting: bool, text: str, torn: Torn) -> Source:  # noqa: FBT001 - bound by partial
    builder = Builder(file, torn, text, quoting=quoting)
    try:
        root = builder.run(_events(text))
    except Unreadable as stop:
        return Source(None, (*builder.problems, stop.problem))
    return Source(root, tuple(builder.problems))


def _cannot_open(path: Path, error: OSError | ValueError) -> Problem:
    name = visible(str(path))
    if isinstance(error, FileNotFoundError):
        message = _('the product file "{file}" does not exist', file=name)
        hint = _("Check the name and the folder; `products:` in ocopctl.yaml lists the files.")
    elif isinstance(error, IsADirectoryError):
        message = _('"{file}" is a folder, not a product file', file=name)
        hint = _("Name the .yaml files inside it.")
    else:
        message = _('the product file "{file}" cannot be opened', file=name)
        hint = _("Check that you may read it and that no other program holds it.")
    return Problem("P101", message, hint, place=Place(str(path)))


def _no_file(path: Path) -> Problem:
    return Problem(
        "P101",
        _(
            '"{file}" is a pipe, a socket or a device, not a product file',
            file=visible(str(path)),
        ),
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
    parser = loader(text)
    try:
        yield from iter(parser.get_event, None)
    finally:
        parser.dispose()
