"""What an editor shows of a field: its title, its text, how values are written, what words mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from ocopctl.rules.packs import pack
from ocopctl.rules.papers import paper_rules
from ocopctl.rules.places import provinces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MARKETPLACES = ("shopee", "lazada", "tiki", "tiktok")
_FILE = Path(__file__).with_name("fields.yaml")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, by field.

    `proposed` are long lists that an editor completes and that would fill a hover text: editors
    know them as `defaultSnippets`.
    """

    texts: Mapping[str, str]
    titles: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]
    examples: Mapping[str, list[Any]]
    proposed: Mapping[str, Mapping[str, str]]

    def of(self, model: str, field: str) -> dict[str, Any]:
        """Return the annotations of a field, those of its own model first."""
        own = f"{model}.{field}"
        found = {
            "title": self.titles.get(own, self.titles.get(field)),
            "description": self.texts.get(own),
            "examples": self.examples.get(own, self.examples.get(field)),
            "defaultSnippets": [
                {"label": word, "body": word, "description": meant}
                for word, meant in self.proposed.get(own, {}).items()
            ],
        }
        return {name: value for name, value in found.items() if value}

    def meanings(self, field: str, allowed: Iterable[str]) -> dict[str, list[str]]:
        """Return what each of the words that a field takes means, in the order given."""
        known = self.choices.get(field, {})
        return {"enumDescriptions": [known[word] for word in allowed]} if known else {}


@cache
def words(language: str) -> Words:
    """Return the words of a language; lists that the rule packs have are taken from there."""
    tree = yaml.load(_FILE.read_text("utf-8"), Loader=yaml.CSafeLoader)
    kinds = {kind: one.name for name in MARKETPLACES for kind, one in pack(name).kinds.items()}
    proposed = {
        "Product.kind": dict(sorted(kinds.items())),
        "Paper.type": paper_rules().names,
        "Address.province": {one.name: one.code for one in provinces().values()},
    }
    return Words(
        texts={name: one[language] for name, one in tree["texts"].items()},
        titles={name: one[language] for name, one in tree["titles"].items()},
        choices={
            field: {word: one[language] for word, one in meant.items()}
            for field, meant in tree["choices"].items()
        },
        examples=tree["examples"],
        proposed=proposed,
    )
