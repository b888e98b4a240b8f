"""Secrets taken out of everything that may be shown or kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMES = "access_token|refresh_token|app_secret|partner_key|client_secret|sign|auth_code"
_QUERY = re.compile(rf"(?i)\b({_NAMES}|code)=[^&\s\"']+")
_JSON = re.compile(rf"(?i)(\"(?:{_NAMES})\"\s*:\s*\")[^\"]*")
_HEADER = re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]+")
_SHORTEST = 6


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """Replace secret values, known ones and those behind secret names, by `***`."""
    for secret in secrets:
        if len(secret) >= _SHORTEST:
            text = text.replace(secret, "***")
    text = _QUERY.sub(r"\1=***", text)
    return _HEADER.sub(r"\1 ***", _JSON.sub(r"\1***", text))
