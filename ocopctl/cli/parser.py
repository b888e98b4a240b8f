"""The command line's own words in the reader's language: usage, sections, and what was mistyped."""

from __future__ import annotations

import gettext
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from ocopctl.language import N_, _, current

if TYPE_CHECKING:
    from collections.abc import Callable

_QUOTED = re.compile(r"'([^']+)'")
_LOCALE = Path(__file__).parents[1] / "locale"

# What the parser looks up by itself, in the catalogue that `speak` names to it.
_LOOKED_UP = (
    N_("Commands"),
    N_("Options"),
    N_("Arguments"),
    N_("default: {default}"),
    N_("required"),
    N_("Missing command."),
)


class App(typer.Typer):
    """A group of commands whose help speaks the reader's language."""

    def __init__(self, **settings: Any) -> None:
        settings = {"no_args_is_help": True, "rich_markup_mode": None, "cls": _Group} | settings
        super().__init__(**settings)

    def command(self, name: str | None = None, **settings: Any) -> Callable[..., Any]:
        """Register a command as typer does."""
        return super().command(name, cls=_Command, **settings)


def speak() -> None:
    """Make the parser look its own words up in the catalogue of the language in use."""
    os.environ["LANGUAGE"] = current()
    gettext.bindtextdomain("ocopctl", _LOCALE)
    gettext.textdomain("ocopctl")


def words_of(error: Exception) -> str:
    """Say in plain words what was mistyped."""
    message = str(getattr(error, "message", error))
    match type(error).__name__:
        case "NoSuchOption":
            return _("there is no option {name}", name=getattr(error, "option_name", "?"))
        case "MissingParameter":
            return _("{name} is missing", name=_name_of(error))
        case "BadParameter":
            return _("{name} cannot be used: {why}", name=_name_of(error), why=_reason(message))
        case _:
            return _of_usage(message)


def _reason(message: str) -> str:
    """Keep our own reasons; the library's are not for readers of Vietnamese."""
    return _("it is not of the kind asked for") if message.startswith("Input should") else message


def _of_usage(message: str) -> str:
    if "unexpected extra argument" in message:
        return _("this is too much: {what}", what=message.partition("(s) (")[2].rstrip(")"))
    if quoted := _QUOTED.findall(message):
        name, *near = quoted
        guess = " " + _("Did you mean “{name}”?", name=near[0]) if near else ""
        return _("there is no command {name}.", name=name) + guess
    return message


def _name_of(error: Exception) -> str:
    """Return the parameter as it is written on the command line."""
    hint = getattr(error, "param_hint", None)
    param = getattr(error, "param", None)
    if hint:
        return str(hint)
    if param is None:
        return "?"
    option = any(name.startswith("-") for name in param.opts)
    return str(param.opts[-1] if option else param.metavar or param.name)


def _usage(command: Any, ctx: Any, formatter: Any) -> None:
    pieces = command.collect_usage_pieces(ctx)
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage:") + " ")


def _explained(option: Any) -> Any:
    if option is not None:
        option.help = _("show this help")
    return option


class _Command(TyperCommand):
    def format_usage(self, ctx: Any, formatter: Any) -> None:
        _usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        return _explained(super().get_help_option(ctx))


class _Group(TyperGroup):
    def format_usage(self, ctx: Any, formatter: Any) -> None:
        _usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        return _explained(super().get_help_option(ctx))
