"""Let through what a marketplace lets through: allow-lists of tags and signs as data."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import Final

import nh3

from ocopctl.text import nfc, squeeze

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
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")
_EMOJI = re.compile(
    "[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe00-\ufe0f\u20e3\U0001f000-\U0001faff]"
)
_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_RUN = re.compile(r"(.)\1{9,}", re.DOTALL)
_HASHTAG = re.compile(r"#(?=\w)")
_HASHTAGS = 18
# Lazada: signs that its text attributes refuse (error 4129, official reference, 2026-04).
_REFUSED = {"lazada": re.compile(r'[\^~<>|"]'), "tiktok": re.compile(r"[^\w\s,.()/:+%°'’“”-]|_")}
_ENTITIES = (("&amp;", " và "), ("&lt;", " dưới "), ("&gt;", " trên "))
_INDENT = re.compile(r" *\n *")
_LOOSE = re.compile(r" (?=[,.;:](?:\s|$))")
_BLANKS = re.compile(r" {2,}")


def clean(text: str, marketplace: str) -> str:
    """Reduce a rendered description to what the marketplace takes, composed (NFC).

    HTML loses every tag and attribute that is not allowed; plain text (marketplaces that are not
    in the table) keeps its lines, blanks joined, at most one empty line in a row. Signs that
    nobody sees are gone everywhere.
    """
    visible = _visible(text)
    allowed = ALLOWED.get(marketplace)
    if allowed is None:
        return nfc(_plain(visible, marketplace))
    body = nh3.clean(visible, tags=set(allowed), attributes={}, link_rel=None)
    lines = (line.strip() for line in body.splitlines())
    body = "\n".join(line for line in lines if line)
    return nfc(_for_tiktok(body) if marketplace == "tiktok" else body)


def clean_line(text: str, marketplace: str) -> str:
    """Reduce a title or a highlight to one line of signs that the marketplace takes (NFC)."""
    line = _EMOJI.sub("", _visible(" ".join(text.split())))
    if marketplace == "lazada":
        line = re.sub(r'"([^"]*)"', r"“\1”", line)
    if marketplace == "tiktok":
        line = _shown(line.replace("&", " và "))
    refused = _REFUSED.get(marketplace)
    words = (refused.sub(" ", line) if refused else line).split()
    return nfc(_LOOSE.sub("", " ".join(words)))


def _visible(text: str) -> str:
    """Drop control, format, private and unassigned signs, keeping line ends."""
    if text.replace("\n", "").isprintable():
        return text
    return "".join(one for one in text if one == "\n" or unicodedata.category(one) not in _HIDDEN)


def _plain(text: str, marketplace: str) -> str:
    lines: list[str] = []
    for line in squeeze(text).splitlines():
        if line or (lines and lines[-1]):
            lines.append(line)
    body = "\n".join(lines)
    return _few_hashtags(body) if marketplace == "shopee" else body


def _few_hashtags(body: str) -> str:
    """Keep the last 18 hashtags: Shopee refuses more (error text of the reference, 2026-08)."""
    excess = len(_HASHTAG.findall(body)) - _HASHTAGS
    return _HASHTAG.sub("", body, count=excess) if excess > 0 else body


def _for_tiktok(body: str) -> str:
    """Spell out entities, drop signs that TikTok Shop refuses (limits for Vietnam, 2026-09)."""
    for entity, word in _ENTITIES:
        body = body.replace(entity, word)
    return _INDENT.sub("\n", _BLANKS.sub(" ", _shown(unescape(body).replace("\u00a0", " "))))


def _shown(text: str) -> str:
    """Drop emoji and Chinese letters, shorten a sign that is repeated more than nine times."""
    return _RUN.sub(r"\1\1\1", _CHINESE.sub("", _EMOJI.sub("", text)))
