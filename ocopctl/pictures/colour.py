"""Colours as every screen shows them: RGB in the sRGB space, on white where one sees through."""

from __future__ import annotations

import io

from PIL import Image

WHITE = (255, 255, 255)
_PLAIN = frozenset({"1", "L", "P", "RGB"})
_DEEP = frozenset({"I", "I;16", "I;16B", "I;16L", "I;16N"})
_STEP = 1 / 256
"""From 16 bits a pixel to 8."""


def is_plain(picture: Image.Image) -> bool:
    """Tell whether the colours can be sent as they are, whatever shows through."""
    opaque = picture.mode.removesuffix("A") or picture.mode
    return opaque in _PLAIN and _foreign(picture) is None


def sees_through(picture: Image.Image) -> bool:
    """Tell whether anything of a picture is transparent. Unpacks it when it may be."""
    if "A" not in picture.mode and "transparency" not in picture.info:
        return False
    least, _most = picture.convert("RGBA").getchannel("A").getextrema()
    return isinstance(least, int | float) and least < WHITE[0]


def flat(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return the picture in sRGB on white, resized to `size`."""
    small = _resizable(picture).resize(size, Image.Resampling.LANCZOS)
    if small.mode != "RGBA":
        return _srgb(small, picture)
    on_white = Image.new("RGB", size, WHITE)
    on_white.paste(_srgb(small.convert("RGB"), picture), mask=small.getchannel("A"))
    return on_white


def _resizable(picture: Image.Image) -> Image.Image:
    """Return the picture in a mode in which pixels can be mixed, in its own colour space."""
    if "A" in picture.mode or "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode in _DEEP:
        return picture.point(lambda value: value * _STEP).convert("L")
    if picture.mode in {"L", "RGB", "CMYK"}:
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _srgb(picture: Image.Image, source: Image.Image) -> Image.Image:
    """Convert by the profile that `source` carries; one that does not fit it says nothing."""
    profile = _foreign(source)
    if profile is None:
        return picture.convert("RGB")
    from PIL import ImageCms  # noqa: PLC0415 - few pictures carry a profile

    plain = ImageCms.createProfile("sRGB")
    try:
        converted = ImageCms.profileToProfile(picture, profile, plain, outputMode="RGB")
    except ImageCms.PyCMSError:
        return picture.convert("RGB")
    return picture.convert("RGB") if converted is None else converted


def _foreign(picture: Image.Image) -> io.BytesIO | None:
    """Return the colour profile of a picture unless it is sRGB or cannot be read."""
    profile = picture.info.get("icc_profile")
    if not profile:
        return None
    from PIL import ImageCms  # noqa: PLC0415 - few pictures carry a profile

    try:
        name = ImageCms.getProfileDescription(io.BytesIO(profile))
    except ImageCms.PyCMSError:
        return None
    return None if "sRGB" in name else io.BytesIO(profile)
