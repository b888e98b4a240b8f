"""What the command line says of itself, and of what was mistyped, in people's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

COMMANDS = [
    ["init"],
    ["validate"],
    ["explain"],
    ["render"],
    ["plan"],
    ["publish"],
    ["apply"],
    ["status"],
    ["sync", "prices"],
    ["sandbox", "serve"],
    ["sandbox", "history"],
    ["adapters", "list"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_has_no_types_and_no_doubled_brackets(ocopctl: Run, command: list[str]) -> None:
    ran = ocopctl(*command, "--help")
    assert ran.status == 0
    assert not any(sign in ran.out for sign in ("[[", "]...]", "<", ">", "list["))


@pytest.mark.parametrize(
    ("command", "usage"),
    [
        ("init", "[OPTIONS] [DIR]"),
        ("plan", "[OPTIONS] [SELECT]..."),
        ("validate", "[OPTIONS] [PATH]..."),
        ("explain", "[OPTIONS] [CODE]..."),
        ("apply", "[OPTIONS] FILE"),
    ],
)
def test_usage_is_written_as_manuals_write_it(ocopctl: Run, command: str, usage: str) -> None:
    assert ocopctl(command, "--help").out.startswith(f"Usage: ocopctl {command} {usage}\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["validate", "--as-of", "banana"], "--as-of cannot be used: it is no day written like"),
        (["validate", "--format", "xml"], "it is none of text, json, github, junit, sarif"),
        (["sandbox", "serve", "--speed", "0"], "--speed cannot be used: it must be at least 1"),
        (["sandbox", "serve", "--port", "x"], "it is not of the kind asked for"),
        (["apply"], "FILE is missing"),
    ],
)
def test_what_was_mistyped_is_told_in_plain_words(
    ocopctl: Run, village: Path, arguments: list[str], told: str
) -> None:
    ran = ocopctl(*arguments)
    assert (ran.status, told in ran.err) == (2, True)
    assert "error, " not in ran.err
