"""Draw golden camellia tea."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from typing import TYPE_CHECKING

from dishes import GLASS, pour
from engine import Camera, Scene
from flowers import camellia
from mesh import RGB, Material, Mesh, Paint, Vec
from paint import hexa, linen, mix, noise, plain, sampler, steam, studio, two_tone, wall, wood
from plants import WAXY, leaf, leaf_paint
from shapes import lathe

if TYPE_CHECKING:
    from PIL import Image


def faded(old: Paint, dull: RGB, amount: float) -> Paint:
    """Dull a paint towards one tone."""
    return lambda u, v: mix(old(u, v), dull, amount)


def crumpled(seed: str, size: float) -> list[Mesh]:
    """Build one dried golden flower."""
    parts = camellia(size, seed, 0.5)
    rng, dull = random.Random(seed), hexa("c08a2a")
    out = []
    for m in parts[:14]:
        tint = rng.uniform(0.25, 0.6)
        coarse = replace(m, grid=[row[::2] for row in m.grid[::2]])
        out.append(replace(coarse, paint=faded(m.paint, dull, tint)))
    return out


JAR = [
    (0.0, 0.0),
    (0.82, 0.0),
    (0.9, 0.08),
    (0.92, 0.3),
    (0.92, 1.5),
    (0.86, 1.7),
    (0.66, 1.84),
    (0.66, 2.0),
]


def jarful(place: Vec) -> list[Mesh]:
    """Fill a jar with dried petals."""
    rng = random.Random("jar")
    inside: list[Mesh] = []
    for k in range(70):
        a, r = rng.uniform(0, 6.283), 0.68 * rng.random() ** 0.5
        y = 0.1 + 1.2 * (k / 70)
        flower = [
            m.turned(yaw=rng.uniform(0, 360), pitch=rng.uniform(-70, 70))
            for m in crumpled(f"j{k % 6}", 0.36)
        ]
        inside += [
            m.moved(place[0] + r * math.cos(a), y, place[2] + r * math.sin(a)) for m in flower
        ]
    return inside


def fresh_side() -> list[Mesh]:
    """Build the fresh flower, its leaves and two dried ones."""
    parts = [m.turned(pitch=32, yaw=-16).moved(1.12, 0.36, 0.75) for m in camellia(0.92, "fresh")]
    green = leaf_paint("1f4a2c", "4a7d3f", 9)
    for yaw, x, z in ((60, 1.2, 0.8), (118, 1.2, 0.7), (-30, 0.95, 0.95)):
        parts.append(
            leaf(1.25, 0.52, green, WAXY, 0.3, 0.25, 0.05, (40, 60))
            .turned(pitch=-8)
            .turned(yaw=yaw)
            .moved(x, 0.08, z)
        )
    for k, (x, z) in enumerate(((-0.75, 1.3), (-0.2, 1.5))):
        parts += [
            m.turned(pitch=30, yaw=k * 90).moved(x, -0.03, z) for m in crumpled(f"j{k}", 0.36)
        ]
    return parts


def camellia_jar() -> Image.Image:
    """Draw dried golden flowers in a jar beside a fresh one."""
    cam = Camera((0.0, 3.2, 8.4), (0.15, 0.98, 0.1), 27.5)
    scene = Scene(cam, studio(cam, wood("6b4a36", "96704f", "jar"), wall("9aa58f", "cfd3bd")))
    place = (-0.6, 0.0, -0.45)
    jar = lathe(JAR, plain((0.80, 0.84, 0.80)), GLASS, (170, 110)).moved(*place)
    scene.cast([jar], 0.0, 0.5)
    scene.glass(replace(jar, solid=False), depth=0.0)
    inside = jarful(place)
    scene.put(*inside, floor=None)
    scene.glass(replace(jar, solid=True), depth=0.0)
    cork = [(0.6, 1.86), (0.68, 1.98), (0.76, 2.0), (0.78, 2.2), (0.72, 2.26), (0.0, 2.26)]
    lid = lathe(
        cork,
        sampler(two_tone(noise((300, 300), (60, 60), "cork"), "a87f52", "cda878")),
        Material(wrap=0.3),
        (140, 60),
    )
    scene.put(lid.moved(*place), floor=None)
    parts = fresh_side()
    scene.put(*parts)
    return scene.image


def camellia_cup() -> Image.Image:
    """Draw an opened flower in a glass of golden tea."""
    cam = Camera((0.0, 4.6, 7.6), (0.25, 0.5, 0.1), 28.5)
    scene = Scene(cam, studio(cam, linen("c3b393", "e2d6ba", "thv"), wall("b5a585", "ded0b0")))
    saucer = [(0.7, 0.0), (0.8, 0.03), (1.5, 0.16), (1.48, 0.18), (0.85, 0.07), (0.0, 0.07)]
    scene.put(
        lathe(saucer, plain(hexa("f0e9da")), Material(gloss=0.5, spec=0.1), (200, 90)).moved(
            -0.3, 0, 0.0
        )
    )
    flower = [m.turned(yaw=20, pitch=10).moved(0, 0.8, 0.02) for m in camellia(0.78, "cup", 1.0)]
    pour(scene, (-0.3, 0.07, 0.0), (1.0, 1.15, 0.9), ("e3981c", "f7cb50"), flower)
    parts = [m.turned(pitch=24, yaw=30).moved(1.42, 0.12, 1.0) for m in camellia(0.58, "side")]
    green = leaf_paint("1f4a2c", "4a7d3f", 9)
    parts.extend(
        leaf(1.0, 0.42, green, WAXY, 0.3, 0.25, 0.05)
        .turned(pitch=-6)
        .turned(yaw=yaw)
        .moved(1.42, 0.03, 0.95)
        for yaw in (40, 100)
    )
    scene.put(*parts)
    x, y, _ = cam.project((-0.2, 1.5, 0.0))
    steam(scene.image, x / 2, y / 2, "thv", 220)
    return scene.image
