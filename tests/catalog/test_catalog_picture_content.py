"""Pictures by their content: traps are bounded, each is unpacked once, every cut shows."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from ocopctl.catalog import picture_content, picture_formats
from ocopctl.catalog.images import Album, Picture
from ocopctl.catalog.picture_content import Content, Flaw, look_at
from ocopctl.pictures.prepare import Alteration, prepare
from ocopctl.rules.packs import pack
from tests.files.drawn import OTHERS, draw, landscape, picture

BOUNDED = """
import resource, sys
from pathlib import Path
from ocopctl.catalog.picture_content import Flaw, look_at
resource.setrlimit(resource.RLIMIT_AS, (800_000_000, 800_000_000))
for name in sys.argv[1:]:
    found = look_at(Path(name))
    print(found.code if isinstance(found, Flaw) else found.format)
"""


def many_scans() -> bytes:
    """Return a small JPEG of many pixels whose last scan comes again thousands of times."""
    stream = io.BytesIO()
    Image.new("RGB", (4000, 4000), "tan").save(stream, "JPEG", progressive=True, quality=30)
    data = stream.getvalue()
    last = data[data.rfind(b"\xff\xc4", 0, data.rfind(b"\xff\xda")) : -2]
    return data[:-2] + last * 5000 + data[-2:]


def webp(width: int, height: int) -> bytes:
    """Return a WebP file that says it has so many pixels; Pillow alone would make room for them."""
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X\n\0\0\0\x02\0\0\0" + sides + b"ANIM\x06\0\0\0" + bytes(6)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def talkative() -> bytes:
    """Return a PNG with a text that unpacks to a gigabyte."""
    notes = PngImagePlugin.PngInfo()
    notes.add(b"zTXt", b"note\0\0" + zlib.compress(bytes(50_000_000)))
    stream = io.BytesIO()
    landscape((600, 600), "x").save(stream, "PNG", pnginfo=notes)
    return stream.getvalue()


def test_traps_end_soon_and_in_little_memory(tmp_path: Path) -> None:
    traps = {
        "promised.png": (OTHERS["bomb"], "P410"),
        "promised.webp": (OTHERS["webp bomb"], "P410"),
        "below-pillows-bound.webp": (webp(12_000, 12_000), "P410"),
        "scans.jpg": (many_scans(), "P405"),
        "text.png": (talkative(), "P405"),
    }
    for name, (content, _code) in traps.items():
        (tmp_path / name).write_bytes(content)
    run = subprocess.run(
        [sys.executable, "-c", BOUNDED, *(str(tmp_path / name) for name in traps)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert run.stdout.split() == [code for _content, code in traps.values()], run.stderr


def test_a_picture_is_unpacked_once_while_it_does_not_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(tmp_path, "a.jpg", "JPEG 800x600")
    unpacked: list[int] = []
    judge = picture_content._judge

    def counting(data: bytes) -> Content | Flaw:
        unpacked.append(len(data))
        return judge(data)

    monkeypatch.setattr(picture_content, "_judge", counting)
    first = Album().picture(tmp_path, "a.jpg")
    assert Album().picture(tmp_path, "a.jpg") == first
    assert len(unpacked) == 1
    draw(tmp_path, "a.jpg", "JPEG 900x600")
    assert Album().picture(tmp_path, "a.jpg") != first
    assert len(unpacked) == 2


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.97])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "JPEG progressive"])
def test_every_cut_shows(tmp_path: Path, kind: str, share: float) -> None:
    form, _blank, how = kind.partition(" ")
    data = picture(form, f"700x600 {how}")
    (tmp_path / "a").write_bytes(data[: int(len(data) * share)])
    flaw = look_at(tmp_path / "a")
    assert isinstance(flaw, Flaw)
    assert flaw.code == "P405"


def test_pictures_that_look_alike_have_nearly_the_same_bits(tmp_path: Path) -> None:
    shown = landscape((900, 700), "one")
    shown.save(tmp_path / "a.jpg", quality=95)
    shown.resize((640, 500)).save(tmp_path / "b.png")
    landscape((900, 700), "other").save(tmp_path / "c.jpg")
    bits = [found.dhash for found in map(look_at, sorted(tmp_path.iterdir())) if _sound(found)]
    assert (bits[0] ^ bits[1]).bit_count() <= 4
    assert (bits[0] ^ bits[2]).bit_count() >= 16


def _sound(found: Content | Flaw) -> bool:
    assert isinstance(found, Content)
    return True


def test_a_picture_with_a_film_behind_it_is_whole(tmp_path: Path) -> None:
    draw(tmp_path, "PXL_1.jpg", "JPEG 800x800 film")
    assert isinstance(Album().picture(tmp_path, "PXL_1.jpg"), Picture)


class HeifReader:
    """What pillow-heif does when it is asked to: Pillow opens such files from then on."""

    @staticmethod
    def register_heif_opener() -> None:
        shown = landscape((900, 700), "heif")

        def opened(_stream: object, _name: object) -> Image.Image:
            found = shown.copy()
            found.format = "HEIF"
            found.verify = lambda: None  # type: ignore[attr-defined]
            return found

        Image.register_open("HEIF", opened, lambda head: head[4:12] == b"ftypheic")  # type: ignore[arg-type]


def test_an_iphone_picture_is_taken_where_its_reader_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(tmp_path, "a.heic", "heic")
    found = look_at(tmp_path / "a.heic")
    assert isinstance(found, Flaw)
    assert found.code == "P404"
    monkeypatch.setitem(sys.modules, "pillow_heif", HeifReader)  # type: ignore[arg-type]
    picture_formats.opens_heic.cache_clear()
    try:
        draw(tmp_path, "b.heic", "heic")
        taken = look_at(tmp_path / "b.heic")
        assert isinstance(taken, Content)
        assert (taken.format, taken.width) == ("HEIF", 900)
        rules = pack("shopee").pictures
        assert rules is not None
        made = prepare((tmp_path / "b.heic").read_bytes(), rules)
        assert made.media_type == "image/jpeg"
        assert Alteration.FORMAT in made.changes
    finally:
        monkeypatch.undo()
        picture_formats.opens_heic.cache_clear()
        Image.OPEN.pop("HEIF", None)
        Image.ID.remove("HEIF")
