"""The Lazada of the practice market: the open platform's gateway, strict and stateful."""

from __future__ import annotations

from ocopctl.sandbox.lazada.ask import Quirks
from ocopctl.sandbox.lazada.emulator import Lazada

__all__ = ["Lazada", "Quirks"]
