"""`ocopctl explain`: what a problem code means, why it matters, how to put it right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ocopctl.cli.options import context_of
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.cli.console import Console
    from ocopctl.rules.packs import Limit


def explain(
    ctx: typer.Context,
    code: Annotated[
        list[str] | None,
        typer.Argument(metavar="CODE", help=_("a problem code, such as P610, or words: price")),
    ] = None,
) -> int:
    """Explain one code, list those about some words, or all of them."""
    from ocopctl.explanations import EXPLANATIONS

    console, text = context_of(ctx).console, " ".join(code or ())
    codes = _meant(text) if text else list(EXPLANATIONS)
    if text and len(codes) == 1:
        _explained(console, codes[0])
    else:
        _listed(console, codes)
    return 0


def _meant(text: str) -> list[str]:
    """Return the codes that a code or words mean. Raises UsageError when they mean none."""
    from ocopctl.explanations import EXPLANATIONS, about, known

    if text.strip().upper() in EXPLANATIONS:
        return [known(text)]
    return about(text) or [known(text)]


def _listed(console: Console, codes: Sequence[str]) -> None:
    from ocopctl.explanations import EXPLANATIONS

    titles = {code: _(EXPLANATIONS[code].title) for code in codes}
    for code, title in titles.items():
        console.record("explanation", code=code, title=title)
    rows = [[(code, "bold"), (title, "")] for code, title in titles.items()]
    console.table([_("code"), _("meaning")], rows)
    console.say(_("More about one of them: ocopctl explain {code}", code=codes[0]))


def _explained(console: Console, code: str) -> None:
    from ocopctl.code_examples import examples
    from ocopctl.explanations import EXPLANATIONS, bounds

    found, example = EXPLANATIONS[code], examples().get(code)
    limits = [_row(title, limit) for title, limit in bounds(code).items()]
    texts = {"title": found.title, "why": found.why, "fix": found.fix, "source": found.source}
    texts = {name: _(text) for name, text in texts.items()}
    shown = {"wrong": example.wrong, "right": example.right} if example else {}
    console.record("explanation", code=code, **texts, **shown, limits=limits)
    console.insist(console.painted(f"{code}  {texts['title']}", "bold"))
    console.insist("\n" + _("Why it matters: {why}", why=texts["why"]))
    console.insist(_("How to put it right: {fix}", fix=texts["fix"]))
    if example:
        console.insist("\n" + _("Wrong:") + f"\n{_indented(example.wrong)}")
        console.insist(_("Right:") + f"\n{_indented(example.right)}")
    console.insist("\n" + _("Where the rule comes from: {source}", source=texts["source"]))
    if limits:
        head = ["", _("at least"), _("at most"), _("counted in"), _("learnt from"), _("checked")]
        console.table(head, [[(str(cell), "") for cell in row.values()] for row in limits])


def _row(title: str, limit: Limit) -> dict[str, str | int]:
    return {
        "marketplace": title,
        "min": "" if limit.min is None else limit.min,
        "max": "" if limit.max is None else limit.max,
        "unit": limit.unit,
        "source": limit.source,
        "checked": limit.checked.isoformat(),
    }


def _indented(example: str) -> str:
    return "\n".join(f"    {line}" for line in example.splitlines())
