"""Every problem code explained, what the rule packs say of it, and codes found by words."""

from __future__ import annotations

import difflib
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from ocopctl.catalog.codes import EXPLANATIONS as CATALOG
from ocopctl.errors import UsageError
from ocopctl.language import _
from ocopctl.publishing.codes import LISTINGS
from ocopctl.publishing.limits import CODES as LIMIT_CODES
from ocopctl.rules.packs import pack
from ocopctl.sheets.codes import SHEETS
from ocopctl.text import fold, nfc
from ocopctl.workspace import MARKETPLACES
from ocopctl.workspace_codes import WORKSPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ocopctl.catalog.explanation import Explanation
    from ocopctl.rules.packs import Limit

EXPLANATIONS: Mapping[str, Explanation] = MappingProxyType(
    dict(sorted({**CATALOG, **SHEETS, **WORKSPACE, **LISTINGS}.items()))
)
_NEAR = 5
_ALIKE = 0.75
_WORD = re.compile(r"\w+")
_PLURAL = re.compile("(?<=[a-z]{3})s$")


def known(code: str) -> str:
    """Return a code as it is spelt here. Raises UsageError, naming near ones, without one."""
    wanted = code.strip().upper()
    if wanted in EXPLANATIONS:
        return wanted
    begun = [name for name in EXPLANATIONS if wanted and name.startswith(wanted)]
    near = begun or difflib.get_close_matches(wanted, EXPLANATIONS, _NEAR, 0.5)
    hint = (
        _("did you mean {codes}? `ocopctl explain` lists all", codes=", ".join(near))
        if near
        else _("`ocopctl explain` lists all codes")
    )
    raise UsageError(_("there is no problem code “{code}”", code=code), hint=hint)


def about(text: str) -> list[str]:
    """Return the codes whose explanations hold these words, in either language, best first.

    A word that was typed without accents finds those with accents too; where nothing is found,
    the words most alike are looked for.
    """
    wanted = nfc(text).casefold().split()
    plain = [fold(word) for word in wanted]
    found = _holding(wanted, fold if plain == wanted else str.casefold) or _holding(plain, fold)
    if found:
        return found
    vocabulary = {word for code in EXPLANATIONS for word in _WORD.findall(fold(_title(code)))}
    near = [difflib.get_close_matches(word, sorted(vocabulary), 1, _ALIKE) for word in plain]
    return _holding([one[0] for one in near], fold) if all(near) else []


def _holding(words: Sequence[str], as_read: Callable[[str], str]) -> list[str]:
    """Return the codes with all the words, each at a word's beginning; titles weigh most."""
    each = [re.compile(rf"\b{re.escape(_PLURAL.sub('', word))}") for word in words]
    ranks = {
        code: sum(found.search(as_read(_title(code))) is None for found in each)
        for code in EXPLANATIONS
        if each and all(found.search(as_read(_whole(code))) for found in each)
    }
    return sorted(ranks, key=lambda code: (ranks[code], code))


def _title(code: str) -> str:
    title = EXPLANATIONS[code].title
    return f"{_(title)} {title}"


def _whole(code: str) -> str:
    found = EXPLANATIONS[code]
    return " ".join((_title(code), _(found.why), found.why, _(found.fix), found.fix))


def bounds(code: str) -> dict[str, Limit]:
    """Return the limit behind a code, by the titles of the marketplaces that have one."""
    names = [name for name, one in LIMIT_CODES.items() if one == code]
    packs = [pack(marketplace) for marketplace in MARKETPLACES]
    return {
        found.title: found.limits[name] for name in names for found in packs if name in found.limits
    }
