"""A strict, stateful emulator of the Shopee Open Platform v2 for Vietnamese sellers."""

# not modelled: main accounts, merchants, suppliers and users (every practice seller has a plain
#   shop)
# not modelled: taking a consent back, addresses that must be declared, keys that expire (nothing
#   but time ends a consent here)
# not modelled: answers of the network's edge: HTML pages, 5xx, cut connections (the market
#   answers every call)
# not modelled: promotions, with their locks of prices, stocks and tiers (none run)
# not modelled: orders, reserved stock and stock that comes back (there are no buyers)
# not modelled: shops with several warehouses and goods in the platform's own (whitelisted shops
#   alone)
# not modelled: videos (their upload calls are absent; any video id is refused as not found)
# not modelled: extended descriptions and pictures of 3:4 (whitelisted shops alone)
# not modelled: standard names of tiers, searched attribute values and attributes below attributes
#   (no shipped category has them)
# not modelled: registering a brand (depends on the market)
# not modelled: batch_add_item and its results (documented, tried by nobody we know)
# not modelled: the older get_attributes, get_dts_limit and get_recommend_attribute (gone from the
#   reference or of no use to a publisher)
# not modelled: size charts, purchase limits, scheduled publishing, tax, policy and permit fields
#   (dropped silently like unknown fields)
# not modelled: the end of unused picture ids and of deleted items (no dependable figure)
# not modelled: bans without a link in the text, and bans long after the review (their rules are
#   not published)
# not modelled: push messages (a command-line tool has no address to receive them)
# not modelled: other countries, and the Chinese and test hosts (one Vietnamese market)

from __future__ import annotations

from ocopctl.sandbox.shopee.emulator import Shopee

__all__ = ["Shopee"]
