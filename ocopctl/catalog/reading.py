"""What is noted down while one product is read: its problems, and where each field stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Literal

from ocopctl.problems import Place, Problem, Severity

if TYPE_CHECKING:
    from ocopctl.catalog.nodes import Node


class Wrong(Enum):
    """The value of a field that was written and could not be read; its problem is told."""

    WRONG = "wrong"


MOST_PROBLEMS = 1_000
"""How many problems of one file are told."""
WRONG: Literal[Wrong.WRONG] = Wrong.WRONG


@dataclass(slots=True)
class Reading:
    """The notes on one product (or on `defaults`).

    `problems` and `told` are shared by all readings of a file, so that a fault which stands in
    `defaults` is told once and not with every product. `partial` forgives missing fields.
    """

    file: str
    root: str
    sku: str = ""
    partial: bool = False
    problems: list[Problem] = field(default_factory=list)
    told: set[tuple[int, int, str, str]] = field(default_factory=set)
    places: dict[str, Place] = field(default_factory=dict)
    faults: int = 0

    def within(self, root: str, sku: str) -> Reading:
        """Begin the notes on another product of the same file."""
        return Reading(self.file, root, sku, problems=self.problems, told=self.told)

    def place(self, node: Node, path: str) -> Place:
        """Return the place of `node`, whose path inside the product is `path`."""
        full = ".".join(part for part in (self.root, path) if part)
        return Place(self.file, node.line, node.column, full)

    def fault(
        self, code: str, node: Node, path: str, message: str, hint: str = ""
    ) -> Literal[Wrong.WRONG]:
        """Note an error in reading and return WRONG, the value to go on with."""
        self.faults += 1
        self.tell(Problem(code, message, hint, Severity.ERROR, self.place(node, path), self.sku))
        return WRONG

    @property
    def full(self) -> bool:
        """Tell whether so much is wrong with the file that nobody reads further."""
        return len(self.problems) >= MOST_PROBLEMS

    def tell(self, problem: Problem) -> None:
        """Note a problem unless the same one was told of the same spot."""
        if self.full:
            return
        place = problem.place
        key = (place.line, place.column, problem.code, problem.message)
        if key not in self.told:
            self.told.add(key)
            self.problems.append(problem)
