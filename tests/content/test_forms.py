from __future__ import annotations

import html
import re
import unicodedata
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocopctl.content.clean import ALLOWED, clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.catalog.model import Product
    from tests.content.conftest import Make, Texts

_INLINE = {"strong", "b", "i", "em", "u"}
_TIKTOK_INSIDE = {
    "": {"p", "ul", "ol"} | _INLINE | {"br"},
    "p": _INLINE | {"br"},
    "li": _INLINE | {"br"},
    "ul": {"li"},
    "ol": {"li"},
}
NASTY = "A & B <b>đậm</b> \"x\" 'y' {{ 7 * 7 }} {% for %} {# ghi chú #}"
HOSTILE = st.one_of(
    st.text(min_size=1, max_size=40),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "{{ 7*7 }}",
            "{% raw %}",
            "&nbsp;&lt;p&gt;",
            "Cha\u0309 mực",
            "<a href='https://x.vn'>x</a>",
            "🍯" * 12,
            "!" * 30,
            "a\u200bb\x00c",
            "#a " * 30,
            "中文",
        ]
    ),
)


def test_examples_use_allowed_tags_alone(
    examples: Mapping[str, Product], texts: Texts, marketplace: str
) -> None:
    for product in examples.values():
        outline = _Outline(texts(product, marketplace).description)
        assert outline.tags <= ALLOWED.get(marketplace, frozenset())
        assert not outline.broken
        assert not outline.attributes


def test_tiktok_nests_nothing_but_inline_tags(
    examples: Mapping[str, Product], texts: Texts
) -> None:
    for product in examples.values():
        for around, tag in _Outline(texts(product, "tiktok").description).nestings:
            assert tag in _TIKTOK_INSIDE[around]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("shopee", NASTY),
        ("lazada", html.escape(NASTY, quote=False)),
        ("tiki", html.escape(NASTY, quote=False)),
        ("tiktok", "A và B dưới b trên đậm dưới /b trên \"x\" 'y' {{ 7 * 7 }} {% for %} {#"),
    ],
)
def test_signs_of_markup_appear_as_text(make: Make, texts: Texts, name: str, shown: str) -> None:
    product = make(story={"vi": NASTY}, facts=[NASTY], material=NASTY, usage=NASTY)
    assert shown in texts(product, name).description


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_arbitrary_words_never_break_the_form(
    make: Make, texts: Texts, data: st.DataObject
) -> None:
    words = [data.draw(HOSTILE) for _ in range(8)]
    product = make(
        name={"vi": words[0]},
        brand=words[1],
        story={"vi": words[2]},
        facts=[words[3], words[4]],
        ingredients=words[5],
        warnings=[words[6]],
        tags=[words[7]],
        options=[{"name": words[1], "values": [words[6]]}],
    )
    name = data.draw(st.sampled_from(["shopee", "lazada", "tiki", "tiktok"]))
    written = texts(product, name)
    lines = (written.title, *written.highlights)
    for text in (*lines, written.description):
        assert unicodedata.is_normalized("NFC", text)
        assert not [one for one in text if one != "\n" and unicodedata.category(one) == "Cc"]
        assert "49" not in text or any("49" in word for word in words)
    assert not [line for line in lines if "\n" in line]
    assert len(written.title.encode() if name == "lazada" else written.title) <= 255
    if name in ALLOWED:
        assert _Outline(written.description).tags <= ALLOWED[name]
    if name == "shopee":
        assert len(re.findall(r"#\w", written.description)) <= 18
    if name == "tiktok":
        assert not re.search(
            r"&#?\w+;|[\U0001f000-\U0001faff\u4e00-\u9fff]|(.)\1{9}", written.description
        )


def test_a_long_story_loses_whole_sentences(make: Make, texts: Texts, marketplace: str) -> None:
    told = [f"Câu số {number} kể về tổ ong trong rừng." for number in range(2000)]
    story = "\n\n".join(" ".join(told[at : at + 20]) for at in range(0, 2000, 20))
    text = texts(make(story={"vi": story}), marketplace).description
    most = {"shopee": 3000, "lazada": 25000, "tiktok": 10000}.get(marketplace)
    assert most is None or len(text) <= most
    for sentence in re.findall(r"Câu số [^<\n]*?(?=(?: Câu|<|\n|$))", text):
        assert sentence in told
    assert "Hợp tác xã Minh Họa" in text


def test_plain_text_keeps_only_the_last_hashtags() -> None:
    assert clean(" ".join(f"#a{one}" for one in range(20)), "shopee").startswith("a0 a1 #a2")


def test_a_marketplace_that_is_not_known_gets_plain_lines() -> None:
    assert clean("  a   b \n\n\n\n c\u200b", "chợ làng") == "a b\n\nc"


class _Outline(HTMLParser):
    """Collect tags, what they stand in, and the words."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.nestings: set[tuple[str, str]] = set()
        self.attributes = 0
        self.broken = False
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.broken = self.broken or bool(self._open)

    @property
    def tags(self) -> set[str]:
        return {tag for _, tag in self.nestings}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.nestings.add((self._open[-1] if self._open else "", tag))
        self.attributes += len(attrs)
        if tag != "br":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.broken = self.broken or not self._open or self._open.pop() != tag
