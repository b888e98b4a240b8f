"""Secrets taken out of everything that may be shown or kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SECRET_NAMES = (
    "access_token|refresh_token|app_secret|partner_key|client_secret|sign|code|auth_code|authorization"
)
_QUERY = re.compile(rf"(?i)\b({_SECRET_NAMES})=[^&\s\"']+")
_JSON = re.compile(rf"(?i)(\"(?:{_SECRET_NAMES})\"\s*:\s*\")[^\"]*")
_SHORTEST = 6


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """Replace secret values, known ones and those behind secret names, by `***`."""
    for secret in secrets:
        if len(secret) >= _SHORTEST:
            text = text.replace(secret, "***")
    return _JSON.sub(r"\1***", _QUERY.sub(r"\1=***", text))
