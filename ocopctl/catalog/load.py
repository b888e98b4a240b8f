"""Product files → Catalog: every product that could be read, and every problem, in one run."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from ocopctl.catalog.checks import findings
from ocopctl.catalog.clashes import Claim, clashes
from ocopctl.catalog.ending import ending_findings
from ocopctl.catalog.ignores import ignores_in
from ocopctl.catalog.images import Album, Picture, picture_findings
from ocopctl.catalog.likeness_covers import cover_problems
from ocopctl.catalog.likeness_stories import story_problems
from ocopctl.catalog.picture_content import Flaw
from ocopctl.catalog.product_file import Read, read_products
from ocopctl.catalog.source import read_source
from ocopctl.catalog.within import nearest, piece_place
from ocopctl.catalog.words import word_problems
from ocopctl.catalog.words_alcohol import alcohol_findings
from ocopctl.problems import Place, Problem, in_order
from ocopctl.rules.words import word_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from ocopctl.catalog.draft import Draft, Finding
    from ocopctl.catalog.ignores import Ignore
    from ocopctl.catalog.model import Product
    from ocopctl.catalog.reading import Reading
    from ocopctl.catalog.source import Source
    from ocopctl.rules.words import WordRules


@dataclass(frozen=True, slots=True)
class Entry:
    """One product with where it comes from.

    `where` maps a path inside the product (`""`, `variants[1].price`) to its place in the file;
    `pictures` maps the name of each picture that can be used to what was found; `text` is the
    whole file's.
    """

    product: Product
    file: Path
    folder: Path
    where: Mapping[str, Place]
    pictures: Mapping[str, Picture]
    text: str = field(default="", repr=False, compare=False)

    def place(self, path: str = "") -> Place:
        """Return the place of a field, or of the nearest thing around it that was written."""
        return nearest(self.where, path)

    def place_in(self, path: str, value: str, offset: int) -> Place:
        """Return the place of one letter of a field's value."""
        return piece_place(self.text, self.place(path), value, offset)


@dataclass(frozen=True, slots=True)
class Catalog:
    """All products of a village, sorted by SKU, and all problems of their files.

    A product is here when each of its fields could be read. Look at `problems` before sending
    anything: what must hold between fields, SKUs and pictures is told there only.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    ignores: tuple[Ignore, ...] = ()


def load(
    paths: Sequence[Path],
    *,
    on: date | None = None,
    words: WordRules | None = None,
    source_of: Callable[[Path], Source] = read_source,
) -> Catalog:
    """Read and check the product files at `paths`; their order changes nothing.

    `source_of` makes a tree of each: products may stand elsewhere than in YAML.

    Certificates and papers are judged as of the day `on`, and without one not at all; texts by
    the rules on `words`, the shipped ones without any. What comments ignore is among the problems
    still: others may be found that they speak of.
    Everything that is wrong with the files is among the problems. Raises ConfigError when
    Python's YAML reader was built without libyaml.
    """
    album = Album()
    entries: list[Entry] = []
    problems: list[Problem] = []
    claims: list[Claim] = []
    texts: dict[str, str] = {}
    ignores: list[Ignore] = []
    rules = word_rules() if words is None else words
    for path in _each_once(paths):
        source = source_of(path)
        problems += source.problems
        if source.root is None:
            continue
        texts[str(path)] = source.text
        ignores += ignores_in(source.text, str(path))
        reads, found = read_products(source.root, str(path))
        for read in reads:
            pictures = _checked(read, path, album, on)
            _tell(read.reading, alcohol_findings(read.draft, rules.alcohol))
            for one in word_problems(read, source.text, rules, on):
                read.reading.tell(one)
            claims += _claims(read)
            if read.draft.product is not None:
                where = MappingProxyType(read.reading.places)
                entry = Entry(read.draft.product, path, path.parent, where, pictures, source.text)
                entries.append(entry)
        problems += found
    problems += clashes(claims)
    entries.sort(key=lambda one: (one.product.sku, one.place().file, one.place().line))
    several = list({one.product.sku.casefold(): one for one in entries}.values())
    problems += [*story_problems(several, texts, rules.said_by_all), *cover_problems(several)]
    return Catalog(tuple(entries), tuple(in_order(problems)), tuple(ignores))


def _each_once(paths: Sequence[Path]) -> list[Path]:
    """Drop a file that is named twice, by whichever way, keeping the first name in order."""
    once: dict[str, Path] = {}
    for path in sorted(paths, key=str):
        once.setdefault(os.path.realpath(path), path)
    return list(once.values())


def _checked(read: Read, file: Path, album: Album, on: date | None) -> Mapping[str, Picture]:
    """Add what does not hold in a product to its notes, and return its usable pictures."""
    reading = read.reading
    dated = ending_findings(read.draft, on) if on else ()
    _tell(reading, (*findings(read.draft), *dated))
    pictures: dict[str, Picture] = {}
    for path, name in _picture_names(read.draft):
        found = album.picture(file.parent, name)
        if isinstance(found, Flaw):
            place = nearest(reading.places, path)
            reading.tell(
                Problem(found.code, found.message, found.hint, place=place, sku=reading.sku)
            )
        else:
            pictures[name] = found
    images = [
        (path, name) for path, name in _picture_names(read.draft) if path.startswith("images")
    ]
    _tell(reading, picture_findings(images, pictures))
    return MappingProxyType(pictures)


def _tell(reading: Reading, found: Iterable[Finding]) -> None:
    for one in found:
        place = nearest(reading.places, one.path)
        reading.tell(Problem(one.code, one.message, one.hint, one.severity, place, sku=reading.sku))


def _picture_names(draft: Draft) -> Iterator[tuple[str, str]]:
    images = draft.values.get("images")
    for number, name in enumerate(images if isinstance(images, tuple) else ()):
        if isinstance(name, str):
            yield f"images[{number}]", name
    for path, variant in draft.variants():
        if variant.image:
            yield f"{path}.image", variant.image


def _claims(read: Read) -> Iterator[Claim]:
    places, sku = read.reading.places, read.draft.get("sku")
    if sku:
        yield Claim(sku, nearest(places, "sku"))
    for path, variant in read.draft.variants():
        yield Claim(variant.sku, nearest(places, f"{path}.sku"))
