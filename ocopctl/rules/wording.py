"""Find the words of rules in texts, and leave out what stands there by right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocopctl.rules.levelled import level, unfold
from ocopctl.rules.phrases import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ocopctl.rules.levelled import Levelled
    from ocopctl.rules.phrases import Phrase
    from ocopctl.rules.words import Rule


@dataclass(frozen=True, slots=True)
class Offence:
    """Words of a rule in a text: where they stand in it, and how they read when levelled."""

    rule: Rule
    start: int
    end: int
    words: str


def suspects(texts: Iterable[str], rules: Iterable[Rule]) -> dict[str, tuple[Phrase, ...]]:
    """Return fast, by rule, the phrases that texts may hold; most texts hold none."""
    together = "\n\n".join(texts)
    forms = Forms(level(together), unfold(together))
    there = words(forms.levelled.text)
    held = {
        rule.name: tuple(
            one for one in rule.phrases if (forms.holds(one) if one.raw else there.may_hold(one))
        )
        for rule in rules
        if not rule.hints or any(hint in forms.unfolded.text for hint in rule.hints)
    }
    return {name: phrases for name, phrases in held.items() if phrases}


def offences(
    text: str,
    rules: Sequence[Rule],
    held: dict[str, tuple[Phrase, ...]],
    names: Iterable[str] = (),
) -> list[Offence]:
    """Return what a text says against the rules, each stretch of it once, in order.

    `held` are the phrases that it may hold; `names` are proper names, which may say anything.
    """
    forms = Forms(level(text), unfold(text))
    free = [span for name in names for span in forms.of_name(name)]
    found = [
        (start, -end, rule)
        for rule in rules
        if rule.name in held
        for start, end in _of_rule(forms, rule, held[rule.name])
        if not _touches(start, end, free)
    ]
    told: list[Offence] = []
    behind = 0
    for start, minus_end, rule in sorted(found, key=lambda one: one[:2]):
        if start >= behind:
            behind = -minus_end
            plain = " ".join(level(text[start:behind]).text.split())
            told.append(Offence(rule, start, behind, plain))
    return told


def says_any(text: str, phrases: Iterable[Phrase]) -> bool:
    """Tell whether a text holds one of the phrases."""
    return bool(said(text, phrases))


def said(text: str, phrases: Iterable[Phrase]) -> list[tuple[int, int]]:
    """Return where a text holds one of the phrases."""
    forms = Forms(level(text), unfold(text))
    there = words(forms.levelled.text)
    return [span for one in phrases if there.may_hold(one) for span in forms.found(one)]


@dataclass(frozen=True, slots=True)
class Forms:
    """One text in the two forms that phrases are looked for in."""

    levelled: Levelled
    unfolded: Levelled

    def found(self, phrase: Phrase) -> Iterator[tuple[int, int]]:
        """Yield where a phrase stands in the text as it was written."""
        form = self.unfolded if phrase.raw else self.levelled
        return (form.span(*span) for span in phrase.found_in(form.text))

    def holds(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is there."""
        return any(True for _span in self.found(phrase))

    def of_name(self, name: str) -> Iterator[tuple[int, int]]:
        """Yield where a name stands in the text as it was written."""
        text, sought = self.levelled.text, level(name).text
        at = text.find(sought) if sought else -1
        while at >= 0:
            yield self.levelled.span(at, at + len(sought))
            at = text.find(sought, at + len(sought))


def _of_rule(forms: Forms, rule: Rule, held: Iterable[Phrase]) -> Iterator[tuple[int, int]]:
    found = [span for one in held for span in forms.found(one)]
    if found:
        free = [span for one in rule.but for span in forms.found(one)]
        yield from (span for span in found if not _touches(*span, free))


def _touches(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(begin < end and start < stop for begin, stop in spans)
