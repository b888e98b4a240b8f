"""The contract that every adapter keeps, to be run against a market that is handed in.

    verdicts = await run_all(lambda: opened(MyAdapter, my_place()))

`my_place()` returns a `Place`: a transport to an empty market, credentials, the market's clock
and its own record of what it did. Everything is judged by that record and by what the market
shows, nothing by what the adapter believes.
"""

from __future__ import annotations

from ocopctl.adapters.contract.bench import Bench, Effect, Place, Sample, opened
from ocopctl.adapters.contract.promise import Broken, Check, Verdict, check_name, promise_of
from ocopctl.adapters.contract.run import CHECKS, run, run_all

__all__ = [
    "CHECKS",
    "Bench",
    "Broken",
    "Check",
    "Effect",
    "Place",
    "Sample",
    "Verdict",
    "check_name",
    "opened",
    "promise_of",
    "run",
    "run_all",
]
