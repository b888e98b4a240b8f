from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from PIL import Image

from ocopctl import __version__, starter
from ocopctl.catalog.load import load
from ocopctl.workspace import Settings, ShopSettings, open_workspace

if TYPE_CHECKING:
    from tests.cli.conftest import Run

FILES = {
    ".github/workflows/ocopctl.yml",
    ".gitignore",
    ".ocopctl-schema.json",
    ".vscode/settings.json",
    "ocopctl.yaml",
    "products/anh/lo-hoa.jpg",
    "products/san-pham-dau-tien.yaml",
}


def found_in(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in files}


def test_a_new_workspace_has_all_its_files(ocopctl: Run, tmp_path: Path) -> None:
    ran = ocopctl("init", tmp_path / "village")
    assert ran.status == 0
    assert found_in(tmp_path / "village") == FILES
    assert "ocopctl validate" in ran.out


def test_a_new_workspace_is_valid_without_warnings(ocopctl: Run, tmp_path: Path) -> None:
    ocopctl("init", tmp_path)
    ran = ocopctl("--workspace", tmp_path, "validate", "--strict")
    assert ran.out == "✓ no problems (files: 1, products: 1, shops: 4)\n"


def test_the_first_product_can_be_published_in_practice_at_once(
    ocopctl: Run, tmp_path: Path
) -> None:
    ocopctl("init", tmp_path)
    ran = ocopctl("--workspace", tmp_path, "publish", "--yes", "--json")
    records = map(json.loads, ran.out.splitlines())
    outcomes = {one["shop"]: one["outcome"] for one in records if one["type"] == "outcome"}
    assert outcomes == dict.fromkeys(("shopee", "lazada", "tiki", "tiktok"), "verified")


def test_no_file_is_overwritten_and_the_kept_ones_are_named(ocopctl: Run, tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n")
    ran = ocopctl("init", tmp_path, "--json")
    outcomes = {one["path"]: one["outcome"] for one in records(ran.out, "file")}
    assert ran.status == 0
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
    assert outcomes[(tmp_path / ".gitignore").as_posix()] == "kept"
    assert list(outcomes.values()).count("written") == len(FILES) - 1


def test_a_second_time_changes_nothing(ocopctl: Run, tmp_path: Path) -> None:
    ocopctl("init", tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in FILES}
    assert ocopctl("init", tmp_path).status == 0
    assert {name: (tmp_path / name).read_bytes() for name in found_in(tmp_path)} == before


def test_a_made_up_product_never_joins_a_workspace_that_is_there(
    ocopctl: Run, tmp_path: Path
) -> None:
    (tmp_path / "ocopctl.yaml").write_text("products: [products/*.yaml]\n")
    ran = ocopctl("init", tmp_path)
    assert ran.status == 0
    assert not (tmp_path / "products").exists()
    assert "left out" in ran.out


def test_a_folder_that_cannot_be_written_to_is_named(ocopctl: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    ran = ocopctl("init", tmp_path / "taken")
    assert ran.status == 3
    assert "cannot be written" in ran.err


def test_here_is_where_it_goes_without_a_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ocopctl", "--lang", "en", "init"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert found_in(tmp_path) == FILES
    assert "cd " not in ran.stdout


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_setting_is_explained(language: str) -> None:
    text = starter.files(language)["ocopctl.yaml"].decode()
    for name in (*Settings.model_fields, *ShopSettings.model_fields):
        assert re.search(rf"^#.*\b{name}:", text, re.MULTILINE), name


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_shop_is_live(language: str, tmp_path: Path) -> None:
    settings = yaml.safe_load(starter.files(language)["ocopctl.yaml"])
    assert {shop["mode"] for shop in settings["shops"].values()} == {"practice"}


def test_both_languages_tell_of_the_same_product(tmp_path: Path) -> None:
    products = []
    for language in ("vi", "en"):
        for name, content in starter.files(language).items():
            path = tmp_path / language / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        products += [one.product for one in load(open_workspace(tmp_path / language).files).entries]
    assert products[0] == products[1]


def test_the_picture_is_small_and_large_enough(tmp_path: Path) -> None:
    ocop = starter.files("en")["products/anh/lo-hoa.jpg"]
    (tmp_path / "a.jpg").write_bytes(ocop)
    assert len(ocop) < 60_000
    with Image.open(tmp_path / "a.jpg") as picture:
        assert picture.size == (1000, 1000)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_ci_uses_the_action_of_this_version(language: str) -> None:
    workflow = yaml.safe_load(starter.files(language)[".github/workflows/ocopctl.yml"])
    steps = workflow["jobs"]["validate"]["steps"]
    assert steps[-1]["uses"].endswith(f"/ocopctl@v{__version__}")
    assert steps[-1]["with"]["lang"] == language
    assert workflow["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_editors_find_the_schema_beside_the_first_product(language: str, tmp_path: Path) -> None:
    files = starter.files(language)
    product = "products/san-pham-dau-tien.yaml"
    first = files[product].decode().splitlines()[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert os.path.normpath(Path(product).parent / named) in files
    settings = json.loads(files[".vscode/settings.json"])
    assert settings["yaml.schemas"] == {".ocopctl-schema.json": ["products/*.yaml"]}


def records(out: str, kind: str) -> list[dict[str, Any]]:
    return [one for one in map(json.loads, out.splitlines()) if one["type"] == kind]
