"""`ocopctl adapters list|test`: what each marketplace's adapter can do, and whether it does."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import typer

from ocopctl.cli import prove
from ocopctl.cli.options import context_of
from ocopctl.cli.parser import App
from ocopctl.language import _

if TYPE_CHECKING:
    from ocopctl.adapters.base import Ability, Adapter

app = App()
app.command("test", help=_("hold an adapter against every promise of the contract"))(prove.prove)


@app.callback()
def main() -> None:
    """What each marketplace's adapter can do."""


@app.command("list", help=_("the matrix of what each adapter can do"))
def list_(ctx: typer.Context) -> int:
    """Show the matrix; what is partial or missing is explained under it."""
    from ocopctl.adapters.base import Support
    from ocopctl.adapters.registry import load, names

    console = context_of(ctx).console
    kinds = {name: load(name) for name in names()}
    abilities = _abilities(next(iter(kinds.values())))
    marks = {
        Support.FULL: ("✓", "good"),
        Support.PARTIAL: ("◐", "warn"),
        Support.NOT_YET: ("…", "dim"),
        Support.IMPOSSIBLE: ("✗", "bad"),
    }
    rows = []
    notes = []
    for ability in abilities:
        row = [(ability, "")]
        for name, kind in kinds.items():
            found: Ability = getattr(kind.capabilities, ability)
            row.append(marks[found.support])
            note = _(found.note) if found.note else ""
            console.record(
                "ability", adapter=name, ability=ability, support=found.support.value, note=note
            )
            if note:
                notes.append(f"{name} · {ability}: {note}")
        rows.append(row)
    console.table(["", *kinds], rows)
    for note in notes:
        console.say(note, "dim")
    console.say(_("✓ full  ◐ partly  … not yet  ✗ impossible"), "dim")
    return 0


def _abilities(kind: type[Adapter]) -> list[str]:
    return [field.name for field in fields(kind.capabilities) if field.name != "fixed"]
