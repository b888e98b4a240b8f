"""Draw the lychees of Lục Ngạn."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from typing import TYPE_CHECKING

from engine import Camera, Scene
from mesh import Material, Mesh
from paint import hexa, linen, mix, plain, sampler, studio, wall, wood
from plants import LEAF, leaf, leaf_paint, lychee_shell
from shapes import ball, box, tube

if TYPE_CHECKING:
    from PIL import Image

TWIG = Material(wrap=0.25)
FLESH = Material(gloss=0.5, spec=0.25, shine=20, wrap=0.5, glow=0.03, rim=0.08)
SPOTS = [
    (-1.35, 0.4, -0.3),
    (-0.62, 0.42, -0.75),
    (0.1, 0.42, -0.85),
    (0.78, 0.42, -0.6),
    (-0.95, 0.42, 0.42),
    (-0.22, 0.42, 0.15),
    (0.52, 0.42, 0.22),
    (-0.75, 1.0, -0.2),
    (0.02, 1.02, -0.4),
    (-0.3, 1.5, -0.5),
    (0.6, 0.98, -0.3),
]


def hanging(kinds: list[Mesh]) -> list[Mesh]:
    """Pile lychees under their twigs."""
    rng = random.Random("bunch")
    parts: list[Mesh] = []
    for k, (x, y, z) in enumerate(SPOTS):
        one = kinds[k % 3].scaled(rng.uniform(0.385, 0.425))
        parts.append(
            one.turned(rng.uniform(0, 360), rng.uniform(-25, 25), rng.uniform(-25, 25)).moved(
                x, y, z
            )
        )
        path = [(x, y + 0.36, z), ((x - 0.4) / 2, y * 0.5 + 0.95, z - 0.4), (-0.3, 1.75, -1.1)]
        parts.append(tube(path, lambda t: 0.022 + 0.015 * t, plain(hexa("7a5a38")), TWIG, (8, 20)))
    parts.append(
        tube(
            [(-0.35, 1.6, -1.0), (-0.6, 2.1, -1.4), (-1.2, 2.3, -1.9)],
            lambda _: 0.06,
            plain(hexa("6b4a2e")),
            TWIG,
            (12, 20),
        )
    )
    return parts


def fans() -> list[Mesh]:
    """Spread lychee leaves behind the fruit."""
    parts: list[Mesh] = []
    green = leaf_paint("28552f", "5f8f45", 9)
    shiny = replace(LEAF, spec=0.22, gloss=0.1)
    for yaw, pitch, x, y, z, length in (
        (-75, 8, -0.7, 1.35, -0.9, 1.9),
        (70, 10, 0.2, 1.25, -0.9, 1.9),
        (125, -18, 0.1, 1.5, -1.1, 1.7),
        (-125, -24, -0.5, 1.6, -1.1, 1.7),
        (-48, 26, -0.9, 1.35, -0.5, 1.5),
        (175, -38, -0.2, 1.6, -1.0, 1.5),
    ):
        parts.append(
            leaf(length, length * 0.33, green, shiny, 0.35, 0.25, 0.0, (44, 70))
            .turned(pitch=pitch)
            .turned(yaw=yaw)
            .moved(x, y, z)
        )
    return parts


def bunch() -> Image.Image:
    """Draw a bunch of lychees with leaves, one of them peeled."""
    cam = Camera((0.0, 3.5, 8.4), (0.0, 0.95, 0.0), 28.5)
    scene = Scene(cam, studio(cam, wood("a98560", "cfae86", "vt"), wall("b3b09a", "dbd6c0")))
    kinds = [lychee_shell(f"l{k}") for k in range(3)]
    parts = hanging(kinds) + fans()
    parts += [m.moved(1.3, 0.0, 0.85) for m in peeled()] + [
        kinds[1].scaled(0.4).turned(50, 30, 10).moved(0.3, 0.41, 1.25)
    ]
    scene.put(*parts)
    return scene.image


def peeled() -> list[Mesh]:
    """Build a half-peeled lychee with white flesh showing."""
    shell = lychee_shell("peel", fine=(90, 60))
    cut = replace(shell, grid=shell.grid[:31], solid=False)
    inner = hexa("e9c3b0")
    keep = shell.paint
    cut = replace(cut, paint=lambda u, v: keep(u, v * 0.5))
    flesh = ball(0.94, lambda _, v: mix(hexa("dccfc8"), hexa("f4efea"), v), FLESH, (90, 60))
    flesh = replace(flesh, bias=-0.02)
    curl = tube(
        [
            (math.sin(a) * 0.99, -0.02 + 0.04 * math.sin(5 * a), math.cos(a) * 0.99)
            for a in (i * 6.283 / 20 for i in range(21))
        ],
        lambda _: 0.035,
        plain(inner),
        Material(),
        (8, 60),
    )
    group = [
        m.scaled(0.42).turned(pitch=22, roll=-14).moved(0, 0.43, 0) for m in (cut, flesh, curl)
    ]
    strip = replace(shell, grid=[row[10:50] for row in shell.grid[16:46]], solid=False)
    flat = strip.scaled(0.42).turned(pitch=68, yaw=40).moved(-0.5, 0.3, 0.35)
    return [*group, flat]


def slats() -> list[Mesh]:
    """Build an open crate of pine slats."""
    grain = sampler(wood("b58a55", "dab582", "slat", 1))
    pine = Material(wrap=0.3, spec=0.04)
    parts: list[Mesh] = [box((3.5, 0.1, 2.5), grain, pine, 0.03, 20)]
    for z in (-1.25, 1.25):
        parts.extend(
            box((3.6, 0.4, 0.1), grain, pine, 0.03, 46).moved(0, y, z) for y in (0.08, 0.56)
        )
    for x in (-1.75, 1.75):
        parts.extend(
            box((0.1, 0.4, 2.44), grain, pine, 0.03, 40).moved(x, y, 0) for y in (0.08, 0.56)
        )
        parts.extend(
            box((0.16, 1.06, 0.16), grain, pine, 0.02, 12).moved(x * 0.955, 0, z)
            for z in (-1.17, 1.17)
        )
    return parts


def filled(kinds: list[Mesh]) -> list[Mesh]:
    """Lay lychees in three layers."""
    rng = random.Random("crate")
    parts: list[Mesh] = []
    for layer, (nx, nz, y) in enumerate(((8, 6, 0.72), (7, 5, 1.0), (4, 3, 1.22))):
        for i in range(nx):
            for j in range(nz):
                x, z = (
                    (i - (nx - 1) / 2) * 0.405 + rng.uniform(-0.04, 0.04),
                    (j - (nz - 1) / 2) * 0.39 + rng.uniform(-0.04, 0.04),
                )
                one = kinds[(i + j + layer) % 3].scaled(rng.uniform(0.205, 0.225))
                turned = one.turned(rng.uniform(0, 360), rng.uniform(-40, 40), rng.uniform(-40, 40))
                parts.append(turned.moved(x, y + rng.uniform(-0.03, 0.03), z))
    return parts


def crate() -> Image.Image:
    """Draw a wooden crate full of lychees."""
    cam = Camera((0.8, 5.2, 8.0), (0.0, 0.55, 0.0), 29)
    scene = Scene(cam, studio(cam, linen("b7ae93", "dad2ba", "crate"), wall("a9ad96", "d6d6c2")))
    kinds = [lychee_shell(f"c{k}", bumps=300, fine=(84, 58)) for k in range(3)]
    parts = slats() + filled(kinds)
    green = leaf_paint("28552f", "5f8f45", 9)
    for yaw, x, z in (
        (-60, -0.9, -0.5),
        (20, 0.8, -0.7),
        (80, 0.9, 0.4),
        (200, -0.3, -0.2),
        (-110, -1.0, 0.5),
    ):
        parts.append(
            leaf(1.15, 0.36, green, replace(LEAF, spec=0.2), 0.35, 0.25)
            .turned(pitch=-10)
            .turned(yaw=yaw)
            .moved(x, 1.36, z)
        )
    scene.put(*parts)
    return scene.image
