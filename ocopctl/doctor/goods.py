"""The workspace file, the product files, and the pictures that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.catalog.load import load
from ocopctl.doctor.finding import FILES, bad, good, warning
from ocopctl.errors import OcopctlError
from ocopctl.language import _
from ocopctl.problems import Severity
from ocopctl.session import judge
from ocopctl.workspace import FILE, WorkspaceProblems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.doctor.finding import Finding
    from ocopctl.doctor.scene import Scene
    from ocopctl.problems import Problem
    from ocopctl.workspace import Workspace

_PICTURES = "P4"
"""What codes of problems with pictures begin with."""


def workspace(scene: Scene) -> Sequence[Finding]:
    """Say which workspace this is and how many of its shops are live; or why it does not open."""
    found = scene.opened
    if isinstance(found, OcopctlError):
        return [_shut(found)]
    if found.builtin:
        message = _("no {file} here: the four shops of the practice market", file=FILE)
        return [good("workspace", message, hint=_("to make one: ocopctl init"))]
    shops = found.settings.shops.values()
    live = sum(shop.mode == "live" for shop in shops)
    message = _("{count} shops, {live} of them live", count=len(shops), live=live)
    return [good("workspace", message), *_closed(scene)]


def _shut(error: OcopctlError) -> Finding:
    first = error.problems[0] if isinstance(error, WorkspaceProblems) else None
    if first is None:
        hint = error.hint or "ocopctl init"
        message = error.message
        return bad("workspace", message, about=error.place, hint=hint, status=FILES)
    count = len(error.problems) if isinstance(error, WorkspaceProblems) else 1
    message = _("{count} problems, the first: {problem}", count=count, problem=first.message)
    hint = _("{hint}; then: ocopctl doctor", hint=first.hint)
    return bad("workspace", message, about=first.place.spot, hint=hint, status=FILES)


def _closed(scene: Scene) -> list[Finding]:
    """Name the shops that cannot be made out at all, but for their credentials: those come below.

    An endpoint that is no address, or a marketplace without adapter, is the workspace's fault.
    """
    return [
        bad("workspace", error.message, about=name, hint=error.hint, status=FILES)
        for name, error in scene.shops.items()
        if isinstance(error, OcopctlError) and error.exit_status == FILES
    ]


def files(scene: Scene) -> Sequence[Finding]:
    """Judge the product files as `ocopctl validate` does, and count."""
    opened = scene.workspace
    if opened is None:
        message = _("not looked at, since the workspace file is not right")
        return [warning("files", message, hint=_("put that right first, then: ocopctl doctor"))]
    if not opened.files:
        hint = _("name one: ocopctl validate products.yaml, or make one: ocopctl init")
        return [warning("files", _("there are no product files"), hint=hint)]
    problems = _problems(scene, opened)
    pictures = [problem for problem in problems if problem.code.startswith(_PICTURES)]
    others = [problem for problem in problems if not problem.code.startswith(_PICTURES)]
    count = len(opened.files)
    return [
        _counted("files", others, _("{count} read, nothing wrong", count=count)),
        _counted("pictures", pictures, _("all are there and can be used")),
    ]


def _problems(scene: Scene, opened: Workspace) -> Sequence[Problem]:
    """Return what is wrong for the shops that open; without any, what is wrong for all."""
    names = [account.target.name for account in scene.accounts]
    return judge(opened, (), names).problems if names else load(opened.files).problems


def _counted(name: str, problems: Sequence[Problem], otherwise: str) -> Finding:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = sum(problem.severity is Severity.WARNING for problem in problems)
    if errors:
        message = _("{count} errors", count=errors)
        return bad(name, message, hint="ocopctl validate", status=FILES)
    if warnings:
        message = _("{count} warnings", count=warnings)
        return warning(name, message, hint="ocopctl validate")
    return good(name, otherwise)
