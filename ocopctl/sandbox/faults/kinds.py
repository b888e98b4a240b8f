"""Which faults there are, and what each does to the emulator's work and to the answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reach(StrEnum):
    """Which calls a fault can strike at all, beside what its rule says."""

    ANY = "any"
    LISTS = "lists"
    FURTHER_PAGES = "further pages"
    WRITES = "writes that were accepted"
    REVIEWED = "writes that a review follows"
    RENEWALS = "renewals of tokens"
    TOKENS = "calls that carry a token"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault.

    `ends` tells that it decides how the call ends, which one fault alone can; `undone` that the
    emulator's work is taken back first; `lost` that no whole answer arrives. `seconds` is how long
    it takes unless a rule says otherwise, None where that means nothing.
    """

    name: str
    reach: Reach = Reach.ANY
    ends: bool = True
    undone: bool = False
    lost: bool = False
    seconds: float | None = None


# Three hours: more than any of the four allows a timestamp to be off.
_SKEW_S = 10_800.0
_ALL = (
    Fault("latency", ends=False, seconds=2.0),
    Fault("slow-body", ends=False, seconds=5.0),
    Fault("clock-skew", ends=False, seconds=_SKEW_S),
    Fault("review-refused", Reach.REVIEWED, ends=False),
    Fault("reset-before", undone=True, lost=True),
    Fault("reset-after", lost=True),
    Fault("error-before", undone=True),
    Fault("error-after"),
    Fault("error-body", undone=True),
    Fault("broken-body", lost=True),
    Fault("html-body", undone=True),
    Fault("rate-limited", undone=True),
    Fault("rate-limited-after", undone=True, seconds=2.0),
    Fault("quota", undone=True),
    Fault("token-expired", Reach.TOKENS, undone=True),
    Fault("refresh-lost", Reach.RENEWALS, lost=True),
    Fault("never-applied", Reach.WRITES, undone=True),
    Fault("empty-list", Reach.LISTS),
    Fault("repeated-page", Reach.FURTHER_PAGES, undone=True),
    Fault("huge-body"),
    Fault("deep-json"),
    Fault("wrong-types"),
    Fault("wrong-length", lost=True),
    Fault("redirect", undone=True),
    Fault("trickle", lost=True, seconds=30.0),
)
FAULTS = {fault.name: fault for fault in _ALL}
MEGABYTES = 100
