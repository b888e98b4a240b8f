"""A plan in a file: what was reviewed, so that exactly that is applied."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ocopctl.errors import InputError, UnsafePlan
from ocopctl.language import _
from ocopctl.publishing.plan import Action, Plan
from ocopctl.publishing.state import shop_name

if TYPE_CHECKING:
    from pathlib import Path

_VERSION = 1


def write(plan: Plan, path: Path, *, asked: dict[str, Any]) -> None:
    """Write a plan with the question it answers (`asked`: files, selection, shops).

    Raises InputError where another kind of file would be lost.
    """
    if path.exists() and not _is_plan(path):
        raise InputError(
            _("this file is there already and is no plan: it was left as it is"),
            place=str(path),
            hint=_("choose another name, such as --out plan.json"),
        )
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
    except FileNotFoundError as error:
        raise InputError(
            _("there is no such file"),
            place=str(path),
            hint=_("make a plan first: ocopctl plan --out plan.json"),
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            _("this is not a plan that `ocopctl plan --out` wrote"),
            place=str(path),
            hint=_("make a plan: ocopctl plan --out plan.json"),
        ) from error
    if not intact:
        raise UnsafePlan(
            _("the plan was changed after it was written"),
            place=str(path),
            hint=_("make it again: ocopctl plan --out {file}", file=path.name),
        )
    return plan, asked


def _is_plan(path: Path) -> bool:
    try:
        body = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(body, dict) and {"v", "asked", "digest", "actions"} <= body.keys()


def must_match(reviewed: Plan, present: Plan, path: Path) -> None:
    """Raise UnsafePlan, naming what moved, unless the present plan is the reviewed one."""
    if reviewed.digest == present.digest:
        return
    before = {(a.shop, a.sku, a.kind): a for a in reviewed.actions}
    after = {(a.shop, a.sku, a.kind): a for a in present.actions}
    moved = [
        f"{shop_name(shop)} {sku} ({kind.value})"
        for shop, sku, kind in sorted(before.keys() | after.keys())
        if before.get((shop, sku, kind)) != after.get((shop, sku, kind))
    ]
    raise UnsafePlan(
        _("since the plan was reviewed, these have moved: {what}", what=", ".join(moved)),
        place=str(path),
        hint=_("look at the new plan: ocopctl plan --out {file}", file=path.name),
    )
