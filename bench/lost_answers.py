"""`python -m bench.lost_answers`: 300 creations while 5, 10 and 20 % of the answers are lost.

Ours beside a loop of four tries with a client that others published: `lazop-sdk`, Lazada's own, and
the client of `mcp-shopee-seller`. Each has a practice market of its own, served by another process,
in which the same storm blows: the answer to a creation is lost after its effect. What happened is
counted in the market's history.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import json
import os
import shutil
import socket
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from tests.chaos.line import load_everything, run
from tests.chaos.served import TIMES, connect, free_port, serving
from tests.chaos.village import BASKET, EXAMPLES, Product, Village, new_village
from tests.chaos.wraps import Faster

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

RATES = (0.05, 0.1, 0.2)
TRIES = 4
SEED = 4
_CREATION = {"shopee": "product.add_item", "lazada": "product.create"}
_FAILED = frozenset({"failed", "rejected"})


@dataclass(frozen=True, slots=True)
class Row:
    """What one contender did at one rate.

    `lost` are answers that did not arrive; `twice` listings too many; `misreported` products that
    are in the shop and were reported as failed; `missing` those that are not there in the end.
    """

    marketplace: str
    rate: float
    who: str
    lost: int
    twice: int
    misreported: int
    missing: int
    calls: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Contest:
    """Who creates where, in which storm. `contender` returns the SKUs that it reports as failed."""

    marketplace: str
    rate: float
    who: str
    storm: Mapping[str, Any]
    contender: Callable[[Village, list[Product], Mapping[str, Any]], set[str]]


def main() -> int:
    """Measure and print a table; return 1 when ours is not without fault."""
    parser = argparse.ArgumentParser(prog="python -m bench.lost_answers", description=__doc__)
    parser.add_argument("--creates", type=int, default=300, metavar="N")
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    goods = [_numbered(number) for number in range(1, asked.creates + 1)]
    with tempfile.TemporaryDirectory(prefix="ocopctl-bench-") as folder:
        root = Path(folder)
        load_everything(new_village(root / "warm", BASKET).folder)
        print(f"seed {asked.seed}, {asked.creates} creations, {TRIES} tries in a loop")
        print("market  lost%  who            lost  twice  misreported  missing  calls  seconds")
        rows = []
        for marketplace, loop in _LOOPS.items():
            for rate in RATES:
                storm = _storm(_CREATION[marketplace], rate, asked.seed)
                for who, contender in (("ours", partial(_ours, marketplace)), loop):
                    contest = Contest(marketplace, rate, who, storm, contender)
                    row = _measured(root / "shop", goods, contest)
                    print(_line(row), flush=True)
                    rows.append(row)
    ours = [row for row in rows if row.who == "ours"]
    return int(any(row.twice + row.misreported + row.missing for row in ours))


def _numbered(number: int) -> Product:
    sku = f"GT-{number:03}"
    offer = {sku: (185_000, 12)}
    return Product(sku, f"Giỏ tre đan tay mẫu {number}", BASKET.kind, BASKET.picture, offer)


def _storm(endpoint: str, rate: float, seed: int) -> dict[str, Any]:
    rule = {"fault": "reset-after", "endpoint": endpoint, "probability": rate}
    return {"seed": seed, "faults": [rule]}


def _measured(shop: Path, goods: list[Product], contest: Contest) -> Row:
    """Let one contender create everything in a market of its own, and count what is there."""
    shutil.rmtree(shop, ignore_errors=True)
    village = new_village(shop, *goods)
    village.state.mkdir()
    port = free_port()
    connect(village, port)
    with serving(village, port):
        began = time.monotonic()
        failed = contest.contender(village, goods, contest.storm)
        seconds = time.monotonic() - began
        history = village.history()
    made = Counter(e.sku for e in history.effects if e.kind == "created")
    return Row(
        contest.marketplace,
        contest.rate,
        contest.who,
        lost=sum(call.lost for call in history.calls),
        twice=sum(count - 1 for count in made.values()),
        misreported=len(failed & made.keys()),
        missing=sum(1 for product in goods if product.sku not in made),
        calls=len(history.calls),
        seconds=seconds,
    )


def _blow(village: Village, storm: Mapping[str, Any]) -> None:
    path = village.folder / "storm.yaml"
    path.write_text(yaml.safe_dump(storm), "utf-8")
    run(village.folder, "sandbox", "storm", path.name)


def _ours(
    marketplace: str, village: Village, _goods: list[Product], storm: Mapping[str, Any]
) -> set[str]:
    """Publish once; return what it reports as failed."""
    _blow(village, storm)
    words = ("--json", "publish", "--shop", marketplace, "--yes")
    done = run(village.folder, *words, wrap=Faster(TIMES))
    lines = [json.loads(line) for line in done.out.splitlines()]
    outcomes = {x["sku"]: x["outcome"] for x in lines if x["type"] == "outcome"}
    others = Counter(outcomes.values())
    if set(others) != {"verified"}:
        print(f"    ours: {dict(others)}, exit {done.status}")
    return {sku for sku, outcome in outcomes.items() if outcome in _FAILED}


def _keys(village: Village, marketplace: str) -> dict[str, str]:
    path = village.folder / "served" / f"{marketplace}.json"
    keys: dict[str, str] = json.loads(path.read_text("utf-8"))
    return keys


def _lazop(village: Village, goods: list[Product], storm: Mapping[str, Any]) -> set[str]:
    """Create with Lazada's own client in a loop; return what ends without a granted answer."""
    os.environ["HOME"] = str(village.folder)  # it keeps a log there
    socket.gethostname = lambda: "localhost"  # it looks up this machine's name
    lazop = importlib.import_module("lazop_sdk")
    keys = _keys(village, "lazada")
    client = lazop.LazopClient(keys["endpoint"], keys["app_key"], keys["app_secret"])

    def call(path: str, **fields: Any) -> Any:
        request = lazop.LazopRequest(path, "POST")
        for name, value in fields.items():
            add = request.add_file_param if isinstance(value, bytes) else request.add_api_param
            add(name, value)
        return client.execute(request, keys["access_token"])

    photo = (EXAMPLES / BASKET.picture).read_bytes()
    picture = call("/image/upload", image=photo).body["data"]["image"]["url"]
    _blow(village, storm)

    def created(product: Product) -> bool:
        body = json.dumps(_lazada_body(product, picture), ensure_ascii=False)
        for _try in range(TRIES):
            try:
                if call("/product/create", payload=body).code == "0":
                    return True
            except OSError:
                continue
        return False

    return {product.sku for product in goods if not created(product)}


def _lazada_body(product: Product, picture: str) -> dict[str, Any]:
    price, stock = product.offers[product.sku]
    sku = {
        "SellerSku": product.sku,
        "price": str(price),
        "quantity": str(stock),
        "package_length": "30",
        "package_width": "30",
        "package_height": "20",
        "package_weight": "0.7",
    }
    body = {
        "PrimaryCategory": "10101102",
        "Images": {"Image": [picture]},
        "Attributes": {
            "name": product.name,
            "description": f"<p>{product.name}</p>",
            "brand": "No Brand",
            "warranty_type": "No Warranty",
            "material": "Làm tay tại làng",
        },
        "Skus": {"Sku": [sku]},
    }
    return {"Request": {"Product": body}}


def _shopee(village: Village, goods: list[Product], storm: Mapping[str, Any]) -> set[str]:
    """Create with the client of mcp-shopee-seller in a loop."""
    return asyncio.run(_shopee_loop(village, goods, storm))


async def _shopee_loop(
    village: Village, goods: list[Product], storm: Mapping[str, Any]
) -> set[str]:
    keys, tokens = _keys(village, "shopee"), village.folder / "shopee-tokens.json"
    names = {"HOST": "endpoint", "PARTNER_ID": "partner_id", "PARTNER_KEY": "partner_key"}
    os.environ |= {f"SHOPEE_{name}": keys[key] for name, key in names.items()}
    os.environ |= {"SHOPEE_TOKEN_FILE": str(tokens), "SHOPEE_ADS_TOKEN_FILE": str(tokens)}
    os.environ["PYTHON_DOTENV_DISABLED"] = "1"
    store = importlib.import_module("shopee_mcp.token_store")
    shop_id = int(keys["shop_id"])
    pair = (keys["access_token"], keys["refresh_token"])
    store.save_store(str(tokens), {shop_id: store.Tokens(*pair, 2**33, shop_id)})
    settings = importlib.import_module("shopee_mcp.config").load_settings()
    shopee = importlib.import_module("shopee_mcp.client")
    client = shopee.ShopeeClient(settings)
    photo = (EXAMPLES / BASKET.picture).read_bytes()
    sent = await client.upload_file(
        "/api/v2/media_space/upload_image", filename="anh.jpg", content=photo
    )
    picture = sent["response"]["image_info"]["image_id"]
    _blow(village, storm)

    async def created(product: Product) -> bool:
        for _try in range(TRIES):
            try:
                body = _shopee_body(product, picture)
                await client.call("/api/v2/product/add_item", method="POST", body=body)
            except shopee.ShopeeError:
                continue
            return True
        return False

    failed = {product.sku for product in goods if not await created(product)}
    await client.aclose()
    return failed


def _shopee_body(product: Product, picture: str) -> dict[str, Any]:
    price, stock = product.offers[product.sku]
    return {
        "item_name": product.name,
        "description": f"{product.name}, làm tay tại làng nghề, mây tre già hun khói.",
        "original_price": price,
        "weight": 0.7,
        "category_id": 101102,
        "dimension": {"package_length": 30, "package_width": 30, "package_height": 20},
        "image": {"image_id_list": [picture]},
        "logistic_info": [{"logistic_id": 5001, "enabled": True}],
        "attribute_list": [{"attribute_id": 100037, "attribute_value_list": [{"value_id": 1}]}],
        "seller_stock": [{"stock": stock}],
        "item_sku": product.sku,
        "item_status": "NORMAL",
    }


_LOOPS: dict[str, tuple[str, Callable[..., set[str]]]] = {
    "shopee": ("shopee client", _shopee),
    "lazada": ("lazop-sdk", _lazop),
}


def _line(row: Row) -> str:
    return (
        f"{row.marketplace:<7} {row.rate:>5.0%}  {row.who:<13} {row.lost:>5}  {row.twice:>5}"
        f"  {row.misreported:>11}  {row.missing:>7}  {row.calls:>5}  {row.seconds:>7.1f}"
    )


if __name__ == "__main__":
    sys.exit(main())
