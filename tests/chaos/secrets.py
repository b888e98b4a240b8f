"""Law 8, lightly: nothing that was printed or kept holds a secret of the shops."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.chaos.laws import Breach, Law

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.chaos.village import Village

_SHORTEST = 12
_OWN_PLACES = ("tokens", "practice.db", "served")


def told_secrets(village: Village) -> list[Breach]:
    """Return a breach for every file, but for the tokens' own, that holds a token or a key."""
    secrets = {
        text.encode()
        for folder in (village.state / "tokens", village.folder / "served")
        for path in sorted(folder.glob("*.json"))
        for text in _texts(json.loads(path.read_text("utf-8")))
    }
    files = [*village.folder.glob("said/*"), *village.state.rglob("*")]
    return [
        Breach(Law.SECRETS, path.name)
        for path in files
        if path.is_file() and not _own(path, village) and _holds(path, secrets)
    ]


def _own(path: Path, village: Village) -> bool:
    """Tell whether secrets are kept in this file on purpose."""
    inside = path.relative_to(village.folder).parts
    return any(part.startswith(_OWN_PLACES) for part in inside)


def _holds(path: Path, secrets: set[bytes]) -> bool:
    content = path.read_bytes()
    return any(secret in content for secret in secrets)


def _texts(body: object) -> Iterator[str]:
    """Yield what a file of tokens or credentials keeps secret."""
    if isinstance(body, dict):
        for name, value in body.items():
            secret = name.endswith(("token", "secret", "key")) and name != "app_key"
            if secret and isinstance(value, str) and len(value) >= _SHORTEST:
                yield value
            else:
                yield from _texts(value)
