"""Draw crunchy lotus seeds."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from typing import TYPE_CHECKING

from dishes import bowl
from engine import Camera, Scene
from flowers import lotus
from mesh import RGB, Material, Mesh
from packs import pouch
from paint import hexa, linen, mix, noise, plain, sampler, studio, two_tone, wall, wood
from shapes import ball, lathe, tube

if TYPE_CHECKING:
    from PIL import Image


def seed_(rng: random.Random, size: float = 0.13) -> Mesh:
    """Build one roasted lotus seed, split or whole."""
    pale, gold, dark = hexa("f1e2bd"), hexa("dcb878"), hexa("9a6b3a")
    tone = mix(pale, gold, rng.random())

    def paint(u: float, v: float) -> RGB:
        if v > 0.93:
            return dark
        return (
            mix(tone, pale, 0.4 * math.sin(u * 6.283) ** 2)
            if abs((u * 2) % 1 - 0.5) > 0.03
            else mix(tone, dark, 0.45)
        )

    egg = ball(size, paint, Material(spec=0.12, shine=10, wrap=0.4), (30, 22)).scaled(0.95, 1.32)
    return egg.turned(rng.uniform(0, 360), rng.uniform(-90, 90), rng.uniform(-90, 90))


def seed_heap(count: int, seed: str, spread: float, tall: float, floor: float = 0.12) -> list[Mesh]:
    """Pile lotus seeds in a low cone."""
    rng = random.Random(seed)
    parts = []
    for k in range(count):
        r, a = spread * math.sqrt((k + 0.5) / count), k * 2.39996
        y = floor + tall * (1 - (r / spread) ** 1.6)
        parts.append(
            seed_(rng).moved(
                r * math.cos(a) + rng.uniform(-0.03, 0.03),
                y + rng.uniform(-0.02, 0.03),
                r * math.sin(a),
            )
        )
    return parts


def seeds_bowl() -> Image.Image:
    """Draw a bowl of crunchy lotus seeds beside a lotus flower."""
    cam = Camera((0.0, 4.2, 8.2), (0.1, 0.5, 0.1), 28.5)
    scene = Scene(cam, studio(cam, wood("7b563b", "a87f58", "hs"), wall("a5ad98", "d5d6c2")))
    parts = [m.moved(-0.8, 0, 0.25) for m in bowl(1.2, "", "e4ddca", "6f8f73", 220)]
    parts += [m.moved(-0.8, 0.55, 0.25) for m in seed_heap(190, "bowl", 1.0, 0.42)]
    parts += [m.moved(0.65, 0, 1.5) for m in seed_heap(9, "loose", 0.5, 0.0)]
    parts += [m.turned(pitch=18, yaw=-12).moved(1.3, 0.3, -0.6) for m in lotus(1.08)]
    scene.put(*parts)
    return scene.image


HOLE = [(0.1, 0.86), (0.09, 0.875), (0.0, 0.86)]
POD = [
    (0.06, 0.0),
    (0.1, 0.1),
    (0.3, 0.38),
    (0.62, 0.66),
    (0.72, 0.8),
    (0.69, 0.88),
    (0.55, 0.86),
    (0.0, 0.84),
]


def pod() -> list[Mesh]:
    """Build a green lotus pod with seeds in its holes and a stem."""
    rng = random.Random("pod")
    green = sampler(two_tone(noise((500, 300), (70, 6), "pod"), "6f8a4a", "a3b86e"))
    parts = [lathe(POD, green, Material(wrap=0.35, spec=0.05), (120, 80))]
    stem = [(0.0, 0.05, 0.0), (0.05, -0.6, 0.04), (-0.1, -1.6, 0.1)]
    parts.append(tube(stem, lambda _: 0.065, green, Material(wrap=0.3), (16, 30)))
    for count, r in ((1, 0.0), (6, 0.27), (11, 0.52)):
        for k in range(count):
            a = k / count * 6.283 + r
            x, z = r * math.cos(a), r * math.sin(a)
            hole = lathe(HOLE, plain(hexa("56683a")), Material(), (20, 6))
            parts.append(replace(hole.moved(x, 0.005, z), bias=0.03))
            nut = ball(
                0.07,
                plain(mix(hexa("7d9a52"), hexa("a9b878"), rng.random())),
                Material(spec=0.15),
                (18, 12),
            )
            parts.append(replace(nut.moved(x, 0.88, z), bias=0.05))
    return parts


def seeds_bag() -> Image.Image:
    """Draw a bag of lotus seeds with a lotus pod."""
    cam = Camera((0.0, 3.4, 8.2), (0.0, 0.92, 0.0), 27)
    scene = Scene(cam, studio(cam, linen("b9ae93", "dcd3bb", "bag"), wall("a9ad98", "d8d7c4")))
    parts = [m.turned(yaw=12).moved(-0.8, 0, -0.5) for m in pouch()]
    parts += [m.moved(0.05, 0, 1.15) for m in seed_heap(80, "pile", 0.85, 0.28)]
    parts += [m.turned(pitch=52, yaw=-28).moved(1.4, 0.42, -0.1) for m in pod()]
    scene.put(*parts)
    return scene.image
