"""Shopee Vietnam, spoken with through Open Platform version 2."""

from __future__ import annotations

from ocopctl.adapters.shopee.adapter import ShopeeAdapter

__all__ = ["ShopeeAdapter"]
