"""The words that templates know beside Jinja's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ocopctl.catalog.certificate import last_good_day
from ocopctl.content import facts, papers, phrases, places, quantities, season, story, titles
from ocopctl.money import show
from ocopctl.text import cut

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    # texts
    "vi": facts.vietnamese,
    "sentence": phrases.sentence,
    "ended": phrases.ended,
    "lower_first": phrases.lower_first,
    "listed": phrases.listed,
    "cut": cut,
    "cut_bytes": titles.cut_bytes,
    "paragraphs": story.paragraphs,
    "opening": story.opening,
    # amounts and dates
    "dong": show,
    "day": facts.day,
    "month_day": season.month_day,
    "months": season.months,
    "last_good_day": last_good_day,
    # a product's facts
    "reasons": facts.reasons,
    "hashtags": facts.hashtags,
    "net": quantities.net,
    "net_label": quantities.net_label,
    "quantity": quantities.quantity,
    "other_axes": quantities.other_axes,
    "papers_in_force": papers.papers_in_force,
    "paper_name": papers.paper_name,
    # maker and places
    "producer_kind": facts.producer_kind,
    "group_name": facts.group_name,
    "address": places.address,
    "home": places.home,
    "in_sentence": places.in_sentence,
    # titles
    "title": titles.title,
    "branded": titles.branded,
    "feature": titles.feature,
    "headline": titles.headline,
    "first_material": titles.first_material,
    "title_place": places.title_place,
    "province": places.province,
    "title_net": quantities.title_net,
    "spares": titles.spares,
    "option_values": titles.option_values,
}
"""Filters by name; all are pure."""
