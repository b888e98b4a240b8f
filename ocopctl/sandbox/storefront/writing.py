"""Pages out of templates, in the language that the visitor chose."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from ocopctl import money
from ocopctl.language import LANGUAGES, translator
from ocopctl.sandbox.storefront import shown
from ocopctl.sandbox.storefront.looks import EFFECTS, LOOKS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from starlette.requests import Request

_COOKIE = "ocopctl-lang"
_YEAR_S = 365 * 86400
_FILTERS: dict[str, Callable[..., object]] = {
    "dong": money.show,
    "segment": lambda text: quote(text, safe=""),
    "address": shown.address,
    "cover": shown.cover,
    "prices": shown.prices,
    "stock": shown.stock,
}


class Writing:
    """Turn a template and its values into an answer.

    `language` is for who has not chosen, `zone` is whose clock the pages show.
    """

    def __init__(self, language: str, zone: tzinfo) -> None:
        self._language = language
        self._translators = {code: translator(code) for code in LANGUAGES}
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).with_name("templates")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {"looks": LOOKS, "statuses": STATUSES, "effects": EFFECTS}
        self._templates.filters |= {**_FILTERS, "moment": partial(shown.moment, zone=zone)}

    def page(
        self, request: Request, template: str, *, status: int = 200, **values: object
    ) -> HTMLResponse:
        """Write a page; `?lang=` chooses a language, and the choice is remembered."""
        asked = _known(request.query_params.get("lang"))
        language = asked or _known(request.cookies.get(_COOKIE)) or self._language
        text = self._templates.get_template(f"{template}.html.j2").render(
            **values,
            _=self._translators[language],
            language=language,
            languages=_choices(request),
            path=request.url.path,
        )
        answer = HTMLResponse(text, status, {"vary": "cookie"})
        if asked:
            answer.set_cookie(_COOKIE, asked, max_age=_YEAR_S, httponly=True, samesite="lax")
        return answer


def _known(code: str | None) -> str:
    return code if code in LANGUAGES else ""


def _choices(request: Request) -> dict[str, str]:
    """Return, by language, the address that shows this page in it."""
    return {code: f"?{request.url.include_query_params(lang=code).query}" for code in LANGUAGES}
