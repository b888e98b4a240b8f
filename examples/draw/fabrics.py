"""Draw the silk scarves of Vạn Phúc and the rush mats."""

# Shapes are written by place, as in a drawing.
# ruff: noqa: PLR0917

from __future__ import annotations

import itertools
import math
import random
from dataclasses import replace

from engine import Camera, Scene
from mesh import RGB, Material, Mesh, Vec
from paint import field, hexa, noise, plain, plaster, rgb8, sampler, studio, two_tone, wall, wood
from PIL import Image, ImageDraw, ImageFilter
from shapes import box, curve, lathe, sheet, tube

SILK = Material(spec=0.2, shine=9, sheen=0.13, wrap=0.35, rim=0.1)
RUSH = Material(spec=0.05, shine=10, wrap=0.3)
TONES = {
    "red": ("8f1c26", "b02c32", "d97f66"),
    "jade": ("2f7f6d", "4a9d86", "a3d2bd"),
    "gold": ("c98a1c", "e0a93a", "f6d98a"),
}


def cloud(draw: ImageDraw.ImageDraw, x: float, y: float, k: float, ink: tuple[int, ...]) -> None:
    """Draw one curling cloud with a tail."""
    for dx, dy, r, way in ((-0.5, 0.1, 0.42, 1), (0.5, 0.1, 0.42, -1), (0.0, -0.35, 0.5, 1)):
        spiral = []
        for i in range(40):
            t = i / 39
            a = way * (2.2 + t * 9.5)
            rr = r * k * (1 - 0.85 * t)
            spiral.append((x + dx * k + rr * math.cos(a), y + dy * k + rr * math.sin(a)))
        draw.line(spiral, fill=ink, width=max(2, int(k * 0.11)), joint="curve")
    tail = []
    for i in range(30):
        t = i / 29
        tail.append((x + k * (0.2 + 1.9 * t), y + k * (0.55 + 0.22 * math.sin(t * 6.3))))
    draw.line(tail, fill=ink, width=max(2, int(k * 0.12)), joint="curve")
    draw.line(
        [(2 * x - p[0], p[1] + k * 0.12) for p in tail[:18]], fill=ink, width=max(2, int(k * 0.09))
    )


def damask(tone: str, rows: int = 12, cols: int = 6) -> Image.Image:
    """Weave a cloud pattern tone on tone with a border."""
    w, h = 1200, 2400
    deep, base, light = TONES[tone]
    image = two_tone(noise((w, h), (40, 9), tone), deep, base)
    layer = Image.new("RGBA", (w, h), (*rgb8(light), 0))
    draw = ImageDraw.Draw(layer)
    dx, dy = w / cols, h / rows
    for r in range(rows + 1):
        for c in range(cols + 1):
            cloud(draw, (c + (r % 2) * 0.5) * dx, (r + 0.5) * dy, dx * 0.24, (*rgb8(light), 170))
    for y in (70, 96, h - 110, h - 84):
        draw.rectangle((0, y, w, y + 10), fill=(*rgb8(light), 190))
    image.paste(layer, mask=layer.getchannel("A"))
    return image.filter(ImageFilter.GaussianBlur(1.5))


def hung(
    tone: str, width: float, drop: float, seed: str, top: float = 3.0, fine: int = 330
) -> list[Mesh]:
    """Hang a scarf over a rod with soft folds and a fringe."""
    rng = random.Random(seed)
    waves = [
        (rng.uniform(1.6, 2.6), rng.uniform(0, 6.3), 0.12),
        (rng.uniform(3.5, 5.5), rng.uniform(0, 6.3), 0.055),
    ]

    def shape(u: float, v: float) -> Vec:
        s = max(0.0, v - 0.06) / 0.94
        fold = sum(a * math.sin(f * 6.283 * u + p + s * 0.9) for f, p, a in waves)
        spread = 0.78 + 0.22 * s**0.7
        x = (u - 0.5) * width * spread + 0.05 * fold
        if v < 0.06:
            a = v / 0.06 * math.pi / 2
            return (x, top + 0.15 * math.cos(a) - 0.01, 0.15 * math.sin(a) + fold * 0.2 * v)
        return (
            x,
            top - s * drop + 0.05 * math.sin(u * 5 + waves[0][1]) * s,
            0.15 + fold * (0.05 + 0.95 * s**0.6),
        )

    cloth = sheet(shape, sampler(damask(tone, 9, 4)), SILK, (fine, int(fine * 1.3)))
    parts = [cloth]
    for i in range(int(width * 34)):
        u = (i + 0.5) / int(width * 34)
        x, y, z = shape(u, 1.0)
        sway = rng.uniform(-0.03, 0.03)
        path = [(x, y + 0.01, z), (x + sway, y - 0.12, z), (x + sway * 1.4, y - 0.27, z + sway)]
        parts.append(tube(path, lambda _: 0.011, plain(hexa(TONES[tone][1])), SILK, (4, 4)))
    return parts


def rod(length: float, y: float = 3.0) -> list[Mesh]:
    """Build a bamboo rod lying across."""
    line = []
    for i in range(121):
        t = i / 120 * 6 % 1
        swell = 0.022 * max(0.0, 1 - abs(t - 0.5) * 14)
        line.append((0.095 + swell, (i / 120 - 0.5) * length))
    skin = sampler(two_tone(noise((400, 400), (60, 3), "rod"), "a87b3f", "d3ac68"))
    return [
        lathe(line, skin, Material(gloss=0.25, spec=0.1), (36, 1), raw=True)
        .turned(roll=90)
        .moved(0, y, 0)
    ]


def scarf_hung() -> Image.Image:
    """Draw one red scarf over a bamboo rod."""
    cam = Camera((0.5, 1.9, 9.0), (0.0, 1.62, 0.0), 23.5)
    scene = Scene(cam, plaster_wall("d8c7ae", "efe3cd", "hung"))
    back = [
        replace(m, grid=[[(x + 0.42, y - 0.02, -z) for x, y, z in row] for row in m.grid])
        for m in hung("red", 1.5, 1.75, "back", fine=160)
    ]
    parts = [*rod(5.2), *hung("red", 2.0, 2.5, "front7", fine=420), *back]
    scene.cast_wall(parts, -0.9)
    scene.put(*parts, floor=None)
    return scene.image


def plaster_wall(dark: str, light: str, seed: str) -> Image.Image:
    """Paint a lime wall lit from the upper left."""
    image = plaster(dark, light, seed).resize((2000, 2000))
    glow = wall(dark, dark, (0.25, 0.2))
    return Image.blend(image, glow, 0.45)


def scarf_three() -> Image.Image:
    """Draw three scarves side by side."""
    cam = Camera((0.4, 1.9, 9.0), (0.0, 1.62, 0.0), 24)
    scene = Scene(cam, plaster_wall("cdbfa9", "e9dfcc", "three"))
    parts = rod(5.4)
    for k, tone in enumerate(("red", "jade", "gold")):
        parts += [
            m.moved((k - 1) * 1.2)
            for m in hung(tone, 1.06, 2.35 + 0.12 * (k % 2), f"three{k}", fine=260)
        ]
    scene.cast_wall(parts, -0.9)
    scene.put(*parts, floor=None)
    return scene.image


def folded_path() -> list[tuple[float, float]]:
    """Trace the side view of a folded scarf whose end runs out to the front."""
    gap, back, front, path = 0.085, -1.75, -0.35, []
    for k in range(4):
        y = 0.06 + gap * k
        start, stop = (front, back) if k % 2 else (back, front)
        if k % 2 == 0 and k:
            start, stop = back, front
        path += [(start + (stop - start) * i / 8, y) for i in range(9)]
        side = 1 if stop == front else -1
        path += [(stop + side * 0.06, y + gap * 0.3), (stop + side * 0.06, y + gap * 0.7)]
    top = 0.06 + gap * 4
    path += [(back + (front - back) * i / 8, top) for i in range(9)]
    path += [(-0.15, top - 0.03), (0.0, top - 0.14), (0.1, 0.2), (0.22, 0.08), (0.4, 0.05)]
    path += [(0.4 + 0.28 * i, 0.05) for i in range(1, 7)]
    return path


def laid(tone: str) -> list[Mesh]:
    """Fold a scarf in a pile with its fringed end rippling to the front."""
    rng = random.Random(tone)
    p0, p1 = rng.uniform(0, 6), rng.uniform(0, 6)
    line = curve(folded_path(), 1400)
    long = [0.0]
    for p, q in itertools.pairwise(line):
        long.append(long[-1] + math.dist(p, q))
    picks, k = [], 0
    for i in range(901):
        while k < 1400 and long[k] < long[-1] * i / 900:
            k += 1
        picks.append(line[k])

    def shape(u: float, v: float) -> Vec:
        z, y = picks[round(v * 900)]
        x = (u - 0.5) * 2.5
        out = max(0.0, z + 0.3) * (v > 0.6)
        ripple = math.sin(3.1 * x + p0 + 0.9 * z) + 0.5 * math.sin(6.7 * x + p1 - 1.2 * z)
        y += 0.085 * (1.5 + ripple) * min(1.0, out * 0.9) + 0.012 * math.sin(2 * x + 9 * v)
        return (
            x * (1 - 0.1 * min(1.0, out)) + 0.3 * out * out * 0.25,
            y,
            z + 0.03 * math.sin(2.2 * x + v * 9),
        )

    parts = [sheet(shape, sampler(damask(tone, 16), 1.0, 0.999), SILK, (260, 900))]
    for i in range(80):
        x, y, z = shape((i + 0.5) / 80, 1.0)
        sway = rng.uniform(-0.04, 0.04)
        path = [(x, y, z - 0.01), (x + sway, y * 0.6, z + 0.15), (x + sway * 1.5, 0.02, z + 0.34)]
        parts.append(tube(path, lambda _: 0.014, plain(hexa(TONES[tone][1])), SILK, (4, 4)))
    return [p.turned(yaw=26).moved(-0.35, 0, -0.05) for p in parts]


def scarf_laid(tone: str) -> Image.Image:
    """Draw one scarf lying on a pale table."""
    cam = Camera((0.0, 5.0, 7.8), (0.1, 0.1, 0.15), 29)
    back = wall("c8b79d", "e4d6bd")
    scene = Scene(cam, studio(cam, wood("c6a883", "e2cba8", "laid"), back))
    scene.put(*laid(tone))
    return scene.image


def rush(w: int = 1400, h: int = 2400, margin: int = 190) -> Image.Image:
    """Weave a rush mat with red and green bands and diamonds."""
    image = two_tone(noise((w, h), (30, 900), "rush"), "c2a25c", "ead79d")
    draw = ImageDraw.Draw(image, "RGBA")
    for x in range(0, w, 14):
        for y in range((x // 14 % 2) * 7, h, 14):
            draw.line([(x, y), (x, y + 6)], fill=(120, 88, 40, 95), width=3)
    red, green, wine = rgb8("b33a32"), rgb8("4c7a4d"), rgb8("8a2f3a")
    for inset, thick, tone in (
        (40, 46, red),
        (100, 14, green),
        (126, 14, red),
        (margin + 60, 10, wine),
    ):
        box_ = (inset, inset, w - inset, h - inset)
        draw.rectangle(box_, outline=(*tone, 205), width=thick)
    for y in range(margin + 20, h - margin, 74):
        for x in (margin - 8, w - margin + 8):
            draw.polygon([(x, y - 30), (x + 24, y), (x, y + 30), (x - 24, y)], fill=(*green, 200))
    for x in range(margin + 70, w - margin - 50, 74):
        for y in (margin - 8, h - margin + 8):
            draw.polygon([(x - 30, y), (x, y - 24), (x + 30, y), (x, y + 24)], fill=(*green, 200))
    for k, r in enumerate((300, 240, 130, 70)):
        cx, cy = w / 2, h / 2
        tone = (red, green, wine, red)[k]
        pts = [(cx, cy - r * 1.4), (cx + r, cy), (cx, cy + r * 1.4), (cx - r, cy)]
        draw.line([*pts, pts[0]], fill=(*tone, 200), width=26)
    for y in range(0, h, 7):
        draw.line([(0, y), (w, y)], fill=(90, 62, 24, 44), width=2)
    return image.filter(ImageFilter.GaussianBlur(1.0))


def mat_roll() -> Image.Image:
    """Draw a mat partly rolled up."""
    cam = Camera((0.0, 4.8, 8.4), (0.1, 0.35, 0.1), 28.5)
    back = wall("c0ab8c", "e2d2b4")
    scene = Scene(cam, studio(cam, wood("8a5d3c", "b5835a", "mat"), back))
    turns, r0 = 3.1, 0.52

    def shape(u: float, v: float) -> Vec:
        x, s = (u - 0.5) * 3.1, v * 3.6
        if s < 2.3:
            return (x, 0.03, 1.9 - s)
        t = (s - 2.3) / 1.3
        a = t * turns * 6.283
        r = r0 * (1 - 0.62 * t)
        return (x + 0.05 * t, 0.03 + r0 - r * math.cos(a), -0.4 - r * math.sin(a))

    mat = sheet(shape, sampler(rush(), 1.0, 0.75), RUSH, (330, 640)).turned(yaw=-24)
    scene.put(mat)
    return scene.image


def pillow(width: float, height: float, depth: float, tone: str, band: str) -> Mesh:
    """Build a plump pillow with banded ends resting on y = 0."""
    main, trim, crease = hexa(tone), hexa(band), field(9, "pillow")

    def shape(u: float, v: float) -> Vec:
        x, z = 2 * u - 1, 2 * v - 1
        swell = max(0.0, (1 - abs(x) ** 3.2) * (1 - abs(z) ** 3.2)) ** 0.55
        waist = 1 - 0.07 * (1 - x * x) * abs(z)
        y = (
            height
            * swell
            * (0.9 + 0.16 * crease(u, v))
            * (1 - 0.16 * math.exp(-4 * (x * x + z * z)))
        )
        side = 1 - 0.09 * (1 - z * z) * abs(x)
        return (x * width / 2 * (2 - side) * 0.95, y + 0.02, z * depth / 2 * waist)

    def paint(u: float, _: float) -> RGB:
        edge = abs(u - 0.5)
        return trim if 0.36 < edge < 0.385 or 0.395 < edge < 0.4 else main

    return sheet(shape, paint, Material(wrap=0.45), (200, 120))


def mat_bed() -> Image.Image:
    """Draw the mat spread on a low wooden bed with a pillow."""
    cam = Camera((1.9, 4.3, 7.4), (0.0, 0.45, -0.1), 31)
    back = wall("b9b49b", "dcd6bf")
    scene = Scene(cam, studio(cam, wood("6d4a33", "8f6646", "floor"), back, 4.5))
    grain = sampler(wood("5f3a24", "85563a", "bed", 2))
    dark = Material(gloss=0.12, spec=0.06)
    parts = [box((4.5, 0.2, 3.5), grain, dark, 0.06, 40).moved(0, 0.42, -0.2)]
    for x in (-2.0, 2.0):
        parts.extend(
            box((0.26, 0.44, 0.26), grain, dark, 0.04, 6).moved(x, 0, z) for z in (-1.7, 1.3)
        )
    parts.append(box((4.5, 0.9, 0.12), grain, dark, 0.05, 30).moved(0, 0.6, -1.95))
    skin = sampler(rush().transpose(Image.Transpose.ROTATE_90))

    def cover(u: float, v: float) -> Vec:
        z = (v - 0.5) * 3.0 - 0.15
        lift = 0.0
        return ((u - 0.5) * 4.1, 0.64 + lift + 0.006 * math.sin(u * 40) * math.sin(v * 25), z)

    scene.put(*parts)
    rest = pillow(1.75, 0.5, 1.05, "efe6d6", "a8443c").turned(yaw=86).moved(-1.3, 0.65, -0.2)
    scene.put(sheet(cover, skin, RUSH, (520, 360)), floor=None)
    scene.put(rest, floor=0.65)
    return scene.image
