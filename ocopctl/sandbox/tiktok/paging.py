"""Pages by an opaque token, which names the last row shown and the question it was asked with."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok.envelope import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.sandbox.market import Call

_MARK = b"\xfb\xef\xff"  # makes tokens hold "+" and "/", as the real ones do
# evidence[reference]: page_size is wanted and 1 to 100 (copies of the official reference,
#   2025-2026; of the paging codes 12019108 is our choice)
_MOST = 100
_PAGE_SIZE = re.compile("[0-9]{1,3}")


# evidence[reference]: page tokens are opaque, hold + and /, and are empty at the end (copies of
#   the official reference, 2025-2026)
def page(
    call: Call, rows: Sequence[dict[str, Any]], question: object
) -> tuple[list[dict[str, Any]], str]:
    """Return one page of rows (each with an `id`, ascending) and the next token, "" at the end.

    Refuses a page size outside 1-100 (12019108) and a token of another question (12019123).
    """
    size = _size(call)
    asked = hashlib.sha256(json.dumps(question, sort_keys=True).encode()).hexdigest()[:12]
    after = _after(call.first("page_token") or "", asked)
    rest = [row for row in rows if int(row["id"]) > after]
    shown = rest[:size]
    if len(rest) <= size:
        return shown, ""
    return shown, b64encode(_MARK + f"{asked}.{shown[-1]['id']}".encode()).decode()


def _size(call: Call) -> int:
    text = call.first("page_size") or ""
    if not (_PAGE_SIZE.fullmatch(text) and 1 <= int(text) <= _MOST):
        raise Refusal(12019108, "The page_size must be 1 to 100.")
    return int(text)


# evidence[our choice]: a page token holds for the question it was given for, 12019123 for another
#   (documented nowhere, 2026)
def _after(token: str, asked: str) -> int:
    if not token:
        return 0
    try:
        raw = b64decode(token, validate=True)
        question, _, last = raw.removeprefix(_MARK).decode("ascii").partition(".")
        after = int(last)
    except ValueError:
        question, after = "", 0
    if question != asked:
        raise Refusal(12019123, "The page_token is not valid for this request.")
    return after
