"""What opens the shops: credentials that are complete and private, tokens that still last."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from ocopctl.consent.desk import desk_of, unnamed
from ocopctl.consent.standing import Rules, Standing, State, standing
from ocopctl.doctor.finding import CREDENTIALS, FILES, bad, good, warning
from ocopctl.errors import CredentialsError, OcopctlError, UsageError
from ocopctl.language import _
from ocopctl.shops import written_credentials
from ocopctl.transport.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocopctl.consent.desk import Desk
    from ocopctl.doctor.finding import Finding
    from ocopctl.doctor.scene import Scene
    from ocopctl.shops import Account
    from ocopctl.workspace import Workspace

_DAY_S = 86_400
_LONG_DAYS = 3650
_OPEN_TO_OTHERS = 0o077


def credentials(scene: Scene) -> Sequence[Finding]:
    """Read every shop's credentials; practice shops in this process need none."""
    lines = [
        _bad(name, one)
        for name, one in scene.shops.items()
        if isinstance(one, OcopctlError) and one.exit_status != FILES
    ]
    if scene.workspace is not None:
        lines += [_read(scene.workspace, account) for account in scene.outside]
    practice = len(scene.accounts) - len(scene.outside)
    if practice:
        message = _("{count} practice shops need none", count=practice)
        lines.append(good("credentials", message))
    return lines


def _bad(name: str, error: OcopctlError) -> Finding:
    where = f" ({error.place})" if error.place else ""
    hint = error.hint or f"ocopctl auth status {name}"
    status = error.exit_status
    return bad("credentials", error.message + where, about=name, hint=hint, status=status)


def _read(workspace: Workspace, account: Account) -> Finding:
    name = account.target.name
    try:
        written_credentials(workspace, account)
    except OcopctlError as error:
        return _bad(name, error)
    scheme = account.settings.credentials.partition(":")[0]
    told = {
        "file": _("complete, in a file that only you can read"),
        "env": _("complete, in the environment"),
        "keyring": _("complete, in the key store"),
    }
    return good("credentials", told[scheme], about=name)


def tokens(scene: Scene) -> Sequence[Finding]:
    """Tell how long each shop's tokens and consent last, and whether others can read them."""
    lines = list(_readable(scene))
    if scene.workspace is None:
        return lines
    return [*lines, *_lasting(scene.workspace, scene.outside)]


def _lasting(workspace: Workspace, shops: Sequence[Account]) -> Iterator[Finding]:
    for account in shops:
        name = account.target.name
        try:
            yield _standing(name, desk_of(workspace, account, SystemClock()))
        except UsageError:
            continue  # a plug-in without consent: its credentials are all there is
        except CredentialsError:
            continue  # told above, with the credentials
        except OcopctlError as error:
            hint = f"ocopctl auth login {name}"
            yield bad("tokens", error.message, about=name, hint=hint, status=CREDENTIALS)


def _standing(name: str, desk: Desk) -> Finding:
    kind = desk.kind
    rules = Rules(kind.consent_needed(desk.written), kind.ends_with_refresh)
    found = standing(desk.store.load(), desk.store.learnt(), rules, desk.clock.wall())
    login, renew = f"ocopctl auth login {name}", f"ocopctl auth refresh {name}"
    if found.state is State.MISSING:
        message = _("the shop's owner has not agreed yet")
        return bad("tokens", message, about=name, hint=login, status=CREDENTIALS)
    if found.state is State.EXPIRED:
        message = _("the owner's consent has ended")
        return bad("tokens", message, about=name, hint=login, status=CREDENTIALS)
    open_question = unnamed(desk)
    if open_question is not None:
        message, hint = open_question.message, open_question.hint or login
        return bad("tokens", message, about=name, hint=hint, status=CREDENTIALS)
    if found.state is State.CONSENT_SOON:
        return warning("tokens", _left(found), about=name, hint=login)
    if found.state is State.REFRESH_SOON:
        return warning("tokens", _left(found), about=name, hint=renew)
    return good("tokens", _left(found), about=name)


def _left(found: Standing) -> str:
    """Say what ends first of what a person must see to: consent or refresh token."""
    known = [left for left in (found.consent, found.refresh) if left is not None]
    if not known:
        return _("renewed by itself")
    days = int(min(known) // _DAY_S)
    if days >= _LONG_DAYS:
        return _("last for over 10 years")
    return _("last for {count} more days", count=days)


def _readable(scene: Scene) -> Iterator[Finding]:
    """Yield the files of tokens that others on this machine can read."""
    if os.name != "posix":
        return
    for path in sorted((scene.state / "tokens").glob("*.json")):
        if stat.S_IMODE(path.stat().st_mode) & _OPEN_TO_OTHERS:
            message = _("others on this machine can read this file")
            hint = f"chmod 600 '{path}'"
            yield bad("tokens", message, about=str(path), hint=hint, status=CREDENTIALS)
