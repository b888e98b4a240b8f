"""The last calls that the market saw, each with what it did."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ocopctl import money

if TYPE_CHECKING:
    from collections.abc import Iterable

CALLS = 200


@dataclass(frozen=True, slots=True)
class Effect:
    """What a call did to one SKU; `numbers` are new prices and stocks in words."""

    kind: str
    sku: str
    remote_id: str
    numbers: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One call; `at` is market time in seconds since 1970, `good` whether it was answered well."""

    at: float
    marketplace: str
    shop: str
    call: str
    skus: tuple[str, ...]
    answer: str
    good: bool
    effects: list[Effect] = field(default_factory=list)


def timeline(events: Iterable[dict[str, Any]]) -> list[Entry]:
    """Return calls with their effects, the newest first."""
    entries: list[Entry] = []
    for event in events:
        if event["event"] == "call":
            entries.append(_entry(event))
        else:
            entries[-1].effects.append(_effect(event))
    return entries[::-1]


def _entry(event: dict[str, Any]) -> Entry:
    answer = " ".join(word for word in (str(event["status"]), event["answer"]) if word)
    return Entry(
        at=event["at"],
        marketplace=event["marketplace"],
        shop=event["shop"],
        call=f"{event['method']} {event['endpoint']}",
        skus=tuple(event["skus"]),
        answer=answer,
        good=event["status"] < 400 and not event["lost"],
    )


def _effect(event: dict[str, Any]) -> Effect:
    detail = event["detail"]
    numbers = [money.show(int(detail["price"]))] if "price" in detail else []
    numbers += [f"× {detail['stock']}"] if "stock" in detail else []
    return Effect(event["effect"], event["sku"], event["remote_id"], " ".join(numbers))
