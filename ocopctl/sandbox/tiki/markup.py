"""Writing the HTML of a description anew, as the platform stores it: a whole document."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

_FRAME = {"html", "head", "body"}
# evidence[our choice]: scripts, styles and titles are left out of a description (documented
#   nowhere, 2026)
_LEFT_OUT = {"script", "style", "title"}
_EMPTY = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
_CLOSED_BY_THEIR_LIKE = {"p", "li", "tr", "td", "th", "option", "dt", "dd"}


# evidence[reference]: a description comes back written anew as a whole HTML document (official
#   documentation, 2020)
def serialised(text: str) -> str:
    """Return the description as one document; what was serialised before stays as it is."""
    writer = _Writer()
    writer.feed(text)
    writer.close()
    inner = writer.finished()
    return f"<html>\n <head></head>\n <body>\n  {inner}\n </body>\n</html>"


class _Writer(HTMLParser):
    """Write tags in lower case, every one closed, without the frame and without scripts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._open: list[str] = []
        self._silent = 0

    def finished(self) -> str:
        while self._open:
            self._out.append(f"</{self._open.pop()}>")
        return "".join(self._out).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LEFT_OUT:
            self._silent += 1
        if tag in _FRAME or self._silent:
            return
        if tag in _CLOSED_BY_THEIR_LIKE and self._open and self._open[-1] == tag:
            self.handle_endtag(tag)
        kept = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs)
        self._out.append(f"<{tag}{kept}>")
        if tag not in _EMPTY:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _LEFT_OUT:
            self._silent = max(0, self._silent - 1)
        elif tag in self._open and not self._silent:
            while (last := self._open.pop()) != tag:
                self._out.append(f"</{last}>")
            self._out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._out.append(escape(data, quote=False))
