"""Papers that go with goods: their names, and which of them are good on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.rules.papers import paper_rules

if TYPE_CHECKING:
    from datetime import date

    from ocopctl.catalog.model import Paper, Product


def paper_name(value: Paper) -> str:
    """Write out a paper's kind; a kind that is not known stays as the file has it."""
    rules = paper_rules()
    return rules.names.get(rules.also.get(value.type, value.type), value.type)


def papers_in_force(product: Product, on: date) -> tuple[Paper, ...]:
    """Return the papers that are good on the day `on`; the last day counts."""
    return tuple(
        one
        for one in product.papers
        if (one.issued is None or one.issued <= on)
        and (one.valid_until is None or on <= one.valid_until)
    )
