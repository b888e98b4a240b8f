"""A stranger's package brings a marketplace: its adapter, rules, templates and practice market."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

Ran = subprocess.CompletedProcess[str]
Run = Callable[..., Ran]


class Served(Protocol):
    def items(self) -> list[dict[str, Any]]: ...


def outcomes(done: Ran) -> list[str]:
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [line["outcome"] for line in lines if line["type"] == "outcome"]


def test_a_plug_in_is_in_the_matrix_behind_the_shipped_adapters(ocopctl: Run) -> None:
    done = ocopctl("adapters", "list")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].split() == ["shopee", "lazada", "tiki", "tiktok", "cho-que"]
    assert "cho-que · upload: pictures are fetched from media_url" in done.stdout


def test_a_plug_in_keeps_the_whole_contract_in_its_own_market(ocopctl: Run) -> None:
    done = ocopctl("adapters", "test", "cho-que")
    assert done.returncode == 0, done.stdout + done.stderr
    kept = sum(line.startswith("✓") for line in done.stdout.splitlines())
    assert done.stdout.splitlines()[-1] == f"cho-que keeps {kept} of {kept} promises"
    assert kept > 50


def test_a_product_is_published_to_a_shop_of_a_plug_in(
    ocopctl: Run, stall: Path, served: Served
) -> None:
    assert outcomes(ocopctl("--json", "publish", "--yes")) == ["verified"]
    (item,) = served.items()
    assert item["title"] == "Chiếu cói Quỳnh Phụ dệt tay khổ 1,6 m, Hợp tác xã An Vũ"
    assert item["text"].startswith("Chiếu cói Quỳnh Phụ dệt tay khổ 1,6 m – Hợp tác xã An Vũ")
    assert (item["category"], item["attributes"]) == ("coi", {"chat-lieu": "Cói, đay"})
    assert item["pictures"] == ["https://anh.ocop.example.vn/chieu.png"]
    assert [(v["sku"], v["price"], v["stock"]) for v in item["variants"]] == [
        ("CHIEU-16", 235_000, 140)
    ]


def test_a_second_publish_sends_what_changed_alone(
    ocopctl: Run, stall: Path, served: Served
) -> None:
    ocopctl("publish", "--yes")
    assert outcomes(ocopctl("--json", "publish", "--yes")) == []
    file = stall / "products.yaml"
    file.write_text(file.read_text("utf-8").replace("235.000", "249.000"), "utf-8")
    assert outcomes(ocopctl("--json", "publish", "--yes")) == ["verified"]
    assert [v["price"] for item in served.items() for v in item["variants"]] == [249_000]


def test_the_rules_of_a_plug_in_are_held_against_products(ocopctl: Run, village: Path) -> None:
    file = village / "products.yaml"
    file.write_text(file.read_text("utf-8").replace("235.000", "500"), "utf-8")
    done = ocopctl("plan")
    assert done.returncode == 3
    assert "P620 the price is 500 ₫; Chợ Quê takes" in done.stdout


def test_the_workspaces_own_templates_go_before_those_of_a_plug_in(
    ocopctl: Run, village: Path
) -> None:
    own = village / "mau" / "cho-que"
    own.mkdir(parents=True)
    extending = '{% extends "shipped/cho-que/title.txt.j2" %}'
    (own / "title.txt.j2").write_text("Chiếu của {{ product.producer.name }}", "utf-8")
    (own / "highlights.txt.j2").write_text(extending, "utf-8")
    with (village / "ocopctl.yaml").open("a", encoding="utf-8") as settings:
        settings.write("templates: mau\n")
    (text,) = map(json.loads, ocopctl("--json", "render").stdout.splitlines())
    assert text["title"] == "Chiếu của Hợp tác xã An Vũ"
    assert text["highlights"] == ["Chiếu cói Quỳnh Phụ dệt tay khổ 1,6 m, Hợp tác xã An Vũ"]


def test_a_shop_of_a_plug_in_without_an_address_is_told_that_the_practice_market_lacks_it(
    ocopctl: Run, village: Path
) -> None:
    done = ocopctl("publish", "--yes")
    assert done.returncode == 3
    assert "the practice market has no “cho-que”" in done.stderr
    assert "write endpoint:" in done.stderr
