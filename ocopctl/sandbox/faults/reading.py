"""Read a storm file: strictly, and with everything that is wrong in it at once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import yaml

from ocopctl.errors import InputError
from ocopctl.language import _
from ocopctl.problems import Place, Problem, in_order
from ocopctl.sandbox.faults.fields import FIELDS, Slip, text, whole
from ocopctl.sandbox.faults.kinds import FAULTS
from ocopctl.sandbox.faults.storm import Rule, Storm

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SEEDS = 10**9
_LARGEST_SEED = 10**18 - 1
_LARGEST_FILE = 1024 * 1024
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Node = yaml.Node
_Readers = dict[str, Callable[[_Node], Any]]


class StormProblems(InputError):
    """The storm file has problems; `problems` are all of them, in the order of their lines."""

    def __init__(self, path: Path, problems: Iterable[Problem]) -> None:
        super().__init__(
            _("the storm file cannot be used"),
            place=str(path),
            hint=_("put right what is listed; docs/storms.md shows complete examples"),
        )
        self.problems = tuple(in_order(problems))


def read_storm(path: Path) -> Storm:
    """Return the storm of a file, its seed chosen where it names none.

    Raises InputError for a file that cannot be read, StormProblems for one that is wrong.
    """
    slips: list[Slip] = []
    root = _composed(path, _content(path))
    found = _values(root, {"seed": _seed, "faults": lambda node: _rules(node, slips)}, slips)
    if "faults" not in found and not slips:
        slips.append(_needed("faults", root))
    if slips:
        raise StormProblems(path, [_problem(path, slip) for slip in slips])
    return Storm(found.get("seed", secrets.randbelow(_SEEDS)), found["faults"])


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise InputError(
            _("the storm file cannot be read: {reason}", reason=error.strerror),
            place=str(path),
            hint=_("correct its name; docs/storms.md shows complete examples"),
        ) from error
    if len(content) > _LARGEST_FILE:
        raise InputError(
            _("this is too large for a storm file"),
            place=str(path),
            hint=_("name a file of rules; docs/storms.md shows complete examples"),
        )
    return content


def _composed(path: Path, content: bytes) -> _Node:
    try:
        root = yaml.compose(content, _LOADER)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        spot = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = _("this cannot be read as YAML")
        hint = _("check the line's beginning, its colon and its quotes")
        raise StormProblems(
            path, [Problem("", message, hint, place=Place(str(path), *spot))]
        ) from error
    if root is None:
        message = _("the file is empty")
        hint = _("write faults: and a list of rules")
        raise StormProblems(path, [Problem("", message, hint, place=Place(str(path), 1, 1))])
    return root


def _values(node: _Node, readers: _Readers, slips: list[Slip]) -> dict[str, Any]:
    """Return the values of a mapping by their names; what is wrong is noted and left out."""
    if not isinstance(node, yaml.MappingNode):
        hint = _("write these names with a colon: {names}", names=", ".join(readers))
        slips.append(Slip(_("lines of `name: value` are needed here"), hint, node))
        return {}
    found: dict[str, Any] = {}
    for key, value in node.value:
        try:
            name = text(key)
            reader = _reader(name, readers, key, again=name in found)
            found[name] = None
            found[name] = reader(value)
        except Slip as slip:
            slips.append(slip)
    return found


def _reader(name: str, readers: _Readers, key: _Node, *, again: bool) -> Callable[[_Node], Any]:
    """Return what reads a field. Raises Slip for one that does not exist or is there already."""
    if name not in readers:
        message = _("there is no field “{name}” here", name=name)
        raise Slip(message, _("fields are: {names}", names=", ".join(readers)), key)
    if again:
        raise Slip(_("“{name}” stands here twice", name=name), _("keep one of them"), key)
    return readers[name]


def _seed(node: _Node) -> int:
    return whole(node, most=_LARGEST_SEED)


def _rules(node: _Node, slips: list[Slip]) -> tuple[Rule, ...]:
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise Slip(_("a list of rules is needed here"), _("begin one with - fault: latency"), node)
    rules = [_rule(row, slips) for row in node.value]
    return tuple(rule for rule in rules if rule is not None)


def _rule(node: _Node, slips: list[Slip]) -> Rule | None:
    """Read one rule; what is wrong is noted, and None returned then."""
    before = len(slips)
    values = _values(node, {name: read for name, (_field, read) in FIELDS.items()}, slips)
    if isinstance(node, yaml.MappingNode):
        slips += _clashes(values, node)
    if len(slips) > before:
        return None
    return Rule(**{FIELDS[name][0]: value for name, value in values.items()})


def _clashes(values: dict[str, Any], node: yaml.MappingNode) -> list[Slip]:
    """Return what is wrong between the fields of a rule."""
    found = []
    if "fault" not in values:
        found.append(_needed("fault", node))
    if "count" in values and "probability" in values:
        message = _("count and probability stand in one rule")
        found.append(Slip(message, _("keep one of them"), node))
    fault = FAULTS.get(values.get("fault") or "")
    if fault is None:
        return found
    if "seconds" in values and fault.seconds is None:
        message = _("seconds mean nothing to {name}", name=fault.name)
        found.append(Slip(message, _("delete the line"), node))
    elif (values.get("seconds") or 0) < 0 and fault.name != "clock-skew":
        message = _("{name} cannot last less than no time", name=fault.name)
        found.append(Slip(message, _("write seconds: 2"), node))
    if "megabytes" in values and fault.name != "huge-body":
        message = _("megabytes mean nothing to {name}", name=fault.name)
        found.append(Slip(message, _("delete the line"), node))
    return found


def _needed(name: str, node: _Node) -> Slip:
    return Slip(_("“{name}” is missing", name=name), _("write {name}: here", name=name), node)


def _problem(path: Path, slip: Slip) -> Problem:
    mark = slip.node.start_mark
    return Problem(
        "", slip.message, slip.hint, place=Place(str(path), mark.line + 1, mark.column + 1)
    )
