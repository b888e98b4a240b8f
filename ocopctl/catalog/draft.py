"""A product as far as it could be read, so that one wrong field does not hide the next fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ocopctl.catalog.model import Override, Product, Variant
from ocopctl.catalog.reading import WRONG
from ocopctl.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold in a product; `path` leads to the field to look at."""

    code: str
    path: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Form:
    """One sellable form with what is known of it. `prefix` leads to its fields."""

    prefix: str
    sku: str
    price: int | None
    compare_at: int | None
    cost: int | None
    gtin: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of a product that could be read; `product` when all of them could."""

    values: Mapping[str, Any]
    product: Product | None

    def get(self, name: str) -> Any:
        """Return a field's value; None when it is absent, wrong, or partly wrong."""
        return None if self.wrong(name) else self.values.get(name)

    def wrong(self, name: str) -> bool:
        """Tell whether a field was written and holds something that could not be read."""
        value = self.values.get(name)
        return value is WRONG or (isinstance(value, tuple) and WRONG in value)

    def entries(self, name: str) -> list[tuple[str, Any]]:
        """Return the entries of a list that could be read, each with its path."""
        found = self.values.get(name)
        numbered = enumerate(found if isinstance(found, tuple) else ())
        return [(f"{name}[{number}]", one) for number, one in numbered if one is not WRONG]

    def variants(self) -> list[tuple[str, Variant]]:
        """Return the variants that could be read, each with its path."""
        found = self.values.get("variants")
        numbered = enumerate(found if isinstance(found, tuple) else ())
        return [(f"variants[{n}]", one) for n, one in numbered if isinstance(one, Variant)]

    def overrides(self) -> list[tuple[str, Override]]:
        """Return what differs by shop, each with its path."""
        return [(f"shops.{name}", one) for name, one in (self.get("shops") or {}).items()]

    def forms(self) -> list[Form]:
        """Return every variant, or the product itself when it has none."""
        if "variants" in self.values:
            return [
                Form(f"{path}.", v.sku, v.price, v.compare_at, v.cost, v.gtin)
                for path, v in self.variants()
            ]
        amounts = (self.get("price"), self.get("compare_at"), self.get("cost"))
        return [Form("", self.get("sku") or "", *amounts, self.get("gtin") or "")]
