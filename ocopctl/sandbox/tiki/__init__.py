"""The practice Tiki: the seller integration API, stateful, from the official reference."""

from ocopctl.sandbox.tiki.emulator import Tiki

__all__ = ["Tiki"]
