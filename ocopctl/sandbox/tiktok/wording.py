"""What text may not hold: entities, emoji, control or Chinese characters, long runs of one sign."""

from __future__ import annotations

import re
import unicodedata

# evidence[reference]: titles, descriptions and attributes hold no entities, emoji, control
#   characters, no run of ten equal signs and not signs alone (error texts that two clients keep,
#   2025-2026)
ENTITY = re.compile(r"&(#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.IGNORECASE)
_RUN = re.compile(r"(.)\1{9}", re.DOTALL)
# evidence[reference]: Chinese characters in a title are 12052262, in a description 12052346 (the
#   reference's error lists as two clients keep them, 2025-2026)
_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\ufe0f\u20e3\U0001f000-\U0001faff]")


def chinese(text: str) -> bool:
    """Tell whether a text holds Chinese characters."""
    return _CHINESE.search(text) is not None


def malformed(text: str, *, lines: bool = False) -> bool:
    """Tell whether a text holds signs that are not allowed; `lines` allows tabs and line ends."""
    if ENTITY.search(text) or _EMOJI.search(text) or _RUN.search(text):
        return True
    allowed = "\n\r\t" if lines else ""
    return any(
        unicodedata.category(one) in ("Cc", "Cf", "Cs") and one not in allowed for one in text
    )


def wordless(text: str) -> bool:
    """Tell whether a text is made of symbols alone."""
    return not any(one.isalnum() for one in text)
