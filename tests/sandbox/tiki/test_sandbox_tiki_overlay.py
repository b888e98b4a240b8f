from __future__ import annotations

from typing import Any

from ocopctl.sandbox.tiki.overlay import Overlay


def test_what_is_written_on_an_overlay_is_seen_there_and_nowhere_else(practice: Any) -> None:
    below = practice.market.shelf
    below.put("request", "a", {"track_id": "a", "n": 1}, keys=["k"])
    below.put("request", "b", {"track_id": "b", "n": 1}, keys=["k"])
    overlay = Overlay(below, practice.store, "tiki")
    overlay.put("request", "a", {"track_id": "a", "n": 2}, keys=["k"])
    overlay.put("request", "c", {"track_id": "c", "n": 2})
    overlay.delete("request", "b")
    assert overlay.get("request", "b") is None
    assert overlay.find("request", "k") == [{"track_id": "a", "n": 2}]
    assert [one["track_id"] for one in overlay.all("request")] == ["a", "c"]
    assert [one["n"] for one in below.all("request")] == [1, 1]


def test_numbers_counted_on_an_overlay_are_not_used_up(practice: Any) -> None:
    overlay = Overlay(practice.market.shelf, practice.store, "tiki")
    assert [overlay.next_number("n", 5), overlay.next_number("n", 5)] == [5, 6]
    assert practice.market.shelf.next_number("n", 5) == 5
    assert Overlay(practice.market.shelf, practice.store, "tiki").next_number("n", 5) == 6
