"""Answers that are no use: pages, halves, depths, and values of the wrong type."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.market import Answer
from ocopctl.sandbox.responses import response

if TYPE_CHECKING:
    from random import Random

_JSON = {"content-type": "application/json"}
_HTML = {"content-type": "text/html; charset=utf-8"}
_PORTAL = (
    "<!doctype html><html><head><title>Đăng nhập Wi-Fi</title></head>"
    "<body><h1>Nhà nghỉ Minh Họa</h1><p>Mời nhập mã phòng để vào mạng.</p></body></html>"
)
_BROKEN = (
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
_DEPTH = 100_000
ELSEWHERE = "https://elsewhere.invalid"
_LEAF, _BRANCH = 0.5, 0.15


def error(chance: Random) -> Answer:
    """Return one of the four answers of a server in trouble, as plain text."""
    status = chance.choice(_BROKEN)
    return Answer(f"{status.value} {status.phrase}", status.value)


def page() -> Answer:
    """Return the page that a guest house's Wi-Fi shows in place of any answer."""
    return Answer(_PORTAL.encode(), headers=_HTML)


def half(answer: Answer) -> Answer:
    """Return an answer that stops in the middle of its body."""
    whole = bytes(response(answer).body)
    return replace(answer, body=whole[: len(whole) // 2], headers=_JSON)


def deep() -> Answer:
    """Return JSON that is a hundred thousand lists deep."""
    return Answer(b"[" * _DEPTH + b"]" * _DEPTH, headers=_JSON)


def elsewhere(path: str) -> Answer:
    """Return a redirect to a host that is not the marketplace's; method and body would go along."""
    return Answer("", HTTPStatus.TEMPORARY_REDIRECT.value, headers={"location": ELSEWHERE + path})


def swapped(answer: Answer, chance: Random) -> Answer:
    """Return an answer in whose JSON some values have another type; text and pages as they are."""
    if isinstance(answer.body, (bytes, str)):
        return answer
    return replace(answer, body=_swapped(answer.body, chance))


def _swapped(value: Any, chance: Random) -> Any:
    drawn = chance.random()
    if isinstance(value, dict):
        inside = {name: _swapped(one, chance) for name, one in value.items()}
        return inside if drawn >= _BRANCH else list(inside.values())
    if isinstance(value, list):
        rows = [_swapped(one, chance) for one in value]
        return rows if drawn >= _BRANCH else {str(at): row for at, row in enumerate(rows)}
    return value if drawn >= _LEAF else chance.choice(_others(value))


def _others(value: Any) -> list[Any]:
    """Return what a plain value might be in its place, each of another type."""
    if isinstance(value, bool):
        return [str(value).lower(), int(value), None]
    if isinstance(value, str):
        return [len(value), [value], {"value": value}, None, True]
    if value is None:
        return ["", 0, [], {}]
    return [str(value), [value], None, False]
