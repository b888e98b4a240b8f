"""What people do by mistake, and what they are told."""

from __future__ import annotations

from typing import Any


def test_a_price_that_jumps_is_held_in_every_command(published: Any) -> None:
    published.replace("price: 680.000", "price: 1020000")
    published.lines("plan", published.file.name, "--out", "plan.json")
    before = published.calls()
    for command in (("publish", published.file.name, "--yes"), ("apply", "plan.json")):
        held = published.run(*command)
        assert held.returncode == 6, held.stdout + held.stderr
        assert "1.020.000" in held.stdout
    assert published.calls() == before


def test_a_jump_that_somebody_wants_goes_through(published: Any) -> None:
    published.replace("price: 680.000", "price: 1020000")
    done = published.run("publish", published.file.name, "--yes", "--max-change", "60")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_plan_never_overwrites_a_product_file(published: Any) -> None:
    text = published.file.read_text("utf-8")
    done = published.run("plan", published.file.name, "--out", published.file.name)
    assert done.returncode == 3
    assert published.file.read_text("utf-8") == text


def test_a_plan_may_be_applied_from_another_folder(published: Any) -> None:
    published.replace("stock: 11", "stock: 93")
    published.lines("plan", published.file.name, "--out", "plan.json")
    (published.folder / "elsewhere").mkdir()
    done = type(published)(published.folder / "elsewhere").run(
        "--workspace", "..", "apply", "../plan.json"
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_plan_that_is_not_there_is_told_so(village: Any) -> None:
    done = village.run("apply", "plan.json")
    assert (done.returncode, "there is no such file" in done.stderr) == (3, True)


def test_the_example_in_the_folder_needs_no_name(published: Any) -> None:
    assert published.run("plan").returncode == 0
    assert "Nothing to do." in published.run("sync", "prices", "--yes").stdout
    assert "BT-AC-001" in published.run("status").stdout


def test_practice_listings_have_no_address_in_the_real_world(published: Any) -> None:
    assert "https://" not in published.run("status").stdout
    assert {x["url"] for x in published.lines("status") if x["type"] == "listing"} == {""}


def test_a_product_that_left_the_file_is_still_shown(published: Any) -> None:
    text = published.file.read_text("utf-8")
    head, _mark, _rest = text.partition(
        "  # ------------------------------------------------------------------ 2."
    )
    published.file.write_text(head, "utf-8")
    done = published.run("status")
    assert "VP-KL-014" in done.stdout
    assert "not in the product files any more" in done.stdout


def test_a_missing_file_is_told_whatever_is_selected(village: Any) -> None:
    done = village.run("plan", "nope.yaml", "BT-*")
    assert done.returncode == 3
    assert "nope.yaml" in done.stdout


def test_a_folder_that_cannot_be_written_is_no_bug(village: Any) -> None:
    (village.folder / "out").write_text("a file, not a folder", "utf-8")
    done = village.run("render", village.file.name, "BT-*", "--out", "out")
    assert (done.returncode, "ocopctl-bug" in done.stderr) == (1, False), done.stderr


def test_one_shop_without_credentials_does_not_stop_the_others(village: Any) -> None:
    (village.folder / "ocopctl.yaml").write_text(
        f"products: [{village.file.name}]\n"
        "shops:\n"
        "  lazada: {marketplace: lazada}\n"
        "  tiktok: {marketplace: tiktok, credentials: 'file:secrets/tiktok.json'}\n",
        "utf-8",
    )
    lines = village.lines("publish", "BT-*", "--yes", status=4)
    outcomes = {x["shop"]: x["outcome"] for x in lines if x["type"] == "outcome"}
    assert outcomes == {"lazada": "verified", "tiktok": "failed"}
