"""Credentials by reference: environment or a file that only its owner reads. Never a value."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING, Any

import yaml

from ocopctl.errors import CredentialsError
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_NOTHING = frozenset({"", "null", "~"})
COMMON = ("access_token", "refresh_token", "endpoint", "auth_endpoint")


def read(
    reference: str,
    fields: Sequence[str],
    root: Path,
    *,
    optional: Sequence[str] = (),
    environ: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return the fields that `reference` (`env:PREFIX` or `file:PATH`) leads to.

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
    else:
        raise CredentialsError(
            _("credentials are given as env:PREFIX or file:PATH"),
            place="credentials:",
            hint=_("write for example credentials: file:secrets/shopee.json"),
        )
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

    Raises CredentialsError when they are there and cannot be used.
    """
    scheme, _colon, where = reference.partition(":")
    if not reference or (scheme == "file" and not (root / where).exists()):
        return ""
    return read(reference, (), root, environ=environ).get("endpoint", "")


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
    tree = _tree(content)
    if not isinstance(tree, dict):
        raise CredentialsError(
            _("the file of credentials is neither JSON nor YAML with name: value lines"),
            place=str(path),
        )
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
