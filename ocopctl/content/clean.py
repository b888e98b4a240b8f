"""Let through what a marketplace lets through: allow-lists of tags as data."""

from __future__ import annotations

from html import unescape
from typing import Final

import nh3

from ocopctl.text import squeeze

_INLINE = frozenset(["br", "strong", "b", "i", "em", "u"])
_LISTS = frozenset(["p", "ul", "ol", "li"])
_LAYOUT = frozenset(["h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "div", "span"])
ALLOWED: Final = {
    # Lazada: HTML without outside links; pictures only from its own host (product guide, 2026-04).
    "lazada": _INLINE | _LISTS | _LAYOUT,
    # TikTok Shop: the tags of the 2025 reference; later copies convert others (2026-09).
    "tiktok": _INLINE | _LISTS,
    # Tiki: HTML that it lays out anew; the plain tags survive (seller documentation, 2026-09).
    "tiki": _INLINE | _LISTS | _LAYOUT,
}


def clean(text: str, marketplace: str) -> str:
    """Reduce a rendered description to what the marketplace takes.

    HTML loses every tag and attribute that is not allowed; plain text (marketplaces that are not
    in the table) keeps its lines, blanks joined, at most one empty line in a row.
    """
    allowed = ALLOWED.get(marketplace)
    if allowed is None:
        return _plain(text)
    body = nh3.clean(text, tags=set(allowed), attributes={}, link_rel=None)
    lines = (line.strip() for line in body.splitlines())
    body = "\n".join(line for line in lines if line)
    return _without_entities(body) if marketplace == "tiktok" else body


def _plain(text: str) -> str:
    lines: list[str] = []
    for line in squeeze(text).splitlines():
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines)


def _without_entities(body: str) -> str:
    """Spell out what TikTok Shop refuses as entities (content limits for Vietnam, 2026-09)."""
    for entity, word in (("&amp;", "và"), ("&lt;", "dưới "), ("&gt;", "trên ")):
        body = body.replace(entity, word)
    return unescape(body).replace("\u00a0", " ")
