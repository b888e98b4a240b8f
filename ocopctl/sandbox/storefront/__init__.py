"""The storefront: what a buyer would see in the four shops, as plain pages on loopback."""

from ocopctl.sandbox.storefront.app import storefront

__all__ = ["storefront"]
