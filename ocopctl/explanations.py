"""Every problem code explained, with what the rule packs say of it."""

from __future__ import annotations

import difflib
from types import MappingProxyType
from typing import TYPE_CHECKING

from ocopctl.catalog.codes import EXPLANATIONS as CATALOG
from ocopctl.errors import UsageError
from ocopctl.language import _
from ocopctl.publishing.codes import LISTINGS
from ocopctl.publishing.limits import CODES as LIMIT_CODES
from ocopctl.rules.packs import pack
from ocopctl.workspace import MARKETPLACES
from ocopctl.workspace_codes import WORKSPACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.catalog.explanation import Explanation
    from ocopctl.rules.packs import Limit

EXPLANATIONS: Mapping[str, Explanation] = MappingProxyType(
    dict(sorted({**CATALOG, **WORKSPACE, **LISTINGS}.items()))
)
_NEAR = 5


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


def bounds(code: str) -> dict[str, Limit]:
    """Return the limit behind a code, by the titles of the marketplaces that have one."""
    names = [name for name, one in LIMIT_CODES.items() if one == code]
    packs = [pack(marketplace) for marketplace in MARKETPLACES]
    return {
        found.title: found.limits[name] for name in names for found in packs if name in found.limits
    }
