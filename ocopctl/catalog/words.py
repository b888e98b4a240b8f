"""Words in a product's texts that adverts and marketplaces do not allow, each where it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from ocopctl.catalog.claims import texts
from ocopctl.catalog.days import written
from ocopctl.catalog.draft import Finding
from ocopctl.catalog.model import Indication, Paper, Producer, State
from ocopctl.catalog.within import nearest, piece_place
from ocopctl.catalog.words_alcohol import is_alcohol
from ocopctl.language import _, current
from ocopctl.problems import Problem, Severity
from ocopctl.rules.wording import offences, suspects
from ocopctl.text import slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from ocopctl.catalog.draft import Draft
    from ocopctl.catalog.product_file import Read
    from ocopctl.rules.wording import Offence
    from ocopctl.rules.words import Rule, WordRules

_SHOWN = 70
_AHEAD_DAYS = 60


def word_problems(read: Read, text: str, rules: WordRules, on: date | None) -> Iterator[Problem]:
    """Yield what a product of the file's `text` may not say as of a day, at the words themselves.

    Goods that are given up are let be, and so are names of makers and brands.
    """
    reading = read.reading
    for one, value, offset in _word_findings(read.draft, rules, on):
        place = piece_place(text, nearest(reading.places, one.path), value, offset)
        yield Problem(one.code, one.message, one.hint, one.severity, place, reading.sku)


def _word_findings(
    draft: Draft, rules: WordRules, on: date | None
) -> Iterator[tuple[Finding, str, int]]:
    """Yield each finding with its value and the offset in it."""
    values = draft.values
    if draft.get("state") == State.RETIRED:
        return
    told = [(path, text) for path, text in texts(values) if path != "brand"]
    held = suspects((text for _path, text in told), rules.rules)
    if not held:
        return
    counting = [rule for rule in rules_for(values, rules, on) if rule.name in held]
    names = proper_names(values)
    for path, text in told:
        there = [rule for rule in counting if rule.not_on not in path.split(".")[:2]]
        for one in offences(text, there, held, names):
            severity = one.rule.levels["title" if is_title(path) else "text"]
            late = lapsed(one.rule, values, on)
            if severity is not None and late is not None:
                yield _finding(one, path, text, (severity, late), on), text, one.start


def rules_for(values: Mapping[str, Any], rules: WordRules, on: date | None) -> Iterator[Rule]:
    """Yield the rules that count for these goods, or will within sixty days."""
    group = values.get("group")
    drink = is_alcohol(values, rules.alcohol)
    for rule in rules.rules:
        if (rule.groups and group not in rule.groups) or (rule.of_alcohol and not drink):
            continue
        if rule.in_force(on) or _soon(rule, on):
            yield rule


def proper_names(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names in a product that stay as they are: brand, maker, protected origin."""
    producer, origin = values.get("producer"), values.get("geographical_indication")
    found = [values.get("brand")]
    if isinstance(origin, Indication):
        found.append(origin.name)
    if isinstance(producer, Producer):
        found.append(producer.name)
        found += [one.name for one in producer.households]
    return tuple(one for one in found if isinstance(one, str) and one)


def is_title(path: str) -> bool:
    """Tell whether a text is a name, or a title of its own for one shop."""
    return path.partition(".")[0] == "name" or path.endswith(".title")


def in_its_sentence(text: str, start: int, end: int) -> str:
    """Return the words with what stands around them, short enough for a message."""
    left = max(text.rfind(mark, 0, start) for mark in ".!?\n") + 1
    right = min((at for mark in ".!?\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    room = max(0, _SHOWN - (end - start)) // 2
    begin, stop = max(left, start - room), min(right, end + room)
    if begin > left:
        begin = text.find(" ", begin, start) + 1 or start
    if stop < right:
        stop = max(text.rfind(" ", end, stop), end)
    shown = " ".join(text[begin:stop].split())
    return ("…" if begin > left else "") + shown + ("…" if stop < right else "")


def _soon(rule: Rule, on: date | None) -> bool:
    return (
        on is not None
        and rule.begin is not None
        and 0 < (rule.begin - on).days <= _AHEAD_DAYS
        and (rule.end is None or on <= rule.end)
    )


def lapsed(rule: Rule, values: Mapping[str, Any], on: date | None) -> str | None:
    """Return None when a paper allows the words, and else what is wrong with the papers there."""
    found = values.get("papers")
    papers = [one for one in (found if isinstance(found, tuple) else ()) if isinstance(one, Paper)]
    fitting = [one for one in papers if _is_of(one, rule.papers)]
    if not fitting:
        return ""
    dated = [one.issued for one in fitting if one.issued is not None]
    if not dated:
        return _("; its paper has no `issued:`")
    last = max(dated)
    if on is None or last <= on <= _months_later(last, rule.months):
        return None
    return _("; its paper of {day} is not of the last twelve months", day=written(last))


def _is_of(paper: Paper, kinds: tuple[str, ...]) -> bool:
    kind = slug(paper.type).replace("-", "_")
    return any(f"_{one}" in f"_{kind}" for one in kinds)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return day.replace(year=day.year + years, month=month + 1, day=last)
        except ValueError:
            continue
    return day


def _finding(
    offence: Offence, path: str, text: str, weight: tuple[Severity, str], on: date | None
) -> Finding:
    rule, (severity, late) = offence.rule, weight
    said = " ".join(text[offence.start : offence.end].split())
    around = in_its_sentence(text, offence.start, offence.end)
    reason = in_words(rule.reason) + late
    message = (
        _('"{words}": {reason}', words=said, reason=reason)
        if around == said
        else _('"{words}" in "{sentence}": {reason}', words=said, sentence=around, reason=reason)
    )
    found = Finding(rule.code, path, message, in_words(rule.fix), severity)
    if rule.in_force(on) or rule.begin is None:
        return found
    ahead = _("from {day} on: {message}", day=written(rule.begin), message=message)
    return replace(found, message=ahead, severity=Severity.WARNING)


def in_words(told: Mapping[str, str]) -> str:
    """Return a text of the rules in the language in use."""
    return told.get(current()) or next(iter(cast("dict[str, str]", told).values()), "")
