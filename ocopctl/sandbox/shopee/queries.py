"""Read the business parameters of a GET call; lists come repeated, comma-joined or in brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ocopctl.sandbox.shopee.answers import RefusalError
from ocopctl.sandbox.shopee.decoding import go_name, missing

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Call

_WHOLE = re.compile(r"[0-9]{1,18}")


def number(call: Call, name: str, *, low: int = 0, high: int = 2**63 - 1) -> int:
    """Return a required whole number within bounds. Raises RefusalError."""
    found = optional_number(call, name)
    if found is None:
        raise missing(name)
    if not low <= found <= high:
        text = f"invalid field {go_name(name)}: value must be between {low} and {high}"
        raise RefusalError("error_param", text)
    return found


# evidence[our choice]: a parameter that is sent empty counts as absent, and a malformed number is
#   told in Go's words (the sources are silent, 2026)
def optional_number(call: Call, name: str) -> int | None:
    """Return a whole number, None when the parameter is absent. Raises RefusalError."""
    value = call.first(name)
    return None if value is None or value == "" else _whole(value)


# evidence[reference and observed]: a list parameter is repeated, comma-joined or in brackets
#   (official reference and clients, August 2026)
def texts(call: Call, name: str) -> list[str]:
    """Return every value of a list parameter, however it is written."""
    joined = ",".join(value.strip().strip("[]") for key, value in call.query if key == name)
    return [one.strip().strip('"') for one in joined.split(",") if one.strip()]


def numbers(call: Call, name: str, *, most: int, code: str = "error_param") -> list[int]:
    """Return a required list of at most `most` whole numbers. Raises RefusalError."""
    values = [_whole(value) for value in texts(call, name)]
    if not values:
        raise missing(name)
    if len(values) > most:
        text = f"invalid field {go_name(name)}: length must be less than or equal to {most}"
        raise RefusalError(code, text)
    return values


# evidence[reference]: an unknown language is refused as error_invalid_language; English is the
#   default (official reference, August 2026)
def language(call: Call, *, vietnamese: str) -> str:
    """Return `en` or the call's own word for Vietnamese. Raises RefusalError."""
    found = call.first("language") or "en"
    if found not in ("en", vietnamese):
        raise RefusalError("error_invalid_language", "Invalid language.")
    return found


def _whole(value: str) -> int:
    if not _WHOLE.fullmatch(value):
        text = f'strconv.ParseUint: parsing "{value}": invalid syntax'
        raise RefusalError("error_param", text)
    return int(value)
