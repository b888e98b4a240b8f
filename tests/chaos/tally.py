"""The figures of many trials."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.chaos.laws import Law

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.chaos.trial import Report

_LINES = 6


@dataclass(slots=True)
class Figures:
    """Sums over trials; `broken` counts breaches by law, `again` trials by their last runs."""

    trials: Counter[str] = field(default_factory=Counter)
    broken: Counter[Law] = field(default_factory=Counter)
    again: Counter[int] = field(default_factory=Counter)
    kills: int = 0
    lost: int = 0
    calls: int = 0
    runs: int = 0
    seconds: float = 0.0

    def add(self, report: Report) -> None:
        """Add one trial."""
        self.trials[report.name.partition("-")[0]] += 1
        self.broken.update(breach.law for breach in report.breaches)
        self.again[report.again] += 1
        self.kills += report.kills
        self.lost += report.lost
        self.calls += report.calls
        self.runs += report.runs

    def told(self, report: Report) -> Iterator[str]:
        """Yield what is to be said of a trial: nothing when all is well."""
        if not report.breaches:
            return
        yield f"✗ {report.name} ({report.folder})"
        yield "    " + " | ".join(report.story)
        for breach in report.breaches[:_LINES]:
            yield f"    {breach.law} {breach.law.name}: {' '.join(breach.words.split())}"

    def as_json(self) -> dict[str, Any]:
        """Return the figures as JSON values."""
        return {
            "trials": dict(self.trials),
            "breaches": {law.name: self.broken[law] for law in Law},
            "kills": self.kills,
            "lost": self.lost,
            "calls": self.calls,
            "runs": self.runs,
            "again": {str(runs): count for runs, count in sorted(self.again.items())},
            "seconds": round(self.seconds),
        }

    def table(self) -> str:
        """Return the figures as lines for people."""
        trials = ", ".join(f"{count} {kind}" for kind, count in self.trials.items())
        broken = ", ".join(f"{law.name.lower()} {self.broken[law]}" for law in Law)
        return (
            f"{sum(self.trials.values())} trials ({trials}), {self.runs} processes, "
            f"{self.kills} killed, {self.calls} calls, {self.lost} answers lost, "
            f"{self.seconds:.0f} s\nbreaches: {broken}"
        )
