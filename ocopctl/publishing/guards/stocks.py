"""Stocks that are more likely a slip than meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.language import _
from ocopctl.publishing.guards.known import amounts
from ocopctl.publishing.plan import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocopctl.publishing.guards.known import Concern, Known
    from ocopctl.publishing.plan import Plan

_TIMES = 10


def stock_jump(plan: Plan, known: Known) -> Iterator[Concern]:
    """Hold a stock that grows tenfold and by more than `stock_pieces` pieces.

    What was sold out has nothing to be multiplied: it may grow to ten times `stock_pieces`.
    """
    pieces = known.limits.stock_pieces
    for one in amounts(plan, "stock"):
        if one.action.kind is not Kind.OFFER:
            continue
        before = one.before or 0
        if one.after >= _TIMES * (before or pieces) and one.after - before > pieces:
            yield one.concern(
                _(
                    "the stock of {sku} would go from {before} to {after}",
                    sku=one.sku,
                    before=before,
                    after=one.after,
                )
            )
