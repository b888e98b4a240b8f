"""The practice market as another process: what reached it happens, whoever is killed meanwhile."""

from __future__ import annotations

import signal
import socket
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.chaos.line import start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.chaos.line import Running
    from tests.chaos.village import Village

TIMES = 60.0
"""Market time runs so many times faster than the wall's, and so do the waits of its callers."""
_PATIENCE_S = 30.0
_LOOK_S = 0.01
_PORTS = 5
_SHOPS = """\
products: [products.yaml]
media_url: http://127.0.0.1:{port}/media
shops:
  shopee: {{marketplace: shopee, credentials: "file:served/shopee.json"}}
  lazada: {{marketplace: lazada, credentials: "file:served/lazada.json"}}
  tiki: {{marketplace: tiki, credentials: "file:served/tiki.json"}}
  tiktok: {{marketplace: tiktok, credentials: "file:served/tiktok.json"}}
"""


def free_port() -> int:
    """Return the first of five ports in a row that nobody listens on."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        if port + _PORTS < 2**16 and all(_free(port + number) for number in range(_PORTS)):
            return port


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def connect(village: Village, port: int) -> None:
    """Write the workspace file of a village whose shops are served from `port` on."""
    (village.folder / "ocopctl.yaml").write_text(_SHOPS.format(port=port), "utf-8")


@contextmanager
def serving(village: Village, port: int) -> Iterator[None]:
    """Serve a village's practice market until the end."""
    running = serve(village, port)
    try:
        yield
    finally:
        stop(running)


def serve(village: Village, port: int) -> Running:
    """Serve a village's practice market; return once it answers."""
    ready = village.folder / "ready.json"
    ready.unlink(missing_ok=True)
    where = ["--port", str(port), "--credentials", "served", "--ready", ready.name]
    running = start(village.folder, "sandbox", "serve", *where, "--speed", str(TIMES))
    limit = time.monotonic() + _PATIENCE_S
    while not ready.exists():
        ended = running.ended(within_s=0)
        if ended is not None or time.monotonic() > limit:
            raise RuntimeError(f"the market is not served: {ended}")
        time.sleep(_LOOK_S)
    return running


def stop(running: Running) -> None:
    """End a served market at once; what it answered is on its disk."""
    running.send(signal.SIGKILL)
    running.ended()
