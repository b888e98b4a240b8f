"""Texts that are made shorter for a shop: what is lost, and where it stands in the file."""

from __future__ import annotations

from itertools import islice
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
    found = []
    if not own_title and (shown := _cut_name(entry, texts.title, target)):
        found.append(_name_cut(entry, shown, target))
    if texts.story_lost:
        found.append(_story_cut(entry, texts, target))
    return found


def _name_cut(entry: Entry, shown: str, target: Target) -> Problem:
    return Problem(
        code="P646",
        message=_(
            "{market} has no room for the whole name in the title: “{text}”",
            market=target.pack.title,
            text=shown,
        ),
        hint=_("shorten the name, or give this shop a title of its own: shops: → title:"),
        severity=Severity.WARNING,
        place=entry.place("name.vi"),
        sku=entry.product.sku,
        shop=target.name,
    )


def _story_cut(entry: Entry, texts: Rendered, target: Target) -> Problem:
    kept = texts.story[: len(texts.story) - len(texts.story_lost)]
    story = entry.product.story["vi"]
    return Problem(
        code="P647",
        message=_(
            "{market} has no room for the whole story; it ends here: “{text}”",
            market=target.pack.title,
            text=cut_shown(texts.story, kept),
        ),
        hint=_("shorten it, or put first what buyers must know; whole sentences are left out"),
        severity=Severity.WARNING,
        place=entry.place_in("story.vi", story, _behind(story, kept)),
        sku=entry.product.sku,
        shop=target.name,
    )


def _behind(story: str, kept: str) -> int:
    """Return where a story goes on behind its beginning `kept`, whose blanks may differ."""
    letters = len("".join(kept.split()))
    seen = (at for at, letter in enumerate(story) if not letter.isspace())
    return next(islice(seen, letters, None), 0)


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
