"""What a consent page sends back: from a browser or pasted, held against the question."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from ocopctl.errors import AuthError
from ocopctl.known_secrets import remember
from ocopctl.language import _
from ocopctl.transport.redact import redact

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_CODE = frozenset({"", "null"})
_WORDS = ("error_description", "error_hint", "error_code")


class OtherLoginError(AuthError):
    """An answer to another question: a page left open from before, or somebody's trick."""


def read_pasted(text: str) -> dict[str, str]:
    """Read the whole address that the browser ended on, its query, or the code alone."""
    text = text.strip()
    if "://" in text:
        try:
            return dict(parse_qsl(urlsplit(text).query))
        except ValueError:
            return {}
    if "code=" in text or "error=" in text:
        return dict(parse_qsl(text.lstrip("?")))
    return {"code": text}


def check_answer(answer: Mapping[str, str], state: str) -> None:
    """Refuse an answer that belongs to another question, says no, or brings no code.

    Raises AuthError, OtherLoginError for the first. A code that a person pasted alone carries no
    state: they know its page.
    """
    remember([answer.get("code", "")])
    alone = answer.keys() == {"code"}
    if not alone and not secrets.compare_digest(answer.get("state", "").encode(), state.encode()):
        raise OtherLoginError(
            _("this answer belongs to another login"),
            hint=_("close older pages of the marketplace and start again: ocopctl auth login SHOP"),
        )
    if answer.get("error"):
        raise AuthError(
            _("consent was not given"),
            hint=_("nothing has changed; start again when the shop's owner agrees"),
            code=redact(answer["error"]),
            own_words=redact(next((answer[name] for name in _WORDS if answer.get(name)), "")),
        )
    if answer.get("code", "") in _NO_CODE:
        raise AuthError(
            _("there is no code in what came back"),
            hint=_("paste the whole address that the browser ended on"),
        )
