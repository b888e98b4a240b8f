"""Serve a market on loopback: `python -m ocopctl_cho_que`. Its first line is its credentials."""

from __future__ import annotations

import json
import socket
import sys

import uvicorn

from ocopctl_cho_que.market import Market


def main() -> None:
    """Serve until interrupted, on a free port."""
    market = Market()
    listening = socket.create_server(("127.0.0.1", 0))
    credentials = {
        "endpoint": f"http://127.0.0.1:{listening.getsockname()[1]}",
        "seller": market.seller,
        "secret": market.secret,
        "access_token": market.access,
        "refresh_token": market.refresh,
    }
    sys.stdout.write(json.dumps(credentials) + "\n")
    sys.stdout.flush()
    config = uvicorn.Config(market.app(), log_level="warning")
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
