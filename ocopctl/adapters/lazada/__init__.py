"""Lazada Open Platform, spoken with as a seller in Vietnam."""

from __future__ import annotations

from ocopctl.adapters.lazada.adapter import LazadaAdapter

__all__ = ["LazadaAdapter"]
