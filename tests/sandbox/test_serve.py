"""The practice market served: five ports on loopback, files for others, a clean end."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from ocopctl.adapters.base import Sku
from ocopctl.errors import UsageError
from ocopctl.sandbox.ports import listen
from ocopctl.sandbox.practice import PracticeMarket
from ocopctl.shops import accounts, connected
from ocopctl.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = ("shopee", "lazada", "tiktok", "tiki")
PATIENCE_S = 30


class Served:
    """A market that another process serves."""

    first_history: httpx.Response

    def __init__(self, root: Path, *arguments: str) -> None:
        self.root = root
        self.ready = root / "ready.json"
        self.folder = root / "handed"
        files = ("--ready", str(self.ready), "--credentials", str(self.folder))
        command = [sys.executable, "-m", "ocopctl", "--lang", "en", "--workspace", str(root)]
        self.process = subprocess.Popen(
            [*command, "sandbox", "serve", *files, *(arguments or ("--port", "0"))],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def ports(self) -> dict[str, int]:
        """Wait until the market is ready; return its ports by name."""
        limit = time.monotonic() + PATIENCE_S
        while not self.ready.exists():
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < limit
            time.sleep(0.02)
        told: dict[str, Any] = json.loads(self.ready.read_text())
        assert told["pid"] == self.process.pid
        ports: dict[str, int] = told["ports"]
        return ports

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str, float]:
        """Send a signal; return the exit status, what was printed, and how long it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        printed, _nothing = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, printed, time.monotonic() - began


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    running = Served(tmp_path_factory.mktemp("market"))
    running.first_history = httpx.get(f"http://127.0.0.1:{running.ports()['storefront']}/history")
    yield running
    running.process.kill()
    running.process.communicate()


def test_each_port_answers_and_the_first_is_the_storefront(served: Served) -> None:
    ports = served.ports()
    assert list(ports) == ["storefront", *NAMES]
    statuses = {n: httpx.get(f"http://127.0.0.1:{p}/").status_code for n, p in ports.items()}
    assert statuses["storefront"] == 200
    assert 503 not in statuses.values()


def test_finding_out_that_all_ports_answer_leaves_no_trace_in_the_history(served: Served) -> None:
    assert "Nothing has been published yet" in served.first_history.text


def test_no_other_address_than_127_0_0_1_is_listened_on(served: Served) -> None:
    for port in served.ports().values():
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.2", port)) != 0


def test_credentials_are_for_their_owner_s_eyes(served: Served) -> None:
    assert stat.S_IMODE(served.folder.stat().st_mode) == 0o700
    assert sorted(one.name for one in served.folder.iterdir()) == sorted(
        f"{name}.json" for name in (*NAMES, "tiki-public")
    )
    for one in served.folder.iterdir():
        assert stat.S_IMODE(one.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", NAMES)
def test_credentials_name_the_base_that_a_client_joins_its_paths_to(
    served: Served, name: str
) -> None:
    fields = json.loads((served.folder / f"{name}.json").read_text())
    base = f"http://127.0.0.1:{served.ports()[name]}" + ("/rest" if name == "lazada" else "")
    assert fields["endpoint"] == fields["auth_endpoint"] == base
    assert fields["access_token"]
    assert fields["refresh_token"]


def test_tikis_application_that_needs_consent_is_handed_out_without_tokens(served: Served) -> None:
    fields, inside = (
        json.loads((served.folder / f"{name}.json").read_text()) for name in ("tiki-public", "tiki")
    )
    base = f"http://127.0.0.1:{served.ports()['tiki']}"
    assert fields["endpoint"] == fields["auth_endpoint"] == base
    assert fields["app_type"] == "public"
    assert fields["client_id"] != inside["client_id"]
    assert not {"access_token", "refresh_token"} & fields.keys()


@pytest.mark.parametrize("name", NAMES)
async def test_a_client_with_these_credentials_is_let_in(
    served: Served, tmp_path: Path, name: str
) -> None:
    shop = {"marketplace": name, "credentials": f"file:{served.folder}/{name}.json"}
    settings = {"products": ["p.yaml"], "shops": {name: shop}}
    (tmp_path / "p.yaml").touch()
    (tmp_path / "ocopctl.yaml").write_text(json.dumps(settings))
    workspace = open_workspace(tmp_path)
    async with connected(workspace, accounts(workspace)) as (connection,):
        assert not await connection.adapter.find(Sku("NOT-THERE"))


def test_another_process_may_write_the_same_file_meanwhile(served: Served) -> None:
    market = PracticeMarket(served.root / ".ocopctl" / "practice.db")
    url = f"http://127.0.0.1:{served.ports()['shopee']}/"
    with httpx.Client() as client:
        for number in range(20):
            fields = market.credentials("tiki", f"seller {number % 3}")
            assert fields["access_token"]
            assert client.get(url).status_code == 404
    mine = f"http://127.0.0.1:{served.ports()['storefront']}/history"
    assert httpx.get(mine).text.count('class="call') >= 20
    market.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_everything_at_once_and_in_good_order(
    tmp_path: Path, number: signal.Signals
) -> None:
    running = Served(tmp_path)
    ports = running.ports()
    with httpx.Client() as idle:
        idle.get(f"http://127.0.0.1:{ports['storefront']}/")
        status, printed, seconds = running.end(number)
    assert status == 0
    assert printed == f"Storefront: http://127.0.0.1:{ports['storefront']}/\nStop with Ctrl-C.\n"
    assert seconds < 5
    assert not running.ready.exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", ports["tiki"])) != 0


def test_ports_follow_each_other_and_a_taken_one_stops_all(tmp_path: Path) -> None:
    first = _five_free_ports()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", first + 3))
        taken.listen()
        running = Served(tmp_path, "--port", str(first))
        printed, _nothing = running.process.communicate(timeout=PATIENCE_S)
    assert running.process.returncode == 2
    assert f"port {first + 3} cannot be used" in printed
    assert "--port 0" in printed
    assert not running.ready.exists()
    assert not running.folder.exists()
    running = Served(tmp_path, "--port", str(first))
    assert list(running.ports().values()) == list(range(first, first + 5))
    assert running.end()[0] == 0


def _five_free_ports() -> int:
    """Return the first of five ports in a row that are free now."""
    for first in range(28780 + os.getpid() % 1000 * 5, 60000, 5):
        probes = [socket.socket() for _place in range(5)]
        try:
            for place, probe in enumerate(probes):
                probe.bind(("127.0.0.1", first + place))
        except OSError:
            continue
        else:
            return first
        finally:
            for probe in probes:
                probe.close()
    raise AssertionError


@pytest.mark.parametrize("first", [65533, 65532, -1])
def test_ports_that_do_not_exist_are_refused(first: int) -> None:
    with pytest.raises(UsageError, match=f"from {first} to {first + 4}") as refused:
        listen(first, 5)
    assert "65531" in refused.value.hint


def test_a_taken_port_lets_the_others_go() -> None:
    first = _five_free_ports()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", first + 4))
        taken.listen()
        with pytest.raises(UsageError):
            listen(first, 5)
        for one in listen(first, 4):
            one.close()


@pytest.mark.parametrize("option", ["--ready", "--credentials"])
def test_a_file_that_cannot_be_written_is_said_and_nothing_is_served(
    tmp_path: Path, option: str
) -> None:
    (tmp_path / "file").write_text("")
    running = Served(tmp_path, "--port", "0", option, str(tmp_path / "file" / "below"))
    printed, _nothing = running.process.communicate(timeout=PATIENCE_S)
    assert running.process.returncode == 2
    assert f"{tmp_path / 'file' / 'below'}" in printed
    assert "cannot be written" in printed
