"""What a declaration of abilities promises: what is missing is refused clearly, not skipped."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from ocopctl.adapters.base import Ability, Offer, PictureByUrl, PictureUpload, Support
from ocopctl.adapters.contract.promise import holds, same
from ocopctl.adapters.contract.steps import made
from ocopctl.errors import MarketplaceError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ocopctl.adapters.base import Capabilities, Remote
    from ocopctl.adapters.contract.bench import Bench

    Step = Callable[[Bench, Remote], Awaitable[object]]

_MISSING = (Support.NOT_YET, Support.IMPOSSIBLE)


async def declarations_are_honest(bench: Bench) -> None:
    """What is not fully there has a note, and pictures go the way that is declared."""
    for name, ability in _abilities(bench.kind.capabilities).items():
        clear = ability.support is Support.FULL or bool(ability.note)
        holds(f"{name} has a note on what is missing", ability, when=clear)
    sends, names = isinstance(bench.adapter, PictureUpload), isinstance(bench.adapter, PictureByUrl)
    fully = bench.kind.capabilities.upload.support is Support.FULL
    holds("pictures are sent or fetched, one of the two", (sends, names), when=sends != names)
    holds("only what is sent is declared as sent", fully, when=sends or not fully)
    holds("batches have a size", bench.kind.offers_per_call, when=bench.kind.offers_per_call > 0)


async def missing_abilities_are_refused_clearly(bench: Bench) -> None:
    """Asking for what the adapter cannot do raises an error that says what to do instead."""
    declared = _abilities(bench.kind.capabilities)
    steps = {name: step for name, step in _STEPS.items() if declared[name].support in _MISSING}
    if not steps:
        return
    remote = await made(bench, bench.listing("CT-CANNOT"))
    mark = len(bench.effects())
    for name, step in steps.items():
        error: MarketplaceError | None = None
        try:
            await step(bench, remote)
        except MarketplaceError as refusal:
            error = refusal
        told = error is not None and bool(error.message and error.hint)
        holds(f"{name} is refused with a message and a hint", repr(error), when=told)
    same("the market did nothing", [], bench.effects()[mark:])


def _abilities(declared: Capabilities) -> dict[str, Ability]:
    every = {field.name: getattr(declared, field.name) for field in fields(declared)}
    return {name: value for name, value in every.items() if isinstance(value, Ability)}


async def _update(bench: Bench, remote: Remote) -> None:
    await bench.adapter.update(remote.remote_id, await bench.ready(bench.listing("CT-CANNOT")))


async def _price(bench: Bench, remote: Remote) -> None:
    first = remote.variants[0]
    await _offer(bench, Offer(first.sku, remote.remote_id, first.remote_sku, price=266_000))


async def _stock(bench: Bench, remote: Remote) -> None:
    first = remote.variants[0]
    await _offer(bench, Offer(first.sku, remote.remote_id, first.remote_sku, stock=6))


async def _offer(bench: Bench, offer: Offer) -> None:
    for result in await bench.adapter.set_offers([offer]):
        if result.error is not None:
            raise result.error


async def _unlist(bench: Bench, remote: Remote) -> None:
    await bench.adapter.unlist(remote.remote_id)


async def _relist(bench: Bench, remote: Remote) -> None:
    await bench.adapter.relist(remote.remote_id)


async def _find(bench: Bench, remote: Remote) -> None:
    await bench.adapter.find(remote.variants[0].sku)


async def _list(bench: Bench, remote: Remote) -> None:
    del remote
    async for _one in bench.adapter.list():
        pass


_STEPS: dict[str, Step] = {
    "update": _update,
    "price": _price,
    "stock": _stock,
    "unlist": _unlist,
    "relist": _relist,
    "find": _find,
    "list": _list,
}
