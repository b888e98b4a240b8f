"""The command line from outside: global options, errors, exit statuses, broken pipes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Run

    Break = Callable[[BaseException], None]

PRODUCT = "products/san-pham-dau-tien.yaml"
CANARY = "CANARY-1234567"


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> Break:
    """Return what makes the machine's clock fail, the next time a command asks for the time."""

    def arm(error: BaseException) -> None:
        def fail() -> float:
            raise error

        monkeypatch.setattr(time, "time", fail)

    return arm


@pytest.fixture
def broken_pipe(village: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return what runs the command line into a pipe that nobody reads."""

    def into(*arguments: str) -> subprocess.CompletedProcess[str]:
        reading, writing = os.pipe()
        os.close(reading)
        try:
            return subprocess.run(
                [sys.executable, "-m", "ocopctl", *arguments],
                cwd=village,
                env={**os.environ, "OCOPCTL_LANG": "en"},
                stdin=subprocess.DEVNULL,
                stdout=writing,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        finally:
            os.close(writing)

    return into


@pytest.mark.parametrize("arguments", [["--version"], ["--quiet", "--version"]])
def test_the_version_is_told(ocopctl: Run, arguments: list[str]) -> None:
    assert ocopctl(*arguments) == type(ocopctl())(0, f"ocopctl {__version__}\n", "")


def test_the_version_is_told_without_loading_anything_else() -> None:
    code = "import sys; sys.argv[1:] = ['--version']; from ocopctl.__main__ import main; main();"
    code += "print(sorted(m for m in sys.modules if m in {'typer', 'httpx', 'yaml', 'pydantic'}))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == f"ocopctl {__version__}\n[]\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--json", "plan"],
        ["plan", "--json"],
        ["plan", PRODUCT, "--json"],
        ["--quiet", "plan", "--json", "--no-color", "-v"],
        ["--workspace", ".", "plan", "--json"],
        ["plan", "--workspace", ".", "--json", "--lang", "en"],
        ["plan", "--workspace=.", "--json", "--lang=en"],
    ],
)
def test_global_options_may_stand_anywhere(
    ocopctl: Run, village: Path, arguments: list[str]
) -> None:
    ran = ocopctl(*arguments)
    assert ran.status == 0
    assert {json.loads(line)["type"] for line in ran.out.splitlines()} == {"action", "summary"}


def test_behind_two_dashes_everything_is_a_product(ocopctl: Run, village: Path) -> None:
    ran = ocopctl("plan", "--", "--json")
    assert ran.status == 2
    assert "“--json”" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["plann"],
        ["plan", "--no-such-option"],
        ["--lang", "fr", "plan"],
        ["plan", "--lang"],
        ["sandbox", "nothing"],
        ["plan", "--shop"],
    ],
)
def test_wrong_usage_is_two_with_a_hint_on_stderr(
    ocopctl: Run, village: Path, arguments: list[str]
) -> None:
    ran = ocopctl(*arguments)
    assert ran.status == 2
    assert ran.out == ""
    assert ran.err.startswith("✗ ")
    assert "→" in ran.err


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["plan", "NO-SUCH"], 2),
        (["plan", "--shop", "no-such"], 2),
        (["plan", "--workspace", "no-such"], 3),
        (["apply", "no-such.json"], 3),
        (["publish"], 2),
    ],
)
def test_an_error_says_what_where_and_what_next(
    ocopctl: Run, village: Path, arguments: list[str], status: int
) -> None:
    ran = ocopctl(*arguments)
    assert ran.status == status
    lines = ran.err.splitlines()
    assert lines[0].startswith("✗ ")
    assert lines[-1].startswith("    → ")
    assert "Traceback" not in ran.err


def test_an_error_is_an_object_for_programs_and_text_for_people(
    ocopctl: Run, village: Path
) -> None:
    ran = ocopctl("plan", "NO-SUCH", "--json")
    [line] = ran.out.splitlines()
    body = json.loads(line)
    assert body.keys() == {"v", "type", "message", "place", "hint", "exit"}
    assert (body["v"], body["type"], body["exit"]) == (1, "error", 2)
    assert body["message"] in ran.err
    assert body["hint"] in ran.err


def test_errors_of_the_workspace_file_are_told_all_at_once(ocopctl: Run, village: Path) -> None:
    settings = village / "ocopctl.yaml"
    settings.write_text("products: []\ncurrency: USD\nshops: {}\n", "utf-8")
    ran = ocopctl("plan")
    assert ran.status == 3
    assert len(re.findall(r"^    \d:\d+ P\d{3} ", ran.err, re.MULTILINE)) >= 3


@pytest.mark.parametrize("as_json", [False, True])
def test_a_bug_is_reported_in_a_file_without_secrets(
    ocopctl: Run, village: Path, breaks: Break, *, as_json: bool
) -> None:
    ocopctl("plan")
    breaks(RuntimeError(f"https://x.vn/?access_token={CANARY}&sign={CANARY}"))
    ran = ocopctl("publish", "--yes", *(["--json"] if as_json else []))
    assert ran.status == 70
    [name] = re.findall(r"\S*ocopctl-bug-\S+\.txt", ran.err)
    report = Path(name).read_text("utf-8")
    Path(name).unlink()
    assert f"ocopctl {__version__}, Python" in report
    assert "RuntimeError" in report
    assert "Traceback" not in ran.err
    assert "CANARY" not in report + ran.err + ran.out
    assert (json.loads(ran.out.splitlines()[-1])["exit"] == 70) if as_json else ran.out


def test_an_interrupted_run_is_130(ocopctl: Run, village: Path, breaks: Break) -> None:
    breaks(KeyboardInterrupt())
    ran = ocopctl("publish", "--yes")
    assert ran.status == 130
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("arguments", [["plan"], ["--help"]])
def test_a_reader_who_leaves_is_no_error(broken_pipe: Any, arguments: list[str]) -> None:
    ran = broken_pipe(*arguments)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_reader_who_leaves_does_not_stop_a_publication(broken_pipe: Any, ocopctl: Run) -> None:
    ran = broken_pipe("publish", "--yes", "--json")
    assert ran.returncode == 0
    assert "BrokenPipe" not in ran.stderr
    states = [json.loads(line) for line in ocopctl("status", "--json").out.splitlines()]
    listings = [state for state in states if state["type"] == "listing"]
    assert {listing["state"] for listing in listings} == {"verified"}


def test_vietnamese_is_written_where_the_terminal_cannot(village: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "ocopctl", "plan"],
        cwd=village,
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0
    assert "₫" in ran.stdout.decode()
