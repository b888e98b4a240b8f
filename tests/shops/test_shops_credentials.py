"""Credentials by reference: what is missing is named, what is there is never shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ocopctl.credentials import endpoint_of, read
from ocopctl.errors import CredentialsError

if TYPE_CHECKING:
    from pathlib import Path

FIELDS = ("partner_id", "partner_key")
CANARY = "CANARY-1234567"


def written(folder: Path, text: str | bytes, mode: int = 0o600) -> str:
    path = folder / "shop.secret"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(mode)
    return f"file:{path.name}"


def refused(reference: str, folder: Path, environ: dict[str, str] | None = None) -> str:
    with pytest.raises(CredentialsError) as caught:
        read(reference, FIELDS, folder, environ=environ)
    error = caught.value
    assert error.exit_status == 4
    told = f"{error} | {error.place} | {error.hint}"
    assert "CANARY" not in told + repr(error.__cause__)
    return told


def test_the_environment_is_read_behind_its_prefix(tmp_path: Path) -> None:
    environ = {
        "SHOPEE_PARTNER_ID": "1",
        "SHOPEE_PARTNER_KEY": "k",
        "SHOPEE_ACCESS_TOKEN": "a",
        "SHOPEE_OTHER": "o",
        "PARTNER_ID": "2",
    }
    assert read("env:SHOPEE", FIELDS, tmp_path, environ=environ) == {
        "partner_id": "1",
        "partner_key": "k",
        "access_token": "a",
    }


def test_a_prefix_in_small_letters_is_the_same(tmp_path: Path) -> None:
    environ = {"SHOPEE_PARTNER_ID": "1", "SHOPEE_PARTNER_KEY": "k"}
    assert read("env:shopee", FIELDS, tmp_path, environ=environ)["partner_id"] == "1"


def test_the_machines_environment_is_asked_when_none_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOPEE_PARTNER_ID", "1")
    monkeypatch.setenv("SHOPEE_PARTNER_KEY", "k")
    assert read("env:SHOPEE", FIELDS, tmp_path)["partner_key"] == "k"
    assert "partner_id, partner_key" in refused("env:SHOPEE", tmp_path, environ={})


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"partner_id": 12, "partner_key": "k", "endpoint": None, "note": ["x"]}),
        "partner_id: 12\npartner_key: k\nendpoint:\n",
        'partner_id: "12"\npartner_key: k\nendpoint: null\naccess_token: ~\n',
    ],
)
def test_a_file_is_json_or_yaml(tmp_path: Path, text: str) -> None:
    assert read(written(tmp_path, text), FIELDS, tmp_path) == {
        "partner_id": "12",
        "partner_key": "k",
    }


@pytest.mark.parametrize("key", ["0123", "1e5", "yes", "1_000", "2026-01-01", "12:30:45", "0x1F"])
def test_a_key_in_yaml_is_the_text_that_stands_there(tmp_path: Path, key: str) -> None:
    text = f"partner_id: 1\npartner_key: {key}\n"
    assert read(written(tmp_path, text), FIELDS, tmp_path)["partner_key"] == key


def test_missing_fields_are_named_all_at_once(tmp_path: Path) -> None:
    told = refused(written(tmp_path, json.dumps({"access_token": CANARY})), tmp_path)
    assert "partner_id, partner_key" in told
    assert "file:shop.secret" in told


def test_an_empty_field_is_missing(tmp_path: Path) -> None:
    text = json.dumps({"partner_id": "", "partner_key": CANARY})
    assert "missing: partner_id |" in refused(written(tmp_path, text), tmp_path)


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o660, 0o604, 0o666])
def test_a_file_that_others_can_read_is_refused_with_the_way_out(tmp_path: Path, mode: int) -> None:
    told = refused(written(tmp_path, json.dumps({"partner_key": CANARY}), mode), tmp_path)
    assert "chmod 600" in told


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_file_of_its_owner_alone_is_taken(tmp_path: Path, mode: int) -> None:
    text = json.dumps({"partner_id": "1", "partner_key": "k"})
    assert read(written(tmp_path, text, mode), FIELDS, tmp_path)["partner_id"] == "1"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert str(tmp_path / "none.json") in refused("file:none.json", tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        CANARY,
        f"- {CANARY}",
        f'{{"partner_key": "{CANARY}',
        f"partner_key: [{CANARY}",
        b"\xff\xfe" + CANARY.encode(),
        "[" * 600,
        "",
    ],
)
def test_a_file_that_is_neither_json_nor_yaml_is_refused_without_a_word_of_it(
    tmp_path: Path, text: str | bytes
) -> None:
    assert "neither JSON nor YAML" in refused(written(tmp_path, text), tmp_path)


@pytest.mark.parametrize("reference", [CANARY, f"{CANARY}:x", "env:", "file:", "keyring:"])
def test_a_value_in_the_place_of_a_reference_is_refused_and_not_shown(
    tmp_path: Path, reference: str
) -> None:
    assert "env:PREFIX, file:PATH or keyring:NAME" in refused(reference, tmp_path, environ={})


def test_an_address_may_stand_with_the_credentials(tmp_path: Path) -> None:
    reference = written(tmp_path, json.dumps({"endpoint": "http://127.0.0.1:8781"}))
    assert endpoint_of(reference, tmp_path) == "http://127.0.0.1:8781"


@pytest.mark.parametrize("reference", ["", "file:none.json", "env:NOBODY"])
def test_without_readable_credentials_there_is_no_address(tmp_path: Path, reference: str) -> None:
    assert endpoint_of(reference, tmp_path, environ={}) == ""
