"""Draw the vases of Chu Đậu."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ceramics import GLAZE, LACQUER, crackle, flip, lotus2d, petal2d, shift
from engine import Camera, Scene
from paint import hexa, linen, plain, rgb8, studio, wall, wood
from PIL import Image, ImageDraw, ImageFilter
from shapes import lathe

if TYPE_CHECKING:
    from mesh import Mesh


def curls(draw: ImageDraw.ImageDraw, x: float, tones: tuple[str, str, str]) -> None:
    """Paint the scrolls and buds between two lotuses."""
    _, red, green = tones
    for s in (-1, 1):
        arc = []
        for t in range(45):
            r = 60 * (1 - t / 50)
            arc.append((x + s * (70 + r * math.cos(t / 5)), 800 + r * math.sin(t / 5)))
        draw.line(arc, fill=(*rgb8(green), 255), width=9)
    petal2d(draw, (x, 1100), -math.pi / 2, 180, 90, "a9c4a2", green)
    petal2d(draw, (x, 720), -math.pi / 2, 120, 70, "d98d74", red)


def vase_skin() -> Image.Image:
    """Paint the wall of the vase in blue, iron red and green under the glaze."""
    w, h = 2400, 1500
    image = crackle("efe6d0", "cdbf9f", "vase", (w, h))
    draw = ImageDraw.Draw(image, "RGBA")
    ink, red, green = "33507f", "b5583f", "6c9a78"
    for k in range(17):
        x = k * 150
        petal2d(draw, (x, 1490), -math.pi / 2, 290, 140, "e3d9c0", ink)
        petal2d(draw, (x, 1470), -math.pi / 2, 200, 80, "b9cdb4", green)
        petal2d(draw, (x + 75, 330), math.pi / 2, 170, 120, "e9dcc0", red)
    for y, t, tone in (
        (1180, 14, ink),
        (1160, 6, red),
        (520, 14, ink),
        (545, 6, green),
        (320, 12, red),
    ):
        draw.rectangle((0, y, w, y + t), fill=(*rgb8(tone), 235))
    for k, x in enumerate(range(0, w + 1, 600)):
        lotus2d(draw, x, 830, 215, ("d98d74", ink, green) if k % 2 == 0 else ("e2b7a0", ink, green))
    for x in range(300, w, 600):
        curls(draw, x, (ink, red, green))
    for x in range(0, w, 60):
        draw.ellipse((x + 18, 432, x + 42, 456), fill=(*rgb8(ink), 220))
        draw.ellipse((x + 12, 60, x + 48, 110), fill=(*rgb8(green), 200))
    draw.rectangle((0, 140, w, 156), fill=(*rgb8(ink), 235))
    draw.rectangle((0, 0, w, 26), fill=(*rgb8("7a4a33"), 255))
    return image.filter(ImageFilter.GaussianBlur(2.2))


VASE = [
    (0.5, 0.0),
    (0.54, 0.05),
    (0.52, 0.3),
    (0.66, 0.75),
    (0.96, 1.3),
    (1.12, 1.8),
    (1.04, 2.2),
    (0.7, 2.5),
    (0.4, 2.68),
    (0.34, 2.86),
    (0.4, 3.05),
    (0.55, 3.2),
]


def vase(k: float = 1.0, fine: int = 620) -> list[Mesh]:
    """Build a round-bellied vase with a narrow neck and flared lip."""
    lip = [
        (0.55, 3.2),
        (0.56, 3.225),
        (0.52, 3.21),
        (0.38, 3.06),
        (0.31, 2.86),
        (0.3, 2.6),
        (0.1, 2.55),
    ]
    parts = [
        lathe(VASE, flip(vase_skin()), GLAZE, (fine, int(fine * 0.6))),
        lathe(lip, plain(hexa("d9cbb0")), GLAZE, (96, 36)),
    ]
    return [p.scaled(k) for p in parts]


def vase_one() -> Image.Image:
    """Draw one vase on a dark wooden stand."""
    cam = Camera((0.0, 3.2, 10.4), (0.0, 1.68, 0.0), 26)
    back = wall("8d9a8e", "c6cbb8")
    scene = Scene(cam, studio(cam, wood("6b4630", "96694a", "vs"), back))
    stand = [
        (0.0, 0.0),
        (0.82, 0.0),
        (0.86, 0.06),
        (0.74, 0.14),
        (0.8, 0.2),
        (0.78, 0.26),
        (0.0, 0.26),
    ]
    foot = lathe(stand, plain(hexa("53301f")), LACQUER, (120, 60))
    scene.put(foot, *shift(vase(), 0.0, 0.26, 0.0, 6))
    return scene.image


def vase_pair() -> Image.Image:
    """Draw the two sizes side by side."""
    cam = Camera((0.0, 3.0, 10.4), (0.0, 1.58, 0.0), 27.5)
    back = wall("b59f86", "dcc9ac")
    scene = Scene(cam, studio(cam, linen("b9a78c", "dccbb0", "pair"), back))
    scene.put(*shift(vase(1.1), -0.95, 0.0, -0.35, 4), *shift(vase(0.81, 480), 1.25, 0.0, 0.35, 50))
    return scene.image
