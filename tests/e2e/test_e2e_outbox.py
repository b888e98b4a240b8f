"""On the hill: no link when the village publishes, a link later, and nothing sent twice or lost."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

SETTINGS = """
products: [products.example.yaml]
rules: rules
shops:
  shopee:
    marketplace: shopee
    mode: live
    endpoint: "http://127.0.0.1:{shopee}"
    credentials: "file:cred/shopee.json"
  lazada:
    marketplace: lazada
    mode: live
    endpoint: "http://127.0.0.1:{lazada}/rest"
    credentials: "file:cred/lazada.json"
"""


def five_ports() -> int:
    """Return the first of five ports in a row that are free now."""
    for first in range(20_000 + os.getpid() % 20_000, 60_000, 7):
        with ExitStack() as stack:
            try:
                for port in range(first, first + 5):
                    one = stack.enter_context(socket.socket())
                    one.bind(("127.0.0.1", port))
            except OSError:
                continue
        return first
    raise AssertionError("no five free ports")


@contextmanager
def market(folder: Path, port: int) -> Iterator[None]:
    """Serve the practice market: the link is up as long as this lasts."""
    ready = folder / "ready"
    command = [sys.executable, "-m", "ocopctl", "sandbox", "serve", "--port", str(port)]
    command += ["--credentials", "cred", "--ready", str(ready), "--speed", "2000"]
    server = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    )
    try:
        deadline = time.monotonic() + 20
        while not ready.is_file():
            assert time.monotonic() < deadline
            assert server.poll() is None
            time.sleep(0.05)
        yield
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture
def hill(village: Any) -> tuple[Any, int]:
    """A village whose live shops answer on this machine, when the link is up."""
    port = five_ports()
    with market(village.folder, port):
        pass
    settings = SETTINGS.format(shopee=port + 1, lazada=port + 2)
    (village.folder / "ocopctl.yaml").write_text(settings, "utf-8")
    (village.folder / "rules").mkdir()
    patience = "settle: {index_lag_s: [0.2], read_every_s: 0.5, read_for_s: 20}\n"
    (village.folder / "rules" / "shopee.yaml").write_text(patience, "utf-8")
    return village, port


def live_listings(folder: Path) -> list[tuple[str, int]]:
    with sqlite3.connect(folder / ".ocopctl" / "practice.db") as db:
        query = "SELECT marketplace, count(*) FROM effects WHERE effect='created' GROUP BY 1"
        rows = db.execute(query).fetchall()
    db.close()
    return sorted(rows)


def test_what_waits_goes_when_the_link_is_back_as_approved_and_only_once(
    hill: tuple[Any, int],
) -> None:
    """No link, a small budget, then all: one listing, and nothing of what was dropped."""
    village, port = hill
    lines = village.lines("publish", "BT-AC-001", "--yes", status=5)
    assert {line["outcome"] for line in lines if line["type"] == "outcome"} == {"deferred"}
    assert waiting(village) == [("lazada", "create", "waiting"), ("shopee", "create", "waiting")]
    assert village.run("outbox", "drop", "BT-*", "--shop", "lazada", "--yes").returncode == 0
    assert village.run("outbox", "drop", "BT-*", "--shop", "lazada", "--yes").returncode == 2

    with market(village.folder, port):
        small = village.run("outbox", "run", "--bytes", "30kB")
        assert small.returncode == 5, small.stdout
        assert waiting(village) == [("shopee", "create", "waiting")]
        done = village.lines("outbox", "run", "--for", "1m", "--bytes", "20MB")
        assert {line["outcome"] for line in done if line["type"] == "outcome"} == {"verified"}
        again = village.run("outbox", "run")
        assert (again.returncode, again.stdout) == (0, "Nothing to send now.\n")
    assert live_listings(village.folder) == [("shopee", 1)]
    assert "Nothing waits." in village.run("outbox").stdout


def waiting(village: Any) -> list[tuple[str, str, str]]:
    rows = [line for line in village.lines("outbox") if line["type"] == "waiting"]
    return [(row["shop"], row["action"], row["state"]) for row in rows]


def test_a_held_price_that_was_put_back_is_forgotten_and_never_comes_back(published: Any) -> None:
    published.replace("price: 680.000", "price: 1.020.000")
    assert published.run("sync", "prices", "--yes").returncode == 6
    assert {state for _shop, _kind, state in waiting(published)} == {"held"}
    published.replace("price: 1.020.000", "price: 680.000")
    assert published.run("publish", "--yes").returncode == 0
    assert published.history("SELECT count(*) FROM effects WHERE effect='priced'") == [(0,)]
    journal = sqlite3.connect(published.folder / ".ocopctl" / "state.db")
    assert journal.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
    journal.close()
