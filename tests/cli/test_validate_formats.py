from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Change, Run


def test_json_is_one_object_a_line_and_people_read_stderr(ocopctl: Run, change: Change) -> None:
    change("price: 185.000  ", "price: 0  ")
    ran = ocopctl("--json", "validate")
    problem, summary = map(json.loads, ran.out.splitlines())
    assert {"v": 1, "type": "problem", "code": "P703", "line": 58}.items() <= problem.items()
    assert summary["error"] == 1
    assert summary["exit"] == 3
    assert "P703" in ran.err


def test_github_annotations_are_escaped(ocopctl: Run, change: Change) -> None:
    change("price: 185.000  ", "price: 50%  ", file="products/a,b.yaml")
    ran = ocopctl("validate", "products/a,b.yaml", "--format", "github")
    start = "::error file=products/a%2Cb.yaml,line=58,col=12,title=P702::price"
    assert ran.out.startswith(start)
    assert "50%25" in ran.out
    assert "%0A→ " in ran.out
    assert len(ran.out.splitlines()) == 1


def test_github_says_nothing_of_right_files(ocopctl: Run, village: Path) -> None:
    assert not ocopctl("validate", "--format", "github").out


def test_github_warns_unless_strict(ocopctl: Run, change: Change) -> None:
    change("price: 185.000  ", "price: 185.050  ")
    assert ocopctl("validate", "--format", "github").out.startswith("::warning ")
    assert ocopctl("validate", "--format", "github", "--strict").out.startswith("::error ")


def test_junit_has_a_case_a_file_and_fails_the_wrong_one(ocopctl: Run, change: Change) -> None:
    change("price: 185.000  ", "price: 185.050  ", file="products/a.yaml")
    change("stock: 12", "stock: a\u0000dozen")
    root = ET.fromstring(ocopctl("validate", "--format", "junit").out.encode())
    suite = root.find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    right, wrong = suite.findall("testcase")
    assert right.find("failure") is None
    assert "P705" in (right.findtext("system-out") or "")
    assert "P104" in (wrong.findtext("failure") or "")


def test_sarif_names_rule_and_place_of_each_problem(ocopctl: Run, change: Change) -> None:
    change("price: 185.000  ", "price: 0  ", file="products/lọ hoa.yaml")
    log = json.loads(ocopctl("validate", "products/lọ hoa.yaml", "--format", "sarif").out)
    assert log["version"] == "2.1.0"
    run = log["runs"][0]
    (result,) = run["results"]
    rules = run["tool"]["driver"]["rules"]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "P703"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "products/l%E1%BB%8D%20hoa.yaml"
    assert place["region"] == {"startLine": 58, "startColumn": 12}


def test_sarif_of_a_missing_file_has_no_line(ocopctl: Run, village: Path) -> None:
    log = json.loads(ocopctl("validate", "gone.yaml", "--format", "sarif").out)
    (result,) = log["runs"][0]["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]


def test_files_elsewhere_are_named_in_full(ocopctl: Run, village: Path) -> None:
    log = json.loads(ocopctl("validate", "/gone/x.yaml", "--format", "sarif").out)
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "file:///gone/x.yaml"}


def test_vietnamese_arrives_whole_where_the_locale_is_plain(change: Change, village: Path) -> None:
    change("group: thu_cong", "group: thủ công")
    ran = subprocess.run(
        [sys.executable, "-m", "ocopctl", "validate", "--format", "junit"],
        cwd=village,
        env={**os.environ, "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "OCOPCTL_LANG": "en"},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 3
    assert "thủ công" in ET.tostring(ET.fromstring(ran.stdout), encoding="unicode")
