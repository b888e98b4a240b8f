"""Storm files on the command line: read strictly, kept with the market's data, ended by `off`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.cli.run import run
from ocopctl.errors import InputError
from ocopctl.sandbox.faults.kinds import FAULTS
from ocopctl.sandbox.faults.reading import StormProblems, read_storm
from ocopctl.sandbox.faults.storm import Rule, Storm

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD = """
seed: 42
faults:
  - fault: reset-after
    probability: 0.25
    after: 2
    marketplace: [shopee, lazada]
    shop: shopee-hanoi
    endpoint: "*add_item*"
  - {fault: huge-body, megabytes: 3, count: 1, marketplace: tiki}
  - {fault: clock-skew, seconds: -600}
"""
WRONG = """
seed: many
storms: 3
faults:
  - {fault: reset-afer, probability: 1.5}
  - {fault: latency, seconds: -1, colour: red}
  - {fault: quota, seconds: 2, megabytes: 1}
  - {fault: error-before, count: 1, probability: 1}
  - {fault: error-before, count: 0, after: -1}
  - {fault: error-before, marketplace: [tiki, amazon], shop: "", endpoint: [a]}
  - {count: 2}
  - latency
  - {fault: trickle, fault: redirect, marketplace: []}
  - {fault: huge-body, megabytes: lots}
"""
NAMED = [
    (2, "“many” is no whole number"),
    (3, "there is no field “storms” here"),
    (5, "there is no fault “reset-afer”"),
    (5, "“1.5” is no number from 0 to 1"),
    (6, "latency cannot last less than no time"),
    (6, "there is no field “colour” here"),
    (7, "seconds mean nothing to quota"),
    (7, "megabytes mean nothing to quota"),
    (8, "count and probability stand in one rule"),
    (9, "“0” is no whole number from 1"),
    (9, "“-1” is no whole number from 0"),
    (10, "there is no marketplace “amazon”"),
    (10, "a text is needed here"),
    (10, "a text is needed here"),
    (11, "“fault” is missing"),
    (12, "lines of `name: value` are needed here"),
    (13, "“fault” stands here twice"),
    (13, "this list is empty"),
    (14, "“lots” is no whole number"),
]


@pytest.fixture
def village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder: the built-in practice workspace."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCOPCTL_LANG", "en")
    (tmp_path / "good.yaml").write_text(GOOD)
    (tmp_path / "wrong.yaml").write_text(WRONG)
    return tmp_path


@pytest.fixture
def ocopctl(village: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    def ran(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run(arguments)
        caught = capsys.readouterr()
        return status, caught.out, caught.err

    return ran


def test_a_good_file_says_which_fault_strikes_when(village: Path) -> None:
    assert read_storm(village / "good.yaml") == Storm(
        42,
        (
            Rule(
                "reset-after",
                probability=0.25,
                after=2,
                marketplaces=("shopee", "lazada"),
                shop="shopee-hanoi",
                endpoint="*add_item*",
            ),
            Rule("huge-body", megabytes=3, count=1, marketplaces=("tiki",)),
            Rule("clock-skew", seconds=-600.0),
        ),
    )


def test_every_problem_of_a_wrong_file_is_named_with_its_line(village: Path) -> None:
    with pytest.raises(StormProblems) as caught:
        read_storm(village / "wrong.yaml")
    told = [(one.place.line, one.message) for one in caught.value.problems]
    assert [line for line, _message in told] == [line for line, _words in NAMED]
    missing = [
        words for line, words in NAMED if not any(at == line and words in m for at, m in told)
    ]
    assert missing == []
    assert all(one.hint for one in caught.value.problems)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ("faults: []", "a list of rules is needed here"),
        ("seed: 1", "“faults” is missing"),
        ("- fault: latency", "lines of `name: value` are needed here"),
        ("faults: [", "this cannot be read as YAML"),
        ("faults: " + "[" * 5000, "this cannot be read as YAML"),
        ("faults: !!python/object:os.system x", "a list of rules is needed here"),
        ("a: \x00", "this cannot be read as YAML"),
    ],
)
def test_what_is_no_storm_is_refused(village: Path, text: str, words: str) -> None:
    path = village / "s.yaml"
    path.write_text(text)
    with pytest.raises(StormProblems) as caught:
        read_storm(path)
    assert [words in one.message for one in caught.value.problems] == [True]


def test_a_file_that_cannot_be_read_is_said_plainly(village: Path) -> None:
    (village / "large.yaml").write_bytes(b"#" * (1024 * 1024 + 1))
    for name in ("absent.yaml", ".", "large.yaml"):
        with pytest.raises(InputError) as caught:
            read_storm(village / name)
        assert caught.value.exit_status == 3


def test_a_seed_is_chosen_where_none_is_named(village: Path) -> None:
    (village / "s.yaml").write_text("faults: [{fault: latency}]")
    assert len({read_storm(village / "s.yaml").seed for _time in range(5)}) > 1


def test_a_storm_begins_is_shown_and_ends(ocopctl: Any) -> None:
    assert ocopctl("sandbox", "storm")[1].startswith("No storm is on")
    status, out, _err = ocopctl("sandbox", "storm", "good.yaml")
    assert status == 0
    assert "seed 42" in out
    rows = [re.split(r"  +", line) for line in out.splitlines()[2:]]
    assert rows[0][:3] == [
        "reset-after",
        "shopee lazada shopee-hanoi *add_item*",
        "25 % of calls, after 2 calls",
    ]
    assert rows[1][2:] == ["the first 1", "0", "0"]
    assert rows[2][1:3] == ["everywhere", "every call"]
    assert "A storm is on (seed 42)" in ocopctl("sandbox", "status")[1]
    assert ocopctl("sandbox", "storm")[1] == out
    assert ocopctl("sandbox", "storm", "off")[1].startswith("No storm is on")
    assert "storm" not in ocopctl("sandbox", "status")[1]


def test_a_wrong_file_is_refused_whole_and_the_storm_before_it_goes_on(ocopctl: Any) -> None:
    ocopctl("sandbox", "storm", "good.yaml")
    status, out, err = ocopctl("sandbox", "storm", "wrong.yaml")
    assert (status, out) == (3, "")
    assert err.count("→") == len(NAMED) + 1
    assert "seed 42" in ocopctl("sandbox", "storm")[1]


def test_programs_get_a_line_for_each_fault(ocopctl: Any) -> None:
    _status, out, _err = ocopctl("--json", "sandbox", "storm", "good.yaml")
    storm, first, *rest = [json.loads(line) for line in out.splitlines()]
    assert storm == {"v": 1, "type": "storm", "on": True, "seed": 42, "rules": 3}
    assert (first["type"], first["fault"], first["met"], first["struck"]) == (
        "fault",
        "reset-after",
        0,
        0,
    )
    assert len(rest) == 2
    _status, out, _err = ocopctl("--json", "sandbox", "storm", "off")
    assert json.loads(out) == {"v": 1, "type": "storm", "on": False}


def test_an_emptied_market_has_fair_weather(ocopctl: Any) -> None:
    ocopctl("sandbox", "storm", "good.yaml")
    ocopctl("sandbox", "reset")
    assert ocopctl("sandbox", "storm")[1].startswith("No storm is on")


def test_the_page_on_storms_has_a_line_for_every_fault_and_its_examples_are_right(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    page = (pytestconfig.rootpath / "docs" / "storms.md").read_text("utf-8")
    assert re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE) == list(FAULTS)
    examples = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert examples
    for example in examples:
        (tmp_path / "s.yaml").write_text(example)
        assert read_storm(tmp_path / "s.yaml").rules
