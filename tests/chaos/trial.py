"""One trial: a village, what befalls it, and whether all is well when the weather is fair again."""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ocopctl.sandbox.practice import PracticeMarket
from tests.chaos.acts import PUBLISH, approval, goals, recall
from tests.chaos.laws import Agreed, Breach, Law, Recalled, breaches, shut
from tests.chaos.line import TORE, Done, run, start
from tests.chaos.secrets import told_secrets
from tests.chaos.served import TIMES, connect, free_port, serve, serving, stop
from tests.chaos.village import BASKET, SCARF, ended_well, published, with_neighbours
from tests.chaos.wraps import All, Faster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from tests.chaos.acts import Act
    from tests.chaos.laws import Approval
    from tests.chaos.line import Running
    from tests.chaos.village import Product, Village

TITLES_STAY = frozenset({"tiki"})
"""Where a title stays as the listing was created with it (the platform's own rule)."""
RUNS = 6
"""Runs in fair weather within which everything must be as it was agreed."""
MINUTE_S = 60.0
REVIEW_S = 4 * 86_400.0
"""A changed text counts as lost after three days of review, not before."""
SHUT, WAITS, BUG = 4, 5, 70


@dataclass(frozen=True, slots=True)
class Ground:
    """Where trials begin: a village with nothing in its shops yet, and one that has published.

    Calls up to `theirs` were made by neighbours. With a `port` the market is another process, from
    there on; else each process has it within itself.
    """

    root: Path
    fresh: Village
    published: Village
    theirs: int
    port: int | None = None


def prepare(root: Path) -> Ground:
    """Make the villages that trials begin with copies of."""
    fresh = with_neighbours(root)
    return Ground(root, fresh, published(root, fresh), fresh.history().last)


def prepare_served(root: Path) -> Ground:
    """Make them with a market that is served."""
    port, fresh = free_port(), with_neighbours(root)
    connect(fresh, port)
    done = fresh.copy(root / "published")
    with serving(done, port):
        ended_well(run(done.folder, *PUBLISH, wrap=Faster(TIMES)))
    return Ground(root, fresh, done, fresh.history().last, port)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a trial.

    `again` is how many runs in fair weather it took; `story` every command with its exit status,
    `folder` where all of it is.
    """

    name: str
    breaches: tuple[Breach, ...]
    kills: int
    lost: int
    calls: int
    runs: int
    again: int
    seconds: float
    story: tuple[str, ...] = ()
    folder: str = ""


@dataclass(slots=True)
class Trial:
    """A village under way.

    `approvals` are what its owner agreed to so far, `products` the last of it, `off` the products
    that are recalled. `patient` says that reviews may have to be waited for: days of the market's.
    """

    name: str
    village: Village
    theirs: int
    approvals: list[Approval]
    began: int
    port: int | None = None
    market: Running | None = None
    products: tuple[Product, ...] = (BASKET, SCARF)
    off: set[str] = field(default_factory=set)
    recalls: list[Recalled] = field(default_factory=list)
    found: list[Breach] = field(default_factory=list)
    story: list[str] = field(default_factory=list)
    stormy: bool = False
    patient: bool = False
    kills: int = 0
    runs: int = 0
    clock: float = field(default_factory=time.monotonic)

    def write(self, act: Act) -> None:
        """Write an act's product file; what it approves holds from the next call on."""
        self.story.append(act.name)
        self.village.write(*act.products)
        self.products = act.approved
        self._approve()

    def _approve(self) -> None:
        """Note what may be sent from the next call on."""
        self.approvals.append(approval(self.goods(), self.village.history().last))

    def goods(self) -> list[Product]:
        """Return the products as they are agreed now: what is recalled is not on sale."""
        return [replace(p, state="paused") if p.sku in self.off else p for p in self.products]

    def start(self, *words: str, wrap: Callable[[], None] | None = None) -> Running:
        """Start a command."""
        self.runs += 1
        if words[0] == "recall":
            self.off.add(words[1])
            self._approve()
        running = start(self.village.folder, *words, wrap=self._paced(wrap))
        if wrap is not None:
            self.story.append(f"{running.out.stem}: {wrap}")
        return running

    def away(self) -> None:
        """Let the served market be gone, as if the link were down."""
        if self.market is not None:
            stop(self.market)

    def back(self) -> None:
        """Serve the market, where it is served."""
        if self.port is not None:
            self.market = serve(self.village, self.port)

    def _time_passes(self, *, days: bool) -> None:
        """Let a minute pass in the market until the next run, or days of review."""
        self.patient &= not days
        if self.market is not None:
            time.sleep(MINUTE_S / TIMES)
            return
        market = PracticeMarket(self.village.market)
        market.clock.advance(REVIEW_S if days else MINUTE_S)
        market.close()

    def _paced(self, wrap: Callable[[], None] | None) -> Callable[[], None] | None:
        """Let the process wait as fast as a served market's time runs."""
        if self.market is None:
            return wrap
        return All((Faster(TIMES), *([wrap] if wrap else [])))

    def end(self, running: Running) -> Done:
        """Wait for a command's end; a bug and a hanging process are breaches in themselves."""
        try:
            done = running.done()
        except TimeoutError as error:
            self.found.append(Breach(Law.ENDS, str(error)))
            return Done(running.words, BUG, "", "", 0.0)
        self.kills += done.killed
        self.story.append(f"{running.out.stem}: {done.status}")
        if done.status in {BUG, TORE} or "Traceback" in done.out + done.err:
            self.found.append(Breach(Law.ENDS, f"{running.out.name}: {done.err[-300:]}"))
        self._note_recall(done)
        return done

    def _note_recall(self, done: Done) -> None:
        """Hold a recall that has ended, or its end, against what happens from now on."""
        word, sku = done.words[0], done.words[1] if len(done.words) > 1 else ""
        last = self.village.history().last
        if word == "recall" and done.status in {0, WAITS}:
            skus = {name for one in self.products if one.sku == sku for name in (sku, *one.offers)}
            self.recalls.append(Recalled(frozenset(skus), since=last))
        if word == "release" and done.status == 0:
            self.off.discard(sku)
            self.recalls = [
                r if r.until or sku not in r.skus else replace(r, until=last) for r in self.recalls
            ]
            self._approve()

    def run(self, *words: str, wrap: Callable[[], None] | None = None) -> Done:
        """Run a command to its end."""
        return self.end(self.start(*words, wrap=wrap))

    def finish(self, *, settled: frozenset[int]) -> Report:
        """Run the command in fair weather until nothing is left to do, then hold the laws.

        `settled` are the exit statuses that say so. A recall that was cut short is asked again.
        """
        if self.stormy:
            self.run("sandbox", "storm", "off")
        for sku in sorted(self.off):
            self.run(*recall(sku))
        if without := shut(self.village.history()):
            settled |= {SHUT}
        again = self._again(settled)
        quiet = self.village.history().last
        self.run(*PUBLISH)
        history = self.village.history()
        agreed = Agreed(
            goals=goals(self.goods()),
            approvals=tuple(self.approvals),
            recalls=tuple(self.recalls),
            theirs=self.theirs,
            quiet=quiet,
            without=without,
        )
        found = (
            *self.found,
            *breaches(history, agreed),
            *_unseen(self.village, self.goods(), without),
            *told_secrets(self.village),
        )
        ours = [call for call in history.calls if call.id > self.began]
        return Report(
            name=self.name,
            breaches=found,
            kills=self.kills,
            lost=sum(call.lost for call in ours),
            calls=len(ours),
            runs=self.runs,
            again=again,
            seconds=time.monotonic() - self.clock,
            story=tuple(self.story),
            folder=str(self.village.folder),
        )

    def _again(self, settled: frozenset[int]) -> int:
        for number in range(1, RUNS + 1):
            done = self.run(*PUBLISH)
            left = self.run("plan", "--detailed-exitcode").status
            if done.status in settled and not self.patient and (left == 0 or settled != {0}):
                return number
            self._time_passes(days=self.patient and number == RUNS // 2)
        words = f"exit {done.status}, plan {left} after {RUNS} runs: {done.err[-300:]}"
        self.found.append(Breach(Law.LOST, words))
        return RUNS


@contextmanager
def begun(ground: Ground, name: str, *, fresh: bool) -> Iterator[Trial]:
    """Begin a trial in a copy of one of the villages; a market that is served ends with it."""
    base = ground.fresh if fresh else ground.published
    folder = ground.root / name
    shutil.rmtree(folder, ignore_errors=True)
    village = base.copy(folder)
    first = approval((BASKET, SCARF), ground.theirs)
    trial = Trial(name, village, ground.theirs, [first], base.history().last, ground.port)
    trial.back()
    try:
        yield trial
    finally:
        trial.away()


def _unseen(village: Village, products: Sequence[Product], without: frozenset[str]) -> list[Breach]:
    """2, as buyers see it: what is on sale is shown, once, under its name."""
    market = PracticeMarket(village.market)
    try:
        shown = market.listings()
    finally:
        market.close()
    found = []
    for product in products:
        for goal in product.goals() if product.state == "active" else ():
            for shop in set(goal.shops) - without:
                [sku] = goal.offers
                live = [
                    one
                    for one in shown
                    if one.shop == shop
                    and one.status == "live"
                    and sku in {variant.sku for variant in one.variants}
                ]
                titles = [one.title for one in live]
                named = shop in TITLES_STAY or all(t.startswith(product.name) for t in titles)
                if len(live) != 1 or not named:
                    found.append(Breach(Law.LOST, f"{shop} {sku}: buyers see {titles}"))
    return found
