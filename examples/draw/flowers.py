"""Build the lotus and the golden camellia."""

from __future__ import annotations

import math
import random

from mesh import RGB, Material, Mesh
from paint import hexa, mix, plain
from shapes import ball, lathe, petal, tube

PETAL = Material(wrap=0.6, glow=0.20, spec=0.04, shine=8)
SATIN = Material(gloss=0.06, spec=0.12, shine=10, wrap=0.6, glow=0.2)


def lotus(size: float = 1.0, seed: str = "lotus") -> list[Mesh]:
    """Build an open pink lotus with its seed head and stamens."""
    rng = random.Random(seed)
    tip, base = hexa("e57a9a"), hexa("fdf1ec")

    def paint(u: float, v: float) -> RGB:
        lines = 0.06 * math.sin(abs(u - 0.5) * 60)
        return mix(base, tip, v**1.5 * 0.95 + lines * v)

    parts: list[Mesh] = []
    for ring, (count, pitch, length, width) in enumerate(
        ((9, 2, 1.2, 0.66), (8, 16, 1.18, 0.64), (7, 36, 1.05, 0.58), (5, 54, 0.8, 0.46))
    ):
        for k in range(count):
            yaw = 360 / count * (k + ring * 0.5) + rng.uniform(-5, 5)
            one = petal(length, width, paint, PETAL, 0.42, 0.55, 0.72, (30, 44))
            parts.append(one.turned(pitch=-pitch - rng.uniform(-5, 5)).turned(yaw=yaw))
    head = [(0.05, 0.05), (0.13, 0.16), (0.24, 0.36), (0.23, 0.4), (0.0, 0.41)]
    parts.append(lathe(head, plain(hexa("d8bf4c")), Material(), (30, 16)))
    for _ in range(70):
        a, r = rng.uniform(0, 6.283), rng.uniform(0.28, 0.42)
        path = [
            (0.1 * math.sin(a), 0.1, 0.1 * math.cos(a)),
            (r * math.sin(a), 0.34, r * math.cos(a)),
        ]
        parts.append(
            tube(path, lambda t: 0.012 + 0.012 * t, plain(hexa("f0c94e")), Material(), (5, 4))
        )
    return [p.scaled(size) for p in parts]


def camellia(size: float = 1.0, seed: str = "camellia", openness: float = 1.0) -> list[Mesh]:
    """Build a waxy golden camellia with a brush of stamens."""
    rng = random.Random(seed)
    deep, base, light = hexa("e8a512"), hexa("f8cf3c"), hexa("fdea8c")

    def paint(u: float, v: float) -> RGB:
        lines = 0.1 * math.sin(abs(u - 0.5) * 70)
        return mix(mix(deep, base, v * 2.2), light, max(0.0, v - 0.45) * 1.1 + lines)

    parts: list[Mesh] = []
    for ring, (count, pitch, length, width) in enumerate(
        ((6, -4, 0.98, 0.92), (5, 16, 0.92, 0.84), (4, 36, 0.68, 0.6))
    ):
        for k in range(count):
            yaw = 360 / count * (k + ring * 0.5) + rng.uniform(-7, 7)
            one = petal(length, width, paint, SATIN, 0.5, 0.6, 0.95, (30, 40))
            lift = 90 - (90 - pitch) * openness
            parts.append(one.turned(pitch=-lift - rng.uniform(-5, 5)).turned(yaw=yaw))
    for _ in range(90):
        a, r = rng.uniform(0, 6.283), 0.3 * rng.random() ** 0.5
        top = (r * math.sin(a), 0.46 + 0.1 * rng.random(), r * math.cos(a))
        path = [(top[0] * 0.3, 0.02, top[2] * 0.3), (top[0] * 0.8, 0.3, top[2] * 0.8), top]
        parts.append(tube(path, lambda _: 0.011, plain(hexa("f2b81c")), PETAL, (5, 6)))
        parts.append(ball(0.028, plain(hexa("e0901a")), Material(), (8, 6)).moved(*top))
    return [p.scaled(size) for p in parts]
