"""Build leaves, tea heaps, sprigs and lychees shared by the pictures."""

# Shapes are written by place, as in a drawing.
# ruff: noqa: PLR0917

from __future__ import annotations

import math
import random

from mesh import RGB, Material, Mesh, Paint, Vec, unit
from paint import field, hexa, mix, plain
from shapes import ball, scatter, sheet, tube

LEAF = Material(spec=0.12, shine=9, wrap=0.35)
WAXY = Material(gloss=0.16, spec=0.2, shine=10, wrap=0.3)


def leaf_paint(deep: str, light: str, veins: int = 8) -> Paint:
    """Paint a leaf with a midrib and side veins."""
    a, b, rib = hexa(deep), hexa(light), mix(hexa(light), (1.0, 1.0, 0.8), 0.3)

    def paint(u: float, v: float) -> RGB:
        s = abs(u * 2 - 1)
        if s < 0.05:
            return rib
        vein = abs(((v - s * 0.16) * veins) % 1 - 0.5) * 2
        tone = mix(a, b, 0.25 + 0.5 * s * (1 - v) + (0.3 if u < 0.5 else 0.0))
        return mix(rib, tone, min(1.0, 0.45 + vein * 3))

    return paint


def leaf(
    length: float,
    width: float,
    paint: Paint,
    material: Material = LEAF,
    curl: float = 0.3,
    fold: float = 0.35,
    notch: float = 0.0,
    fine: tuple[int, int] = (30, 44),
) -> Mesh:
    """Make a pointed leaf lying along +z, folded along its rib."""

    def shape(u: float, v: float) -> Vec:
        s = u * 2 - 1
        wide = width / 2 * math.sin(math.pi * v**0.72) ** 0.9 if 0 < v < 1 else 0.0
        wide *= 1 + notch * (((v * 18) % 1) - 0.5)
        wave = 0.03 * length * math.sin(v * 13) * s
        rise = length * (0.35 * curl * math.sin(v * 2.6) - curl * 0.45 * v * v)
        return (s * wide, rise + fold * wide * abs(s) + wave, length * v)

    return sheet(shape, paint, material, fine)


def aim(mesh: Mesh, at: Vec, yaw: float = 0.0, pitch: float = 0.0, roll: float = 0.0) -> Mesh:
    """Turn a mesh and move it to a place."""
    return mesh.turned(yaw, pitch, roll).moved(*at)


def dry_leaf(rng: random.Random, tones: list[RGB], size: float, hook: float) -> Mesh:
    """Build one rolled dry tea leaf, hooked or curled."""
    bend = hook * rng.uniform(0.6, 1.3)
    path, a, x, z = [], rng.uniform(0, 6.283), 0.0, 0.0
    for i in range(6):
        path.append((x, 0.05 * math.sin(i * 1.3) * size, z))
        a += bend / 5
        x, z = x + size / 5 * math.cos(a), z + size / 5 * math.sin(a)
    one, two = rng.choice(tones), rng.choice(tones)
    fat = size * rng.uniform(0.055, 0.09)
    mesh = tube(
        path,
        lambda t: fat * (0.25 + 0.75 * math.sin(3.0 * t + 0.1)) + 0.002,
        lambda u, v: one if (u * 3 + v * 2) % 1 < 0.6 else two,
        Material(spec=0.12, shine=8),
        (7, 9),
        0.6,
    )
    return mesh.turned(pitch=rng.uniform(-28, 28), roll=rng.uniform(-28, 28))


def heap(
    count: int,
    seed: str,
    spread: float,
    tall: float,
    tones: list[str],
    size: float = 0.3,
    hook: float = 2.4,
    floor: float = 0.03,
) -> list[Mesh]:
    """Pile dry tea leaves in a low cone."""
    rng = random.Random(seed)
    palette = [hexa(t) for t in tones]
    parts = []
    for x, z in scatter(count, rng, spread):
        r = math.hypot(x, z) / spread
        y = floor + tall * (1 - r**1.4) * (0.62 + 0.38 * rng.random())
        parts.append(dry_leaf(rng, palette, size * rng.uniform(0.7, 1.25), hook).moved(x, y, z))
    return parts


def threads(rng: random.Random, z: float, end: Vec, green: RGB) -> list[Mesh]:
    """Feather one frond running from the stem at z to its end."""
    parts, reach = [], abs(end[0])
    for i in range(9):
        t = 0.2 + 0.8 * i / 8
        at = (end[0] * t, 0.06 + (end[1] - 0.06) * t, z + (end[2] - z) * t)
        for way in (-1, 1):
            a = math.atan2(end[2] - z, end[0]) + way * rng.uniform(0.4, 0.8)
            r = reach * 0.3 * rng.uniform(0.6, 1)
            y = at[1] + rng.uniform(-0.02, 0.06)
            tip = (at[0] + r * math.cos(a), y, at[2] + r * math.sin(a))
            tone = plain(mix(green, (0.5, 0.65, 0.3), rng.random() * 0.5))
            parts.append(tube([at, tip], lambda t: 0.0085 - 0.004 * t, tone, LEAF, (4, 2)))
    return parts


def sprig(seed: str, tone: str, height: float = 1.0, fronds: int = 9) -> list[Mesh]:
    """Build a feathery stem of dill lying along +z."""
    rng = random.Random(seed)
    green = hexa(tone)
    parts = [
        tube(
            [(0, 0.04, 0), (0.04, 0.07, height / 2), (-0.02, 0.05, height)],
            lambda t: 0.02 - 0.012 * t,
            plain(green),
            LEAF,
            (6, 14),
        )
    ]
    for k in range(fronds * 2):
        z = height * (0.25 + 0.72 * k / (fronds * 2))
        side = 1 if k % 2 else -1
        reach = height * 0.42 * (1 - 0.6 * k / (fronds * 2))
        end = (side * reach, 0.08 + rng.uniform(0, 0.1), z + reach * 0.6)
        parts.append(tube([(0, 0.06, z), end], lambda _: 0.009, plain(green), LEAF, (4, 3)))
        parts += threads(rng, z, end, green)
    return parts


def sprinkle(count: int, rng: random.Random) -> list[Vec]:
    """Spread points over a ball, a little uneven."""
    spots: list[Vec] = []
    for i in range(count):
        y = 1 - 2 * (i + 0.5) / count
        r, a = math.sqrt(1 - y * y), i * 2.39996
        a += rng.uniform(-0.09, 0.09) / max(r, 0.2)
        y += rng.uniform(-0.035, 0.035)
        spots.append(unit((r * math.cos(a), y, r * math.sin(a))))
    return spots


def lychee_shell(seed: str, bumps: int = 290, fine: tuple[int, int] = (110, 76)) -> Mesh:
    """Build a bumpy lychee of radius one."""
    rng = random.Random(seed)
    spots = sprinkle(bumps, rng)
    plain_ball = ball(1.0, plain((1, 1, 1)), Material(), fine)
    tones = []
    for row in plain_ball.grid:
        near = [max(p[0] * s[0] + p[1] * s[1] + p[2] * s[2] for s in spots) for p in row]
        bump = [max(0.0, 1 - math.acos(min(1.0, d)) / 0.135) ** 0.8 for d in near]
        tones.append(bump)
    grid = [
        [
            (x * (1 + 0.036 * b), y * (1.06 + 0.036 * b), z * (1 + 0.036 * b))
            for (x, y, z), b in zip(row, bs, strict=True)
        ]
        for row, bs in zip(plain_ball.grid, tones, strict=True)
    ]
    cloud, warm = field(9, seed), rng.uniform(-0.04, 0.04)
    deep, red, tip = hexa("8f1d28"), hexa("c4333c"), hexa("e0705f")

    def paint(u: float, v: float) -> RGB:
        b = tones[min(int(v * fine[1]), fine[1] - 1)][min(int(u * fine[0]), fine[0] - 1)]
        tone = mix(mix(deep, red, 0.35 + b * 1.3), tip, max(0.0, b - 0.5) * 0.6)
        return mix(tone, hexa("c98a4a"), max(0.0, cloud(u, v) - 0.62 + warm) * 1.2)

    return Mesh(grid, paint, Material(spec=0.16, shine=9, wrap=0.3), solid=True)
