"""The description: which HTML is taken, and how it comes back.

Only the tags of the stricter (2025) copy of the reference pass, with its nesting rules.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from ocopctl.sandbox.tiktok.envelope import Refusal
from ocopctl.sandbox.tiktok.pictures import image_at
from ocopctl.sandbox.tiktok.wording import ENTITY, chinese, malformed, wordless

if TYPE_CHECKING:
    from ocopctl.sandbox.store import Shelf

# evidence[reference]: a description has at most 10,000 characters (12052013) and 30 images
#   (12052056) below 4000 pixels (12052341) (copies of the official reference, 2025-2026; that
#   markup counts is our choice)
_LONGEST = 10_000
_MOST_PICTURES = 30
_LARGEST_SIDE = 4000
_PIXELS = re.compile("[1-9][0-9]{0,3}")
# evidence[reference]: only p, img, ul, ol, li, br, strong, b, i, em, u stand in a description,
#   inline ones in p and li (one copy of the official reference, January 2025; a copy of 2026 takes
#   every tag)
_INLINE = frozenset({"br", "strong", "b", "i", "em", "u"})
_VOID = frozenset({"br", "img"})
_INSIDE = {
    "": _INLINE | {"p", "ul", "ol", "img"},
    "p": _INLINE | {"img"},
    "li": _INLINE,
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
}
_TAGS = frozenset().union(*_INSIDE.values())
_IMAGE = re.compile(r"<img\b[^>]*?\bsrc\s*=\s*[\"']?([^\"'\s>]+)[^>]*>", re.IGNORECASE)
_BLOCK_END = re.compile(r"(</(?:p|li|ul|ol)>|<(?:ul|ol)>|<br\s*/?>)\n*", re.IGNORECASE)


def check_description(shelf: Shelf, account: str, text: str | None) -> str:
    """Return the description when it may stand; refuse it with the code of its first fault."""
    if not text or not text.strip():
        raise Refusal(12052015, "The product description is required.")
    if len(text) > _LONGEST:
        raise Refusal(12052013, "The product description is longer than 10,000 characters.")
    if ENTITY.search(text):
        raise Refusal(12052932, "The description holds HTML entities.")
    parser = _Checker(shelf, account)
    parser.feed(text)
    parser.finish()
    return text


# evidence[reference]: a tag not allowed is 12052345, wrong nesting 12052349 or 12052352, a wrong
#   attribute 12052350, broken HTML 12052344 (the reference's error lists as two clients keep them,
#   2025-2026)
class _Checker(HTMLParser):
    def __init__(self, shelf: Shelf, account: str) -> None:
        super().__init__(convert_charrefs=False)
        self._shelf = shelf
        self._account = account
        self._open: list[str] = []
        self._pictures = 0
        self._words = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            raise Refusal(12052345, f"The tag <{tag}> is not allowed in the description.")
        around = self._open[-1] if self._open else ""
        if around in _INLINE:
            raise Refusal(12052352, f"<{tag}> is nested too deep.")
        if tag not in _INSIDE[around]:
            raise Refusal(12052349, f"<{tag}> may not stand inside <{around or 'body'}>.")
        if tag == "img":
            self._picture(dict(attrs))
        elif attrs:
            raise Refusal(12052350, f"The attribute {attrs[0][0]} is not allowed on <{tag}>.")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self._open or self._open.pop() != tag:
            raise Refusal(12052344, f"The description is broken at </{tag}>.")

    def handle_data(self, data: str) -> None:
        if not data.strip():
            return
        if "<" in data:
            raise Refusal(12052344, "The description holds a tag that does not end.")
        if self._open and self._open[-1] in ("ul", "ol"):
            raise Refusal(12052349, "A list may hold list items alone.")
        if chinese(data):
            raise Refusal(12052346, "The description holds Chinese characters.")
        if malformed(data.strip(), lines=True):
            raise Refusal(12052932, "The description holds signs that are not allowed.")
        self._words = self._words or not wordless(data)

    def handle_comment(self, data: str) -> None:
        del data
        raise Refusal(12052345, "Comments are not allowed in the description.")

    def handle_decl(self, decl: str) -> None:
        del decl
        raise Refusal(12052345, "Declarations are not allowed in the description.")

    def handle_pi(self, data: str) -> None:
        del data
        raise Refusal(12052345, "Processing instructions are not allowed in the description.")

    # evidence[reference]: an image has src, width and height (12052348), and its src is the url
    #   of an upload (12052340) (copies of the official reference, 2025-2026)
    def _picture(self, attrs: dict[str, str | None]) -> None:
        self._pictures += 1
        if self._pictures > _MOST_PICTURES:
            raise Refusal(12052056, "The description holds more than 30 images.")
        for name in ("src", "width", "height"):
            if not attrs.get(name):
                raise Refusal(12052348, f"<img> needs the attribute {name}.")
        extra = sorted(set(attrs) - {"src", "width", "height"})
        if extra:
            raise Refusal(12052350, f"The attribute {extra[0]} is not allowed on <img>.")
        for name in ("width", "height"):
            value = attrs[name] or ""
            if not _PIXELS.fullmatch(value) or int(value) >= _LARGEST_SIDE:
                raise Refusal(12052341, f"The {name} of an image must be below 4000 pixels.")
        if image_at(self._shelf, self._account, attrs["src"] or "") is None:
            raise Refusal(12052340, "An image of the description is not hosted by TikTok Shop.")

    def finish(self) -> None:
        """Refuse what was left open, and a description that says nothing."""
        self.close()
        if self._open:
            raise Refusal(12052344, f"The description leaves <{self._open[-1]}> open.")
        if not self._words:
            raise Refusal(12052932, "The description holds no words.")


# evidence[reference]: a description comes back reformatted, its images stripped to their source
#   (copies of the official reference, 2025-2026; how exactly is our choice)
def reformatted(text: str) -> str:
    """Return a description as reads show it: a line a block, images stripped to their source."""
    plain = _IMAGE.sub(r'<img src="\1"/>', text)
    return _BLOCK_END.sub(r"\1\n", plain)
