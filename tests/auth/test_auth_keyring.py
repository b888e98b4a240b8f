"""Credentials from the machine's key store."""

from __future__ import annotations

import json
import sys
from types import ModuleType
from typing import Any

import pytest

from ocopctl.credentials import endpoint_of, read
from ocopctl.errors import CredentialsError

CANARY = "CANARY-secret"


class KeyringError(Exception):
    """What the library raises when no key store answers."""


class Backend:
    """A key store in memory, under the names by which the library is called."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, name: str) -> str | None:
        if self.locked:
            raise KeyringError(f"locked {CANARY}")
        return self.entries.get((service, name))


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Backend:
    backend, module, errors = Backend(), ModuleType("keyring"), ModuleType("keyring.errors")
    module.get_password = backend.get_password  # type: ignore[attr-defined]
    errors.KeyringError = KeyringError  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", module)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    return backend


def refused(tmp_path: Any) -> str:
    with pytest.raises(CredentialsError) as caught:
        read("keyring:shopee", ("app_secret",), tmp_path)
    error = caught.value
    assert error.exit_status == 4
    told = f"{error} | {error.place} | {error.hint}"
    assert CANARY not in told
    return told


def test_json_under_our_own_name_is_read(keyring: Backend, tmp_path: Any) -> None:
    keyring.entries["ocopctl", "shopee"] = json.dumps({"app_secret": CANARY, "app_key": 7})
    found = read("keyring:shopee", ("app_key", "app_secret"), tmp_path)
    assert found == {"app_secret": CANARY, "app_key": "7"}


def test_what_is_not_there_is_told_with_the_command_that_puts_it(
    keyring: Backend, tmp_path: Any
) -> None:
    assert "keyring set ocopctl shopee" in refused(tmp_path)


def test_what_is_not_json_is_told_without_a_word_of_it(keyring: Backend, tmp_path: Any) -> None:
    keyring.entries["ocopctl", "shopee"] = CANARY
    assert "not JSON" in refused(tmp_path)


def test_a_key_store_that_does_not_answer_is_told(keyring: Backend, tmp_path: Any) -> None:
    keyring.locked = True
    assert "does not answer" in refused(tmp_path)


def test_without_the_library_the_way_to_install_it_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert "ocopctl[keyring]" in refused(tmp_path)


def test_a_key_store_names_no_address_and_is_not_opened_for_one(
    keyring: Backend, tmp_path: Any
) -> None:
    body = {"app_secret": CANARY, "endpoint": "http://127.0.0.1:1"}
    keyring.entries["ocopctl", "shopee"] = json.dumps(body)
    assert "endpoint" in refused(tmp_path)
    keyring.locked = True
    assert endpoint_of("keyring:shopee", tmp_path) == ""
