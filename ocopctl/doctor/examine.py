"""All checks in the order they are shown; one that fails hides no other."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ocopctl.doctor import clock, goods, keys, machine, network, records, storage
from ocopctl.doctor.finding import bad
from ocopctl.doctor.scene import look_around
from ocopctl.errors import OcopctlError
from ocopctl.known_secrets import masked
from ocopctl.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from ocopctl.doctor.finding import Finding
    from ocopctl.doctor.scene import Scene

    Check = Callable[[Scene], Sequence[Finding]]

CHECKS: tuple[tuple[str, Check], ...] = (
    ("program", machine.check),
    ("workspace", goods.workspace),
    ("files", goods.files),
    ("disk", storage.check),
    ("journal", records.journal),
    ("lock", records.locks),
    ("clock", clock.check),
    ("network", network.check),
    ("endpoint", network.endpoints),
    ("credentials", keys.credentials),
    ("tokens", keys.tokens),
)

LABELS = {
    "program": N_("program"),
    "workspace": N_("workspace"),
    "files": N_("product files"),
    "pictures": N_("pictures"),
    "disk": N_("disk"),
    "journal": N_("journal"),
    "lock": N_("lock"),
    "clock": N_("clock"),
    "network": N_("network"),
    "endpoint": N_("marketplace"),
    "credentials": N_("credentials"),
    "tokens": N_("tokens"),
}
"""What each kind of finding is called for people."""


def examine(root: Path, *, now: float | None = None) -> Iterator[Finding]:
    """Yield what every check finds in the folder `root`; `now` is in seconds since 1970."""
    scene = look_around(root, time.time() if now is None else now)
    for name, check in CHECKS:
        yield from _made(name, check, scene)


def _made(name: str, check: Check, scene: Scene) -> Sequence[Finding]:
    """Make one check; what keeps it from being made is a finding too."""
    again = _("put this right, then: ocopctl doctor")
    try:
        return check(scene)
    except OcopctlError as error:
        where = f" ({error.place})" if error.place else ""
        status = error.exit_status
        return [bad(name, error.message + where, hint=error.hint or again, status=status)]
    except Exception as error:  # noqa: BLE001 - a list of what is wrong may not end half-way
        what = masked(f"{type(error).__name__}: {error}")
        return [bad(name, _("this could not be looked at: {what}", what=what), hint=again)]
