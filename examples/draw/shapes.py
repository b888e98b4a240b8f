"""Build surface grids: turned pots, tubes, sheets, petals, boxes and balls."""

# Shapes are written by place, as in a drawing.
# ruff: noqa: PLR0917

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from mesh import Grid, Material, Mesh, Paint, Vec, cross, sub, unit

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

Point = tuple[float, float]
MATT = Material()


def curve(points: Sequence[tuple[float, ...]], count: int) -> list[tuple[float, ...]]:
    """Run a smooth line through the points."""
    pts = [points[0], *points, points[-1]]
    spans, out = len(points) - 1, []
    for i in range(count + 1):
        t = i / count * spans
        k = min(int(t), spans - 1)
        f = t - k
        a, b, c, d = pts[k : k + 4]
        out.append(
            tuple(
                0.5
                * (
                    2 * q
                    + (r - p) * f
                    + (2 * p - 5 * q + 4 * r - s) * f * f
                    + (3 * q - p - 3 * r + s) * f**3
                )
                for p, q, r, s in zip(a, b, c, d, strict=True)
            )
        )
    return out


def lathe(
    profile: Sequence[Point],
    paint: Paint,
    material: Material = MATT,
    fine: tuple[int, int] = (96, 60),
    *,
    raw: bool = False,
) -> Mesh:
    """Turn a profile of (radius, height) about the upright axis."""
    line = list(profile) if raw else curve(profile, fine[1])
    ring = [2 * math.pi * j / fine[0] for j in range(fine[0] + 1)]
    grid = [[(p[0] * math.sin(a), p[1], p[0] * math.cos(a)) for a in ring] for p in line]
    return Mesh(grid, paint, material, solid=True)


def disc(
    radius: float,
    y: float,
    paint: Paint,
    material: Material = MATT,
    fine: tuple[int, int] = (64, 24),
) -> Mesh:
    """Lay a flat round plate."""
    line = [(radius * (1 - i / fine[1]), y) for i in range(fine[1] + 1)]
    return lathe(line, paint, material, fine, raw=True)


def tube(
    path: Sequence[Vec],
    radius: Callable[[float], float],
    paint: Paint,
    material: Material = MATT,
    fine: tuple[int, int] = (14, 40),
    flat: float = 1.0,
) -> Mesh:
    """Run a round pipe along a path."""
    line = [(p[0], p[1], p[2]) for p in curve(path, fine[1])]
    side, grid = (0.31, 0.17, 0.93), []
    for i, p in enumerate(line):
        ahead = unit(sub(line[min(i + 1, fine[1])], line[max(i - 1, 0)]))
        side = unit(cross(cross(ahead, side), ahead))
        other, r = cross(ahead, side), radius(i / fine[1])
        row = []
        for j in range(fine[0] + 1):
            a = 2 * math.pi * j / fine[0]
            c, s = r * math.cos(a), r * math.sin(a) * flat
            x, y, z = (p[k] + side[k] * c + other[k] * s for k in range(3))
            row.append((x, y, z))
        grid.append(row)
    return Mesh(grid, paint, material)


def sheet(
    shape: Callable[[float, float], Vec],
    paint: Paint,
    material: Material = MATT,
    fine: tuple[int, int] = (80, 80),
) -> Mesh:
    """Make any surface from a function of u and v."""
    w, h = fine
    grid: Grid = [[shape(j / w, i / h) for j in range(w + 1)] for i in range(h + 1)]
    return Mesh(grid, paint, material)


def ball(
    radius: float, paint: Paint, material: Material = MATT, fine: tuple[int, int] = (48, 32)
) -> Mesh:
    """Make a ball about the origin."""
    steps = [math.pi * i / fine[1] for i in range(fine[1] + 1)]
    line = [(radius * math.sin(a), -radius * math.cos(a)) for a in steps]
    return lathe(line, paint, material, fine, raw=True)


def box(
    size: Vec, paint: Paint, material: Material = MATT, round_: float = 0.05, fine: int = 14
) -> Mesh:
    """Make an upright box with softened edges standing on y = 0."""
    w, h, d = size[0] / 2, size[1], size[2] / 2
    ring = rounded(w, d, max(round_, 0.02), fine)
    levels = [(0.0, 0.0), (1.0, 0.0)]
    levels = [(1.0, h * i / fine) for i in range(fine + 1)]
    levels[-1] = (1.0, h - round_)
    caps = [(1 - round_ * 0.3 / w, h - round_ * 0.3), (1 - round_ / w, h)]
    inner = [(1 - round_ / w) * (1 - i / fine) for i in range(1, fine + 1)]
    rows = levels + caps + [(k, h) for k in inner]
    grid = [[(x * k, y, z * k) for x, z in ring] for k, y in rows]
    return Mesh(grid, paint, material)


def rounded(w: float, d: float, r: float, fine: int) -> list[Point]:
    """Trace a rectangle with rounded corners, starting mid-front."""
    out: list[Point] = []
    corners = [(w - r, d - r, 0.0), (w - r, -d + r, 90.0), (-w + r, -d + r, 180.0)]
    corners.append((-w + r, d - r, 270.0))
    for x, z, start in corners:
        for k in range(5):
            a = math.radians(start + 22.5 * k)
            out.append((x + r * math.sin(a), z + r * math.cos(a)))
    out.append(out[0])
    ring: list[Point] = []
    for p, q in itertools.pairwise(out):
        n = fine if math.dist(p, q) > 3 * r else 1
        ring += [(p[0] + (q[0] - p[0]) * k / n, p[1] + (q[1] - p[1]) * k / n) for k in range(n)]
    return [*ring, ring[0]]


def squircle(power: float, count: int) -> list[Point]:
    """Trace a soft square of half-width one in even steps, starting at the back."""
    raw: list[Point] = []
    for i in range(4001):
        side, t = divmod(i / 1000, 1.0)
        a = math.pi + (side + math.sin(t * math.pi / 2) ** 2) * math.pi / 2
        s, c = math.sin(a), math.cos(a)
        raw.append((math.copysign(abs(s) ** power, s), math.copysign(abs(c) ** power, c)))
    long = [0.0]
    for p, q in itertools.pairwise(raw):
        long.append(long[-1] + math.dist(p, q))
    out, k = [], 0
    for i in range(count + 1):
        while k < 4000 and long[k] < long[-1] * i / count:
            k += 1
        out.append(raw[k])
    return out


def petal(
    length: float,
    width: float,
    paint: Paint,
    material: Material = MATT,
    cup: float = 0.5,
    curl: float = 0.4,
    tip: float = 0.6,
    fine: tuple[int, int] = (14, 24),
) -> Mesh:
    """Make a petal or leaf rising along +z from the origin and curling up."""

    def shape(u: float, v: float) -> Vec:
        s = u * 2 - 1
        wide = width / 2 * math.sin(math.pi * v**tip) ** 0.75 if 0 < v < 1 else 0.0
        bend = curl * v
        z, y = length * v * math.cos(bend), length * v * math.sin(bend)
        return (s * wide, y + cup * wide * s * s, z)

    return sheet(shape, paint, material, fine)


def scatter(count: int, rng: random.Random, spread: float) -> list[Point]:
    """Return spots in a disc, thicker towards the middle."""
    out = []
    for _ in range(count):
        r, a = spread * rng.random() ** 0.6, rng.uniform(0, 2 * math.pi)
        out.append((r * math.cos(a), r * math.sin(a)))
    return out
