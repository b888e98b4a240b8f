"""Draw the teas of Suối Giàng and Tân Cương."""

from __future__ import annotations

import math
import random
from dataclasses import replace

from dishes import bowl, pale_cup, pour
from engine import Camera, Scene
from mesh import Material, Mesh
from packs import faced_box, label, tin_box, vacuum_bag
from paint import blobs, field, hexa, linen, mix, mountains, plain, steam, studio, wall, wood
from PIL import Image, ImageFilter
from plants import LEAF, heap, leaf, leaf_paint
from shapes import box, tube

RIDGES = [(0.30, "a9bfbd"), (0.38, "8cab9f"), (0.47, "6f9280"), (0.56, "567a66")]
SNOW = ["5a5a42", "77745a", "d9d4bd", "8f8b70", "c9c4a8", "4a4c36"]
HOOK = ["2f3a2a", "465040", "3a4a35", "5b6650", "232c22"]


def snow_tea() -> Image.Image:
    """Draw a tin, a heap of downy leaves and a pale cup before misty hills."""
    cam = Camera((0.0, 3.0, 8.2), (0.0, 0.95, 0.0), 27)
    hills = mountains("c9d6d4", "eef0e6", "suoi", RIDGES)
    scene = Scene(cam, studio(cam, wood("5f4635", "8a6a4f", "sg"), hills, 1.9))
    parts = [m.turned(yaw=14).moved(-1.1, 0, -0.45) for m in tin_box("hill")]
    parts += [m.scaled(1.5).moved(1.2, 0, -0.2) for m in pale_cup("b9c27a")]
    parts += [m.moved(0.0, 0, 1.25) for m in heap(420, "snow", 0.95, 0.42, SNOW, 0.36, 1.7)]
    scene.put(*parts)
    x, y, _ = cam.project((1.2, 0.8, -0.2))
    steam(scene.image, x / 2, y / 2, "sg", 260)
    return scene.image


def bud(length: float, seed: str) -> list[Mesh]:
    """Build a tea bud furred with white down."""
    rng = random.Random(seed)
    green, white = hexa("b4cc7c"), hexa("f3f5e0")
    fur = field(50, seed)

    def radius(t: float) -> float:
        return length * 0.1 * math.pow(math.sin(math.pi * min(1.0, 0.06 + t * 0.93)), 0.8)

    path = [(0.0, 0.0, 0.0), (0.05, length * 0.5, 0.02), (0.0, length, 0.0)]
    parts = [
        tube(
            path,
            radius,
            lambda u, v: mix(green, white, fur(u, v * 0.16) * 1.1 - 0.1),
            LEAF,
            (30, 50),
        )
    ]
    for _ in range(200):
        t, a = rng.uniform(0.02, 0.98), rng.uniform(0, 6.283)
        r = radius(t)
        at = (r * math.cos(a), length * t, r * math.sin(a))
        out = length * 0.016
        tip = (at[0] + out * math.cos(a), at[1] + out * 3.2, at[2] + out * math.sin(a))
        parts.append(
            tube(
                [at, tip],
                lambda _: length * 0.0035,
                plain(white),
                Material(glow=0.2, wrap=0.6),
                (3, 1),
            )
        )
    return parts


def tea_shoot(seed: str, size: float = 1.0) -> list[Mesh]:
    """Build a shoot: a stem, one bud and two or three leaves."""
    rng = random.Random(seed)
    stem = [(0.05, -2.2, 0.1), (0.0, -1.0, 0.05), (0.0, 0.0, 0.0)]
    parts = [tube(stem, lambda t: 0.06 - 0.025 * t, plain(hexa("8fae5e")), LEAF, (18, 40))]
    parts += bud(1.05, seed)
    young, old = leaf_paint("86ad4c", "bdd37c", 9), leaf_paint("4c7f3c", "7daa55", 10)
    for k, (y, length, width, tip, paint) in enumerate(
        (
            (-0.02, 1.35, 0.5, -48, young),
            (-0.3, 1.7, 0.68, -32, young),
            (-0.85, 2.1, 0.9, -14, old),
            (-1.35, 2.2, 0.95, -4, old),
        )
    ):
        one = leaf(
            length,
            width,
            paint,
            replace(LEAF, spec=0.18, glow=0.16, wrap=0.5),
            0.3,
            0.3,
            0.07,
            (60, 110),
        )
        yaw = k * 148 + rng.uniform(-14, 14) + 75
        parts.append(one.turned(pitch=tip).turned(yaw=yaw).moved(0, y, 0))
    return [p.scaled(size) for p in parts]


def old_tree_buds() -> Image.Image:
    """Draw downy buds close up with misty hills behind."""
    cam = Camera((0.0, 3.6, 8.0), (0.0, -0.1, 0.0), 25)
    back = mountains(
        "bccfc9", "e9eee0", "buds", [(0.36, "a3bdb3"), (0.5, "86a893"), (0.64, "6c9274")]
    )
    back = back.filter(ImageFilter.GaussianBlur(16))
    blobs(back, ["5f8a5a", "a9c492", "7fa36c", "e6ecd2"], "buds", 46, 22)
    scene = Scene(cam, back)
    far = [m.moved(1.45, -1.0, -2.2) for m in tea_shoot("far", 0.9)] + [
        m.turned(yaw=80).moved(-2.1, -1.3, -2.8) for m in tea_shoot("far2", 0.9)
    ]
    scene.put(*far, floor=None)
    scene.image = scene.image.filter(ImageFilter.GaussianBlur(9))
    near = [m.turned(roll=9).moved(-0.35, 0.0, 0.0) for m in tea_shoot("near", 1.15)]
    near += [m.turned(yaw=150, roll=-14).moved(1.1, -0.75, 0.5) for m in tea_shoot("near2", 0.8)]
    scene.put(*near, floor=None)
    return scene.image


def tan_cuong_cup() -> Image.Image:
    """Draw a bowl of hooked leaves and a glass of green tea."""
    cam = Camera((0.0, 3.9, 8.2), (0.02, 0.6, 0.1), 28)
    scene = Scene(cam, studio(cam, linen("b3b698", "d8d9c2", "tc"), wall("aeb597", "d9dcc4")))
    parts = [m.moved(-0.75, 0, -0.25) for m in bowl(1.2, "", "e9e2d2", "7a8b5e", 220)]
    parts += [m.moved(-0.75, 0.68, -0.25) for m in heap(620, "hook", 0.84, 0.42, HOOK, 0.34, 3.3)]
    rng = random.Random("stray")
    tones = heap(26, "stray", 0.9, 0.02, HOOK, 0.32, 3.3)
    parts += [m.moved(0.35, 0, 1.35) for m in tones]
    for k in range(3):
        one = leaf(0.75, 0.3, leaf_paint("4c7a35", "8db356", 8), LEAF, 0.4, 0.3, 0.08)
        parts.append(
            one.turned(yaw=k * 55 - 60, pitch=-12 - rng.uniform(0, 8)).moved(-1.35, 0.03, 1.45)
        )
    scene.put(*parts)
    pour(scene, (1.25, 0.0, 0.3), (0.6, 1.25, 0.95), ("9fb23c", "ccd66c"), [])
    x, y, _ = cam.project((1.25, 1.2, 0.3))
    steam(scene.image, x / 2, y / 2, "tc", 230)
    return scene.image


def tan_cuong_gift() -> Image.Image:
    """Draw a gift box and a vacuum bag of green tea."""
    cam = Camera((0.3, 3.1, 8.8), (0.02, 0.98, 0.1), 28.5)
    scene = Scene(cam, studio(cam, wood("8a6546", "b48e66", "gift"), wall("b4a98c", "dcd3b6")))
    art = label((500, 560), "f1e8cf", "3f6a3c", "leaf")
    parts = [
        m.turned(yaw=20).moved(-0.85, 0, -0.5)
        for m in faced_box(
            (2.0, 2.1, 1.1), "35573b", art, Material(gloss=0.05, spec=0.08), "2b4a33"
        )
    ]
    ribbon = Material(spec=0.2, shine=8, sheen=0.1)
    band = box((0.2, 2.16, 1.18), plain(hexa("c79a45")), ribbon, 0.03, 20)
    parts.append(replace(band.moved(-0.76, 0, 0).turned(yaw=20).moved(-0.85, 0, -0.5), bias=0.09))
    parts.append(
        vacuum_bag("vac", "7f9a58", label((500, 560), "f1e8cf", "55763a", "leaf"))
        .turned(pitch=-7, yaw=-12)
        .moved(1.15, 0.0, 0.35)
    )
    parts += [m.moved(-0.1, 0, 1.55) for m in heap(150, "gift", 0.62, 0.2, HOOK, 0.32, 3.3)]
    scene.put(*parts)
    return scene.image
