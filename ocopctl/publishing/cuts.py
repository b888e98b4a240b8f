"""Texts that are made shorter for a shop: what is lost, and where it stands in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.content.clean import clean_line
from ocopctl.language import _
from ocopctl.problems import Problem, Severity
from ocopctl.publishing.limit_words import cut_shown
from ocopctl.rules.counting import count

if TYPE_CHECKING:
    from ocopctl.catalog.load import Entry
    from ocopctl.content.render import Rendered
    from ocopctl.publishing.listing import Target


def cuts(entry: Entry, texts: Rendered, target: Target, own_title: str) -> list[Problem]:
    """Warn of a name that a title has no room for, and of a story that is told in part.

    An `own_title` is taken as it is written; the limits judge it.
    """
    shown = "" if own_title else _cut_name(entry, texts.title, target)
    rows = (
        (shown and _name_cut(shown, target), "name.vi", "P646"),
        (texts.story_lost and _story_cut(texts, target), "story.vi", "P647"),
    )
    return [
        Problem(
            code=code,
            message=said[0],
            hint=said[1],
            severity=Severity.WARNING,
            place=entry.place(path),
            sku=entry.product.sku,
            shop=target.name,
        )
        for said, path, code in rows
        if said
    ]


def _name_cut(shown: str, target: Target) -> tuple[str, str]:
    return (
        _(
            "{market} has no room for the whole name in the title: “{text}”",
            market=target.pack.title,
            text=shown,
        ),
        _("shorten the name, or give this shop a title of its own: shops: → title:"),
    )


def _story_cut(texts: Rendered, target: Target) -> tuple[str, str]:
    kept = texts.story[: len(texts.story) - len(texts.story_lost)]
    return (
        _(
            "{market} has no room for the whole story; it ends here: “{text}”",
            market=target.pack.title,
            text=cut_shown(texts.story, kept),
        ),
        _("shorten it, or put first what buyers must know; whole sentences are left out"),
    )


def _cut_name(entry: Entry, title: str, target: Target) -> str:
    """Show where the name ends in a title that had no room for all of it.

    Nothing when it had: words that a title may not hold at all are left out and are no cut.
    """
    name = clean_line(entry.product.name["vi"], target.marketplace)
    limit = target.pack.limits.get("title")
    if limit is None or limit.max is None or name in title:
        return ""
    words = name.split(" ")
    begun = (" ".join(words[:end]).rstrip(" ,;:–-") for end in range(len(words) - 1, 0, -1))
    kept = next((text for text in begun if text in title), "")
    whole = title.replace(kept, name, 1)
    return cut_shown(name, kept) if kept and count(whole, limit.unit) > limit.max else ""
