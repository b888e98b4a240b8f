"""Files for others: the credentials of a served market, readable by their owner alone."""

from __future__ import annotations

import json
import os
import secrets
from typing import TYPE_CHECKING, cast

from ocopctl.errors import UsageError
from ocopctl.language import _
from ocopctl.sandbox.ports import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ocopctl.sandbox.practice import PracticeMarket
    from ocopctl.sandbox.tiki import Tiki

# Clients join their paths to a base; Lazada's live under /rest on every host (official reference).
_BASES = {"lazada": "/rest"}
_TOKENS = frozenset({"access_token", "refresh_token"})


def hand_out(market: PracticeMarket, folder: Path, ports: Mapping[str, int]) -> None:
    """Write `<marketplace>.json` for each marketplace: its fields and where it is served.

    The account has the marketplace's name. `tiki-public.json` is the same account's application
    that needs consent, without tokens: Tiki's in-house one needs none. Raises UsageError when the
    folder cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(folder, error) from error
    for name, port in ports.items():
        base = f"http://{LOOPBACK}:{port}{_BASES.get(name, '')}"
        fields = market.credentials(name, name) | {"endpoint": base, "auth_endpoint": base}
        write_whole(folder / f"{name}.json", json.dumps(fields, indent=2) + "\n")
        if name == "tiki":
            fields |= _public_tiki(market)
            public = {key: value for key, value in fields.items() if key not in _TOKENS}
            write_whole(folder / "tiki-public.json", json.dumps(public, indent=2) + "\n")


def _public_tiki(market: PracticeMarket) -> dict[str, str]:
    emulator = cast("Tiki", market.emulator("tiki"))
    with market.store.transaction():
        return emulator.credentials("tiki", app="public") | {"app_type": "public"}


def write_whole(path: Path, text: str) -> None:
    """Write a file that only its owner reads; nobody ever sees half of it.

    Raises UsageError when it cannot be written.
    """
    try:
        _write(path, text)
    except OSError as error:
        raise _cannot_write(path, error) from error


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def take_away(path: Path) -> None:
    """Remove a file that may be there. Raises UsageError when it cannot be removed."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _cannot_write(path, error) from error


def _cannot_write(path: Path, error: OSError) -> UsageError:
    return UsageError(
        _("this cannot be written: {reason}", reason=error.strerror),
        place=str(path),
        hint=_("choose a folder that is there and yours"),
    )
