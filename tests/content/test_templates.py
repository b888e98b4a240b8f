from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ocopctl.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.content.conftest import Make, Texts


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return folder


def test_one_own_template_leaves_the_others_as_shipped(
    make: Make, texts: Texts, tmp_path: Path
) -> None:
    put(tmp_path, "shopee/title.txt.j2", "{{ product.name | vi }} của làng")
    own, shipped = texts(make(), "shopee", folders=(tmp_path,)), texts(make(), "shopee")
    assert own.title == "Mật ong hoa rừng của làng"
    assert own.description == shipped.description
    assert texts(make(), "tiki", folders=(tmp_path,)) == texts(make(), "tiki")


def test_an_own_template_can_change_one_block_of_a_shipped_one(
    make: Make, texts: Texts, tmp_path: Path
) -> None:
    text = (
        '{% extends "shipped/shopee/description.txt.j2" %}'
        "{% block closing %}Ghé chơi nhé, {{ words.keep_label(product.group) }}.{% endblock %}"
    )
    put(tmp_path, "shopee/description.txt.j2", text)
    written = texts(make(), "shopee", folders=(tmp_path,)).description
    assert written.endswith("Ghé chơi nhé, Bảo quản.")
    assert "THÔNG TIN SẢN PHẨM" in written


def test_an_own_plain_description_comes_before_shipped_html(
    make: Make, texts: Texts, tmp_path: Path
) -> None:
    put(tmp_path, "lazada/description.txt.j2", "Chỉ một dòng")
    assert texts(make(), "lazada", folders=(tmp_path,)).description == "Chỉ một dòng"


@pytest.mark.parametrize(
    "text",
    [
        "một\n{% if %}",
        "một\n{{ product.nothing_there }}",
        "một\n{{ product.__class__.__mro__ }}",
        "một\n{{ 1 / 0 }}",
        "một\n{{ product.price + 'x' }}",
        "một\n{{ limits.title | no_such_filter }}",
        "một\n{% for one in range(99999999) %}{% endfor %}",
        "một\n{{ product.season.start | month_day }}",
    ],
)
def test_a_broken_template_names_its_line(
    make: Make, texts: Texts, tmp_path: Path, text: str
) -> None:
    put(tmp_path, "shopee/title.txt.j2", text)
    with pytest.raises(ConfigError) as refusal:
        texts(make(), "shopee", folders=(tmp_path,))
    assert refusal.value.place == "shopee/title.txt.j2:2"
    assert refusal.value.hint


def test_a_fault_in_shared_macros_names_their_file(
    make: Make, texts: Texts, tmp_path: Path
) -> None:
    put(tmp_path, "shopee/m.j2", "{% macro a() %}\n{{ nothing }}\n{% endmacro %}")
    put(tmp_path, "shopee/title.txt.j2", '{% import "shopee/m.j2" as m %}{{ m.a() }}')
    with pytest.raises(ConfigError) as refusal:
        texts(make(), "shopee", folders=(tmp_path,))
    assert refusal.value.place == "shopee/m.j2:2"


def test_a_marketplace_without_templates_is_told(make: Make, tmp_path: Path) -> None:
    from datetime import date

    from ocopctl.content.render import render

    with pytest.raises(ConfigError, match="chợ/highlights"):
        render(make(), "chợ", on=date(2026, 11, 21), limits={}, folders=(tmp_path,))


def test_a_template_cannot_change_the_product(make: Make, texts: Texts, tmp_path: Path) -> None:
    put(tmp_path, "shopee/title.txt.j2", "{{ product.name.update(vi='x') }}")
    with pytest.raises(ConfigError):
        texts(make(), "shopee", folders=(tmp_path,))
