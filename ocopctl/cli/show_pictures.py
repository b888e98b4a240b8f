"""How the pictures that will be altered look to people and to programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.language import _
from ocopctl.pictures.prepare import Alteration

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ocopctl.cli.console import Console
    from ocopctl.publishing.outlook import Altered
    from ocopctl.session import Session

_MEGA = 1_000_000


def altered(console: Console, session: Session, found: Iterable[Altered]) -> None:
    """Print each picture that is made right before it is sent: for which shops, and what is done.

    `found` may be an iterator: each line stands as soon as its picture has been worked out.
    """
    for at, one in enumerate(found):
        if at == 0:
            console.say(_("Pictures that are made right before they are sent:"), "bold")
        shops = [session.name_of(shop) for shop in one.shops]
        file = _short(session, one)
        console.record(
            "picture",
            file=file,
            shops=shops,
            changes=[change.value for change in one.prepared.changes],
            width=one.prepared.width,
            height=one.prepared.height,
            bytes_before=one.weight,
            bytes_after=len(one.prepared.content),
        )
        console.say(f"  {file} → {', '.join(shops)}: {_what(one)}")


def _short(session: Session, one: Altered) -> str:
    path, root = one.picture.path.resolve(), session.workspace.root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _what(one: Altered) -> str:
    words = _words()
    done = [words[change] for change in one.prepared.changes]
    before = f"{one.picture.width} × {one.picture.height}"
    pixels = f"{before} → {one.prepared.width} × {one.prepared.height}"
    weight = f"{_size(one.weight)} → {_size(len(one.prepared.content))}"
    return ", ".join([*done, pixels, weight])


def _words() -> dict[Alteration, str]:
    return {
        Alteration.TURNED: _("turned"),
        Alteration.SQUARED: _("made square"),
        Alteration.WIDENED: _("given white edges"),
        Alteration.SHRUNK: _("made smaller"),
        Alteration.COLOURS: _("colours for every screen"),
        Alteration.ON_WHITE: _("put on white"),
        Alteration.STILL: _("its first picture alone"),
        Alteration.FORMAT: _("made a JPEG"),
        Alteration.PLACE: _("without the place where it was taken"),
        Alteration.LIGHTER: _("fewer bytes"),
    }


def _size(count: int) -> str:
    return f"{count / _MEGA:.1f} MB" if count >= _MEGA else f"{max(1, round(count / 1000))} kB"
