"""An answer as bytes: what goes over the wire when nothing goes wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Answer


def response(answer: Answer) -> Response:
    """Return the HTTP response of an answer: bytes and text as they are, all else as JSON."""
    headers = dict(answer.headers)
    if isinstance(answer.body, bytes):
        return Response(answer.body, answer.status, headers)
    if isinstance(answer.body, str):
        return Response(answer.body, answer.status, headers, media_type="text/plain")
    text = json.dumps(answer.body, ensure_ascii=False, separators=(",", ":"))
    return Response(text, answer.status, headers, media_type="application/json")
