"""Credentials by reference: environment or a file that only its owner reads. Never a value."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING

import yaml

from ocopctl.errors import CredentialsError
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

COMMON = ("access_token", "refresh_token", "endpoint", "auth_endpoint")


def read(
    reference: str, fields: Iterable[str], root: Path, environ: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the fields that `reference` (`env:PREFIX` or `file:PATH`) leads to.

    `fields` must be there; tokens and addresses may be. Raises CredentialsError, naming what is
    missing and never a value.
    """
    scheme, _colon, where = reference.partition(":")
    if scheme == "env" and where:
        found = _from_environment(where, (*fields, *COMMON), environ or os.environ)
    elif scheme == "file" and where:
        found = _from_file(root / where)
    else:
        raise CredentialsError(
            _("credentials are given as env:PREFIX or file:PATH"),
            place=reference.partition(":")[0],
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
    """Return the address that the credentials name, empty when they name none or are not there."""
    if not reference:
        return ""
    try:
        return read(reference, (), root, environ).get("endpoint", "")
    except CredentialsError:
        return ""


def _from_environment(
    prefix: str, names: Iterable[str], environ: Mapping[str, str]
) -> dict[str, str]:
    values = {name: environ.get(f"{prefix}_{name}".upper(), "") for name in names}
    return {name: value for name, value in values.items() if value}


def _from_file(path: Path) -> dict[str, str]:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        text = path.read_text("utf-8")
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
    try:
        tree = json.loads(text) if text.lstrip().startswith("{") else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError):
        tree = None
    if not isinstance(tree, dict):
        raise CredentialsError(
            _("the file of credentials is neither JSON nor YAML with name: value lines"),
            place=str(path),
        )
    return {str(name): str(value) for name, value in tree.items() if value is not None}
