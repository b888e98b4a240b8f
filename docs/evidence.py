"""Read the evidence that the practice market's code names, and word it as a page.

Above each behaviour of an emulator stands a comment, `# evidence[MARK]: WHAT (SOURCE, date)`; what
an emulator leaves out stands in its `__init__.py`, as `# not modelled: WHAT (why)`. Further lines
of either begin with three blanks.
"""  # noqa: INP001 - read by the script beside it, no package

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARKS = {
    "reference and observed": "the marketplace's reference says so, and others have seen it",
    "reference": "the marketplace's reference says so",
    "measured live": "somebody measured it on the real marketplace and told",
    "several clients": "several people's programs rely on it",
    "one client": "one program or one report, nothing else",
    "our choice": "nothing tells; something had to be decided",
}
_BEGINNING = re.compile(r"\s*# (?=evidence\b|not modelled\b)(.*)")
_CONTINUATION = re.compile(r"\s*#   (\S.*)")
_EVIDENCE = re.compile(r"evidence\[(?P<mark>[^\]]*)\]: (?P<what>\S.*)")
_NOT_MODELLED = re.compile(r"not modelled: (?P<what>\S.*)")


class EvidenceError(ValueError):
    """A comment begins like evidence and is not; the text names module and line."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One behaviour: how sure it is, what it is, where it was learnt, and the module that has it.

    `module` is a path below the folder of the emulators, such as `shopee/gate.py`.
    """

    mark: str
    what: str
    source: str
    module: str


def behaviours(emulators: Path, name: str) -> list[Evidence]:
    """Return what one emulator's code names, by module and line. Raises EvidenceError."""
    found = []
    for module, line, text in _comments(emulators, name):
        if text.startswith("evidence"):
            match = _EVIDENCE.fullmatch(text)
            what, source = _parted(match["what"]) if match else ("", "")
            if match is None or match["mark"] not in MARKS or not source:
                raise EvidenceError(f"{module}:{line}: not `evidence[MARK]: WHAT (SOURCE)`: {text}")
            found.append(Evidence(match["mark"], what, source, module))
    return found


def not_modelled(emulators: Path, name: str) -> list[str]:
    """Return what one emulator leaves out, with its reasons. Raises EvidenceError."""
    found = []
    for module, line, text in _comments(emulators, name):
        if text.startswith("not modelled"):
            match = _NOT_MODELLED.fullmatch(text)
            if match is None:
                raise EvidenceError(f"{module}:{line}: not `not modelled: WHAT`: {text}")
            found.append(match["what"])
    return found


def _comments(emulators: Path, name: str) -> Iterator[tuple[str, int, str]]:
    """Yield module, line and whole text of each of the two kinds of comments."""
    for path in sorted((emulators / name).rglob("*.py")):
        lines = path.read_text("utf-8").splitlines()
        for at, line in enumerate(lines):
            if match := _BEGINNING.fullmatch(line):
                text = " ".join([match[1], *_further(lines[at + 1 :])])
                yield path.relative_to(emulators).as_posix(), at + 1, text


def _further(lines: list[str]) -> Iterator[str]:
    for line in lines:
        match = _CONTINUATION.fullmatch(line)
        if match is None:
            return
        yield match[1].rstrip()


def _parted(text: str) -> tuple[str, str]:
    """Part a sentence from the source in the brackets at its end; blank where there is none."""
    deep = 0
    for at in range(len(text) - 1, 0, -1):
        deep += (text[at] == ")") - (text[at] == "(")
        if deep == 0:
            return text[:at].rstrip(), text[at + 1 : -1]
    return text, ""
