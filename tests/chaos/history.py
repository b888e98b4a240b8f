"""What the practice market saw, read from its own file: all that the checker knows of a run."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Call:
    """One call as the market saw it; `lost` says that no whole answer arrived."""

    id: int
    marketplace: str
    shop: str
    endpoint: str
    status: int
    answer: str
    lost: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a call did; `sku` is the first of those it did it to."""

    call: int
    shop: str
    kind: str
    sku: str
    remote_id: str
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def skus(self) -> tuple[str, ...]:
        """Return every seller SKU that the effect names."""
        return tuple(self.detail.get("skus") or [self.sku])


@dataclass(frozen=True, slots=True)
class History:
    """All calls and effects, oldest first."""

    calls: tuple[Call, ...]
    effects: tuple[Effect, ...]

    @property
    def last(self) -> int:
        """Return the number of the newest call, 0 before the first."""
        return self.calls[-1].id if self.calls else 0


def read_history(path: Path) -> History:
    """Read the history of the practice market kept in the file at `path`."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as db:
        calls = db.execute(
            "SELECT id, marketplace, shop, endpoint, status, answer, lost FROM calls ORDER BY id"
        ).fetchall()
        effects = db.execute(
            "SELECT call_id, shop, effect, sku, remote_id, detail FROM effects ORDER BY id"
        ).fetchall()
    return History(
        tuple(Call(*row[:6], lost=bool(row[6])) for row in calls),
        tuple(Effect(*row[:5], detail=json.loads(row[5])) for row in effects),
    )
