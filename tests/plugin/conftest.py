"""The example plug-in, installed beside ocopctl as a stranger would, and the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

HERE = Path(__file__).parent
SHOP = """\
products: [products.yaml]
media_url: https://anh.ocop.example.vn
shops:
  que:
    marketplace: cho-que
"""
PRODUCT = """\
products:
  - sku: CHIEU-16
    name: Chiếu cói Quỳnh Phụ dệt tay khổ 1,6 m
    group: thu_cong
    kind: chieu_coi
    material: Cói, đay
    story: Cói chẻ tay, phơi ba nắng, dệt trên khung gỗ.
    producer:
      name: Hợp tác xã An Vũ
      address: {commune: Xã Phụ Dực, province: Tỉnh Hưng Yên}
    package: {weight_g: 2900, length_cm: 165, width_cm: 16, height_cm: 16}
    images: [chieu.png]
    price: 235.000
    stock: 140
"""

Ran = subprocess.CompletedProcess[str]
Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Install the plug-in with pip into a folder of its own, offline; return who sees it."""
    folder = tmp_path_factory.mktemp("installed")
    alone = ("--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check")
    command = [sys.executable, "-m", "pip", "install", "--quiet", *alone, "--target", str(folder)]
    subprocess.run([*command, str(HERE / "cho_que")], check=True, timeout=120)
    return {
        **os.environ,
        "PYTHONPATH": str(folder),
        "PYTHONWARNINGS": "error",
        "OCOPCTL_LANG": "en",
    }


@pytest.fixture
def ocopctl(environment: Mapping[str, str], tmp_path: Path) -> Run:
    def run(*arguments: str) -> Ran:
        return subprocess.run(
            [sys.executable, "-m", "ocopctl", *arguments],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


@dataclass(frozen=True)
class Served:
    """A market of Chợ Quê on loopback: its credentials, and what a stranger's request sees."""

    credentials: dict[str, str]

    def items(self) -> list[dict[str, Any]]:
        answer = httpx.get(
            f"{self.credentials['endpoint']}/items?page=1",
            headers={"authorization": f"Bearer {self.credentials['access_token']}"},
        )
        found: list[dict[str, Any]] = answer.raise_for_status().json()["data"]["items"]
        return found


@pytest.fixture
def served(environment: Mapping[str, str]) -> Iterator[Served]:
    command = [sys.executable, "-m", "ocopctl_cho_que"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Served(json.loads(process.stdout.readline()))
        finally:
            process.terminate()


@pytest.fixture
def village(tmp_path: Path) -> Path:
    """Make a workspace with one product and a shop at Chợ Quê that has no address yet."""
    Image.new("RGB", (600, 600), "wheat").save(tmp_path / "chieu.png")
    (tmp_path / "products.yaml").write_text(PRODUCT, "utf-8")
    (tmp_path / "ocopctl.yaml").write_text(SHOP, "utf-8")
    return tmp_path


@pytest.fixture
def stall(village: Path, served: Served) -> Path:
    """Give the shop its credentials, which hold the address of the served market."""
    secret = village / "cho-que.json"
    secret.touch(0o600)
    secret.write_text(json.dumps(served.credentials), "utf-8")
    (village / "ocopctl.yaml").write_text(SHOP + "    credentials: file:cho-que.json\n", "utf-8")
    return village
