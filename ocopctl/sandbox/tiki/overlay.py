"""A shelf to write on without a trace: for looking ahead at what the next call would settle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.store import Shelf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.sandbox.store import Store


class Overlay(Shelf):
    """Read through to a shelf; keep what is written, in memory only."""

    def __init__(self, below: Shelf, store: Store, marketplace: str) -> None:
        self._below = below
        self._store = store
        self._name = marketplace
        self._written: dict[tuple[str, str], tuple[dict[str, Any] | None, frozenset[str]]] = {}
        self._counted: dict[str, int] = {}

    def get(self, kind: str, key: str | int) -> dict[str, Any] | None:
        """Return the document as it is written here, or below."""
        found = self._written.get((kind, str(key)))
        return self._below.get(kind, key) if found is None else found[0]

    def put(
        self, kind: str, key: str | int, body: dict[str, Any], *, keys: Sequence[str] = ()
    ) -> None:
        """Write a document here."""
        self._written[kind, str(key)] = (body, frozenset(keys))

    def delete(self, kind: str, key: str | int) -> None:
        """Hide a document."""
        self._written[kind, str(key)] = (None, frozenset())

    def find(self, kind: str, key: str) -> list[dict[str, Any]]:
        """Return the documents of that key: those below that were not written here, then ours."""
        return self._untouched(kind, self._below.find(kind, key)) + [
            body
            for (of_kind, _), (body, keys) in self._written.items()
            if of_kind == kind and body is not None and key in keys
        ]

    def all(self, kind: str) -> list[dict[str, Any]]:
        """Return every document of a kind, ours last."""
        return self._untouched(kind, self._below.all(kind)) + [
            body
            for (of_kind, _), (body, _) in self._written.items()
            if of_kind == kind and body is not None
        ]

    def next_number(self, name: str, start: int) -> int:
        """Count on without using numbers up."""
        if name not in self._counted:
            kept = self._store.setting(f"{self._name}.{name}")
            self._counted[name] = start - 1 if kept is None else int(kept)
        self._counted[name] += 1
        return self._counted[name]

    def _untouched(self, kind: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the documents from below that were not written here."""
        names = {name for of_kind, name in self._written if of_kind == kind}
        return [one for one in rows if not names or _id_of(kind, one) not in names]


def _id_of(kind: str, body: dict[str, Any]) -> str:
    """Return the id that a document of this emulator is kept under."""
    return str(body["product_id" if kind == "product" else "track_id"])
