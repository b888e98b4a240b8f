"""A strict, stateful emulator of the Shopee Open Platform v2 for Vietnamese sellers."""

from __future__ import annotations

from ocopctl.sandbox.shopee.emulator import Shopee

__all__ = ["Shopee"]
