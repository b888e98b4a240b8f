"""What keeps calls to a shop back for hours, as earlier runs found out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from ocopctl.shops import ALLOWANCES, allowance_file, practice_market, quota_of

if TYPE_CHECKING:
    from ocopctl.errors import QuotaExhausted
    from ocopctl.shops import Account
    from ocopctl.workspace import Workspace


def resting(workspace: Workspace, account: Account) -> QuotaExhausted | None:
    """Return what keeps calls to a shop back now, as an earlier run found out; None for nothing."""
    if not allowance_file(workspace, account).is_file():
        return None
    if account.in_process:
        market = practice_market(workspace)
        try:
            return quota_of(workspace, account, market.clock).resting()
        finally:
            market.close()
    from ocopctl.transport.clock import SystemClock  # noqa: PLC0415 - few shops have rests

    return quota_of(workspace, account, SystemClock()).resting()


def forget_rests(workspace: Workspace, prefix: str) -> None:
    """Remove what is kept of the allowances of shops whose key begins so."""
    for path in sorted((workspace.state / ALLOWANCES).glob(f"{quote(prefix, safe='')}*.json")):
        path.unlink()
