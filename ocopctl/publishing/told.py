"""What a shop told about its categories, on disk: one JSON file an answer, good for a day."""

from __future__ import annotations

import json
import os
import time
from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from ocopctl import __version__
from ocopctl.errors import JournalError
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

GOOD_FOR_S = 86_400.0
"""A day: trees change, and the official references ask not to keep them longer."""
_ENDING = ".json"


class Told(MutableMapping[str, Any]):
    """Answers of one shop by name, JSON values all of them.

    An answer that is a day old, or torn, or was kept by another version, is not there.
    """

    def __init__(self, folder: Path, *, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._now = now
        self._read: dict[str, tuple[float, Any]] = {}

    def __getitem__(self, name: str) -> Any:
        """Return an answer. Raises KeyError when there is none that counts."""
        if name not in self._read:
            self._read[name] = self._on_disk(name)
        at, told = self._read[name]
        if not 0 <= self._now() - at < GOOD_FOR_S:
            raise KeyError(name)
        return told

    def __setitem__(self, name: str, told: Any) -> None:
        """Keep an answer, whole or not at all. Raises JournalError when it cannot be written."""
        at, path = self._now(), self._path(name)
        fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
        body = json.dumps({"v": __version__, "at": at, "told": told}, ensure_ascii=False)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(body, "utf-8")
            fresh.replace(path)
        except OSError as error:
            raise JournalError(
                _("what the shop told about its categories cannot be kept"),
                place=str(self._folder),
                hint=_("check that the disk is not full and the folder is yours"),
            ) from error
        self._read[name] = (at, told)

    def __delitem__(self, name: str) -> None:
        """Forget an answer. Raises KeyError when there is none that counts."""
        self[name]
        self._path(name).unlink(missing_ok=True)
        del self._read[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the answers that count."""
        names = [unquote(path.stem) for path in sorted(self._folder.glob(f"*{_ENDING}"))]
        return iter([name for name in names if name in self])

    def __len__(self) -> int:
        """Count the answers that count."""
        return sum(1 for _name in self)

    def _path(self, name: str) -> Path:
        return self._folder / f"{quote(name, safe='')}{_ENDING}"

    def _on_disk(self, name: str) -> tuple[float, Any]:
        try:
            body = json.loads(self._path(name).read_text("utf-8"))
            at, told = float(body["at"]), body["told"]
        except (OSError, ValueError, KeyError, TypeError):
            raise KeyError(name) from None
        if body.get("v") != __version__:
            raise KeyError(name)
        return at, told
