"""Variants of a live listing come, go, move and change their names; the others keep their ids."""

from __future__ import annotations

import json
from typing import Any

SCARF = "VP-KL-014"
VALUES = "[Đỏ điều, Xanh ngọc, Vàng nghệ]"
SHOPS = ["lazada", "shopee", "tiki", "tiktok"]


def ids(village: Any) -> dict[str, dict[str, str]]:
    """Return, by shop, the platform's id of each SKU of the scarf, from the journal."""
    import sqlite3

    with sqlite3.connect(village.folder / ".ocopctl" / "state.db") as db:
        rows = db.execute("SELECT shop, body FROM listings WHERE sku=?", (SCARF,)).fetchall()
    db.close()
    return {
        shop.partition(":")[2]: {
            sku: offer["remote_sku"] for sku, offer in json.loads(body)["offers"].items()
        }
        for shop, body in rows
    }


def publish(village: Any) -> dict[tuple[str, str], str]:
    done = village.run("--json", "publish", village.file.name, "--yes")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {(x["shop"], x["action"]): x["outcome"] for x in lines if x["type"] == "outcome"}


def test_a_renamed_value_keeps_every_id(published: Any) -> None:
    before = ids(published)
    text = published.file.read_text("utf-8").replace("Vàng nghệ", "Vàng nghệ tươi")
    published.file.write_text(text, "utf-8")
    outcomes = publish(published)
    assert {shop for (shop, _kind), outcome in outcomes.items() if outcome == "verified"} >= {
        "shopee",
        "lazada",
        "tiktok",
    }
    assert {shop: ids(published)[shop] for shop in SHOPS} == before


def test_values_in_another_order_keep_every_id(published: Any) -> None:
    before = ids(published)
    published.replace(VALUES, "[Vàng nghệ, Đỏ điều, Xanh ngọc]")
    publish(published)
    assert ids(published) == before


def test_a_new_variant_joins_the_others(published: Any) -> None:
    before = ids(published)
    published.replace(VALUES, "[Đỏ điều, Xanh ngọc, Vàng nghệ, Tím than]")
    text = published.file.read_text("utf-8")
    at = text.index("      - sku: VP-KL-014-VN\n")
    new = (
        "      - sku: VP-KL-014-TT\n        options: {Màu sắc: Tím than}\n"
        "        price: 700000\n        stock: 4\n        image: examples/van-phuc-khan-do.jpg\n"
    )
    published.file.write_text(text[:at] + new + text[at:], "utf-8")
    outcomes = publish(published)
    after = ids(published)
    for shop in ("shopee", "lazada", "tiktok"):
        assert outcomes[shop, "update"] == "verified", outcomes
        assert {sku: after[shop][sku] for sku in before[shop]} == before[shop]
        assert after[shop]["VP-KL-014-TT"]
    assert outcomes["tiki", "update"] == "rejected"


def test_a_variant_that_left_the_file_is_emptied_and_not_deleted(published: Any) -> None:
    before = ids(published)
    text = published.file.read_text("utf-8")
    at = text.index("      - sku: VP-KL-014-VN\n")
    end = text.index("    price_range", at)
    text = (text[:at] + text[end:]).replace(VALUES, "[Đỏ điều, Xanh ngọc]")
    published.file.write_text(text, "utf-8")
    last = published.history("SELECT max(id) FROM calls")[0][0]
    publish(published)
    emptied = [row for row in published.effects_after(last) if row[1] == "stocked"]
    assert sorted(row[0] for row in emptied) == SHOPS
    assert {row[2] for row in emptied} == {"VP-KL-014-VN"}
    assert {json.loads(row[3])["stock"] for row in emptied} == {0}
    assert not [row for row in published.effects_after(last) if row[1] == "deleted"]
    assert ids(published) == before
