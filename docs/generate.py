"""Write the generated pages: `python docs/generate.py`, or `--check` that they are up to date.

docs/problems.md comes from the explanations of the problem codes, docs/marketplaces.md from what
the adapters declare and what the rule packs say, docs/evidence.md from the comments of the practice
market's code that name where a behaviour was learnt.
"""  # noqa: INP001 - a script beside the pages it makes, no package

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import evidence

import ocopctl.sandbox
from ocopctl import language
from ocopctl.adapters.base import Capabilities, Support
from ocopctl.adapters.registry import SHIPPED
from ocopctl.adapters.registry import load as adapter
from ocopctl.code_examples import examples
from ocopctl.explanations import EXPLANATIONS, bounds
from ocopctl.language import _
from ocopctl.money import show
from ocopctl.publishing.limits import CODES
from ocopctl.rules.packs import pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ocopctl.rules.packs import Limit

HERE = Path(__file__).parent
EMULATORS = Path(ocopctl.sandbox.__file__).parent
MADE = "<!-- Made by docs/generate.py. Change what it is made from, then run: make docs -->"
FAMILIES = {
    "P1": "Files and their layout",
    "P2": "Values",
    "P3": "Papers and places",
    "P4": "Pictures",
    "P5": "Words",
    "P6": "What a marketplace asks for",
    "P7": "Money",
    "P8": "Likeness",
}
MARKS = {
    Support.FULL: "✓",
    Support.PARTIAL: "◐",
    Support.NOT_YET: "…",
    Support.IMPOSSIBLE: "✗",
}


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with `--check` return 1 when one of them is out of date."""
    pages = {
        "problems.md": problems(),
        "marketplaces.md": marketplaces(),
        "evidence.md": learnt(),
    }
    if "--check" not in arguments:
        for name, text in pages.items():
            (HERE / name).write_text(text, "utf-8")
        return 0
    old = [name for name, text in pages.items() if _on_disk(HERE / name) != text]
    if old:
        sys.stderr.write(f"out of date: {', '.join(old)}; run: make docs\n")
    return 1 if old else 0


def _on_disk(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def problems() -> str:
    """Return the page of all problem codes, in English, then in Vietnamese where it is there."""
    lines = [
        "# Problem codes",
        "",
        MADE,
        "",
        "What `ocopctl validate` can say, why it matters and how to put it right. A code keeps its",
        "meaning for good. `ocopctl explain CODE` tells the same on the command line.",
    ]
    for family, title in FAMILIES.items():
        codes = [code for code in EXPLANATIONS if code.startswith(family)]
        if codes:
            lines += ["", f"## {family}xx: {title}"]
        for code in codes:
            lines += ["", *_problem(code)]
    return "\n".join(lines) + "\n"


def _problem(code: str) -> Iterator[str]:
    language.use("en")
    yield f"### {code}"
    yield ""
    yield from _explained(code)
    if example := examples().get(code):
        yield from ("", "```yaml", "# wrong", *example.wrong.splitlines(), "")
        yield from ("# right", *example.right.splitlines(), "```")
    if limits := bounds(code):
        yield ""
        yield from _table(
            ("", "bounds", "learnt from", "checked"),
            ((title, _bounds(one), one.source, str(one.checked)) for title, one in limits.items()),
        )
    if _has_vietnamese():
        language.use("vi")
        yield from ("", *_explained(code))
        language.use("en")


def _explained(code: str) -> Iterator[str]:
    found = EXPLANATIONS[code]
    yield f"**{_(found.title)}.** {_(found.why)}"
    yield ""
    yield f"→ {_(found.fix)}"
    yield ""
    yield f"*{_(found.source)}*"


def _has_vietnamese() -> bool:
    folder = Path(language.__file__).with_name("locale")
    return (folder / "vi" / "LC_MESSAGES" / "ocopctl.mo").is_file()


def marketplaces() -> str:
    """Return the page of what each marketplace's adapter can do, and of each one's limits."""
    language.use("en")
    packs = {name: pack(name) for name in SHIPPED}
    titles = [found.title for found in packs.values()]
    limits = (
        (name.replace("_", " "), *(_bounds(one.limits.get(name)) for one in packs.values()))
        for name in CODES
    )
    lines = [
        "# Marketplaces",
        "",
        MADE,
        "",
        "## What each adapter can do",
        "",
        "✓ full · ◐ partly · … not yet · ✗ impossible",
        "",
        *_table(("", *titles), _abilities()),
        "",
        *_notes(),
        "",
        "## Limits",
        "",
        "A listing outside these is refused by `validate`, `plan` and the last check before it is",
        "sent. Sources and dates stand beside each code in [the problem codes](problems.md).",
        "",
        *_table(("", *titles), (row for row in limits if any(row[1:]))),
    ]
    return "\n".join(lines) + "\n"


def _abilities() -> Iterator[tuple[str, ...]]:
    declared = [adapter(name).capabilities for name in SHIPPED]
    for field in fields(Capabilities):
        if field.name != "fixed":
            found = (getattr(one, field.name) for one in declared)
            yield field.name, *(MARKS[ability.support] for ability in found)
    fixed = (", ".join(sorted(one.fixed)) or "–" for one in declared)
    yield "kept as created", *fixed


def _notes() -> Iterator[str]:
    for name in SHIPPED:
        for field in fields(Capabilities):
            note = getattr(getattr(adapter(name).capabilities, field.name), "note", "")
            if note:
                yield f"* {pack(name).title}, {field.name}: {_(note)}"


def learnt() -> str:
    """Return the page of what the practice market leaves out, and how sure the rest is."""
    known = {name: evidence.behaviours(EMULATORS, name) for name in SHIPPED}
    lines = [
        "# What the practice market knows of the marketplaces",
        "",
        MADE,
        "",
        "What it does not model, and why:",
        "",
        *_left_out(),
        "",
        "Everything else it does stands below, each behaviour with how sure it is, where it was",
        "learnt and the module that does it. When the real marketplace answers otherwise, it is",
        "most likely one of *our choice*: no source tells of those.",
        "",
        *_totals(known),
    ]
    for name, found in known.items():
        rows = ((one.what, one.mark, one.source, _link(one.module)) for one in found)
        head = ("behaviour", "how sure", "source", "where")
        lines += ["", f"## {pack(name).title}", "", *_table(head, rows)]
    return "\n".join(lines) + "\n"


def _left_out() -> Iterator[str]:
    for name in SHIPPED:
        yield f"* {pack(name).title}"
        yield from (f"  * {one}" for one in evidence.not_modelled(EMULATORS, name))


def _totals(known: Mapping[str, Sequence[evidence.Evidence]]) -> Iterator[str]:
    head = ("how sure", "meaning", *(pack(name).title for name in known), "together")
    counts = [Counter(one.mark for one in found) for found in known.values()]
    counts.append(sum(counts, Counter()))
    rows = [
        (mark, meaning, *(str(count[mark]) for count in counts))
        for mark, meaning in evidence.MARKS.items()
    ]
    rows.append(("together", "", *(str(count.total()) for count in counts)))
    yield from _table(head, rows)


def _link(module: str) -> str:
    return f"[{Path(module).name}](../ocopctl/sandbox/{module})"


def _bounds(limit: Limit | None) -> str:
    if limit is None:
        return ""
    low, high = (_bound(bound, limit) or "…" for bound in (limit.min, limit.max))
    return f"{low} – {high}{_unit(limit)}"


def _bound(bound: int | None, limit: Limit) -> str:
    if bound is None:
        return ""
    return show(bound) if limit.unit == "VND" else str(bound)


def _unit(limit: Limit) -> str:
    return "" if limit.unit in {"VND", "count"} else f" {limit.unit}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield " | ".join(("", *(cell.replace("|", "\\|") for cell in row), "")).strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
