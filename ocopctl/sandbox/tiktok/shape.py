"""Reading a JSON body strictly: a member is absent, or of the type the reference names.

JSON null counts as absent. A wrong type is the gateway's refusal 36009004, never a guess.
"""

from __future__ import annotations

from typing import Any

from ocopctl.sandbox.tiktok.envelope import Refusal, invalid


# evidence[our choice]: a member of a wrong JSON type is 36009004 with status 400, and null counts
#   as absent (documented nowhere, 2026)
def text(source: dict[str, Any], name: str) -> str | None:
    """Return a text member, None when it is absent."""
    value = source.get(name)
    if value is not None and not isinstance(value, str):
        raise invalid(name, "must be a string")
    return value


def whole(source: dict[str, Any], name: str) -> int | None:
    """Return an integer member, None when it is absent. `true` and `3.0` are not integers."""
    value = source.get(name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise invalid(name, "must be an integer")
    return value


def flag(source: dict[str, Any], name: str) -> bool | None:
    """Return a boolean member, None when it is absent."""
    value = source.get(name)
    if value is not None and not isinstance(value, bool):
        raise invalid(name, "must be a boolean")
    return value


def mapping(source: dict[str, Any], name: str) -> dict[str, Any] | None:
    """Return an object member, None when it is absent."""
    value = source.get(name)
    if value is not None and not isinstance(value, dict):
        raise invalid(name, "must be an object")
    return value


def objects(source: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the objects of a list member, none when it is absent."""
    value = source.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise invalid(name, "must be an array of objects")
    return value


def texts(source: dict[str, Any], name: str) -> list[str]:
    """Return the texts of a list member, none when it is absent."""
    value = source.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise invalid(name, "must be an array of strings")
    return value


def choice(source: dict[str, Any], name: str, allowed: tuple[str, ...]) -> str:
    """Return a text member out of `allowed`, the first of them when it is absent."""
    value = text(source, name)
    if value is None:
        return allowed[0]
    if value not in allowed:
        raise invalid(name, f"must be one of {', '.join(allowed)}")
    return value


def required(source: dict[str, Any], name: str) -> str:
    """Return a text member that must be there and not empty (98001004 otherwise)."""
    value = text(source, name)
    if not value:
        raise Refusal(98001004, f"Invalid request parameter: `{name}` is required.")
    return value
