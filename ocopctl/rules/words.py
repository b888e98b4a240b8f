"""Words that adverts and marketplaces do not allow, as `data/words.yaml` has them.

A `words.yaml` in the workspace's own folder of rules is laid over the shipped one, rule by rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from ocopctl.errors import ConfigError
from ocopctl.language import _
from ocopctl.problems import Severity
from ocopctl.rules.packs import SHIPPED
from ocopctl.rules.phrases import Phrase, phrase
from ocopctl.rules.tree import laid_over, read_tree, shipped_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

FILE: Final = "words.yaml"
OWN_CODE: Final = "P513"
"""The code of the workspace's own rules that name none."""
_OFF: Final = "off"
_RULE: Final = frozenset(
    {
        "code",
        "level",
        "groups",
        "where",
        "only",
        "not_on",
        "words",
        "but",
        "papers",
        "months",
        "hints",
    }
    | {"reason", "fix", "source", "from", "until", "checked"}
)


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that may not stand in some texts. `levels` are those of titles and of other texts.

    `papers` are kinds of papers that allow them for `months`; `not_on` is a marketplace whose own
    texts may hold them. `reason` and `fix` are by language. Without one of `hints`
    in a text the rule need not be looked at.
    """

    name: str
    code: str
    levels: Mapping[Literal["title", "text"], Severity | None]
    phrases: tuple[Phrase, ...]
    but: tuple[Phrase, ...]
    reason: Mapping[str, str]
    fix: Mapping[str, str]
    source: str
    groups: frozenset[str] = frozenset()
    of_alcohol: bool = False
    not_on: str = ""
    papers: tuple[str, ...] = ()
    months: int = 12
    hints: tuple[str, ...] = ()
    begin: date | None = None
    end: date | None = None

    def in_force(self, on: date | None) -> bool:
        """Tell whether the rule counts on a day; without a day all do."""
        begun = on is None or self.begin is None or self.begin <= on
        return begun and (on is None or self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True)
class Required:
    """A sentence that must stand in the texts of some goods; any of `phrases` will do."""

    code: str
    groups: frozenset[str]
    not_kinds: tuple[str, ...]
    also_where: tuple[Phrase, ...]
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Alcohol:
    """What is asked of drinks with alcohol. Strengths are percent of volume.

    `refused_from` is by marketplace; goods are known by `kinds` (beginnings) or by their name.
    """

    groups: frozenset[str]
    kinds: tuple[str, ...]
    named: tuple[Phrase, ...]
    but: tuple[Phrase, ...]
    warnings: tuple[Phrase, ...]
    refused_from: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class WordRules:
    """All rules on words; `said_by_all` are sentences that many goods must carry alike."""

    rules: tuple[Rule, ...]
    required: tuple[Required, ...]
    alcohol: Alcohol
    said_by_all: tuple[Phrase, ...] = field(default=())


def word_rules(own: Path | None = None) -> WordRules:
    """Return the shipped rules, with the file of the folder `own` laid over them.

    Raises ConfigError when one of them cannot be read.
    """
    path = own / FILE if own else None
    return _laid(path) if path is not None and path.is_file() else _shipped()


@cache
def _shipped() -> WordRules:
    return _read(shipped_tree(SHIPPED / FILE))


def _laid(path: Path) -> WordRules:
    try:
        return _read(laid_over(shipped_tree(SHIPPED / FILE), read_tree(path)))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ConfigError(
            _("this list of words is not laid out as it should be: {what}", what=str(error)),
            place=str(path),
            hint=_("compare it with the shipped words.yaml; docs/words.md tells what a rule holds"),
        ) from error


def _read(found: Mapping[str, Any]) -> WordRules:
    lists: Mapping[str, Sequence[str]] = found["lists"]
    drinks = found["alcohol"]
    return WordRules(
        rules=tuple(_rule(name, row, lists) for name, row in found["rules"].items()),
        required=tuple(
            Required(
                row["code"],
                frozenset(row["groups"]),
                tuple(row["not_kinds"]),
                _phrases(row["also_where"], lists),
                _phrases(row["words"], lists),
            )
            for row in found["required"].values()
        ),
        alcohol=Alcohol(
            frozenset(drinks["groups"]),
            tuple(drinks["kinds"]),
            _phrases(drinks["words"], lists),
            _phrases(drinks["but"], lists),
            _phrases(drinks["warnings"], lists),
            {name: float(row["refused_from"]) for name, row in drinks["markets"].items()},
        ),
        said_by_all=_phrases(found["said_by_all"], lists),
    )


def _rule(name: str, row: Mapping[str, Any], lists: Mapping[str, Sequence[str]]) -> Rule:
    """Read one rule. Raises ValueError or TypeError, naming it, when it cannot be followed."""
    if unknown := row.keys() - _RULE:
        raise ValueError(f"rules: {name}: {min(unknown)}")
    try:
        return Rule(
            name=name,
            code=str(row.get("code", OWN_CODE)),
            levels=_levels(row.get("level", "warning"), row.get("where", "")),
            phrases=_phrases(row["words"], lists),
            but=_phrases(row.get("but", ()), lists),
            reason=_said(row["reason"]),
            fix=_said(row.get("fix", "")),
            source=str(row.get("source", "")),
            groups=frozenset(row.get("groups", ())),
            of_alcohol=row.get("only") == "alcohol",
            not_on=row.get("not_on", ""),
            papers=tuple(row.get("papers", ())),
            months=int(row.get("months", 12)),
            hints=tuple(str(one).lower() for one in row.get("hints", ())),
            begin=row.get("from"),
            end=row.get("until"),
        )
    except (KeyError, ValueError) as error:
        raise ValueError(f"rules: {name}: {error}") from error


def _levels(
    told: str | Mapping[str, str], where: str
) -> dict[Literal["title", "text"], Severity | None]:
    both = told if isinstance(told, dict) else {"title": told, "text": told}
    title, text = (_severity(both[name]) for name in ("title", "text"))
    return {"title": title, "text": None if where == "title" else text}


def _severity(told: object) -> Severity | None:
    # YAML reads a bare off as no.
    return None if told is False or told == _OFF else Severity(str(told))


def _phrases(written: Iterable[str], lists: Mapping[str, Sequence[str]]) -> tuple[Phrase, ...]:
    if isinstance(written, str):
        raise TypeError(written)
    return tuple(phrase(str(one), lists) for one in written)


def _said(told: str | Mapping[str, str]) -> Mapping[str, str]:
    return told if isinstance(told, dict) else {"vi": str(told), "en": str(told)}
