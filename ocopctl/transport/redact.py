"""Secrets taken out of everything that may be shown or kept."""

from __future__ import annotations

import logging
import re
import traceback
from typing import Any

from ocopctl.known_secrets import masked

_NAMES = (
    r"(?:x-tts-)?access[_-]token|refresh[_-]token|app[_-]secret|partner[_-]key|client[_-]secret"
    r"|sign|signature|auth[_-]code|password|passwd|set-cookie|cookie|authorization"
)
_QUOTED = re.compile(
    rf"(?is)(?<![a-z0-9])((?:{_NAMES})\\*[\"']?\s*[:=]\s*)(\\*[\"'])(?:.*?)((?<!\\)\2|$)"
)
_BARE = re.compile(
    rf"(?i)(?<![a-z0-9])((?:{_NAMES})\\*[\"']?\s*[:=]\s*)(?![\\\"'\s]|\*\*\*)[^&\s\"',;}}\]<>]+"
)
_CODE = re.compile(r"(?i)([?&]code=)[^&\s\"'<>]+")
_SCHEME = re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]+")
_LOGIN = re.compile(r"(?i)(://[^/\s:@]*):[^/\s@]+@")


def redact(text: str) -> str:
    """Replace secret values, remembered ones and those behind secret names, by `***`.

    Knows addresses, forms, headers, JSON (also inside a JSON string) and Python's own notation.
    """
    text = _SCHEME.sub(r"\1 ***", masked(text))
    text = _QUOTED.sub(r"\1\2***\3", text)
    text = _BARE.sub(r"\1***", text)
    return _LOGIN.sub(r"\1:***@", _CODE.sub(r"\1***", text))


def log_record(*arguments: Any, **named: Any) -> logging.LogRecord:
    """Make a record of Python's logging, its message and traceback redacted."""
    record = logging.LogRecord(*arguments, **named)
    try:
        message = record.getMessage()
    except (TypeError, ValueError, KeyError):
        message = f"{record.msg} {record.args}"
    record.msg, record.args = redact(message), None
    if record.exc_info and record.exc_info[0]:
        record.exc_text = redact("".join(traceback.format_exception(*record.exc_info)).rstrip())
    return record
