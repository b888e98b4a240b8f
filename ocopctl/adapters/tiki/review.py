"""What is under way at Tiki: requests for listings and for changes, which people review."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import Remote, RemoteId, RemoteStatus
from ocopctl.adapters.tiki.answers import reason_of, same_sku
from ocopctl.adapters.tiki.reading import (
    Stage,
    carries,
    product_id,
    request_name,
    request_of,
    requested,
    stage_of,
)
from ocopctl.errors import NotFound, Transient
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ocopctl.adapters.tiki.calls import Calls

_WAITS_S = (0.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0)
"""A live client looks again after 5 s; the automatic part takes seconds (documentation)."""
_STATUSES = {
    Stage.PENDING: RemoteStatus.PENDING,
    Stage.APPROVED: RemoteStatus.PENDING,
    Stage.REJECTED: RemoteStatus.REJECTED,
    Stage.DELETED: RemoteStatus.GONE,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a request has come. `ids` are its products, known once it is approved."""

    stage: Stage
    remote: Remote
    ids: tuple[str, ...] = ()
    request_id: str = ""
    same_sku: bool = False


class Reviews:
    """Requests by their remote ids, and those that this process sent itself.

    Tiki shows neither the SKUs of a request that it still processes nor the change that belongs
    to a product; what was sent from here is known by its track.
    """

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._made: dict[str, Remote] = {}
        self._changes: dict[str, str] = {}

    def made(self, remote: Remote) -> None:
        """Remember a request for a listing."""
        self._made[remote.remote_id] = remote

    def changed(self, product: str, track_id: str) -> None:
        """Remember a request for a change of a product; the last one counts."""
        if track_id:
            self._changes[product] = track_id

    async def standing(self, remote_id: RemoteId) -> Standing:
        """Return how far a request has come. Raises NotFound.

        A track is forgotten after 30 days (documentation); its request may still be shown.
        """
        if number := request_of(remote_id):
            return _seen(remote_id, await self._calls.request(number))
        track = await self._track(remote_id)
        stage, number = stage_of(track.get("state")), str(track.get("request_id") or "")
        if number and stage in {Stage.PENDING, Stage.APPROVED}:
            try:
                return _seen(remote_id, await self._calls.request(number), track)
            except NotFound:
                stage = Stage.PENDING
        return self._unseen(remote_id, track, Stage.PENDING if stage is Stage.APPROVED else stage)

    async def _track(self, track_id: str) -> Mapping[str, Any]:
        try:
            return await self._calls.tracking(track_id)
        except NotFound:
            request = await self._calls.request_by_track(track_id)
            if request is None:
                raise
            return request

    def _unseen(self, remote_id: RemoteId, track: Mapping[str, Any], stage: Stage) -> Standing:
        """Tell what is known of a request that Tiki does not show."""
        reason = track.get("reason") or track.get("reasons") or ""
        remote = self._made.get(remote_id) or Remote(remote_id, RemoteStatus.PENDING)
        return Standing(
            stage,
            replace(remote, status=_STATUSES[stage], reason=reason_of(reason)),
            request_id=str(track.get("request_id") or ""),
            same_sku=same_sku(reason),
        )

    async def change_of(self, ids: Sequence[str]) -> tuple[Stage, str]:
        """Return how far the changes of a listing's products have come, and any refusal."""
        stage, words = Stage.APPROVED, ""
        for product in ids:
            if product not in self._changes:
                continue
            try:
                track = await self._calls.tracking(self._changes[product])
            except NotFound:
                track = {"state": "approved"}
            found = stage_of(track.get("state"))
            if found is Stage.REJECTED:
                return found, reason_of(track.get("reason") or "")
            if found is Stage.PENDING:
                stage = found
            else:
                self._changes.pop(product, None)
        return stage, words

    async def pending(self, sku: str) -> list[Remote]:
        """Return the requests in review that carry this seller SKU.

        Raises Transient while Tiki still processes a request that was not sent from here: its
        SKUs cannot be seen.
        """
        tracks = await self._settled_tracks()
        ours = [one for one in self._unseen_of(tracks) if any(v.sku == sku for v in one.variants)]
        if ours:
            return ours
        names = _names(tracks)
        return [
            requested(row, _name(row, names), RemoteStatus.PENDING)
            for row in await self._open_requests()
            if carries(row, sku)
        ]

    async def all_pending(self) -> list[Remote]:
        """Return all requests for listings in review, those of ours that Tiki does not show too.

        Raises Transient as `pending` does: what cannot be seen might be any listing. A request
        that comes into sight while it is asked for counts once.
        """
        tracks = await self._settled_tracks()
        names, ours = _names(tracks), self._unseen_of(tracks)
        known = [variant.sku for remote in ours for variant in remote.variants]
        shown = [
            requested(row, _name(row, names), RemoteStatus.PENDING)
            for row in await self._open_requests()
            if not any(carries(row, sku) for sku in known)
        ]
        return [*ours, *shown]

    async def _open_requests(self) -> list[dict[str, Any]]:
        return [
            row
            for row in await self._calls.requests()
            if stage_of(row.get("state")) is Stage.PENDING and _makes(row)
        ]

    async def _settled_tracks(self) -> list[dict[str, Any]]:
        """Return the tracks once every one that is still processed is known from here."""
        for wait in _WAITS_S:
            tracks = await self._calls.tracks(wait_s=wait)
            if all(self._is_known(row) for row in tracks if _unseen(row)):
                return tracks
        raise Transient(
            _("Tiki still processes a request, and does not show of what"),
            hint=_("run the same command again in a minute; nothing is sent twice"),
        )

    def _is_known(self, row: Mapping[str, Any]) -> bool:
        track = row.get("track_id")
        return track in self._made or track in self._changes.values()

    def _unseen_of(self, tracks: Sequence[Mapping[str, Any]]) -> list[Remote]:
        """Return the listings sent from here whose requests Tiki still processes."""
        ours = (self._made.get(str(row.get("track_id"))) for row in tracks if _unseen(row))
        return [remote for remote in ours if remote is not None]


def _unseen(row: Mapping[str, Any]) -> bool:
    """Tell whether a track is of a request that Tiki still processes."""
    return stage_of(row.get("state")) is Stage.PENDING and not row.get("request_id")


def _makes(request: Mapping[str, Any]) -> bool:
    return str(request.get("kind") or "create_product") == "create_product"


def _names(tracks: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the tracks by the numbers of the requests they led to."""
    return {str(row.get("request_id")): str(row.get("track_id")) for row in tracks}


def _name(request: Mapping[str, Any], tracks: Mapping[str, str]) -> RemoteId:
    number = str(request.get("request_id"))
    return RemoteId(tracks[number]) if number in tracks else request_name(number)


def _seen(
    remote_id: RemoteId, request: Mapping[str, Any], track: Mapping[str, Any] | None = None
) -> Standing:
    """Read a request that Tiki shows; its own final word wins over its track's.

    It counts as approved once all its products have numbers.
    """
    stage = stage_of(request.get("state"))
    if stage is Stage.PENDING and track:
        stage = stage_of(track.get("state"))
    ids = tuple(product_id(row) for row in request.get("products") or [])
    if stage is Stage.APPROVED and not (ids and all(ids)):
        stage = Stage.PENDING
    reason = (track or {}).get("reason") or request.get("reasons") or ""
    remote = requested(request, remote_id, _STATUSES[stage])
    return Standing(
        stage,
        replace(remote, reason=reason_of(reason)),
        ids if stage is Stage.APPROVED else (),
        str(request.get("request_id") or ""),
        same_sku(reason),
    )
