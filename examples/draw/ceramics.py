"""Draw the tea sets of Bát Tràng."""

# Shapes are written by place, as in a drawing.
# ruff: noqa: PLR0917

from __future__ import annotations

import math
import random
from dataclasses import replace

from engine import Camera, Scene
from mesh import RGB, Material, Mesh, Paint
from paint import hexa, linen, mix, plain, rgb8, sampler, steam, studio, wall, wood
from PIL import Image, ImageDraw, ImageFilter
from shapes import disc, lathe, tube

GLAZE = Material(gloss=0.75, spec=0.12, shine=30, rim=0.06)
LACQUER = Material(gloss=0.14, spec=0.08, shine=18)


def crackle(base: str, line: str, seed: str, size: tuple[int, int] = (2000, 620)) -> Image.Image:
    """Paint glaze with a faint net of cracks."""
    image = Image.new("RGB", size, rgb8(base))
    draw, rng = ImageDraw.Draw(image, "RGBA"), random.Random(seed)
    for _ in range(420):
        x, y, a = rng.uniform(0, size[0]), rng.uniform(0, size[1]), rng.uniform(0, 6.3)
        pts = [(x, y)]
        for _ in range(rng.randint(4, 9)):
            a += rng.uniform(-0.7, 0.7)
            x, y = x + 13 * math.cos(a), y + 13 * math.sin(a)
            pts.append((x, y))
        draw.line(pts, fill=(*rgb8(line), 80), width=2)
    return image


def petal2d(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    ang: float,
    length: float,
    width: float,
    fill: str,
    line: str,
) -> None:
    """Paint one brushed petal with an outline and veins."""
    c, s = math.cos(ang), math.sin(ang)
    pts = []
    for side in (1, -1):
        for i in range(13):
            t = i / 12 if side == 1 else 1 - i / 12
            w = side * width / 2 * math.sin(math.pi * t**0.8) ** 0.8
            pts.append((at[0] + c * length * t - s * w, at[1] + s * length * t + c * w))
    draw.polygon(pts, fill=(*rgb8(fill), 255))
    draw.line([*pts, pts[0]], fill=(*rgb8(line), 255), width=max(2, int(width / 16)), joint="curve")
    for k in (-0.4, 0, 0.4):
        vein = []
        for i in range(8):
            t = 0.25 + 0.6 * i / 7
            w = k * width / 2 * math.sin(math.pi * t**0.8)
            vein.append((at[0] + c * length * t - s * w, at[1] + s * length * t + c * w))
        draw.line(vein, fill=(*rgb8(line), 90), width=2)


def lotus2d(
    draw: ImageDraw.ImageDraw, x: float, y: float, k: float, tones: tuple[str, str, str]
) -> None:
    """Paint a lotus in side view with a stem and a leaf."""
    petal, line, leaf = tones
    ink = (*rgb8(line), 255)
    stem = [(x + k * 0.12 * math.sin(t / 4), y + k * t / 10) for t in range(12)]
    draw.line(stem, fill=(*rgb8(leaf), 255), width=max(3, int(k * 0.06)))
    for cx, cy, r in ((x + k * 0.95, y + k * 0.55, 0.62), (x - k * 0.9, y + k * 0.75, 0.5)):
        box = (cx - r * k, cy - r * k * 0.42, cx + r * k, cy + r * k * 0.42)
        draw.ellipse(box, fill=(*rgb8(leaf), 255), outline=ink, width=3)
        for i in range(9):
            a = i * 0.7
            end = (cx + r * k * 0.9 * math.cos(a), cy + r * k * 0.36 * math.sin(a))
            draw.line([(cx, cy), end], fill=(*rgb8(line), 120), width=2)
    for deg, length, width in (
        (-90, 1.0, 0.5),
        (-118, 0.95, 0.46),
        (-62, 0.95, 0.46),
        (-146, 0.9, 0.4),
        (-34, 0.9, 0.4),
        (-102, 0.72, 0.42),
        (-78, 0.72, 0.42),
        (-130, 0.66, 0.38),
        (-50, 0.66, 0.38),
        (-165, 0.62, 0.3),
        (-15, 0.62, 0.3),
    ):
        petal2d(draw, (x, y + k * 0.1), math.radians(deg), length * k, width * k, petal, line)


def pot_skin(kind: str) -> Image.Image:
    """Paint the unwrapped wall of the teapot."""
    if kind == "white":
        return crackle("f4f1ea", "ded8cc", "white")
    if kind == "green":
        return crackle("8fb89a", "6f9a80", "green").filter(ImageFilter.GaussianBlur(0.8))
    image = crackle("f0eadb", "bcae94", "lotus")
    draw = ImageDraw.Draw(image, "RGBA")
    for x in (960, 1960, -40):
        lotus2d(draw, x, 300, 150, ("e8b3ad", "2f4a7c", "8fae9a"))
    for y, w in ((70, 9), (90, 3), (520, 9), (538, 3)):
        draw.rectangle((0, y, 2000, y + w), fill=(*rgb8("3d5a8f"), 235))
    return image.filter(ImageFilter.GaussianBlur(1))


def cup_skin(kind: str) -> Image.Image:
    """Paint the unwrapped wall of a cup."""
    if kind != "lotus":
        return pot_skin(kind)
    image = crackle("f0eadb", "c4b79e", "cup", (2400, 620))
    draw = ImageDraw.Draw(image, "RGBA")
    for x in (0, 600, 1200, 1800, 2400):
        lotus2d(draw, x, 290, 150, ("e8b3ad", "2f4a7c", "8fae9a"))
    draw.rectangle((0, 40, 2400, 70), fill=(*rgb8("3d5a8f"), 235))
    return image.filter(ImageFilter.GaussianBlur(3))


SPAN = {"white": hexa("f4f1ea"), "green": hexa("8fb89a"), "lotus": hexa("f0eadb")}
TRIM = {"white": hexa("f4f1ea"), "green": hexa("86b093"), "lotus": hexa("4a669a")}
POT = [
    (0.5, 0.0),
    (0.56, 0.06),
    (0.82, 0.26),
    (0.99, 0.62),
    (0.93, 0.98),
    (0.66, 1.22),
    (0.46, 1.28),
]
SPOUT = [
    (0.8, 0.5, 0.0),
    (1.12, 0.62, 0.0),
    (1.32, 0.92, 0.0),
    (1.5, 1.2, 0.0),
    (1.62, 1.27, 0.0),
]
HANDLE = [
    (-0.8, 1.06, 0.0),
    (-1.2, 1.2, 0.0),
    (-1.48, 0.95, 0.0),
    (-1.38, 0.55, 0.0),
    (-0.92, 0.4, 0.0),
]


def teapot(kind: str, fine: int = 560) -> list[Mesh]:
    """Build a round teapot with SPOUT, loop handle and lid."""
    base = plain(SPAN[kind])
    skin = pot_skin(kind)
    parts = [lathe(POT, flip(skin), GLAZE, (fine, fine // 2))]
    lid = [(0.47, 1.27), (0.5, 1.3), (0.46, 1.35), (0.3, 1.43), (0.12, 1.47), (0.07, 1.52)]
    parts.append(lathe(lid, base, GLAZE, (96, 40)))
    knob = [(0.06, 1.5), (0.09, 1.55), (0.15, 1.64), (0.13, 1.73), (0.0, 1.77)]
    parts.append(lathe(knob, plain(TRIM[kind]), GLAZE, (48, 24)))
    parts.append(tube(SPOUT, lambda t: 0.24 - 0.15 * t**0.7, base, GLAZE, (60, 130)))
    rim = TRIM[kind]
    parts.append(
        tube(HANDLE, lambda t: 0.085 - 0.02 * math.sin(3.14 * t), plain(rim), GLAZE, (24, 60))
    )
    hole = [(1.62, 1.27, 0.0), (1.635, 1.28, 0.0)]
    parts.append(
        tube(hole, lambda t: 0.075 * (1 - t), plain((0.25, 0.2, 0.15)), Material(), (20, 2))
    )
    return parts


def flip(skin: Image.Image) -> Paint:
    """Wrap a skin right way up with its middle facing the viewer."""
    shifted = Image.new("RGB", skin.size)
    half = skin.width // 2
    shifted.paste(skin.crop((half, 0, skin.width, skin.height)), (0, 0))
    shifted.paste(skin.crop((0, 0, half, skin.height)), (half, 0))
    return sampler(shifted.transpose(Image.Transpose.FLIP_TOP_BOTTOM))


def teacup(kind: str, fine: int = 150, *, tea: bool = True) -> list[Mesh]:
    """Build a small handleless cup, filled with tea."""
    outer = [(0.2, 0.0), (0.22, 0.05), (0.3, 0.16), (0.4, 0.36), (0.43, 0.5)]
    inner = [(0.43, 0.5), (0.415, 0.51), (0.39, 0.46), (0.34, 0.3), (0.2, 0.12), (0.0, 0.08)]
    parts = [
        lathe(outer, flip(cup_skin(kind)), GLAZE, (fine, fine // 2)),
        lathe(inner, plain(SPAN[kind]), GLAZE, (fine, 30)),
    ]
    if tea:
        liquor = Material(gloss=0.5, spec=0.05)
        parts.append(replace(disc(0.378, 0.42, tea_tone, liquor, (64, 16)), bias=0.06))
    return parts


def tea_tone(_: float, v: float) -> RGB:
    """Paint tea paler where the cup is shallow behind it."""
    return mix((0.76, 0.63, 0.33), (0.88, 0.79, 0.52), v * 1.4)


def tray(radius: float) -> list[Mesh]:
    """Build a round dark wooden tray with a raised rim."""
    skin = sampler(wood("5a3626", "7d4f36", "tray", 1))
    top = disc(
        radius,
        0.1,
        lambda u, v: skin(0.5 + v * math.sin(u * 6.283) / 2.2, 0.5 + v * math.cos(u * 6.283) / 2.2),
        LACQUER,
        (180, 120),
    )
    rim = [
        (radius - 0.06, 0.08),
        (radius, 0.24),
        (radius + 0.07, 0.26),
        (radius + 0.1, 0.2),
        (radius, 0.0),
    ]
    return [top, lathe(rim, plain(hexa("6b412c")), LACQUER, (180, 24))]


def shift(parts: list[Mesh], x: float, y: float, z: float, yaw: float = 0.0) -> list[Mesh]:
    """Move a group of meshes after turning it."""
    return [p.turned(yaw).moved(x, y, z) for p in parts]


def tea_set(kind: str, wall_tones: tuple[str, str], table: Image.Image) -> Image.Image:
    """Draw the pot and six cups on a tray."""
    cam = Camera((0.0, 4.6, 9.0), (0.0, 0.52, 0.1), 28.5)
    scene = Scene(cam, studio(cam, table, wall(*wall_tones)))
    parts = tray(2.2) + shift(teapot(kind), -0.05, 0.1, -0.62, -12)
    spots = ((-1.5, 0.3), (-0.92, 1.12), (0.0, 1.42), (0.95, 1.14), (1.5, 0.32), (1.45, -0.75))
    for k, (x, z) in enumerate(spots):
        parts += shift(teacup(kind), x, 0.1, z, k * 31)
    scene.put(*parts)
    x, y, _ = cam.project((0.0, 0.6, 1.42))
    steam(scene.image, x / 2, y / 2, "set", 150)
    return scene.image


def tea_close() -> Image.Image:
    """Draw the pot close with two cups."""
    cam = Camera((0.5, 2.5, 6.6), (0.1, 0.72, 0.0), 30)
    scene = Scene(cam, studio(cam, linen("cdbb9e", "e9dcc4", "close"), wall("c9b79c", "e6d8bf")))
    parts = shift(teapot("lotus", 800), -0.2, 0.0, -0.35, -14)
    parts += shift(teacup("lotus", 300), 0.1, 0.0, 1.1, 40)
    parts += shift(teacup("lotus", 300), 1.15, 0.0, 0.72, 10)
    scene.put(*parts)
    x, y, _ = cam.project((0.1, 0.45, 1.1))
    steam(scene.image, x / 2, y / 2, "close", 260)
    return scene.image
