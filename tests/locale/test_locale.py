"""Every message exists in Vietnamese, with the same places to fill, and is compiled."""

from __future__ import annotations

import gettext
import re
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

REPOSITORY = Path(__file__).parents[2]
LOCALE = REPOSITORY / "ocopctl" / "locale"
PLACES = re.compile(r"\{[a-z_]*\}")


@cache
def said() -> frozenset[str]:
    """Return every message of the code and of the pages."""
    with (REPOSITORY / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file, "babel.cfg")
    found = extract_from_dir(
        REPOSITORY / "ocopctl", methods, options, keywords={"_": None, "N_": None}
    )
    return frozenset(str(message) for _file, _line, message, _comments, _context in found)


@cache
def vietnamese() -> Catalog:
    with (LOCALE / "vi" / "LC_MESSAGES" / "ocopctl.po").open("rb") as file:
        return read_po(file)


def test_messages_are_found_at_all() -> None:
    assert len(said()) > 200


def test_every_message_is_translated() -> None:
    missing = sorted(m for m in said() if not (entry := vietnamese().get(m)) or not entry.string)
    assert missing == []


def test_no_translation_is_left_over() -> None:
    assert sorted(str(m.id) for m in vietnamese() if m.id and str(m.id) not in said()) == []


def test_translations_have_the_same_places_to_fill() -> None:
    odd = [
        str(entry.id)
        for entry in vietnamese()
        if entry.id
        and sorted(PLACES.findall(str(entry.id))) != sorted(PLACES.findall(str(entry.string)))
    ]
    assert odd == []


def test_the_compiled_catalogue_says_what_the_source_says() -> None:
    compiled = gettext.translation("ocopctl", LOCALE, languages=["vi"])
    stale = [m.id for m in vietnamese() if m.id and compiled.gettext(str(m.id)) != m.string]
    assert stale == []
