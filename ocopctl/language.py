"""The language of everything people read: English in the code, Vietnamese in `locale/`."""

from __future__ import annotations

import gettext
import os
from pathlib import Path
from typing import Protocol

LANGUAGES = ("vi", "en")
_FOLDER = Path(__file__).with_name("locale")
_active: dict[str, gettext.NullTranslations] = {"": gettext.NullTranslations()}
_chosen = {"code": "en"}


def choose(asked: str | None = None, environ: dict[str, str] | None = None) -> str:
    """Pick `vi` or `en` from the option, `OCOPCTL_LANG`, then the locale variables."""
    env = dict(os.environ) if environ is None else environ
    variables = ("OCOPCTL_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    for name in (asked, *(env.get(variable) for variable in variables)):
        code = (name or "")[:2].lower()
        if code in LANGUAGES:
            return code
        if name:
            break
    return "en"


def current() -> str:
    """Return the language in use: `vi` or `en`."""
    return _chosen["code"]


def use(code: str) -> None:
    """Switch every later message to the language `code` (`vi` or `en`).

    Without a compiled catalogue messages stay English: a missing file ends no run.
    """
    _chosen["code"] = code
    _active[""] = (
        gettext.NullTranslations()
        if code == "en"
        else gettext.translation("ocopctl", _FOLDER, languages=[code], fallback=True)
    )


class Translate(Protocol):
    """A function like `_`."""

    def __call__(self, message: str, /, **values: object) -> str:
        """Translate `message` and fill its `{named}` places."""
        ...


def translator(code: str) -> Translate:
    """Return `_` for the language `code`, whatever language is in use: each reader has their own.

    A message that the catalogue lacks stays English, as does everything without a catalogue.
    """
    catalogue = gettext.translation("ocopctl", _FOLDER, languages=[code], fallback=True)

    def translate(message: str, /, **values: object) -> str:
        text = catalogue.gettext(message)
        return text.format(**values) if values else text

    return translate


def _(message: str, /, **values: object) -> str:
    """Translate `message` and fill its `{named}` places."""
    text = _active[""].gettext(message)
    return text.format(**values) if values else text


def N_(message: str) -> str:  # noqa: N802 - the name that translators' tools look for
    """Mark `message` for translation where it is data; `_` translates it when it is shown."""
    return message
