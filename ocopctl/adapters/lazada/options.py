"""What an update says of options: the file's in its order, then those that only the shop has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ocopctl.errors import Rejected
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Declared:
    """The variation to declare, and the shop's other SKUs, each with the options it has."""

    variation: dict[str, dict[str, Any]]
    others: list[dict[str, Any]]


def declared_over(
    body: Mapping[str, Any],
    item: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    pairs: Mapping[str, Mapping[str, Any]],
) -> Declared | None:
    """Return what to declare of options, or None where the shop shows all of it already.

    `rows` are the body's SKUs that the shop has, `pairs` all of the shop's by seller SKU. The order
    of options counts. Raises Rejected where Lazada cannot be told of the new options.
    """
    shown = _nodes(item.get("variation") or {})
    if ("variation" in body) != bool(shown):
        raise refusal(_("a listing with options cannot lose them, nor one without gain them"))
    if not shown:
        return None
    wanted: list[dict[str, Any]] = list(body["variation"].values())
    sent = {row["SellerSku"] for row in rows}
    extra = [row for sku, row in pairs.items() if sku not in sent]
    if extra and len(wanted) != len(shown):
        raise refusal(_("options changed while the listing has variants that the file has not"))
    choices = _choices(wanted, shown, extra)
    variation = narrowed(body["variation"], [row["saleProp"] for row in rows], choices)
    changed = any(
        (pairs[row["SellerSku"]].get("saleProp") or {}) != row["saleProp"] for row in rows
    )
    if not changed and _looks_so(list(variation.values()), shown):
        return None
    main = body["Images"]["Image"][:1] if wanted[0]["hasImage"] == "true" else []
    return Declared(variation, list(_others(extra, choices, main)))


def narrowed(
    variation: Mapping[str, Any],
    used: Sequence[Mapping[str, str]],
    others: Sequence[Mapping[str, str]] = (),
) -> dict[str, dict[str, Any]]:
    """Keep the values that SKUs use, in their order; values that only `others` use come last."""
    found = {}
    for key, node in variation.items():
        name = node["name"]
        values = dict.fromkeys(choice[name] for choice in (*used, *others) if name in choice)
        known = node["options"]["option"]
        order = [value for value in known if value in values]
        last = [value for value in values if value not in known]
        found[key] = {**node, "options": {"option": [*order, *last]}}
    return found


def refusal(message: str) -> Rejected:
    """Return the refusal of a change that Lazada has no call for."""
    return Rejected(
        message,
        hint=_("Lazada cannot change this: make a product with a new SKU, or put the options back"),
    )


def _nodes(variation: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what the shop shows of each kind of option; the spelling of its keys varies."""
    return [node for _key, node in sorted(variation.items(), key=lambda pair: pair[0].lower())]


def _choices(
    wanted: Sequence[Mapping[str, Any]],
    shown: Sequence[Mapping[str, Any]],
    extra: Sequence[Mapping[str, Any]],
) -> list[dict[str, str]]:
    """Return the options of SKUs that the file has not, under the names that the file gives.

    A kind of option keeps its name, or takes the place of one whose name is gone.
    """
    new, old = ([str(node.get("name")) for node in nodes] for nodes in (wanted, shown))
    free = iter([name for name in old if name not in new])
    was = {name: name if name in old else next(free, "") for name in new}
    props = [row.get("saleProp") or {} for row in extra]
    return [{name: str(one[was[name]]) for name in new if was[name] in one} for one in props]


def _looks_so(wanted: Sequence[Mapping[str, Any]], shown: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether the shop shows these kinds, pictures or none, and values in this order."""
    if [node["name"] for node in wanted] != [node.get("name") for node in shown]:
        return False
    if str(shown[0].get("hasImage")).lower() != wanted[0]["hasImage"]:
        return False
    return all(
        [value for value in there.get("options") or values if value in values] == values
        for values, there in zip((node["options"]["option"] for node in wanted), shown, strict=True)
    )


def _others(
    extra: Sequence[Mapping[str, Any]], choices: Sequence[dict[str, str]], main: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Name the SKUs that the file has not, as they are: with pictures of options, all have one."""
    for row, choice in zip(extra, choices, strict=True):
        bare = main and not row.get("Images")
        yield {
            "SkuId": str(row["SkuId"]),
            "Status": str(row.get("Status") or "active").lower(),
            "saleProp": choice,
            **({"Images": {"Image": list(main)}} if bare else {}),
        }
