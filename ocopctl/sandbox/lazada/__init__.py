"""The Lazada of the practice market: the open platform's gateway, strict and stateful."""

# not modelled: sellers with several warehouses and the platform's own warehouses (a village shop
#   has one)
# not modelled: orders, so that stock is never withheld or occupied (there are no buyers)
# not modelled: campaigns and penalties with their locks, and calls switched off for a campaign
#   (none run)
# not modelled: cross-border, mall and semi-hosted sellers, and those who may set stock alone
#   (plain shops only)
# not modelled: apps of the service market and apps without an API group (every practice app may
#   do all)
# not modelled: quotas by call, brands throttled for everybody together (one pace a shop stands
#   for them)
# not modelled: answers of the network's edge: HTML pages, 429, 502, cut connections (the market
#   answers every call)
# not modelled: JSON bodies (most clients send none, reports of them differ)
# not modelled: the older sign method with MD5 (documented, used by nobody)
# not modelled: more than two variations, thumbnails' own rules, samples, bundles and size charts
#   (of no use to a village shop)
# not modelled: videos and their removal (a publisher of pictures alone)
# not modelled: barcodes and shared products (their rules are not documented)
# not modelled: a review of big price changes and the range of discounts (old texts without
#   dependable figures)
# not modelled: product/qc/status/get and product/pre/check (no longer listed, or no check of a
#   listing)
# not modelled: time-outs of long lists and big requests (their limits are not published)
# not modelled: push messages (a command-line tool has no address to receive them)
# not modelled: other countries (one Vietnamese market)

from __future__ import annotations

from ocopctl.sandbox.lazada.ask import Quirks
from ocopctl.sandbox.lazada.emulator import Lazada

__all__ = ["Lazada", "Quirks"]
