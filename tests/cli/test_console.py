"""What is printed where: plain in a pipe, coloured on a terminal, objects for programs."""

from __future__ import annotations

import io
import json
import re
import sys
import time
from typing import TYPE_CHECKING

import pytest

from ocopctl.cli.console import Console, show_error
from ocopctl.errors import InputError, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable

    Put = Callable[[], "Terminal"]

ROWS = [[("BT-1", ""), ("✓ verified", "good")], [("BT-22", ""), ("✗ failed", "bad")]]


class Terminal(io.StringIO):
    """A terminal that remembers what was written."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Terminal]:
    """Return what puts a terminal in the place of stdout."""

    def put() -> Terminal:
        screen = Terminal()
        monkeypatch.setattr(sys, "stdout", screen)
        return screen

    monkeypatch.delenv("NO_COLOR", raising=False)
    return put


def test_a_pipe_gets_plain_text(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console()
    console.say("good", "good")
    console.say(console.painted("bad", "bad"))
    console.table(["SKU", "shopee"], ROWS)
    assert capsys.readouterr().out == (
        "good\nbad\nSKU    shopee\nBT-1   ✓ verified\nBT-22  ✗ failed\n"
    )


def test_a_terminal_gets_colours(terminal: Put) -> None:
    screen = terminal()
    Console().say("good", "good")
    assert screen.getvalue() == "\x1b[32mgood\x1b[0m\n"


@pytest.mark.parametrize(("variable", "coloured"), [("1", False), ("yes", False), ("", True)])
def test_no_color_is_obeyed_when_it_says_something(
    terminal: Put,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    *,
    coloured: bool,
) -> None:
    screen = terminal()
    monkeypatch.setenv("NO_COLOR", variable)
    Console().say("good", "good")
    assert ("\x1b" in screen.getvalue()) is coloured


def test_the_option_no_color_is_obeyed(terminal: Put) -> None:
    screen = terminal()
    console = Console(color=False)
    console.say("good", "good")
    console.table(["SKU", "shopee"], ROWS)
    assert "\x1b" not in screen.getvalue()


def test_a_table_is_drawn_on_a_terminal(terminal: Put) -> None:
    screen = terminal()
    Console().table(["SKU", "shopee"], ROWS)
    assert re.search(r"─{5,}", screen.getvalue())
    assert "BT-22" in screen.getvalue()


def test_a_terminal_gets_lines_broken_between_words(
    terminal: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = terminal()
    monkeypatch.setenv("COLUMNS", "20")
    Console().say("Đây chỉ là tập, chưa đụng gian hàng nào", "good")
    assert screen.getvalue().splitlines() == [
        "\x1b[32mĐây chỉ là tập, chưa\x1b[0m",
        "\x1b[32m  đụng gian hàng nào\x1b[0m",
    ]


def test_a_document_is_never_broken(terminal: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal()
    monkeypatch.setenv("COLUMNS", "10")
    Console(quiet=True).document('{"one": "long line"}')
    assert screen.getvalue() == '{"one": "long line"}\n'


def test_an_error_that_ends_a_command_is_broken_between_words_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", "20")
    show_error(InputError("there are no products", hint="write some of them"))
    assert screen.getvalue().splitlines() == [
        "✗ there are no",
        "  products",
        "    → write some of",
        "      them",
    ]


def test_programs_get_one_object_a_line_and_people_the_rest_on_stderr(
    capsys: pytest.CaptureFixture[str],
) -> None:
    console = Console(as_json=True)
    console.record("action", sku="BT-1", title="Ấm\nchén")
    console.say("for people")
    console.table(["SKU", "shopee"], ROWS)
    console.record("summary", exit=0)
    caught = capsys.readouterr()
    assert [json.loads(line) for line in caught.out.splitlines()] == [
        {"v": 1, "type": "action", "sku": "BT-1", "title": "Ấm\nchén"},
        {"v": 1, "type": "summary", "exit": 0},
    ]
    assert caught.err.startswith("for people\nSKU")


def test_people_get_no_objects(capsys: pytest.CaptureFixture[str]) -> None:
    Console().record("action", sku="BT-1")
    assert capsys.readouterr() == ("", "")


def test_quiet_keeps_to_itself_what_nobody_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(quiet=True)
    console.say("chatter")
    console.table(["SKU", "shopee"], ROWS)
    with console.progress("Publishing", 2) as step:
        step("BT-1")
    console.insist("the product of a command")
    assert capsys.readouterr().out == "the product of a command\n"


@pytest.mark.parametrize("quiet", [False, True])
def test_an_error_is_told_with_the_platforms_own_words_quiet_or_not(
    capsys: pytest.CaptureFixture[str], *, quiet: bool
) -> None:
    error = Rejected("no", hint="do this", code="E1", own_words="bad title", request_id="r-9")
    Console(quiet=quiet).error(error, about="shopee · BT-1:")
    assert capsys.readouterr().out == (
        "✗ shopee · BT-1: no\n    E1 bad title [r-9]\n    → do this\n"
    )


@pytest.mark.parametrize("as_json", [False, True])
def test_an_error_that_ends_a_command_is_told_on_stderr(
    capsys: pytest.CaptureFixture[str], *, as_json: bool
) -> None:
    show_error(InputError("no products", place="a.yaml", hint="write some"), as_json=as_json)
    caught = capsys.readouterr()
    assert caught.err == "✗ no products\n    a.yaml\n    → write some\n"
    told = [json.loads(line) for line in caught.out.splitlines()]
    assert [body["exit"] for body in told] == ([3] if as_json else [])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("y\n", True), ("YES\n", True), ("có\n", True), ("c\n", True), ("\n", False), ("", False)],
)
def test_only_a_clear_yes_is_one(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    *,
    meant: bool,
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    assert Console().confirm("Send?") is meant
    assert capsys.readouterr().out == "Send? "


def test_where_nobody_can_answer_nobody_is_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert Console().confirm("Send?") is False
    assert capsys.readouterr().out == ""


def test_a_log_gets_a_line_every_few_seconds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter([0.0, 1.0, 5.0, 5.0, 6.0, 11.0, 11.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(seconds))
    with Console().progress("Publishing", 4) as step:
        for sku in ("A", "B", "C", "D"):
            step(sku)
    assert capsys.readouterr().out == "Publishing: 2 of 4 (B)\nPublishing: 4 of 4 (D)\n"


def test_a_terminal_gets_a_bar_that_goes_away(terminal: Put) -> None:
    screen = terminal()
    with Console().progress("Publishing", 2) as step:
        step("A")
        step("B")
    assert "Publishing" in screen.getvalue()
    assert not screen.getvalue().endswith("2/2\n")
