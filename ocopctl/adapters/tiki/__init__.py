"""Tiki's integration API, spoken with as one seller."""

from __future__ import annotations

from ocopctl.adapters.tiki.adapter import TikiAdapter

__all__ = ["TikiAdapter"]
