"""The register of the problem codes of the catalog; a code keeps its meaning for good."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ocopctl.catalog.codes_ignores import IGNORES
from ocopctl.catalog.codes_layout import LAYOUT
from ocopctl.catalog.codes_likeness import LIKENESS
from ocopctl.catalog.codes_papers import PAPERS
from ocopctl.catalog.codes_pictures import PICTURES
from ocopctl.catalog.codes_prices import PRICES
from ocopctl.catalog.codes_values import VALUES
from ocopctl.catalog.codes_words import WORDS
from ocopctl.catalog.explanation import Explanation

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EXPLANATIONS", "Explanation"]

EXPLANATIONS: Mapping[str, Explanation] = MappingProxyType(
    {**LAYOUT, **VALUES, **PAPERS, **PICTURES, **PRICES, **WORDS, **LIKENESS, **IGNORES}
)
