"""Draw the squid cakes of Hạ Long."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from dishes import CHINA, plate
from engine import Camera, Scene
from mesh import RGB, Material, Mesh, Paint, Vec
from paint import field, hexa, mix, noise, plain, sampler, steam, studio, two_tone, wall, wood
from plants import aim, sprig
from shapes import ball, disc, lathe, sheet, tube

if TYPE_CHECKING:
    from PIL import Image


def cake(seed: str, radius: float = 0.62, thick: float = 0.3) -> Mesh:
    """Build one fried round cake with a browned uneven skin."""
    rng = random.Random(seed)
    bump, brown, fine_ = field(11, seed), field(13, seed + "b"), field(46, seed + "c")
    p = [rng.uniform(0, 6.3) for _ in range(3)]
    gold, deep, pale = hexa("dc9a3c"), hexa("a5591c"), hexa("f0c878")

    def shape(u: float, v: float) -> Vec:
        a, b = u * 6.283, (v - 0.5) * math.pi
        wob = 1 + 0.02 * math.sin(3 * a + p[0]) + 0.012 * math.sin(5 * a + p[1])
        b0 = math.cos(b) ** 0.5 * 0.42 if abs(b) < 1.57 else 0.0
        seam = bump(0.5 + b0 * math.sin(a), 0.5 + b0 * math.cos(a))
        r = radius * wob * abs(math.cos(b)) ** 0.5 * (0.985 + 0.02 * seam)
        y = thick / 2 * math.copysign(abs(math.sin(b)) ** 0.8, b) + 0.055 * (seam - 0.5) * math.sin(
            b
        )
        return (r * math.sin(a), y + thick / 2, r * math.cos(a))

    def paint(u: float, v: float) -> RGB:
        r = max(0.0, math.cos((v - 0.5) * math.pi)) ** 0.5 * 0.42
        x, z = 0.5 + r * math.sin(u * 6.283), 0.5 + r * math.cos(u * 6.283)
        ring = max(0.0, r - 0.3) * 1.2 if v > 0.5 else 0.0
        tone = mix(gold, deep, (brown(x, z) - 0.42) * 1.5 + (fine_(x, z) - 0.5) * 0.5 + ring)
        return mix(tone, pale, max(0.0, 0.5 - abs(v - 0.42) * 4) * 0.6 + (fine_(z, x) - 0.6) * 0.5)

    return replace(
        sheet(shape, paint, Material(spec=0.14, shine=10, gloss=0.03, wrap=0.3), (140, 90)),
        solid=True,
    )


def squid_plate() -> Image.Image:
    """Draw golden squid cakes on a plate with dill."""
    cam = Camera((0.0, 4.4, 8.0), (0.0, 0.36, 0.0), 28)
    scene = Scene(cam, studio(cam, wood("8d6a4c", "b8916a", "cm"), wall("aeb1a4", "d9d7c6")))
    parts = plate(2.1, "4a669a")
    for k in range(6):
        a = k / 6 * 6.283 + 0.3
        one = cake(f"c{k}").turned(pitch=10).turned(yaw=math.degrees(a) + 90)
        parts.append(one.moved(1.0 * math.cos(a), 0.18, -1.0 * math.sin(a)))
    parts.append(cake("mid").moved(0, 0.14, 0))
    for k, (x, z) in enumerate(((-0.38, -0.3), (0.42, -0.2), (0.0, 0.42))):
        parts.append(cake(f"t{k}").turned(yaw=k * 99, pitch=4).moved(x, 0.46, z))
    parts += [aim(m, (-0.1, 0.84, -0.1), 115) for m in sprig("d1", "5d8f3a", 1.1)]
    parts += [aim(m, (0.55, 0.16, 1.5), 62) for m in sprig("d2", "4f8034", 0.9)]
    scene.put(*parts)
    x, y, _ = cam.project((0.2, 0.9, -0.3))
    steam(scene.image, x / 2, y / 2, "cm", 240)
    return scene.image


def mortar() -> list[Mesh]:
    """Build a stone mortar with its pestle."""
    stone = sampler(two_tone(noise((1600, 1000), (500, 330), "stone"), "6f6d68", "a5a199"))
    rough = Material(wrap=0.25)
    line = [
        (0.55, 0.0),
        (0.62, 0.05),
        (0.6, 0.16),
        (0.82, 0.6),
        (0.92, 1.02),
        (0.9, 1.08),
        (0.78, 1.08),
        (0.7, 0.9),
        (0.5, 0.55),
        (0.0, 0.45),
    ]
    paste = disc(0.66, 0.8, plain(hexa("e6dac8")), Material(wrap=0.4, spec=0.1), (60, 12))
    stick = [
        (0.0, 0.0),
        (0.2, 0.03),
        (0.24, 0.2),
        (0.17, 0.5),
        (0.12, 1.3),
        (0.16, 1.55),
        (0.0, 1.66),
    ]
    pestle = lathe(stick, stone, rough, (60, 70)).turned(roll=-28).moved(-0.2, 0.72, 0.05)
    return [lathe(line, stone, rough, (200, 130)), replace(paste, bias=0.05), pestle]


WET = Material(gloss=0.3, spec=0.2, shine=16, wrap=0.4)


def squid_skin() -> Paint:
    """Paint pale flesh with rosy freckles."""
    blot = field(110, "squid")
    pale, spot = hexa("e9dcd6"), hexa("a8616a")
    return lambda u, v: mix(pale, spot, max(0.0, blot(u, v * 0.6) - 0.6) * 1.7 + 0.1)


def fin(side: int, u: float, v: float) -> Vec:
    """Trace one tail fin."""
    wide = 0.52 * math.sin(math.pi * min(1.0, v * 1.02)) ** 0.7 if v < 0.98 else 0.0
    y = 0.26 - 0.12 * u + 0.03 * math.sin(v * 14) * u
    return (-1.34 + 0.95 * v, y, side * (0.06 + u * (wide + 0.12)))


def arms(skin: Paint) -> list[Mesh]:
    """Spread the arms of a squid along +x."""
    rng, parts = random.Random("arms"), []
    for k in range(9):
        w = (k - 4) * 0.07
        end = 0.75 if k not in (1, 7) else 1.25
        path = [
            (0.74, 0.2, w * 0.8),
            (1.0, 0.12, w * 1.8),
            (1.2 + end * 0.3, 0.06, w * 3 + rng.uniform(-0.1, 0.1)),
            (1.1 + end * 0.75, 0.06, w * 4.4 + rng.uniform(-0.15, 0.15)),
        ]
        parts.append(tube(path, lambda t: 0.06 * (1 - 0.75 * t), skin, WET, (12, 40)))
    return parts


def squid() -> list[Mesh]:
    """Build a whole squid lying along x with fins and arms."""
    skin = squid_skin()
    mantle = [(-1.3, 0.2, 0.0), (-0.6, 0.3, 0.0), (0.0, 0.32, 0.0), (0.45, 0.27, 0.0)]
    head = [(0.4, 0.24, 0.0), (0.6, 0.23, 0.0), (0.78, 0.2, 0.0)]
    parts = [
        tube(mantle, lambda t: 0.3 * math.sin(0.08 + 1.75 * t) ** 0.6, skin, WET, (150, 240), 0.8),
        tube(head, lambda t: 0.2 - 0.03 * t, skin, WET, (40, 24)),
    ]
    for side in (-1, 1):
        parts.append(sheet(partial(fin, side), skin, WET, (50, 80)))
        eye = ball(0.095, plain((0.10, 0.08, 0.10)), CHINA, (28, 20))
        parts.append(eye.moved(0.58, 0.29, side * 0.13))
    return parts + arms(skin)


def squid_mortar() -> Image.Image:
    """Draw the stone mortar, a squid and fried cakes."""
    cam = Camera((0.0, 4.4, 8.4), (0.05, 0.68, 0.0), 29.5)
    scene = Scene(cam, studio(cam, wood("75553c", "a17a58", "cm2"), wall("a8aea6", "d3d4c6")))
    parts = [m.scaled(1.15).moved(-0.85, 0, -0.75) for m in mortar()]
    parts += [m.scaled(1.05).turned(yaw=14).moved(-0.35, 0, 1.25) for m in squid()]
    parts += [m.scaled(0.66).moved(1.25, 0, -0.25) for m in plate(2.0)]
    for k, (x, y, z) in enumerate(
        ((-0.38, 0.1, 0.1), (0.4, 0.1, -0.1), (0.0, 0.1, -0.5), (0.05, 0.1, 0.5), (0.02, 0.36, 0.0))
    ):
        parts.append(cake(f"m{k}", 0.5, 0.26).turned(yaw=k * 77).moved(1.25 + x, y, -0.25 + z))
    scene.put(*parts)
    return scene.image
