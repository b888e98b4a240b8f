"""Light surfaces: sun, sky, shadow and the mirrored studio window."""

# Shapes are written by place, as in a drawing.
# ruff: noqa: PLR0917

from __future__ import annotations

import itertools
import math
from array import array
from typing import TYPE_CHECKING

from mesh import RGB, Material, Mesh, Vec, cross, dot, unit
from PIL import Image, ImageDraw, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

LIGHT = unit((-0.62, 1.0, 0.5))
LIGHT_X = unit(cross((0.0, 1.0, 0.0), LIGHT))
LIGHT_Y = cross(LIGHT, LIGHT_X)
KEY: RGB = (0.85, 0.81, 0.735)
SKY: RGB = (0.47, 0.468, 0.48)
BOUNCE: RGB = (0.40, 0.335, 0.285)


class LightMap:
    """Remember which points the light reaches first, and what stands around them."""

    CELLS = 700

    def __init__(self, meshes: Sequence[Mesh]) -> None:
        """Draw the depth of the meshes seen from the light and from above."""
        pts = [p for m in meshes for row in m.grid for p in row]
        xs, ys = [dot(p, LIGHT_X) for p in pts], [dot(p, LIGHT_Y) for p in pts]
        self.x0, self.y0 = min(xs), min(ys)
        self.k = (self.CELLS - 1) / max(max(xs) - self.x0, max(ys) - self.y0, 0.1)
        depth = Image.new("F", (self.CELLS, self.CELLS), -1e9)
        self._fill(depth, meshes)
        self.depth = array("f", depth.tobytes())
        self._heights(meshes, pts)

    def _fill(self, image: Image.Image, meshes: Sequence[Mesh]) -> None:
        """Paint the nearest depth towards the light in each cell."""
        faces = []
        for m in meshes:
            if not m.shadow:
                continue
            flat = [[self._cell(p) for p in row] for row in m.grid]
            for a, b in itertools.pairwise(flat):
                for p, q, r, s in zip(a, a[1:], b[1:], b, strict=False):
                    z = (p[2] + q[2] + r[2] + s[2]) / 4
                    faces.append((z, p[:2] + q[:2] + r[:2] + s[:2]))
        faces.sort(key=lambda f: f[0])
        draw = ImageDraw.Draw(image)
        for z, poly in faces:
            draw.polygon(poly, fill=z)

    def _cell(self, p: Vec) -> Vec:
        """Return the cell and depth of a point seen from the light."""
        return (
            (dot(p, LIGHT_X) - self.x0) * self.k,
            (dot(p, LIGHT_Y) - self.y0) * self.k,
            dot(p, LIGHT),
        )

    def _heights(self, meshes: Sequence[Mesh], pts: list[Vec]) -> None:
        """Draw a blurred height map for the dimness of hollows."""
        self.gx, self.gz = min(p[0] for p in pts), min(p[2] for p in pts)
        span = max(max(p[0] for p in pts) - self.gx, max(p[2] for p in pts) - self.gz, 0.1)
        self.top = max(*(p[1] for p in pts), 0.1)
        self.gk = 255 / span
        image = Image.new("L", (256, 256), 0)
        draw, k, top = ImageDraw.Draw(image), self.gk, self.top
        spots = sorted((p[1], p[0], p[2]) for m in meshes if m.shadow for r in m.grid for p in r)
        for y, x, z in spots:
            cx, cz = (x - self.gx) * k, (z - self.gz) * k
            v = int(max(0.0, y) / top * 255)
            draw.rectangle((cx - 1, cz - 1, cx + 1, cz + 1), fill=v)
        self.height = image.filter(ImageFilter.GaussianBlur(0.16 * k)).tobytes()

    def lit(self, p: Vec, n: Vec) -> float:
        """Return how much key light reaches a point, 0 to 1."""
        x, y, z = self._cell((p[0] + n[0] * 0.05, p[1] + n[1] * 0.05, p[2] + n[2] * 0.05))
        z += 0.04
        hit, top, px = 0, self.CELLS - 1, self.depth
        step = 0.035 * self.k
        for dx, dy in TAPS:
            i, j = int(x + dx * step), int(y + dy * step)
            if not (0 <= i <= top and 0 <= j <= top) or px[j * self.CELLS + i] <= z:
                hit += 1
        return hit / len(TAPS)

    def open(self, p: Vec) -> float:
        """Return how open the sky is above a point, 0 to 1."""
        i = min(255, max(0, int((p[0] - self.gx) * self.gk)))
        j = min(255, max(0, int((p[2] - self.gz) * self.gk)))
        over = self.height[j * 256 + i] / 255 * self.top - p[1]
        return 1.0 - min(0.5, max(0.0, over * 0.85))


TAPS = [(0.0, 0.0)] + [
    (r * math.cos(a + r), r * math.sin(a + r))
    for r in (0.75, 1.5, 2.3)
    for a in (0.0, 1.05, 2.09, 3.14, 4.19, 5.24)
]
BOX = unit((-0.75, 0.72, 0.62))
BOX_X = unit(cross((0.0, 1.0, 0.0), BOX))
BOX_Y = cross(BOX, BOX_X)


def edge(value: float, limit: float, soft: float) -> float:
    """Fall softly from one to nought past a limit."""
    t = min(1.0, max(0.0, (limit + soft - abs(value)) / (2 * soft)))
    return t * t * (3 - 2 * t)


def window(r: Vec) -> float:
    """Return the brightness of the studio window in a mirrored direction."""
    d = dot(r, BOX)
    total = 0.0
    if d > 0.2:
        total = edge(dot(r, BOX_X) / d, 0.26, 0.05) * edge(dot(r, BOX_Y) / d, 0.36, 0.05)
    side = edge(r[0] - 0.93, 0.05, 0.1) * edge(r[1] - 0.1, 0.35, 0.2)
    return total + 0.09 * side


def shade(base: RGB, m: Material, n: Vec, view: Vec, lit: float, sky: float) -> tuple[RGB, float]:
    """Mix base colour, light, shadow and reflections; return colour and alpha."""
    nl = dot(n, LIGHT)
    diffuse = max(0.0, (nl + m.wrap) / (1 + m.wrap)) * (0.12 + 0.88 * lit) + m.glow
    up = 0.5 + 0.5 * n[1]
    nv = max(0.0, dot(n, view))
    fres = (1 - nv) ** 3
    mirror = (2 * nv * n[0] - view[0], 2 * nv * n[1] - view[1], 2 * nv * n[2] - view[2])
    extra = m.rim * fres
    if m.gloss:
        extra += m.gloss * window(mirror) * (0.35 + 0.65 * lit) + m.gloss * 0.16 * fres
    if m.spec:
        extra += m.spec * max(0.0, dot(mirror, LIGHT)) ** m.shine * lit
    if m.sheen:
        extra += m.sheen * max(0.0, dot(mirror, LIGHT)) ** 3 * lit
    out = [
        base[k] * ((BOUNCE[k] + (SKY[k] - BOUNCE[k]) * up) * sky + KEY[k] * diffuse) + extra
        for k in range(3)
    ]
    alpha = min(1.0, m.alpha + (1 - m.alpha) * fres * 0.8 + extra) if m.alpha < 1 else 1.0
    return (out[0], out[1], out[2]), alpha


def byte(v: float) -> int:
    """Roll a brightness off softly near white and return it as 0..255."""
    if v > 0.86:
        v = 0.86 + 0.14 * (1 - math.exp(-(v - 0.86) / 0.14))
    return int(max(0.0, v) * 255)
