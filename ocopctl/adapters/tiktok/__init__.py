"""TikTok Shop, spoken with as a local seller in Vietnam."""

from __future__ import annotations

from ocopctl.adapters.tiktok.adapter import TiktokAdapter

__all__ = ["TiktokAdapter"]
