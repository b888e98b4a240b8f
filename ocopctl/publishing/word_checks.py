"""The words of a listing as a shop gets it: what templates add, and what must be said."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from ocopctl.catalog.claims import texts
from ocopctl.catalog.words import in_its_sentence, in_words, lapsed, proper_names, rules_for
from ocopctl.catalog.words_alcohol import is_alcohol, strength
from ocopctl.language import _
from ocopctl.problems import Problem
from ocopctl.rules.wording import offences, says_any, suspects
from ocopctl.rules.words import word_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ocopctl.adapters.base import Listing
    from ocopctl.catalog.load import Entry
    from ocopctl.publishing.listing import Target
    from ocopctl.rules.words import Rule

_TAG: Final = re.compile(r"<[^<>]*>")


def word_problems(entry: Entry, listing: Listing, target: Target, on: date) -> list[Problem]:
    """Return what the listing's own words may not say there, and what they must say and do not.

    The product's own texts are judged with its file; here are the words that templates add. The
    shipped templates say nothing that the shipped rules forbid, so they are not looked through.
    """
    shown = _TAG.sub(" ", unescape(listing.description))
    found = list(_lacking(entry, shown, target))
    if target.templates or target.words is not word_rules():
        told = (("title", listing.title), ("text", shown), ("text", "\n".join(listing.highlights)))
        found += _added(entry, target, told, on)
    return found


def refused(entry: Entry, targets: Sequence[Target]) -> tuple[frozenset[str], list[Problem]]:
    """Return the shops that refuse a product for its alcohol, with the one problem that says so."""
    values, rules = dict(entry.product), targets[0].words.alcohol if targets else None
    if rules is None or not is_alcohol(values, rules):
        return frozenset(), []
    percent = strength(values)
    if percent is None:
        return frozenset(), []
    barred = [
        one
        for one in targets
        if percent >= one.words.alcohol.refused_from.get(one.marketplace, 101)
    ]
    if not barred:
        return frozenset(), []
    least = min(one.words.alcohol.refused_from[one.marketplace] for one in barred)
    problem = Problem(
        "P510",
        _(
            "a drink of {percent} % alcohol cannot be shown in {shops}: from {least} % on it may "
            "not be advertised",
            percent=f"{percent:g}",
            least=f"{least:g}",
            shops=", ".join(one.name for one in barred),
        ),
        _("Skip these shops: shops: → {shop}: → skip: yes", shop=barred[0].name),
        place=entry.place("name"),
        sku=entry.product.sku,
    )
    return frozenset(one.name for one in barred), [problem]


def _lacking(entry: Entry, shown: str, target: Target) -> Iterator[Problem]:
    product = entry.product
    called = "\n".join((product.name["vi"], *product.facts))
    for one in target.words.required:
        theirs = product.group in one.groups and not product.kind.startswith(one.not_kinds)
        if (theirs or says_any(called, one.also_where)) and not says_any(shown, one.phrases):
            yield Problem(
                one.code,
                _("the text for {shop} does not say that this is no medicine", shop=target.name),
                _(
                    'Write under `warnings:`: "Sản phẩm này không phải là thuốc, không có tác dụng '
                    'thay thế thuốc chữa bệnh."'
                ),
                place=entry.place("warnings"),
                sku=product.sku,
                shop=target.name,
            )


def _added(
    entry: Entry, target: Target, told: Sequence[tuple[str, str]], on: date
) -> Iterator[Problem]:
    values = dict(entry.product)
    rules = [one for one in rules_for(values, target.words, on) if _counts(one, target, on)]
    held = suspects((text for _kind, text in told), rules)
    if not held:
        return
    names = (*proper_names(values), *(paper.issued_by for paper in entry.product.papers))
    own = {
        (one.rule.name, one.words)
        for _path, text in texts(values)
        for one in offences(text, rules, held)
    }
    for kind, text in told:
        for one in offences(text, rules, held, names):
            severity = one.rule.levels["title" if kind == "title" else "text"]
            by_paper = lapsed(one.rule, values, on) is None
            if severity is None or by_paper or (one.rule.name, one.words) in own:
                continue
            yield Problem(
                one.rule.code,
                _(
                    'the text for {shop} says "{words}" ("{sentence}"): {reason}',
                    shop=target.name,
                    words=one.words,
                    sentence=in_its_sentence(text, one.start, one.end),
                    reason=in_words(one.rule.reason),
                ),
                _("It is not in the product file, so change the workspace's template."),
                severity,
                entry.place("name" if kind == "title" else "story"),
                entry.product.sku,
                target.name,
            )


def _counts(rule: Rule, target: Target, on: date) -> bool:
    return rule.in_force(on) and rule.not_on != target.marketplace
