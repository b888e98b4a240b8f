"""Draw the giò lụa of Ước Lễ."""

from __future__ import annotations

import math
import random

from dishes import coriander, plate
from engine import Camera, Scene
from mesh import RGB, Material, Mesh
from paint import (
    bamboo_mat,
    field,
    hexa,
    mix,
    noise,
    plain,
    rgb8,
    sampler,
    studio,
    two_tone,
    wall,
    wood,
)
from PIL import Image, ImageDraw, ImageFilter
from plants import aim
from shapes import lathe, tube

MEAT = Material(spec=0.14, shine=12, wrap=0.4, glow=0.04)


def banana_skin() -> Image.Image:
    """Paint steamed banana leaf with its close veins."""
    w, h = 1600, 1200
    image = two_tone(noise((w, h), (14, 260), "gio"), "2f5330", "6b8a47")
    draw = ImageDraw.Draw(image, "RGBA")
    for y in range(0, h, 26):
        draw.line([(0, y), (w, y + 8)], fill=(190, 200, 120, 70), width=3)
    for x, tone in ((420, (28, 52, 26, 150)), (980, (28, 52, 26, 150))):
        draw.polygon([(x, 0), (x + 90, h), (x + 118, h), (x + 26, 0)], fill=tone)
    blot = noise((w, h), (12, 9), "blot").point(lambda v: max(0, v - 120))
    image.paste(rgb8("7d7a3e"), mask=blot.point(lambda v: int(v * 0.9)))
    return image.filter(ImageFilter.GaussianBlur(1.2))


def strings(length: float, radius: float) -> list[Mesh]:
    """Tie bamboo strings round and along an upright roll."""
    parts: list[Mesh] = []
    straw = plain(hexa("d9bd7c"))
    for k in range(6):
        y = 0.3 + (length - 0.6) * k / 5
        for off in (0.0, 0.055):
            ring = [
                (
                    (radius + 0.018) * math.sin(a),
                    y + off + 0.012 * math.sin(3 * a),
                    (radius + 0.018) * math.cos(a),
                )
                for a in (i * 6.283 / 24 for i in range(25))
            ]
            parts.append(tube(ring, lambda _: 0.026, straw, Material(spec=0.1), (8, 72)))
    for a in (0.35, 2.5, 4.6):
        s, c = math.sin(a), math.cos(a)
        r = radius + 0.03
        path = [
            (0.12 * s, -0.03, 0.12 * c),
            (r * 0.8 * s, 0.02, r * 0.8 * c),
            (r * s, 0.2, r * c),
            (r * s, 0.5, r * c),
            (r * s, length / 2, r * c),
            (r * s, length - 0.5, r * c),
            (r * s, length - 0.2, r * c),
            (r * 0.8 * s, length - 0.02, r * 0.8 * c),
            (0.12 * s, length + 0.03, 0.12 * c),
        ]
        parts.append(tube(path, lambda _: 0.026, straw, Material(spec=0.1), (8, 80)))
    return parts


def gio_roll(length: float = 3.0, radius: float = 0.62) -> list[Mesh]:
    """Build a leaf-wrapped roll tied with bamboo string, lying along x."""
    line = [(0.0, 0.0), (radius * 0.5, 0.01), (radius * 0.9, 0.07), (radius, 0.2)]
    line += [(radius, 0.2 + (length - 0.4) * i / 6) for i in range(1, 6)]
    line += [
        (radius, length - 0.2),
        (radius * 0.9, length - 0.07),
        (radius * 0.5, length - 0.01),
        (0.0, length),
    ]
    skin = sampler(banana_skin())
    body = lathe(line, skin, Material(spec=0.22, shine=9, wrap=0.3, gloss=0.06), (260, 240))
    parts = [body]
    parts += strings(length, radius)
    return [p.moved(0, -length / 2, 0).turned(roll=90).moved(0, radius + 0.02, 0) for p in parts]


def slice_(seed: str, radius: float = 0.6, thick: float = 0.13) -> Mesh:
    """Build one pale round slice standing on its flat side."""
    rng = random.Random(seed)
    speck = field(70, seed)
    main, rim, pore = hexa("e9cdb4"), hexa("cfae86"), hexa("d3ab90")
    line = [
        (0.0, 0.0),
        (radius - 0.02, 0.0),
        (radius, 0.02),
        (radius, thick - 0.02),
        (radius - 0.02, thick),
    ]
    line += [((radius - 0.02) * (1 - i / 22), thick) for i in range(1, 23)]
    pores = [(rng.random(), rng.random() ** 0.5, rng.uniform(0.015, 0.03)) for _ in range(26)]

    def paint(u: float, v: float) -> RGB:
        k = v * (len(line) - 1)
        if k < 4.2:
            return rim
        r, a = 1 - (k - 4) / 22, u * 6.283
        for pu, pr, size in pores:
            dx, dz = (
                r * math.cos(a) - pr * math.cos(pu * 6.283),
                r * math.sin(a) - pr * math.sin(pu * 6.283),
            )
            if dx * dx + dz * dz < size * size:
                return pore
        tone = mix(main, pore, max(0.0, speck(u, v) - 0.6) * 0.7)
        return mix(tone, rim, max(0.0, r - 0.9) * 4)

    return lathe(line, paint, MEAT, (120, 1), raw=True)


def gio_whole() -> Image.Image:
    """Draw two wrapped rolls on a bamboo mat."""
    cam = Camera((0.0, 4.0, 8.6), (0.0, 0.5, 0.1), 29)
    scene = Scene(cam, studio(cam, bamboo_mat("b48a52", "d9b67c", "g1"), wall("bda98a", "e0cfae")))
    parts = [p.turned(yaw=18).moved(-0.05, 0.0, -0.75) for p in gio_roll(3.2)]
    parts += [p.turned(yaw=-14).moved(0.1, 0.0, 0.85) for p in gio_roll(3.2)]
    scene.put(*parts)
    return scene.image


def gio_cut() -> Image.Image:
    """Draw slices on a plate beside the roll."""
    cam = Camera((0.0, 4.6, 8.2), (0.0, 0.4, -0.1), 28)
    scene = Scene(cam, studio(cam, wood("8a6242", "b98c60", "g2"), wall("bca88c", "dfceb0")))
    parts = [p.turned(yaw=8).moved(-0.1, 0.0, -1.35) for p in gio_roll(3.3, 0.58)]
    parts += [p.moved(0.0, 0, 0.75) for p in plate(1.75)]
    for k in range(8):
        a = k / 8 * 6.283
        one = slice_(f"s{k}", 0.52, 0.12).turned(pitch=15).turned(yaw=math.degrees(a) + 90)
        parts.append(one.moved(0.84 * math.cos(a), 0.25, 0.75 - 0.84 * math.sin(a)))
    parts.append(slice_("top", 0.52, 0.12).turned(pitch=4).moved(0, 0.34, 0.75))
    parts += [aim(m, (0.1, 0.46, 0.6), 40) for m in coriander("gio", 0.55)]
    scene.put(*parts)
    return scene.image
