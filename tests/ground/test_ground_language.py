"""Which language people are spoken to in, and how places in a message are filled."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ocopctl import language
from ocopctl.language import N_, _, choose


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    language.use("en")


@pytest.mark.parametrize(
    ("asked", "environ", "expected"),
    [
        ("vi", {"OCOPCTL_LANG": "en"}, "vi"),
        ("en", {"LANG": "vi_VN.UTF-8"}, "en"),
        (None, {"OCOPCTL_LANG": "vi", "LC_ALL": "en_US.UTF-8"}, "vi"),
        (None, {"OCOPCTL_LANG": "VI"}, "vi"),
        (None, {"LC_ALL": "vi_VN.UTF-8", "LANG": "en_US.UTF-8"}, "vi"),
        (None, {"LC_ALL": "en_US.UTF-8", "LANG": "vi_VN.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "vi_VN", "LANG": "en_US.UTF-8"}, "vi"),
        (None, {"LANG": "vi_VN.UTF-8"}, "vi"),
        (None, {"LC_ALL": "", "LANG": "vi_VN.UTF-8"}, "vi"),
        (None, {"LC_ALL": "C.UTF-8", "LANG": "vi_VN.UTF-8"}, "en"),
        (None, {"LC_ALL": "C"}, "en"),
        (None, {"LANG": "POSIX"}, "en"),
        (None, {"LANG": "fr_FR.UTF-8"}, "en"),
        (None, {}, "en"),
        ("", {"LANG": "vi_VN"}, "vi"),
    ],
)
def test_the_option_comes_before_the_variable_and_that_before_the_locale(
    asked: str | None, environ: dict[str, str], expected: str
) -> None:
    assert choose(asked, environ) == expected


def test_the_machine_is_asked_when_no_variables_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCOPCTL_LANG", "vi")
    assert choose() == "vi"


def test_named_places_of_a_message_are_filled() -> None:
    assert _("{a} before {b}", a=1, b="{a}") == "1 before {a}"


def test_a_message_without_places_is_shown_as_it_stands() -> None:
    assert _("100 % of {braces}") == "100 % of {braces}"


def test_data_is_marked_and_left_as_it_is() -> None:
    assert N_("the shop was asked too often") == "the shop was asked too often"


def test_english_is_in_use_until_another_is_chosen() -> None:
    language.use("en")
    assert language.current() == "en"


def test_a_chosen_language_never_ends_a_run_even_where_its_messages_are_not_installed(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "_FOLDER", tmp_path)
    language.use("vi")
    assert _("Nothing to do.") == "Nothing to do."
