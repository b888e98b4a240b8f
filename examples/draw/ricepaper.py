"""Draw rice paper and fresh rolls."""

from __future__ import annotations

import math
import random
from dataclasses import replace

from dishes import bowl, coriander, plate
from engine import Camera, Scene
from mesh import RGB, Material, Mesh, Vec
from paint import hexa, linen, noise, plain, rgb8, sampler, studio, two_tone, wall, wood
from PIL import Image, ImageDraw, ImageFilter
from plants import aim
from shapes import disc, lathe, scatter, sheet


def paper_disc(k: int, radius: float, y: float) -> Mesh:
    """Build one thin rice paper with a slight wave."""
    rng = random.Random(f"paper{k}")
    p, q, lift = rng.uniform(0, 6.3), rng.uniform(0, 6.3), rng.uniform(0.01, 0.035)
    dx, dz = rng.uniform(-0.05, 0.05), rng.uniform(-0.05, 0.05)
    cells = sampler(lattice())

    def shape(u: float, v: float) -> Vec:
        a, r = u * 6.283, (1 - v) * radius
        wave = lift * (r / radius) ** 3 * (math.sin(3 * a + p) + 0.6 * math.sin(5 * a + q) + 1.0)
        return (r * math.sin(a) + dx, y + wave, r * math.cos(a) + dz)

    def paint(u: float, v: float) -> RGB:
        a, r = u * 6.283, 1 - v
        if r > 0.985:
            return (0.70, 0.65, 0.55)
        return cells(0.5 + 0.48 * r * math.sin(a), 0.5 + 0.48 * r * math.cos(a))

    return sheet(shape, paint, Material(spec=0.1, shine=14, wrap=0.3), (300, 130))


def lattice() -> Image.Image:
    """Paint the print of the bamboo drying rack on rice paper."""
    n = 1000
    image = two_tone(noise((n, n), (60, 60), "rice"), "cfc3a6", "e8dfca")
    draw = ImageDraw.Draw(image, "RGBA")
    for k in range(-n, 2 * n, 42):
        draw.line([(k, 0), (k + n, n)], fill=(255, 253, 244, 190), width=9)
        draw.line([(k + 8, 0), (k + n + 8, n)], fill=(140, 116, 78, 130), width=5)
        draw.line([(k + n, 0), (k, n)], fill=(255, 253, 244, 170), width=9)
        draw.line([(k + n + 8, 0), (k + 8, n)], fill=(140, 116, 78, 120), width=5)
    return image.filter(ImageFilter.GaussianBlur(2))


def basket(radius: float) -> list[Mesh]:
    """Build a flat round bamboo winnowing tray."""
    n = 1400
    weave = two_tone(noise((n, n), (200, 200), "weave"), "b98d4e", "dcb878")
    draw = ImageDraw.Draw(weave, "RGBA")
    for x in range(0, n, 28):
        for y in range(0, n, 28):
            tone = (70, 42, 14, 80) if (x + y) // 28 % 2 else (255, 240, 200, 60)
            draw.rectangle((x + 2, y + 2, x + 26, y + 26), fill=tone)
            draw.rectangle((x, y, x + 2, y + 28), fill=(60, 36, 12, 120))
    skin = sampler(weave)
    top = disc(
        radius,
        0.05,
        lambda u, v: skin(
            0.5 + 0.48 * (1 - v) * math.sin(u * 6.283), 0.5 + 0.48 * (1 - v) * math.cos(u * 6.283)
        ),
        Material(spec=0.06),
        (240, 130),
    )
    rim = [
        (radius - 0.04, 0.04),
        (radius - 0.02, 0.24),
        (radius + 0.06, 0.26),
        (radius + 0.1, 0.2),
        (radius + 0.06, 0.0),
    ]
    skin2 = sampler(two_tone(noise((900, 40), (90, 5), "rim"), "9c7138", "cfa763"))
    return [top, replace(lathe(rim, skin2, Material(spec=0.1), (240, 24)), solid=False)]


def rice_stack() -> Image.Image:
    """Draw a stack of rice paper with one sheet held up to the light."""
    cam = Camera((0.0, 4.2, 8.6), (0.0, 0.75, 0.0), 29)
    scene = Scene(cam, studio(cam, wood("7d563a", "a97d56", "rice"), wall("a89a86", "cdbfa6")))
    parts = basket(2.15)
    parts += [paper_disc(k, 1.42, 0.09 + 0.028 * k).moved(-0.1, 0, 0.25) for k in range(16)]
    scene.put(*parts)
    held = paper_disc(3, 1.3, 0.0).turned(pitch=66).turned(yaw=-18).moved(0.75, 1.25, -0.7)
    thin = replace(held, material=Material(spec=0.12, shine=14, wrap=0.5, glow=0.02, alpha=0.62))
    scene.glass(thin, depth=0.0)
    return scene.image


def spring_roll(seed: str, length: float = 1.5, radius: float = 0.26) -> Mesh:
    """Build one fresh roll with shrimp and herbs showing through."""
    image = two_tone(noise((600, 300), (30, 20), seed), "e8e0cc", "f7f2e6")
    draw, rng = ImageDraw.Draw(image, "RGBA"), random.Random(seed)
    for _k in range(26):
        x, y = rng.uniform(60, 540), rng.uniform(0, 300)
        tone = rng.choice(["7fae5c", "5f9a4a", "93b96a"])
        draw.ellipse((x - 60, y - 14, x + 60, y + 14), fill=(*rgb8(tone), 120))
    for row in (70, 200, 290):
        for x in (140, 250, 360, 470):
            draw.arc(
                (x - 55, row - 42, x + 45, row + 42), 150, 390, fill=(232, 122, 84, 215), width=26
            )
            for a in range(160, 380, 36):
                c = (x - 5 + 42 * math.cos(math.radians(a)), row + 32 * math.sin(math.radians(a)))
                draw.ellipse((c[0] - 5, c[1] - 12, c[0] + 5, c[1] + 12), fill=(250, 205, 180, 150))
    image = image.filter(ImageFilter.GaussianBlur(4))
    line = [
        (0.0, 0.0),
        (radius * 0.7, 0.02),
        (radius, 0.14),
        (radius * 1.03, length / 2),
        (radius, length - 0.14),
        (radius * 0.7, length - 0.02),
        (0.0, length),
    ]
    skin = sampler(image.transpose(Image.Transpose.ROTATE_90), 1.0, 1.0)
    mesh = lathe(line, skin, Material(gloss=0.32, spec=0.12, shine=16, wrap=0.4), (150, 130))
    return mesh.moved(0, -length / 2, 0).turned(roll=90).moved(0, radius, 0)


def rice_rolls() -> Image.Image:
    """Draw fresh rolls on a plate with herbs and a dip."""
    cam = Camera((0.0, 4.8, 8.0), (-0.02, 0.25, 0.1), 30)
    scene = Scene(cam, studio(cam, linen("b7b29a", "dbd7c2", "rolls"), wall("b8b096", "ddd6be")))
    parts = [m.moved(-0.3, 0, 0.0) for m in plate(1.95, "7d9a84")]
    parts.extend(
        spring_roll(f"r{k}").turned(yaw=62).moved(-1.05 + 0.36 * k, 0.1, 0.32 - 0.16 * k)
        for k in range(5)
    )
    parts.extend(
        spring_roll(f"t{k}").turned(yaw=62).moved(-0.62 + 0.4 * k, 0.55, 0.12 - 0.17 * k)
        for k in range(2)
    )
    for k, (x, z) in enumerate(((-1.3, -1.05), (-0.6, -1.25), (-0.1, -1.2), (0.5, -1.1))):
        parts += [
            aim(m, (x, 0.22, z), k * 70)
            for m in coriander(f"h{k}", 0.7, ("3f7a34", "5c3f52")[k == 2])
        ]
    parts += [m.moved(1.45, 0, 1.15) for m in bowl(0.62, "b5642a")]
    rng = random.Random("chilli")
    for x, z in scatter(16, rng, 0.42):
        parts.append(
            disc(
                0.05,
                0.4,
                plain(hexa(rng.choice(["c22a22", "d8d0a0", "c22a22"]))),
                Material(),
                (10, 2),
            ).moved(1.45 + x, 0, 1.15 + z)
        )
        parts[-1] = replace(parts[-1], bias=0.15)
    scene.put(*parts)
    return scene.image
