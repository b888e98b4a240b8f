"""What is known of a problem code beyond one message: why it matters and how to put it right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """One problem code explained. The texts are English, marked for translation."""

    title: str
    why: str
    fix: str
    source: str
