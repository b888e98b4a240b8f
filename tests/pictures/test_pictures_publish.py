"""Pictures on their way into the shops of the practice market, judged by what it has kept."""

from __future__ import annotations

import io
import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ocopctl.cli.run import run
from ocopctl.errors import InputError
from ocopctl.publishing.state import Outcome
from ocopctl.sending import carry_out
from ocopctl.session import prepare as planned
from ocopctl.workspace import open_workspace

PRODUCT = """
  - sku: {sku}
    name: Giỏ tre đan tay Phú Nghĩa
    group: thu_cong
    kind: binh_gom
    material: Tre già hun khói
    story: Giỏ tre đan tay từ tre già hun khói.
    producer: {{name: Tổ mây tre, address: {{commune: Xã Phú Nghĩa, province: Hà Nội}}}}
    package: {{weight_g: 700, length_cm: 30, width_cm: 30, height_cm: 20}}
    price: 185.000
    stock: 12
    images: [{images}]
"""
UPLOADING = ("lazada", "shopee", "tiktok")


def village(folder: Path, *images: str, skus: tuple[str, ...] = ("GT-001",)) -> Path:
    file = folder / "p.yaml"
    products = "".join(PRODUCT.format(sku=sku, images=", ".join(images)) for sku in skus)
    file.write_text("products:" + products, "utf-8")
    return file


def square(path: Path, colour: str = "tan") -> str:
    Image.new("RGB", (800, 800), colour).save(path)
    return path.name


def phone(path: Path, size: tuple[int, int] = (4032, 3024)) -> str:
    """Take a picture as a phone held upright does: 12 megapixels on their side, and the place."""
    notes = Image.Exif()
    notes[0x0112] = 6
    notes[0x8825] = {1: "N", 2: (21.0, 1.0, 42.0)}
    seen = Image.effect_noise((504, 378), 90).convert("RGB").resize(size)
    seen.save(path, quality=97, exif=notes)
    return path.name


def publish(folder: Path, file: Path) -> list[Any]:
    return carry_out(planned(open_workspace(folder, [file])), lambda _result: None)


def uploads(folder: Path) -> dict[str, list[bytes]]:
    """Return the pictures that each shop was sent, in order."""
    found: dict[str, list[bytes]] = {}
    with sqlite3.connect(folder / ".ocopctl" / "practice.db") as db:
        rows = db.execute("SELECT marketplace, detail FROM effects WHERE effect='uploaded'")
        for market, detail in rows.fetchall():
            digest = json.loads(detail)["digest"]
            [blob] = db.execute("SELECT content FROM blobs WHERE digest=?", (digest,)).fetchone()
            found.setdefault(market, []).append(blob)
    db.close()
    return found


def test_a_phones_picture_goes_live_upright_and_in_shape_and_is_sent_once(tmp_path: Path) -> None:
    skus = ("GT-001", "GT-002")
    file = village(tmp_path, phone(tmp_path / "dien-thoai.jpg"), skus=skus)
    assert {result.outcome for result in publish(tmp_path, file)} == {Outcome.VERIFIED}
    sent = uploads(tmp_path)
    assert {market: len(pictures) for market, pictures in sent.items()} == dict.fromkeys(
        UPLOADING, 1
    )
    shown = {market: Image.open(io.BytesIO(sent[market][0])) for market in UPLOADING}
    assert {market: one.size for market, one in shown.items()} == {
        "shopee": (2000, 2000),
        "lazada": (1500, 2000),
        "tiktok": (1500, 2000),
    }
    assert len(sent["lazada"][0]) <= 1_000_000
    assert all(dict(one.getexif()) == {} for one in shown.values())
    assert publish(tmp_path, file) == []
    village(tmp_path, "dien-thoai.jpg", skus=(*skus, "GT-003"))
    publish(tmp_path, file)
    assert uploads(tmp_path) == sent


def test_a_picture_that_is_right_reaches_every_shop_unchanged(tmp_path: Path) -> None:
    file = village(tmp_path, square(tmp_path / "gio.jpg"))
    publish(tmp_path, file)
    here = (tmp_path / "gio.jpg").read_bytes()
    assert uploads(tmp_path) == {market: [here] for market in UPLOADING}


def test_a_picture_is_sent_anew_under_other_rules_and_only_then(tmp_path: Path) -> None:
    (tmp_path / "ocopctl.yaml").write_text(
        "products: [p.yaml]\nrules: r\nshops: {shopee: {marketplace: shopee}}\n", "utf-8"
    )
    (tmp_path / "r").mkdir()
    rules = tmp_path / "r" / "shopee.yaml"
    row = "{value: %s, source: us, checked: 2026-11-01}"
    file = village(tmp_path, square(tmp_path / "gio.jpg"))
    publish(tmp_path, file)
    rules.write_text("pictures: {shape: " + row % "square" + "}")
    village(tmp_path, "gio.jpg", skus=("GT-001", "GT-002"))
    publish(tmp_path, file)
    assert len(uploads(tmp_path)["shopee"]) == 1
    rules.write_text("pictures: {max_bytes: " + row % 9_000 + "}")
    village(tmp_path, "gio.jpg", skus=("GT-001", "GT-002", "GT-003"))
    publish(tmp_path, file)
    before, after = uploads(tmp_path)["shopee"]
    assert len(after) <= 9_000 < len(before)


def test_a_picture_that_changes_under_way_is_not_sent_for_another(tmp_path: Path) -> None:
    file = village(tmp_path, square(tmp_path / "gio.jpg"))
    session = planned(open_workspace(tmp_path, [file]), shops=["shopee"])
    square(tmp_path / "gio.jpg", "red")
    [result] = carry_out(session, lambda _result: None)
    assert result.outcome is Outcome.FAILED
    assert isinstance(result.error, InputError)
    assert result.error.place.endswith("gio.jpg")
    assert uploads(tmp_path) == {}


def test_pictures_left_out_are_named_for_each_shop_and_keep_nothing_back(tmp_path: Path) -> None:
    names = [square(tmp_path / f"{at}.jpg", f"#{at * 20:02x}8040") for at in range(10)]
    session = planned(open_workspace(tmp_path, [village(tmp_path, *names)]))
    told = {p.shop: (p.code, p.severity.value, p.message) for p in session.problems}
    assert told == {
        "lazada": ("P641", "warning", "Lazada takes 8 pictures; left out: 8.jpg, 9.jpg"),
        "shopee": ("P641", "warning", "Shopee takes 9 pictures; left out: 9.jpg"),
        "tiktok": ("P641", "warning", "TikTok Shop takes 9 pictures; left out: 9.jpg"),
    }
    assert len(session.plan.actions) == 4


def test_the_same_picture_named_twice_takes_one_place(tmp_path: Path) -> None:
    names = [square(tmp_path / f"{at}.jpg", f"#{at * 20:02x}8040") for at in range(8)]
    square(tmp_path / "copy.jpg", "#008040")
    session = planned(
        open_workspace(tmp_path, [village(tmp_path, *names[:7], "copy.jpg", "7.jpg")])
    )
    assert [p.code for p in session.problems if p.code == "P641"] == []
    assert {len(want.payload.pictures) for want in session.wanted} == {8}


def test_where_pictures_are_fetched_what_does_not_fit_is_told_before(tmp_path: Path) -> None:
    Image.new("RGB", (900, 900), "tan").save(tmp_path / "gio.webp")
    Image.new("RGB", (900, 600), "tan").save(tmp_path / "rong.jpg")
    session = planned(open_workspace(tmp_path, [village(tmp_path, "gio.webp", "rong.jpg")]))
    told = {(p.shop, p.code, p.severity.value) for p in session.problems}
    assert told == {("tiki", "P642", "error"), ("tiki", "P644", "warning")}


def test_a_strip_too_narrow_to_be_sent_is_told_before(tmp_path: Path) -> None:
    Image.new("RGB", (8000, 520), "tan").save(tmp_path / "dai.jpg")
    session = planned(open_workspace(tmp_path, [village(tmp_path, "dai.jpg")]), shops=["lazada"])
    assert [(p.code, p.shop) for p in session.errors] == [("P613", "lazada")]


VARIANTS = """
    options: [{name: Cỡ, values: [To, Nhỏ]}, {name: Nắp, values: [Có, Không]}]
    variants:
      - {sku: G-1, options: {Cỡ: To, Nắp: Có}, price: 185.000, stock: 2, image: to.jpg}
      - {sku: G-2, options: {Cỡ: To, Nắp: Không}, price: 180.000, stock: 2, image: khac.jpg}
      - {sku: G-3, options: {Cỡ: Nhỏ, Nắp: Có}, price: 150.000, stock: 2, image: nho.jpg}
      - {sku: G-4, options: {Cỡ: Nhỏ, Nắp: Không}, price: 145.000, stock: 2, image: nho.jpg}
"""


def test_a_variants_picture_that_a_shop_does_not_show_is_named(tmp_path: Path) -> None:
    for name, colour in (("gio", "tan"), ("to", "red"), ("khac", "blue"), ("nho", "green")):
        square(tmp_path / f"{name}.jpg", colour)
    file = village(tmp_path, "gio.jpg")
    text = file.read_text("utf-8").replace("    price: 185.000\n    stock: 12\n", VARIANTS[1:])
    file.write_text(text, "utf-8")
    session = planned(open_workspace(tmp_path, [file]))
    assert session.errors == []
    told = {(p.shop, p.place.path) for p in session.problems if "khac.jpg" in p.message}
    assert told == {
        ("shopee", "products[0].variants[1].image"),
        ("tiktok", "products[0].variants[1].image"),
    }


def test_what_will_be_altered_is_shown_to_those_who_ask(tmp_path: Path, capsys: Any) -> None:
    file = village(tmp_path, phone(tmp_path / "dien-thoai.jpg", (2800, 2100)))
    arguments = ["--lang", "en", "--workspace", str(tmp_path), "plan", str(file)]
    run(arguments)
    assert "made right" not in capsys.readouterr().out
    run([*arguments, "-v"])
    lines = capsys.readouterr().out.splitlines()
    [line] = [line for line in lines if "→ shopee: turned, made square" in line]
    assert "2800 × 2100 → 2000 × 2000" in line
    run([*arguments, "-v", "--json"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    pictures = {row["shops"][0]: row for row in rows if row["type"] == "picture"}
    assert pictures.keys() == {"shopee", "lazada", "tiktok"}
    assert pictures["lazada"]["changes"][0] == "turned"
    assert pictures["lazada"]["bytes_after"] <= 1_000_000 < pictures["lazada"]["bytes_before"]
    publish(tmp_path, file)
    village(tmp_path, "dien-thoai.jpg", skus=("GT-001", "GT-002"))
    run([*arguments, "-v"])
    assert "made right" not in capsys.readouterr().out


LOADED = """
import sys
from ocopctl.cli.run import run
status = run(sys.argv[1:])
found = [name for name in sys.modules if name in {"ocopctl.pictures.prepare", "PIL.ImageCms"}]
sys.exit(f"{status} {found}")
"""


@pytest.mark.parametrize("command", [["publish", "--yes"], ["plan"], ["validate"]])
def test_a_run_that_sends_no_picture_loads_nothing_to_alter_one(
    tmp_path: Path, command: list[str]
) -> None:
    file = village(tmp_path, square(tmp_path / "gio.jpg"))
    publish(tmp_path, file)
    arguments = [sys.executable, "-c", LOADED, "--workspace", str(tmp_path), *command, str(file)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "0 []"
