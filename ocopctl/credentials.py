"""Credentials by reference: environment, a file that only its owner reads, keyring. No value."""

from __future__ import annotations

import json
import os
import stat
from importlib import import_module
from typing import TYPE_CHECKING, Any

import yaml

from ocopctl.errors import CredentialsError
from ocopctl.known_secrets import remember
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_NOTHING = frozenset({"", "null", "~"})
_ADDRESSES = ("endpoint", "auth_endpoint")
COMMON = ("access_token", "refresh_token", *_ADDRESSES)
_PUBLIC = frozenset(
    {*_ADDRESSES, "app_key", "shop_cipher", "app_type", "token_auth_method", "user_agent"}
)
"""Fields that are no secrets, as numbers of applications and shops (`…_id`); all others are."""
SERVICE = "ocopctl"
"""What our entries in a key store are filed under."""


def read(
    reference: str,
    fields: Sequence[str],
    root: Path,
    *,
    optional: Sequence[str] = (),
    environ: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return the fields that `reference` (`env:PREFIX`, `file:PATH`, `keyring:NAME`) leads to.

    `fields` must be there; `optional` ones, tokens and addresses may be. Raises CredentialsError,
    naming what is missing and never a value.
    """
    scheme, _colon, where = reference.partition(":")
    if scheme == "env" and where:
        found = _from_environment(
            where, (*fields, *optional, *COMMON), os.environ if environ is None else environ
        )
    elif scheme == "file" and where:
        found = _from_file(root / where)
    elif scheme == "keyring" and where:
        found = _from_keyring(where)
    else:
        if scheme not in {"env", "file", "keyring"}:
            remember([reference])  # what stands in its place may be the secret itself
        raise CredentialsError(
            _("credentials are given as env:PREFIX, file:PATH or keyring:NAME"),
            place="credentials:",
            hint=_("write for example credentials: file:secrets/shopee.json"),
        )
    remember(value for name, value in found.items() if not _public(name))
    missing = [name for name in fields if not found.get(name)]
    if missing:
        raise CredentialsError(
            _("these credentials are missing: {names}", names=", ".join(missing)),
            place=reference,
            hint=_("add them there; the marketplace's console for developers shows them"),
        )
    return found


def endpoint_of(reference: str, root: Path, environ: Mapping[str, str] | None = None) -> str:
    """Return the address that the credentials name, empty when they name none or are not there.

    A keyring is not asked, since planning unlocks none: what lies there may name no address.
    Raises CredentialsError when they are there and cannot be used.
    """
    scheme, _colon, where = reference.partition(":")
    if not reference or scheme == "keyring" or (scheme == "file" and not (root / where).exists()):
        return ""
    return read(reference, (), root, environ=environ).get("endpoint", "")


def _public(name: str) -> bool:
    return name in _PUBLIC or name.endswith("_id")


def _from_environment(
    prefix: str, names: Iterable[str], environ: Mapping[str, str]
) -> dict[str, str]:
    values = {name: environ.get(f"{prefix}_{name}".upper(), "") for name in names}
    return {name: value for name, value in values.items() if value}


def _from_file(path: Path) -> dict[str, str]:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        content = path.read_bytes()
    except OSError as error:
        raise CredentialsError(
            _("the file of credentials cannot be read"),
            place=str(path),
            hint=_("check its name and that it is yours"),
        ) from error
    if os.name == "posix" and mode & 0o077:
        raise CredentialsError(
            _("others on this machine can read the file of credentials"),
            place=str(path),
            hint=f"chmod 600 {path}",
        )
    return _fields(
        _tree(content),
        _("the file of credentials is neither JSON nor YAML with name: value lines"),
        str(path),
    )


def _from_keyring(name: str) -> dict[str, str]:
    """Read JSON from the machine's key store, kept under our own name as service."""
    text = _kept_in_keyring(name)
    place = f"keyring:{name}"
    if text is None:
        raise CredentialsError(
            _("the key store holds nothing under this name"),
            place=place,
            hint=_("put the JSON there: keyring set {service} {name}", service=SERVICE, name=name),
        )
    found = _fields(_tree(text.encode()), _("what the key store holds is not JSON"), place)
    if addresses := [field for field in _ADDRESSES if found.get(field)]:
        raise CredentialsError(
            _("a key store may not name addresses: {names}", names=", ".join(addresses)),
            place=place,
            hint=_("write them to this shop in ocopctl.yaml, and take them out of the key store"),
        )
    return found


def _kept_in_keyring(name: str) -> str | None:
    try:
        keyring = import_module("keyring")
        errors = import_module("keyring.errors")
    except ImportError:
        raise CredentialsError(
            _("the key store of this machine cannot be used yet"),
            place=f"keyring:{name}",
            hint=_("install what it needs: pip install 'ocopctl[keyring]'"),
        ) from None
    try:
        text: str | None = keyring.get_password(SERVICE, name)
    except errors.KeyringError as error:
        raise CredentialsError(
            _("this machine's key store does not answer"),
            place=f"keyring:{name}",
            hint=_("unlock it, or use credentials: file:PATH instead"),
        ) from error
    return text


def _fields(tree: Any, otherwise: str, place: str) -> dict[str, str]:
    """Return the fields of a tree as texts. Raises CredentialsError for anything else."""
    if not isinstance(tree, dict):
        raise CredentialsError(otherwise, place=place)
    return {
        str(name): str(value)
        for name, value in tree.items()
        if isinstance(value, str | int) and value not in _NOTHING
    }


def _tree(content: bytes) -> Any:
    """Read JSON or YAML, every YAML value as the text that stands there: `0123` is no number."""
    try:
        text = content.decode()
        if text.lstrip().startswith("{"):
            return json.loads(text)
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes nothing but text
    except (ValueError, RecursionError, yaml.YAMLError):
        return None
