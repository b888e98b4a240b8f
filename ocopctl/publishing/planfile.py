"""A plan in a file: what was reviewed, so that exactly that is applied."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ocopctl.errors import InputError, UnsafePlan
from ocopctl.language import _
from ocopctl.publishing.plan import Action, Plan

if TYPE_CHECKING:
    from pathlib import Path

_VERSION = 1


def write(plan: Plan, path: Path, *, asked: dict[str, Any]) -> None:
    """Write a plan with the question it answers (`asked`: files, selection, shops)."""
    body = {
        "v": _VERSION,
        "asked": asked,
        "digest": plan.digest,
        "actions": [action.as_json() for action in plan.actions],
    }
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", "utf-8")


def read(path: Path) -> tuple[Plan, dict[str, Any]]:
    """Return the plan and what was asked. Raises InputError when the file is not such a plan."""
    try:
        body = json.loads(path.read_text("utf-8"))
        plan = Plan(tuple(Action.from_json(action) for action in body["actions"]))
        intact = body["v"] == _VERSION and body["digest"] == plan.digest
        asked = dict(body["asked"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            _("this is not a plan that `ocopctl plan --out` wrote"),
            place=str(path),
            hint=_("make it again: ocopctl plan --out {file}", file=path.name),
        ) from error
    if not intact:
        raise UnsafePlan(
            _("the plan was changed after it was written"),
            place=str(path),
            hint=_("make it again: ocopctl plan --out {file}", file=path.name),
        )
    return plan, asked


def must_match(reviewed: Plan, present: Plan, path: Path) -> None:
    """Raise UnsafePlan, naming what moved, unless the present plan is the reviewed one."""
    if reviewed.digest == present.digest:
        return
    before = {(a.shop, a.sku, a.kind): a for a in reviewed.actions}
    after = {(a.shop, a.sku, a.kind): a for a in present.actions}
    moved = [
        f"{shop} {sku} ({kind.value})"
        for shop, sku, kind in sorted(before.keys() | after.keys())
        if before.get((shop, sku, kind)) != after.get((shop, sku, kind))
    ]
    raise UnsafePlan(
        _("since the plan was reviewed, these have moved: {what}", what=", ".join(moved)),
        place=str(path),
        hint=_("look at the new plan: ocopctl plan --out {file}", file=path.name),
    )
