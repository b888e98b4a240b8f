"""The workspace file: what it names is found, what is wrong with it is told all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ocopctl.errors import ConfigError
from ocopctl.workspace import WorkspaceProblems, open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from ocopctl.workspace import Workspace

SHOPS = "shops: {shopee: {marketplace: shopee}}\n"


def made(root: Path, text: str, *files: str) -> Workspace:
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("products: []\n", "utf-8")
    (root / "ocopctl.yaml").write_text(text, "utf-8")
    return open_workspace(root)


def wrong(root: Path, text: str) -> WorkspaceProblems:
    with pytest.raises(WorkspaceProblems) as caught:
        made(root, text, "a.yaml")
    assert caught.value.exit_status == 3
    assert caught.value.place == str(root / "ocopctl.yaml")
    return caught.value


def names(workspace: Workspace) -> list[str]:
    return [path.relative_to(workspace.root).as_posix() for path in workspace.files]


def test_without_a_file_there_are_four_practice_shops(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, [tmp_path / "a.yaml"])
    shops = workspace.settings.shops
    assert workspace.builtin
    assert list(shops) == ["shopee", "lazada", "tiki", "tiktok"]
    assert {shop.mode for shop in shops.values()} == {"practice"}
    assert names(workspace) == ["a.yaml"]


def test_a_folder_that_is_not_there_is_not_practised_in(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no folder") as caught:
        open_workspace(tmp_path / "typo")
    assert caught.value.place == str(tmp_path / "typo")


def test_what_is_left_out_has_its_usual_value(tmp_path: Path) -> None:
    workspace = made(tmp_path, f"products: [a.yaml]\n{SHOPS}", "a.yaml")
    settings = workspace.settings
    assert not workspace.builtin
    assert settings.shops["shopee"].mode == "practice"
    assert settings.guards.max_change == "30"
    assert workspace.zone.key == "Asia/Ho_Chi_Minh"
    assert workspace.state == tmp_path / ".ocopctl"
    assert workspace.folder("rules") is None


def test_a_shop_is_live_when_its_owner_writes_so(tmp_path: Path) -> None:
    text = "products: [a.yaml]\nshops: {s: {marketplace: shopee, mode: live}}\n"
    assert made(tmp_path, text, "a.yaml").settings.shops["s"].mode == "live"


@pytest.mark.parametrize(
    ("patterns", "found"),
    [
        ("[b.yaml, a.yaml]", ["b.yaml", "a.yaml"]),
        ("['*.yaml']", ["a.yaml", "b.yaml"]),
        ("['sub/**/*.yaml']", ["sub/c.yaml", "sub/deep/d.yaml"]),
        ("[b.yaml, '*.yaml']", ["b.yaml", "a.yaml"]),
        ("['[ab].yaml']", ["a.yaml", "b.yaml"]),
    ],
)
def test_product_files_are_found_by_name_and_pattern_each_once(
    tmp_path: Path, patterns: str, found: list[str]
) -> None:
    files = ("b.yaml", "a.yaml", "sub/c.yaml", "sub/deep/d.yaml")
    assert names(made(tmp_path, f"products: {patterns}\n{SHOPS}", *files)) == found


def test_files_given_by_hand_take_the_place_of_those_it_names(tmp_path: Path) -> None:
    made(tmp_path, f"products: ['*.yaml']\n{SHOPS}", "a.yaml")
    assert open_workspace(tmp_path, [tmp_path / "x.yaml"]).files == (tmp_path / "x.yaml",)


@pytest.mark.parametrize("pattern", ["none.yaml", "sub/*.yaml", "ocopctl.yaml", "."])
def test_a_pattern_that_finds_nothing_is_named(tmp_path: Path, pattern: str) -> None:
    with pytest.raises(ConfigError) as caught:
        made(tmp_path, f"products: ['{pattern}']\n{SHOPS}", "a.yaml")
    assert f"“{pattern}”" in str(caught.value)


@pytest.mark.parametrize(
    ("line", "guess"),
    [
        ("curency: VND", "currency"),
        ("timezon: Asia/Ho_Chi_Minh", "timezone"),
        ("mediaurl: https://x.vn", "media_url"),
    ],
)
def test_an_unknown_key_comes_with_the_one_that_was_meant(
    tmp_path: Path, line: str, guess: str
) -> None:
    problems = wrong(tmp_path, f"products: [a.yaml]\n{SHOPS}{line}\n").problems
    assert any(guess in f"{p.message} {p.hint}" and p.place.line == 3 for p in problems)


def test_an_unknown_key_of_a_shop_comes_with_the_one_that_was_meant(tmp_path: Path) -> None:
    text = "products: [a.yaml]\nshops:\n  s:\n    marketplace: shopee\n    moed: live\n"
    [problem] = wrong(tmp_path, text).problems
    assert problem.place.line == 5
    assert "mode" in f"{problem.message} {problem.hint}"


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = "products: []\ncurrency: USD\nguards: {max_change: many}\nshops: {s: {mode: real}}\n"
    lines = {problem.place.line for problem in wrong(tmp_path, text).problems}
    assert lines == {1, 2, 3, 4}


@pytest.mark.parametrize("zone", ["Asia/Saigonn", "../etc/passwd", "Asia", "GMT+7x", "/etc"])
def test_an_unknown_time_zone_is_told_where_it_stands(tmp_path: Path, zone: str) -> None:
    [problem] = wrong(tmp_path, f"products: [a.yaml]\n{SHOPS}timezone: {zone}\n").problems
    assert (problem.code, problem.place.line, problem.place.path) == ("P150", 3, "timezone")
    assert "Asia/Ho_Chi_Minh" in problem.hint


@pytest.mark.parametrize("text", ["", "- a\n", "products: [a.yaml\n", "\tproducts: x\n", "a\n"])
def test_a_file_that_is_no_settings_is_refused_with_reasons(tmp_path: Path, text: str) -> None:
    assert wrong(tmp_path, text).problems


def test_a_workspace_without_shops_is_refused(tmp_path: Path) -> None:
    assert wrong(tmp_path, "products: [a.yaml]\nshops: {}\n").problems


@pytest.mark.parametrize("key", ["rules", "templates"])
def test_own_rules_and_templates_must_be_there(tmp_path: Path, key: str) -> None:
    with pytest.raises(ConfigError) as caught:
        made(tmp_path, f"products: [a.yaml]\n{SHOPS}{key}: own\n", "a.yaml")
    assert str(tmp_path / "own") in f"{caught.value} {caught.value.place}"
    (tmp_path / "own").mkdir()
    assert open_workspace(tmp_path).folder(key) == tmp_path / "own"  # type: ignore[arg-type]
