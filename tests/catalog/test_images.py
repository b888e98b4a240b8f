"""Pictures: found inside the folder only, judged by what is in them."""

from __future__ import annotations

import io
import struct
import unicodedata
import zlib
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from ocopctl.catalog import picture_content
from ocopctl.catalog.images import Album, Picture
from ocopctl.catalog.picture_content import Flaw

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ocopctl.catalog.load import Catalog


def _drawn(kind: str, width: int = 600, height: int = 500) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(stream, kind)
    return stream.getvalue()


def _huge_png() -> bytes:
    """Make a PNG whose header promises 30,000 by 30,000 pixels and whose body is empty."""

    def chunk(name: bytes, body: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + crc

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IEND", b"")


def _found(folder: Path, name: str) -> Picture:
    found = Album().picture(folder, name)
    assert isinstance(found, Picture), found
    return found


def _flaw(folder: Path, name: str) -> Flaw:
    flaw = Album().picture(folder, name)
    assert isinstance(flaw, Flaw)
    assert flaw.hint
    return flaw


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_sound_picture_is_known_by_its_content(tmp_path: Path, kind: str) -> None:
    data = _drawn(kind)
    (tmp_path / "a.bin").write_bytes(data)
    found = _found(tmp_path, "a.bin")
    assert (found.width, found.height, found.format) == (600, 500, kind)
    assert (found.sha256, found.bytes_size) == (sha256(data).hexdigest(), len(data))


BROKEN = [
    (b"", "P403"),
    (b"not a picture at all", "P403"),
    (b"\0\0\0\x18ftypheic\0\0\0\0", "P404"),
    (_drawn("JPEG")[:-2000], "P405"),
    (_drawn("PNG")[:-2000], "P405"),
    (_drawn("WEBP")[:-2000], "P405"),
    (_drawn("JPEG")[:30], "P405"),
    (_drawn("PNG")[:40], "P405"),
    (_drawn("JPEG", 499, 900), "P406"),
    (b"\xff\xd8" + b"\0" * 10_000_000, "P407"),
    (_drawn("GIF"), "P408"),
    (_drawn("BMP"), "P408"),
    (_drawn("TIFF"), "P408"),
    (_huge_png(), "P410"),
]


@pytest.mark.parametrize(("data", "code"), BROKEN)
def test_a_file_that_no_shop_takes_is_a_flaw(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "a.jpg").write_bytes(data)
    assert _flaw(tmp_path, "a.jpg").code == code


@pytest.mark.parametrize(
    "name",
    [
        "/etc/hosts",
        "../a.jpg",
        "anh/../../a.jpg",
        "~/a.jpg",
        "C:/a.jpg",
        "anh\\a.jpg",
        "https://example.com/a.jpg",
        "file:///a.jpg",
    ],
)
def test_a_picture_outside_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    assert _flaw(tmp_path, name).code == "P402"


def test_a_link_that_leads_outside_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(_drawn("JPEG"))
    folder = tmp_path / "village"
    folder.mkdir()
    (folder / "a.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "anh").symlink_to(tmp_path)
    assert _flaw(folder, "a.jpg").code == "P402"
    assert _flaw(folder, "anh/secret.jpg").code == "P402"


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(_drawn("JPEG"))
    (tmp_path / "b.jpg").symlink_to(tmp_path / "a.jpg")
    assert _found(tmp_path, "b.jpg").sha256 == _found(tmp_path, "a.jpg").sha256


@pytest.mark.parametrize("disk", ["NFC", "NFD"])
@pytest.mark.parametrize("file", ["NFC", "NFD"])
def test_a_name_is_found_in_either_unicode_form(
    edited: Callable[[str, str], Catalog], tmp_path: Path, disk: str, file: str
) -> None:
    name = "ảnh/chiếu cói.jpg"
    path = tmp_path / unicodedata.normalize(disk, name)  # type: ignore[arg-type]
    path.parent.mkdir()
    path.write_bytes(_drawn("JPEG"))
    found = edited("chieu.jpg", unicodedata.normalize(file, name))  # type: ignore[arg-type]
    assert not found.problems
    assert found.entries[0].pictures[name].path == path


def test_a_missing_picture_is_told_with_the_name_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "anh").mkdir()
    (tmp_path / "anh" / "Chiếu-1.JPG").write_bytes(_drawn("JPEG"))
    flaw = _flaw(tmp_path, "anh/chieu-1.jpg")
    assert flaw.code == "P401"
    assert '"anh/Chiếu-1.JPG"' in flaw.hint
    assert _flaw(tmp_path, "khac/xyz.jpg").code == "P401"


def test_a_folder_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "anh").mkdir()
    assert _flaw(tmp_path, "anh").code == "P403"


def test_each_file_is_read_once_a_run(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(_drawn("JPEG"))
    album = Album()
    first = album.picture(tmp_path, "a.jpg")
    (tmp_path / "a.jpg").write_bytes(b"changed meanwhile")
    assert album.picture(tmp_path, "./a.jpg") != first
    assert isinstance(album.picture(tmp_path, "./a.jpg"), Picture)


def test_a_flawed_picture_is_told_at_its_line_and_the_product_stays(
    edited: Callable[[str, str], Catalog],
) -> None:
    found = edited("[chieu.jpg]", "[chieu.jpg, cheu.jpg]")
    (problem,) = found.problems
    assert (problem.code, problem.place.line, problem.place.column) == ("P401", 10, 25)
    assert (problem.sku, problem.place.path) == ("CHIEU-16", "products[0].images[1]")
    assert list(found.entries[0].pictures) == ["chieu.jpg"]


def test_the_bounds_are_those_told_to_people() -> None:
    assert (picture_content.MIN_SIDE, picture_content.MAX_BYTES) == (500, 10_000_000)
