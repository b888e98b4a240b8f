"""Build plates, bowls, cups and glasses."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from ceramics import teacup
from mesh import RGB, Material, Mesh, Vec
from paint import hexa, mix, plain
from plants import LEAF, leaf, leaf_paint
from shapes import disc, lathe

if TYPE_CHECKING:
    from engine import Scene

CHINA = Material(gloss=0.6, spec=0.12, shine=30, rim=0.05)


def plate(radius: float, rim: str = "4a669a", base: str = "f2eee4") -> list[Mesh]:
    """Build a shallow white plate with a coloured rim."""
    body, edge = hexa(base), hexa(rim)
    line = [
        (radius * 0.55, 0.0),
        (radius * 0.6, 0.05),
        (radius, 0.2),
        (radius * 0.99, 0.225),
        (radius * 0.74, 0.1),
        (radius * 0.6, 0.07),
    ]
    line += [(radius * 0.1 * k, 0.07) for k in (5, 4, 3, 2, 1, 0)]

    def paint(_: float, v: float) -> RGB:
        return edge if 0.218 < v < 0.284 and not 0.256 < v < 0.273 else body

    return [lathe(line, paint, CHINA, (220, 200))]


def coriander(seed: str, size: float, tone: str = "4e8a3c") -> list[Mesh]:
    """Build a small bunch of soft herb leaves."""
    rng = random.Random(seed)
    skin = leaf_paint(tone, "86b35a", 5)
    parts = []
    for k in range(9):
        one = leaf(size * rng.uniform(0.5, 0.8), size * 0.42, skin, LEAF, 0.5, 0.3, 0.25, (14, 18))
        parts.append(one.turned(yaw=k * 40 + rng.uniform(-15, 15), pitch=rng.uniform(-30, -5)))
    return parts


def bowl(
    radius: float, fill: str, base: str = "f0ebdf", rim: str = "4a669a", fine: int = 150
) -> list[Mesh]:
    """Build a small round bowl filled with something liquid."""
    r, body, edge = radius, hexa(base), hexa(rim)
    outer = [
        (r * 0.45, 0.0),
        (r * 0.5, 0.05),
        (r * 0.85, r * 0.35),
        (r, r * 0.72),
        (r * 0.98, r * 0.74),
        (r * 0.9, r * 0.6),
        (r * 0.7, r * 0.3),
        (0.0, r * 0.15),
    ]
    parts = [lathe(outer, lambda _, v: edge if 0.5 < v < 0.56 else body, CHINA, (fine, 80))]
    if fill:
        parts.append(
            replace(
                disc(r * 0.9, r * 0.6, plain(hexa(fill)), Material(gloss=0.5, spec=0.1), (90, 20)),
                bias=0.05,
            )
        )
    return parts


GLASS = Material(gloss=0.8, spec=0.3, shine=40, alpha=0.10, rim=0.1)
LIQUID = Material(gloss=0.3, spec=0.15, shine=24, alpha=0.46, wrap=0.8, glow=0.3)


def pale_cup(liquor: str) -> list[Mesh]:
    """Build a white cup with tea of the given colour."""
    cup = teacup("white", tea=False)
    tea = disc(0.378, 0.42, plain(hexa(liquor)), Material(gloss=0.5, spec=0.05), (64, 16))
    return [*cup, replace(tea, bias=0.06)]


def glass_cup(radius: float, tall: float, fill: float) -> tuple[list[Mesh], list[Mesh]]:
    """Build a plain tumbler and the body of drink within it."""
    r, b = radius, radius * 0.8
    wall_ = [
        (0.0, 0.0),
        (b, 0.0),
        (b + 0.03, 0.06),
        (r, tall),
        (r - 0.035, tall + 0.01),
        (r - 0.04, tall - 0.03),
    ]
    glass = replace(lathe(wall_, plain((0.78, 0.83, 0.80)), GLASS, (150, 90)), solid=False)
    top = b + (r - b) * fill / tall
    body = [(0.0, 0.1), (b - 0.03, 0.1), (top - 0.035, fill)]
    line = [(b - 0.03 + (top - b) * i / 40, 0.1 + (fill - 0.1) * i / 40) for i in range(41)]
    side = lathe([body[0], *line], plain((1, 1, 1)), LIQUID, (130, 1), raw=True)
    surface = disc(
        top - 0.036, fill, plain((1, 1, 1)), replace(LIQUID, gloss=0.4, alpha=0.32), (90, 16)
    )
    return [glass], [side, replace(surface, bias=0.02)]


def pour(
    scene: Scene,
    place: Vec,
    size: tuple[float, float, float],
    tones: tuple[str, str],
    inside: list[Mesh],
) -> None:
    """Set a glass of drink on the table with things floating in it."""
    glass, drink = glass_cup(*size)
    deep, light = hexa(tones[0]), hexa(tones[1])
    drink = [
        replace(drink[0], paint=lambda _, v: mix(deep, light, v)),
        replace(drink[1], paint=plain(light)),
    ]
    scene.cast([m.moved(*place) for m in glass], 0.0, 0.4)
    back = [replace(m, solid=False).moved(*place) for m in glass]
    scene.glass(*back, depth=0.0)
    if inside:
        scene.put(*[m.moved(*place) for m in inside], floor=None)
    scene.glass(*[m.moved(*place) for m in drink], depth=0.0)
    front = [replace(m, solid=True).moved(*place) for m in glass]
    scene.glass(*front, depth=0.0)
