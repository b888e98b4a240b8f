"""What stands around `validate` in editors and CI: SARIF, the action, the workflow, the hook."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft4Validator, Draft7Validator

from ocopctl import starter

if TYPE_CHECKING:
    from tests.cli.conftest import Change, Run

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "tests" / "data" / "schemas"
BIN = Path(sys.executable).parent


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def official() -> Draft4Validator:
    return Draft4Validator(schema("sarif-2.1.0-rtm.5"))


@pytest.fixture(scope="module")
def action() -> Any:
    return yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


def test_sarif_keeps_to_its_schema(
    ocopctl: Run, village: Path, change: Change, official: Draft4Validator
) -> None:
    change("price: 185.000  ", "price: 0  ", file="products/lọ hoa,1.yaml")
    change("kind: binh_gom", "kind: vase")
    change("season:", "usage: !tag x\n    season:", file="products/b.yaml")
    files = ["products", "/gone/x.yaml"]
    for arguments in (files, ["--strict"], ["products/lọ hoa,1.yaml"]):
        log = json.loads(ocopctl("validate", "--format", "sarif", *arguments).out)
        assert list(official.iter_errors(log)) == []


def test_sarif_of_a_right_file_and_of_a_wrong_workspace_keep_to_it_too(
    ocopctl: Run, village: Path, official: Draft4Validator
) -> None:
    right = json.loads(ocopctl("validate", "--format", "sarif").out)
    with (village / "ocopctl.yaml").open("a") as file:
        file.write("timezone: Asia/Saigon_City\n")
    wrong = json.loads(ocopctl("validate", "--format", "sarif").out)
    assert [*official.iter_errors(right), *official.iter_errors(wrong)] == []
    assert [len(log["runs"][0]["results"]) for log in (right, wrong)] == [0, 1]


def test_a_name_in_another_encoding_is_no_crash(
    ocopctl: Run, village: Path, official: Draft4Validator
) -> None:
    name = os.fsdecode(b"l\xf4.yaml")
    try:
        (village / name).write_text("products: []\n")
    except OSError:
        pytest.skip("this file system takes no such names")
    log = json.loads(ocopctl("validate", name, "--format", "sarif").out)
    assert list(official.iter_errors(log)) == []
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "l%F4.yaml"


def test_github_is_told_where_a_file_is_in_the_repository(
    ocopctl: Run, change: Change, village: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change("price: 185.000  ", "price: 0  ")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(village.parent))
    out = ocopctl("validate", "--format", "github").out
    assert out.startswith(f"::error file={village.name}/products/")
    log = json.loads(ocopctl("validate", "--format", "sarif").out)
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].startswith(f"{village.name}/products/")


def test_the_action_and_the_workflow_keep_to_githubs_schemas(action: Any) -> None:
    assert list(Draft7Validator(schema("github-actions")).iter_errors(action)) == []
    judge = Draft7Validator(schema("github-workflows"))
    for language in ("vi", "en"):
        text = starter.files(language)[".github/workflows/ocopctl.yml"]
        # `on` is a yes to YAML 1.1 and a name to GitHub.
        workflow = {"on" if name is True else name: one for name, one in load(text).items()}
        assert list(judge.iter_errors(workflow)) == []


def load(text: bytes) -> Any:
    return yaml.safe_load(text)


def test_the_workflow_gives_the_action_only_what_it_takes(action: Any) -> None:
    workflow = load(starter.files("vi")[".github/workflows/ocopctl.yml"])
    given = workflow["jobs"]["validate"]["steps"][-1]["with"]
    assert given.keys() <= action["inputs"].keys()


def test_no_input_of_the_action_is_pasted_into_its_scripts(action: Any) -> None:
    scripts = [step["run"] for step in action["runs"]["steps"]]
    assert all("${{" not in script for script in scripts)
    assert "pip install" in scripts[0]


def acted(action: Any, village: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the action's last step as a runner would, with `ocopctl` as it is installed here."""
    step = action["runs"]["steps"][-1]
    given = {name: one["default"] for name, one in action["inputs"].items()} | inputs
    filled = {
        name: given.get(value.removeprefix("${{ inputs.").removesuffix(" }}"), str(BIN))
        for name, value in step["env"].items()
    }
    (village / "step.sh").write_text(step["run"], "utf-8")
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "step.sh"],
        cwd=village,
        env={**os.environ, **filled, "GITHUB_WORKSPACE": str(village)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_action_annotates_and_fails(action: Any, village: Path, change: Change) -> None:
    change("price: 185.000  ", "price: 185,000  ", file="products/hai món.yaml")
    ran = acted(action, village, paths="products/hai món.yaml\n", lang="en")
    assert ran.returncode == 3
    assert ran.stdout.startswith("::error file=products/hai món.yaml,line=58,col=12,title=P701::")


def test_the_action_passes_right_files_and_fails_on_warnings_when_strict(
    action: Any, village: Path, change: Change
) -> None:
    change("price: 185.000  ", "price: 185.050  ")
    assert acted(action, village).returncode == 0
    assert acted(action, village, strict="true").returncode == 3


def test_the_action_writes_a_report_for_code_scanning(
    action: Any, village: Path, change: Change, official: Draft4Validator
) -> None:
    change("price: 185.000  ", "price: 0  ")
    ran = acted(action, village, format="sarif", output="ocopctl.sarif", paths="products\n")
    log = json.loads((village / "ocopctl.sarif").read_text("utf-8"))
    assert (ran.returncode, ran.stdout) == (3, "")
    assert list(official.iter_errors(log)) == []


def test_a_path_is_never_an_option(action: Any, village: Path) -> None:
    ran = acted(action, village, paths="--strict", lang="en")
    assert ran.returncode == 3
    assert "--strict" in ran.stdout


def test_the_hook_checks_the_whole_workspace(village: Path, change: Change) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["language"] == "python"
    assert not hook["pass_filenames"]
    assert hook["always_run"]
    command, *arguments = shlex.split(hook["entry"])
    change("price: 185.000  ", "price: 0  ", file="products/b.yaml")
    ran = subprocess.run(
        [BIN / command, *arguments],
        cwd=village,
        env={**os.environ, "OCOPCTL_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 3
    assert "products/b.yaml" in ran.stdout
    assert "P703" in ran.stdout
    assert "P212" in ran.stdout, "the same SKU in a file that did not change"
