"""Errors that come of several answers together, or of what an answer leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.adapters.tiktok.answers import request_id
from ocopctl.errors import MarketplaceError, OutcomeUnknown, Rejected, Transient
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping


def unknown(error: MarketplaceError) -> OutcomeUnknown:
    """Say that the listing may be there all the same, in the words of what came between."""
    return OutcomeUnknown(
        error.message,
        place=error.place,
        hint=_("the shop is looked at before anything is sent again"),
        code=error.code,
        own_words=error.own_words,
        request_id=error.request_id,
    )


def unnamed(body: Mapping[str, Any]) -> OutcomeUnknown:
    """Say that a creation was taken and its answer names no listing."""
    return OutcomeUnknown(
        _("TikTok Shop's answer names no listing that it made"),
        hint=_("the shop is looked at before anything is sent again"),
        request_id=request_id(body),
    )


def in_review(error: MarketplaceError) -> Rejected:
    """Say that a listing in review has no stock now and is still to be taken off sale."""
    return Rejected(
        _("TikTok Shop takes a listing off sale only after its review; its stock is now 0"),
        hint=_("run the same command again when the review is over"),
        code=error.code,
        own_words=error.own_words,
        request_id=error.request_id,
    )


def incomplete(seen: int, total: int) -> Transient:
    """Say that a walk through the shop saw fewer listings than TikTok counts."""
    return Transient(
        _("TikTok Shop showed {seen} of {total} listings", seen=seen, total=total),
        hint=_("run the same command again: the shop was changing, or TikTok Shop was busy"),
    )
