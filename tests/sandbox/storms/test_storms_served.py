"""Faults on real connections: another process serves, this one sees what arrives."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from ocopctl.sandbox.faults.storm import Rule, Storm, begin, end
from ocopctl.sandbox.practice import PracticeMarket

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_S = 30


class Served:
    """A market that another process serves, and whose storms this one makes."""

    def __init__(self, root: Path, kinds: dict[str, type[Any]]) -> None:
        self.ready, self.kinds, self.folder = root / "ready.json", kinds, root / "handed"
        self.root = root
        files = ("--ready", str(self.ready), "--credentials", str(self.folder))
        command = [sys.executable, "-m", "ocopctl", "--lang", "en", "--workspace", str(root)]
        self.process = subprocess.Popen(
            [*command, "sandbox", "serve", "--port", "0", *files],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        limit = time.monotonic() + PATIENCE_S
        while not self.ready.exists():
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < limit
            time.sleep(0.02)
        self.ports: dict[str, int] = json.loads(self.ready.read_text())["ports"]
        self.market = PracticeMarket(root / ".ocopctl" / "practice.db")

    def stranger(self, name: str) -> Any:
        keys = json.loads((self.folder / f"{name}.json").read_text())
        return self.kinds[name](keys, f"http://127.0.0.1:{self.ports[name]}")

    def strike(self, fault: str, **fields: Any) -> None:
        begin(self.market.store, Storm(1, (Rule(fault, **fields),)))

    def send(self, request: httpx.Request, patience_s: float = PATIENCE_S) -> httpx.Response:
        with httpx.Client(timeout=patience_s) as client:
            return client.send(request)

    def last(self) -> dict[str, Any]:
        return next(event for event in self.market.history(last=1) if event["event"] == "call")

    def asked(self, request: httpx.Request) -> socket.socket:
        """Send a request over a bare socket; return the socket."""
        line = socket.create_connection((request.url.host, request.url.port or 80), PATIENCE_S)
        path = request.url.raw_path.decode()
        head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
        line.sendall(f"{request.method} {path} HTTP/1.1\r\n{head}\r\n".encode())
        return line

    def raw(self, request: httpx.Request) -> tuple[bytes, bool]:
        """Send over a bare socket; return the bytes that came and whether a reset ended them."""
        came = b""
        with self.asked(request) as line:
            try:
                while piece := line.recv(65536):
                    came += piece
            except ConnectionResetError:
                return came, True
            return came, False

    def end(self) -> str:
        """Stop the server while somebody waits for an answer; return all that it has printed."""
        self.strike("latency", seconds=60)
        waiting = self.asked(self.stranger("tiki").listing())
        limit = time.monotonic() + PATIENCE_S
        while self.last()["answer"] != "latency":
            assert time.monotonic() < limit
            time.sleep(0.02)
        self.process.terminate()
        with waiting, suppress(ConnectionResetError):
            assert waiting.recv(100) == b""
        end(self.market.store)
        self.market.close()
        return self.process.communicate(timeout=PATIENCE_S)[0]


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, kinds: dict[str, type[Any]]
) -> Iterator[Served]:
    running = Served(tmp_path_factory.mktemp("market"), kinds)
    yield running
    # whatever was cut: the server has nothing to complain about but whom it could not wait for
    lines = running.end().splitlines()
    assert len(lines) == 3, lines
    assert "Cancel 1 running task(s)" in lines[2]


@pytest.fixture
def tiki(served: Served) -> Any:
    return served.stranger("tiki")


@pytest.mark.parametrize("name", ["shopee", "lazada", "tiktok", "tiki"])
@pytest.mark.parametrize("fault", ["reset-before", "reset-after"])
def test_a_reset_is_one_on_the_wire(served: Served, name: str, fault: str) -> None:
    stranger = served.stranger(name)
    served.strike(fault)
    with pytest.raises(httpx.ReadError):
        served.send(stranger.listing())
    told = served.last()
    assert (told["answer"].split()[0], told["lost"]) == (fault, True)


def test_not_a_byte_comes_before_a_reset(served: Served, tiki: Any) -> None:
    served.strike("reset-after")
    assert served.raw(tiki.listing()) == (b"", True)


def test_a_refresh_is_lost_after_it_was_done(served: Served) -> None:
    stranger = served.stranger("shopee")
    served.strike("refresh-lost")
    with pytest.raises(httpx.ReadError):
        served.send(stranger.renewal())
    end(served.market.store)
    assert served.send(stranger.renewal()).json()["error"]


def test_an_answer_that_announces_more_than_comes_ends_politely(served: Served, tiki: Any) -> None:
    served.strike("wrong-length")
    with pytest.raises(httpx.RemoteProtocolError):
        served.send(tiki.listing())
    came, reset = served.raw(tiki.listing())
    head, body = came.split(b"\r\n\r\n", 1)
    assert not reset
    assert f"content-length: {len(body) + 1000}".encode() in head
    assert json.loads(body)["data"] == []
    assert served.last()["lost"]


def test_a_late_answer_comes_whole_to_who_waits(served: Served, tiki: Any) -> None:
    served.strike("latency", seconds=0.3)
    began = time.monotonic()
    assert served.send(tiki.listing()).json()["data"] == []
    assert time.monotonic() - began >= 0.3
    assert not served.last()["lost"]


def test_a_late_answer_is_lost_on_who_left(served: Served, tiki: Any) -> None:
    served.strike("latency", seconds=0.4)
    with pytest.raises(httpx.ReadTimeout):
        served.send(tiki.listing(), patience_s=0.1)
    limit = time.monotonic() + PATIENCE_S
    while not served.last()["lost"]:
        assert time.monotonic() < limit
        time.sleep(0.05)


def test_others_are_served_while_one_waits(served: Served, tiki: Any) -> None:
    served.strike("latency", seconds=5, count=1)
    with served.asked(tiki.listing()):
        time.sleep(0.1)
        began = time.monotonic()
        assert served.send(tiki.listing()).status_code == 200
        assert time.monotonic() - began < 3


def test_a_slow_body_begins_at_once_and_ends_later(served: Served, tiki: Any) -> None:
    served.strike("slow-body", seconds=0.5)
    began = time.monotonic()
    with httpx.Client() as client:
        answer = client.send(tiki.listing(), stream=True)
        headed = time.monotonic() - began
        answer.read()
    assert answer.json()["data"] == []
    assert headed < 0.4
    assert time.monotonic() - began >= 0.5
    assert not served.last()["lost"]


def test_drops_keep_a_reader_waiting_until_the_line_is_cut(served: Served, tiki: Any) -> None:
    served.strike("trickle", seconds=0.7)
    began = time.monotonic()
    with pytest.raises(httpx.ReadError):
        served.send(tiki.listing(), patience_s=0.5)
    assert time.monotonic() - began >= 0.7
    assert served.last()["lost"]


def test_a_huge_body_streams_and_stops_when_nobody_reads(served: Served, tiki: Any) -> None:
    served.strike("huge-body", megabytes=5)
    answer = served.send(tiki.listing())
    assert len(answer.json()["padding"]) == 5 * 1024 * 1024
    assert not served.last()["lost"]
    served.strike("huge-body", megabytes=10_000)
    with httpx.Client() as client:
        answer = client.send(tiki.listing(), stream=True)
        assert len(next(answer.iter_bytes())) > 0
        answer.close()
    limit = time.monotonic() + PATIENCE_S
    while not served.last()["lost"]:
        assert time.monotonic() < limit
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ("error-before", {500, 502, 503, 504}),
        ("error-after", {500, 502, 503, 504}),
        ("error-body", {200}),
        ("broken-body", {200}),
        ("html-body", {200}),
        ("rate-limited", {429}),
        ("rate-limited-after", {429}),
        ("quota", {429}),
        ("token-expired", {401}),
        ("empty-list", {200}),
        ("clock-skew", {401}),
        ("deep-json", {200}),
        ("wrong-types", {200}),
        ("redirect", {307}),
    ],
)
def test_what_arrives_whole_arrives_over_the_wire_as_well(
    served: Served, fault: str, status: set[int]
) -> None:
    keys = served.market.credentials("tiki", "tiki")
    fresh = served.kinds["tiki"](keys, f"http://127.0.0.1:{served.ports['tiki']}")
    served.strike(fault)
    assert served.send(fresh.listing()).status_code in status
    assert served.last()["answer"].startswith(fault)


def test_a_storm_survives_the_process_that_began_it(served: Served, tiki: Any) -> None:
    file = served.root / "storm.yaml"
    file.write_text("seed: 1\nfaults: [{fault: error-before, marketplace: tiki}]\n")
    command = [sys.executable, "-m", "ocopctl", "--lang", "en", "--workspace", str(served.root)]
    subprocess.run([*command, "sandbox", "storm", str(file)], check=True, capture_output=True)
    assert served.send(tiki.listing()).status_code >= 500
    subprocess.run([*command, "sandbox", "storm", "off"], check=True, capture_output=True)
    keys = served.market.credentials("tiki", "tiki")
    fresh = served.kinds["tiki"](keys, f"http://127.0.0.1:{served.ports['tiki']}")
    assert served.send(fresh.listing()).status_code == 200
