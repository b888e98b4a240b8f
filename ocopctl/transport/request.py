"""One call to a marketplace, as an adapter asks for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Effect(Enum):
    """What sending a call twice would do, which decides what may be repeated."""

    READ = "read"
    """Changes nothing: repeat freely."""
    SET = "set"
    """Sets an absolute state (price, stock, text): repeating does no harm."""
    MAKE = "make"
    """Makes something new each time: never repeat while the outcome is unknown."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a multipart body."""

    filename: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Request:
    """A call: `endpoint` is its name for pacing and messages, `path` starts with a slash.

    `level` says how it is signed: with the shop's token, for the application alone, or not at
    all. `wait_s` is how long the platform wants to be left alone before it (Shopee: 5 s between
    an item and its variants).
    """

    endpoint: str
    method: str
    path: str
    effect: Effect
    params: Mapping[str, str | int | Sequence[str]] = field(default_factory=dict)
    json: Any = None
    form: Mapping[str, str] | None = None
    files: Mapping[str, Upload] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    level: Literal["shop", "app", "none"] = "shop"
    wait_s: float = 0.0
