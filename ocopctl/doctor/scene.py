"""What the checks look at: the folder, the workspace as far as it opens, its shops."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ocopctl.doctor.probe import ask
from ocopctl.errors import OcopctlError
from ocopctl.shops import accounts
from ocopctl.workspace import STATE, Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ocopctl.doctor.probe import Answer
    from ocopctl.shops import Account


@dataclass(frozen=True)
class Scene:
    """The folder of a workspace at a moment, `now` in seconds since 1970.

    `opened` is the workspace, or what keeps it shut.
    """

    root: Path
    now: float
    opened: Workspace | OcopctlError

    @property
    def workspace(self) -> Workspace | None:
        """Return the workspace, None when it does not open."""
        return self.opened if isinstance(self.opened, Workspace) else None

    @property
    def state(self) -> Path:
        """Return the folder of journal, tokens and locks, the usual one of a shut workspace."""
        return self.workspace.state if self.workspace else self.root / STATE

    @cached_property
    def shops(self) -> Mapping[str, Account | OcopctlError]:
        """Return the shops by name; in place of one that does not open, what keeps it shut."""
        if self.workspace is None:
            return {}
        return {name: _opened(self.workspace, name) for name in self.workspace.settings.shops}

    @property
    def accounts(self) -> list[Account]:
        """Return the shops that open."""
        return [one for one in self.shops.values() if not isinstance(one, OcopctlError)]

    @property
    def outside(self) -> list[Account]:
        """Return the shops that are reached by a network, be it on this machine."""
        return [account for account in self.accounts if not account.in_process]

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """Ask every shop outside once, all at the same time; return what came back by name."""
        return ask(self.outside)


def look_around(root: Path, now: float) -> Scene:
    """Open what can be opened in `root`."""
    try:
        return Scene(root, now, open_workspace(root))
    except OcopctlError as error:
        return Scene(root, now, error)
    except OSError as error:
        return Scene(root, now, OcopctlError(error.strerror or str(error), place=str(root)))


def _opened(workspace: Workspace, name: str) -> Account | OcopctlError:
    try:
        [account] = accounts(workspace, [name])
    except OcopctlError as error:
        return error
    return account
