"""Hold surface grids, their materials and the vectors beneath."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

Vec = tuple[float, float, float]
RGB = tuple[float, float, float]
Paint = Callable[[float, float], RGB]
Grid = list[list[Vec]]
SIZE = 1000
SCALE = 2
FULL = SIZE * SCALE


def unit(a: Vec) -> Vec:
    """Scale a vector to length one."""
    n = math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]) or 1.0
    return (a[0] / n, a[1] / n, a[2] / n)


def cross(a: Vec, b: Vec) -> Vec:
    """Return the vector at right angles to both."""
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def dot(a: Vec, b: Vec) -> float:
    """Return the inner product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def sub(a: Vec, b: Vec) -> Vec:
    """Subtract b from a."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


@dataclass(frozen=True)
class Material:
    """Describe how a surface answers the light."""

    gloss: float = 0.0
    spec: float = 0.0
    shine: float = 24.0
    wrap: float = 0.25
    rim: float = 0.0
    alpha: float = 1.0
    glow: float = 0.0
    sheen: float = 0.0


@dataclass
class Mesh:
    """Hold one grid of points with its paint and material."""

    grid: Grid
    paint: Paint
    material: Material = field(default_factory=Material)
    shadow: bool = True
    bias: float = 0.0
    solid: bool = False

    def moved(self, dx: float = 0.0, dy: float = 0.0, dz: float = 0.0) -> Mesh:
        """Return a copy shifted by the given amounts."""
        grid = [[(x + dx, y + dy, z + dz) for x, y, z in row] for row in self.grid]
        return replace(self, grid=grid)

    def turned(self, yaw: float = 0.0, pitch: float = 0.0, roll: float = 0.0) -> Mesh:
        """Return a copy turned by roll (z), pitch (x), then yaw (y), in degrees."""
        return replace(self, grid=[[turn(p, yaw, pitch, roll) for p in row] for row in self.grid])

    def scaled(self, k: float, ky: float | None = None) -> Mesh:
        """Return a copy scaled about the origin."""
        h = k if ky is None else ky
        return replace(self, grid=[[(x * k, y * h, z * k) for x, y, z in r] for r in self.grid])


def turn(p: Vec, yaw: float, pitch: float, roll: float) -> Vec:
    """Turn one point about the origin."""
    x, y, z = p
    c, s = math.cos(math.radians(roll)), math.sin(math.radians(roll))
    x, y = x * c - y * s, x * s + y * c
    c, s = math.cos(math.radians(pitch)), math.sin(math.radians(pitch))
    y, z = y * c - z * s, y * s + z * c
    c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
    return (x * c + z * s, y, -x * s + z * c)
