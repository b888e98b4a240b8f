"""Secrets taken out of everything that may be shown or kept."""

from __future__ import annotations

import re

from ocopctl.known_secrets import masked

_NAMES = (
    r"(?:x-tts-)?access[_-]token|refresh[_-]token|app[_-]secret|partner[_-]key|client[_-]secret"
    r"|sign|signature|auth[_-]code|password|passwd|set-cookie|cookie|authorization"
)
_QUOTED = re.compile(
    rf"(?is)(?<![a-z0-9])((?:{_NAMES})\\*[\"']?\s*[:=]\s*)(\\*[\"'])(?:.*?)((?<!\\)\2|$)"
)
_BARE = re.compile(
    rf"(?i)(?<![a-z0-9])((?:{_NAMES})\\*[\"']?\s*[:=]\s*)(?![\\\"'\s]|\*\*\*)[^&\s\"',;}}\]<>]+"
)
_CODE = re.compile(r"(?i)([?&]code=)[^&\s\"'<>]+")
_SCHEME = re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]+")
_LOGIN = re.compile(r"(?i)(://[^/\s:@]*):[^/\s@]+@")


def redact(text: str) -> str:
    """Replace secret values, remembered ones and those behind secret names, by `***`.

    Knows addresses, forms, headers, JSON (also inside a JSON string) and Python's own notation.
    """
    text = _SCHEME.sub(r"\1 ***", masked(text))
    text = _QUOTED.sub(r"\1\2***\3", text)
    text = _BARE.sub(r"\1***", text)
    return _LOGIN.sub(r"\1:***@", _CODE.sub(r"\1***", text))
