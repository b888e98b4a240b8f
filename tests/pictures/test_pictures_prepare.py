"""What becomes of a picture before a shop gets it, judged by its pixels."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from PIL import Image, ImageCms

from ocopctl.errors import InputError
from ocopctl.pictures.prepare import Alteration, Prepared, prepare
from ocopctl.pictures.size import sent
from ocopctl.rules.packs import pack
from ocopctl.rules.pictures import PictureRules

RED, GREEN, BLUE, GREY = (220, 30, 30), (30, 180, 40), (30, 40, 210), (128, 128, 128)
WHITE = (255, 255, 255)
PLAIN = PictureRules(formats=frozenset({"JPEG", "PNG"}))
SQUARE = replace(PLAIN, narrowest=Fraction(1), widest=Fraction(1))
UPRIGHT = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera lays down a picture that its orientation brings upright again."""


def quarters(size: tuple[int, int] = (800, 600)) -> Image.Image:
    """Draw red, green, blue and grey quarters: left to right, top to bottom."""
    picture = Image.new("RGB", size, GREY)
    half = size[0] // 2, size[1] // 2
    picture.paste(RED, (0, 0, *half))
    picture.paste(GREEN, (half[0], 0, size[0], half[1]))
    picture.paste(BLUE, (0, half[1], half[0], size[1]))
    return picture


def noise(size: tuple[int, int]) -> Image.Image:
    """Draw what packs badly, the same at each call."""
    return Image.frombytes("RGB", size, random.Random(7).randbytes(size[0] * size[1] * 3))


def content(picture: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    stream = io.BytesIO()
    if form == "JPEG":
        options = {"quality": 95} | options
    picture.save(stream, form, **options)
    return stream.getvalue()


def opened(prepared: Prepared) -> Image.Image:
    picture = Image.open(io.BytesIO(prepared.content))
    picture.load()
    assert picture.size == (prepared.width, prepared.height)
    assert Image.MIME[picture.format or ""] == prepared.media_type
    return picture


def colour(picture: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """Return the colour at this share of width and height."""
    at = int(x * (picture.width - 1)), int(y * (picture.height - 1))
    found = picture.convert("RGB").getpixel(at)
    assert isinstance(found, tuple)
    return tuple(int(value) for value in found)


def near(found: tuple[int, ...], wanted: tuple[int, ...], by: int = 12) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


def assert_quarters(picture: Image.Image) -> None:
    for x, y, wanted in ((0.2, 0.2, RED), (0.8, 0.2, GREEN), (0.2, 0.8, BLUE), (0.8, 0.8, GREY)):
        assert near(colour(picture, x, y), wanted), (x, y)


@pytest.mark.parametrize("turn", UPRIGHT)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_every_orientation_comes_upright(form: str, turn: int) -> None:
    lies = UPRIGHT[turn]
    camera = quarters() if lies is None else quarters().transpose(lies)
    notes = Image.Exif()
    notes[0x0112] = turn
    made = prepare(content(camera, form, exif=notes), PLAIN)
    picture = opened(made)
    assert picture.size == (800, 600)
    assert_quarters(picture)
    assert (Alteration.TURNED in made.changes) == (turn != 1)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_what_is_right_already_stays_byte_for_byte(form: str) -> None:
    rules = PictureRules(max_bytes=10_000_000, min_side=500, max_side=4000, remade_side=600)
    before = content(quarters((900, 800)), form)
    made = prepare(before, rules)
    assert made.content is before
    assert (made.width, made.height, made.changes) == (900, 800, ())
    assert made.media_type == f"image/{form.lower()}"


def test_preparing_what_was_prepared_changes_nothing_more() -> None:
    for market in ("shopee", "lazada", "tiktok"):
        rules = pack(market).pictures
        assert rules is not None
        once = prepare(content(noise((1500, 700))), rules)
        again = prepare(once.content, rules)
        assert (again.content, again.changes) == (once.content, ())


def test_the_same_picture_gives_the_same_bytes() -> None:
    before = content(noise((900, 600)))
    assert prepare(before, SQUARE).content == prepare(before, SQUARE).content


@pytest.mark.parametrize("size", [(900, 600), (600, 900), (901, 900)])
def test_a_square_is_made_with_white_and_nothing_is_cut_off(size: tuple[int, int]) -> None:
    made = prepare(content(quarters(size)), SQUARE)
    picture = opened(made)
    assert picture.size == (max(size), max(size))
    assert made.changes == (Alteration.SQUARED,)
    left, top = (picture.width - size[0]) // 2, (picture.height - size[1]) // 2
    inner = picture.crop((left, top, left + size[0], top + size[1]))
    assert_quarters(inner)
    corner = picture.getpixel((0, 0))
    assert near(corner, WHITE) == (size != (901, 900))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("size", "canvas"),
    [
        ((1600, 800), (1600, 1200)),
        ((800, 1600), (1200, 1600)),
        ((1200, 900), (1200, 900)),
        ((900, 1200), (900, 1200)),
    ],
)
def test_edges_are_added_as_far_as_the_shape_asks(
    size: tuple[int, int], canvas: tuple[int, int]
) -> None:
    rules = replace(PLAIN, narrowest=Fraction(3, 4), widest=Fraction(4, 3))
    assert opened(prepare(content(quarters(size)), rules)).size == canvas


def test_no_picture_is_enlarged() -> None:
    assert opened(prepare(content(quarters((520, 300))), SQUARE)).size == (520, 520)


@pytest.mark.parametrize("size", [(5200, 3900), (5100, 1700)])
def test_a_huge_picture_is_made_as_small_as_remade_ones_are(size: tuple[int, int]) -> None:
    rules = replace(PLAIN, max_side=5000, remade_side=2000)
    made = prepare(content(quarters(size), quality=60), rules)
    assert max(opened(made).size) == 2000
    assert made.changes == (Alteration.SHRUNK,)
    assert_quarters(opened(made))


def test_a_long_strip_keeps_the_least_side_that_a_shop_takes() -> None:
    rules = replace(PLAIN, min_side=330, max_side=5000, remade_side=2000)
    assert opened(prepare(content(quarters((6000, 500))), rules)).size == (3960, 330)
    assert sent((6000, 500), rules) == (3960, 330)
    assert sent((60_000, 500), rules)[1] < 330


def test_what_would_be_sent_is_told_without_unpacking() -> None:
    for market in ("shopee", "lazada", "tiktok"):
        rules = pack(market).pictures
        assert rules is not None
        for size in ((600, 600), (2600, 640), (640, 2600), (5100, 900)):
            made = prepare(content(quarters(size)), rules)
            assert (made.width, made.height) == sent(size, rules)


def test_bytes_over_the_limit_cost_quality_before_pixels() -> None:
    before = content(noise((1000, 1000)))
    light = prepare(before, replace(PLAIN, max_bytes=len(before) * 3 // 4))
    assert light.changes == (Alteration.LIGHTER,)
    assert (light.width, light.height) == (1000, 1000)
    assert len(light.content) <= len(before) * 3 // 4
    lighter = prepare(before, replace(PLAIN, max_bytes=len(before) // 5))
    assert lighter.changes == (Alteration.LIGHTER, Alteration.SHRUNK)
    assert len(lighter.content) <= len(before) // 5


def test_a_picture_that_no_pixel_less_makes_light_enough_is_told() -> None:
    rules = replace(PLAIN, max_bytes=20_000, min_side=900)
    with pytest.raises(InputError, match="small enough"):
        prepare(content(noise((1000, 1000))), rules)


def test_formats_that_a_shop_does_not_take_become_jpeg() -> None:
    made = prepare(content(quarters(), "WEBP"), PLAIN)
    assert (made.media_type, made.changes) == ("image/jpeg", (Alteration.FORMAT,))
    assert_quarters(opened(made))


def test_transparency_becomes_white() -> None:
    seen = Image.new("RGBA", (800, 600), (0, 0, 0, 0))
    seen.paste((*RED, 255), (200, 100, 600, 500))
    made = prepare(content(seen, "PNG"), PLAIN)
    assert made.changes == (Alteration.ON_WHITE,)
    assert near(colour(opened(made), 0.05, 0.05), WHITE)
    assert near(colour(opened(made), 0.5, 0.5), RED)


def test_half_transparent_is_mixed_with_white_and_opaque_alpha_is_right_as_it_is() -> None:
    half = prepare(content(Image.new("RGBA", (600, 600), (0, 0, 0, 128)), "PNG"), PLAIN)
    assert near(colour(opened(half), 0.5, 0.5), (127, 127, 127))
    opaque = content(Image.new("RGBA", (600, 600), (*RED, 255)), "PNG")
    assert prepare(opaque, PLAIN).content is opaque


def test_a_palette_keeps_its_colours_and_its_hole_becomes_white() -> None:
    drawn = quarters().quantize(8)
    assert prepare(content(drawn, "PNG"), PLAIN).changes == ()
    assert_quarters(
        opened(prepare(content(drawn, "PNG"), replace(SQUARE, remade_side=400))).crop(
            (0, 50, 400, 350)
        )
    )
    hole = drawn.getpixel((10, 10))
    made = prepare(content(drawn, "PNG", transparency=hole), PLAIN)
    assert near(colour(opened(made), 0.2, 0.2), WHITE)
    assert near(colour(opened(made), 0.8, 0.2), GREEN)


def test_sixteen_bits_of_grey_stay_the_same_grey() -> None:
    deep = Image.new("I;16", (600, 600), 32768)
    made = prepare(content(deep, "PNG"), PLAIN)
    assert made.changes == (Alteration.COLOURS,)
    assert near(colour(opened(made), 0.5, 0.5), (128, 128, 128), 2)


def test_printers_colours_become_those_of_a_screen() -> None:
    made = prepare(content(quarters().convert("CMYK")), PLAIN)
    assert made.changes == (Alteration.COLOURS,)
    assert opened(made).mode == "RGB"
    assert_quarters(opened(made))


def test_a_colour_profile_is_followed_and_left_behind() -> None:
    made = prepare(content(quarters(), icc_profile=_swapped()), PLAIN)
    picture = opened(made)
    assert made.changes == (Alteration.COLOURS,)
    assert "icc_profile" not in picture.info
    red, green, _blue = colour(picture, 0.2, 0.2)
    assert green > 150 > red


def _swapped() -> bytes:
    """Make a profile in which red stands for green: sRGB with two of its tags exchanged."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"tmp!").replace(b"gXYZ", b"rXYZ").replace(b"tmp!", b"gXYZ")
    name = "sRGB built-in".encode("utf-16-be")
    return swapped.replace(name, "Swapped space".encode("utf-16-be")).replace(b"sRGB", b"XRGB")


@pytest.mark.parametrize("profile", [b"no profile at all", None])
def test_a_profile_that_says_nothing_or_srgb_changes_nothing(profile: bytes | None) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    before = content(quarters(), icc_profile=profile or srgb)
    assert prepare(before, PLAIN).content is before


def test_a_profile_for_other_colours_than_the_pictures_is_passed_over() -> None:
    grey = content(quarters().convert("L"), icc_profile=_swapped())
    assert near(colour(opened(prepare(grey, PLAIN)), 0.8, 0.8), GREY)


def test_where_a_picture_was_taken_is_nobodys_business() -> None:
    notes = Image.Exif()
    notes[0x8825] = {1: "N", 2: (21.0, 1.0, 42.0)}
    notes[0x010F] = "Phone"
    made = prepare(content(quarters(), exif=notes, comment=b"at home"), PLAIN)
    assert made.changes == (Alteration.PLACE,)
    assert dict(opened(made).getexif()) == {}
    assert b"Phone" not in made.content
    assert b"at home" not in made.content


def test_notes_that_cannot_be_read_are_none() -> None:
    before = content(quarters(), exif=b"Exif\0\0broken notes")
    assert prepare(before, PLAIN).content is before


@pytest.mark.parametrize(("form", "media_type"), [("WEBP", "image/jpeg"), ("PNG", "image/jpeg")])
def test_moving_pictures_show_their_first_frame(form: str, media_type: str) -> None:
    later = [Image.new("RGB", (800, 600), BLUE), Image.new("RGB", (800, 600), GREEN)]
    made = prepare(content(quarters(), form, save_all=True, append_images=later), PLAIN)
    assert Alteration.STILL in made.changes
    assert made.media_type == media_type
    assert_quarters(opened(made))


def test_a_jpeg_with_a_second_picture_behind_it_is_sent_alone() -> None:
    second = quarters((400, 300))
    made = prepare(content(quarters(), "MPO", save_all=True, append_images=[second]), PLAIN)
    assert made.changes == (Alteration.STILL,)
    assert opened(made).format == "JPEG"


@pytest.mark.parametrize("rules", [PLAIN, SQUARE])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_was_cut_off_is_told(form: str, rules: PictureRules) -> None:
    whole = content(noise((700, 600)), form)
    with pytest.raises(InputError, match="damaged or cut off") as caught:
        prepare(whole[: len(whole) * 2 // 3], rules)
    assert caught.value.hint


@pytest.mark.parametrize("found", [b"", b"no picture", b"GIF89a" + bytes(50)])
def test_what_is_no_picture_is_told(found: bytes) -> None:
    with pytest.raises(InputError, match="no picture"):
        prepare(found, PLAIN)


def test_more_pixels_than_memory_should_hold_are_refused_unopened() -> None:
    bomb = content(Image.new("1", (9000, 7000)), "PNG")
    with pytest.raises(InputError, match="too many pixels"):
        prepare(bomb, PLAIN)
