"""Adapters held against the contract: the places where that is done, and how it is run.

A plug-in names a place for its own marketplace under the entry point group `ocopctl.places`.
"""

from __future__ import annotations

from ocopctl.proving.pictures import pictures
from ocopctl.proving.practice import practice_place
from ocopctl.proving.prove import PLACES, place_maker, prove

__all__ = ["PLACES", "pictures", "place_maker", "practice_place", "prove"]
