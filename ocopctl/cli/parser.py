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
    from collections.abc import Callable, Sequence

_QUOTED = re.compile(r"'([^']+)'")
# How the parser writes types and bounds.
_NUMBER = re.compile(r"<(?:int|float)(?: range)?>")
_BETWEEN = re.compile(r"(?<=[\[ ])(\d+)<=x<=(\d+)")
_AT_LEAST = re.compile(r"(?<=[\[ ])x>=(\d+)(?:\.0)?")
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
    """Keep our own reasons; the library's are not for people, least of all in Vietnamese."""
    if "does not match the formats" in message:
        return _("it is no day written like 2026-03-31 or 31/03/2026")
    if "is not one of" in message:
        choices = ", ".join(_QUOTED.findall(message.partition("is not one of")[2]))
        return _("it is none of {choices}", choices=choices)
    if least := re.search(r"greater than or equal to (\S+)", message):
        return _("it must be at least {least}", least=least[1])
    theirs = message.startswith(("Input should", "Value error"))
    return _("it is not of the kind asked for") if theirs else message


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
    return str(param.opts[-1]) if option else _bare(param)


def _bare(argument: Any) -> str:
    """Return an argument's name for people, without signs and without its type."""
    return str(argument.metavar or argument.name).strip("[].").upper()


def _in_usage(argument: Any) -> str:
    """Write an argument as manuals do: `NAME`, `[NAME]` when it may be left out, `...` for many."""
    name = _bare(argument) if argument.required else f"[{_bare(argument)}]"
    return name if argument.nargs == 1 else f"{name}..."


def _in_help(parameter: Any, ctx: Any) -> tuple[str, str]:
    """Return a parameter and what it means, in words instead of signs and types."""
    name, meaning = parameter.get_help_record(ctx)
    name = _bare(parameter) if _is_argument(parameter) else _NUMBER.sub("NUMBER", name)
    meaning = _BETWEEN.sub(r"\1 – \2", meaning)
    meaning = _AT_LEAST.sub(lambda found: _("at least {least}", least=found[1]), meaning)
    return name.replace("<", "").replace(">", ""), meaning


def _is_argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")


def _usage(ctx: Any, formatter: Any, pieces: Sequence[str]) -> None:
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage:") + " ")


def _explained(option: Any) -> Any:
    if option is not None:
        option.help = _("show this help")
    return option


class _Command(TyperCommand):
    def format_usage(self, ctx: Any, formatter: Any) -> None:
        arguments = [_in_usage(one) for one in self.get_params(ctx) if _is_argument(one)]
        _usage(ctx, formatter, ["[OPTIONS]", *arguments])

    def format_options(self, ctx: Any, formatter: Any) -> None:
        shown: list[Any] = [one for one in self.get_params(ctx) if one.get_help_record(ctx)]
        for title, arguments in ((_("Arguments"), True), (_("Options"), False)):
            if rows := [_in_help(one, ctx) for one in shown if _is_argument(one) is arguments]:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def get_help_option(self, ctx: Any) -> Any:
        return _explained(super().get_help_option(ctx))


class _Group(TyperGroup):
    def format_usage(self, ctx: Any, formatter: Any) -> None:
        _usage(ctx, formatter, self.collect_usage_pieces(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        return _explained(super().get_help_option(ctx))
