"""The code that approves what is held: over exactly those changes, so that it fits no others."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING

from ocopctl.publishing.gate import WITH_CONTENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ocopctl.publishing.plan import Action, Change

LENGTH = 8


def fingerprint(action: Action, change: Change) -> str:
    """Name one change of one listing: shop, SKU, field, before and after.

    Where content is sent with it, the name is over that content too.
    """
    content = action.digest if action.kind in WITH_CONTENT else ""
    row = [action.shop, action.sku, action.kind.value, content]
    row += [change.field, change.before, change.after]
    text = json.dumps(row, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprints(actions: Iterable[Action]) -> frozenset[str]:
    """Return the names of all changes of actions."""
    return frozenset(fingerprint(action, change) for action in actions for change in action.changes)


def code_of(actions: Iterable[Action]) -> str:
    """Return the code that approves these actions: 8 capitals and digits, empty for no action."""
    names = sorted(fingerprints(actions))
    if not names:
        return ""
    digest = hashlib.sha256("\n".join(names).encode()).digest()
    return base64.b32encode(digest).decode()[:LENGTH]
