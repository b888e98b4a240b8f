"""One field of a shop's credentials, or a plain word that it is missing; never its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.errors import CredentialsError
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping


def key_of(credentials: Mapping[str, str], field: str, *, market: str, hint: str) -> str:
    """Return a field without stray blanks. Raises CredentialsError with `hint` when it is empty."""
    text = str(credentials.get(field, "")).strip()
    if not text:
        message = _("the {market} credentials have no “{field}”", market=market, field=field)
        raise CredentialsError(message, hint=hint)
    return text
