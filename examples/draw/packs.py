"""Build tins, boxes, bags and their wordless labels."""

from __future__ import annotations

import math
from dataclasses import replace

from mesh import RGB, Material, Mesh, Vec
from paint import field, hexa, mix, noise, plain, rgb8, sampler, two_tone
from PIL import Image, ImageDraw
from shapes import box, lathe, sheet, squircle


def pouch() -> list[Mesh]:
    """Build a kraft stand-up bag with an open top and a leaf mark."""
    art = sampler(label((420, 460), "f1e9d4", "c9788a", "leaf"))
    fold = sampler(two_tone(noise((500, 500), (40, 60), "kraft"), "b58f5f", "cfae7e"))

    ring = squircle(0.5, 520)

    def shape(u: float, v: float) -> Vec:
        a = u * 6.283
        c, s = ring[round(u * 520)]
        k = max(0.0, 1 - v * 1.12) ** 0.6
        thick = 0.02 + 0.46 * k
        x = c * (0.92 + 0.05 * math.sin(v * 3.2) + 0.03 * v)
        zig = 0.025 * math.sin(a * 6 + v * 5) * v * (1 - v) * 4
        return (x, v * 2.35, s * thick + zig)

    def paint(u: float, v: float) -> RGB:
        c, s = ring[int(u * 520)]
        w, h = c / 1.1 + 0.5, (v - 0.17) / 0.52 if s > 0 else -1.0
        if abs(v - 0.87) < 0.008 or v > 0.985:
            return hexa("8f6a40")
        return art(w, 1 - h) if 0 < w < 1 and 0 < h < 1 else fold(u, v)

    return [sheet(shape, paint, Material(wrap=0.3, spec=0.06, shine=8), (520, 340))]


TIN = Material(gloss=0.3, spec=0.2, shine=12, rim=0.05)


def label(size: tuple[int, int], ground: str, ink: str, kind: str) -> Image.Image:
    """Paint a wordless label with a leaf, hill or flower mark."""
    w, h = size
    image = two_tone(noise(size, (60, 90), ground + kind), ground, ground)
    draw = ImageDraw.Draw(image, "RGBA")
    tone = (*rgb8(ink), 255)
    draw.rectangle((w * 0.08, h * 0.06, w * 0.92, h * 0.94), outline=tone, width=max(3, w // 90))
    if kind == "hill":
        for k, (x, y) in enumerate(((0.3, 0.45), (0.62, 0.36), (0.46, 0.55))):
            base = h * 0.72
            tip = (w * x, h * y)
            draw.polygon(
                [tip, (w * (x + 0.24), base), (w * (x - 0.24), base)],
                fill=(*rgb8(ink), 130 + 50 * k),
            )
        draw.ellipse((w * 0.66, h * 0.2, w * 0.78, h * 0.2 + w * 0.12), fill=(214, 120, 74, 255))
        return image
    for a in (-0.75, 0.0, 0.75):
        pts = []
        for i in range(25):
            t, side = (i / 12, 1) if i < 13 else (2 - i / 12, -1)
            r, s = h * 0.3 * t, side * h * 0.075 * math.sin(math.pi * t)
            pts.append(
                (
                    w / 2 + r * math.sin(a) + s * math.cos(a),
                    h * 0.66 - r * math.cos(a) + s * math.sin(a),
                )
            )
        draw.polygon(pts, fill=tone)
    draw.line([(w / 2, h * 0.64), (w / 2, h * 0.78)], fill=tone, width=w // 50)
    return image


def tin_box(kind: str) -> list[Mesh]:
    """Build a round tea tin with a lid and a label."""
    body, cap = hexa("3f5b4c"), hexa("c9a45c")
    art = sampler(label((400, 460), "efe6cf", "3f6a50", kind))

    def paint(u: float, v: float) -> RGB:
        w = ((u + 0.5) % 1.0 - 0.5) / 0.17 + 0.5
        h = (v - 0.16) / 0.6
        if 0 < w < 1 and 0 < h < 1:
            return art(w, 1 - h)
        return cap if v > 0.955 or v < 0.02 else body

    side = [(0.78, 2.0 * i / 4) for i in range(5)]
    lid = [(0.82, 1.62), (0.82, 2.0), (0.8, 2.05), (0.7, 2.07), (0.0, 2.07)]
    return [lathe(side, paint, TIN, (760, 300)), lathe(lid, plain(cap), TIN, (140, 50))]


def faced_box(size: Vec, tone: str, art: Image.Image, material: Material, lid: str) -> list[Mesh]:
    """Build a box with a wordless label standing on its front."""
    w, h, d = size
    parts = [box(size, plain(hexa(tone)), material, 0.04, 26)]
    parts.append(
        box((w + 0.04, h * 0.3, d + 0.04), plain(hexa(lid)), material, 0.04, 26).moved(
            0, h * 0.72, 0
        )
    )
    skin = sampler(art)
    lw, lh = w * 0.5, h * 0.62

    def face(u: float, v: float) -> Vec:
        return ((u - 0.5) * lw, h * 0.2 + (1 - v) * lh, d / 2 + 0.026)

    parts.append(replace(sheet(face, skin, material, (220, 240)), bias=0.06))
    return parts


def vacuum_bag(seed: str, tone: str, art: Image.Image) -> Mesh:
    """Build a brick-shaped foil bag with sealed ends and wrinkles."""
    crease, big = field(26, seed), field(7, seed + "b")
    skin, base, ring = sampler(art), hexa(tone), squircle(0.4, 480)

    def shape(u: float, v: float) -> Vec:
        c, s = ring[round(u * 480)]
        k = min(1.0, min(v, 1 - v) / 0.12)
        thick = 0.36 * k**0.45 + 0.012
        rim = 1.0 - abs(c) ** 3 * 0.3
        rough = 0.05 * (crease(u, v) - 0.5) + 0.06 * (big(u, v) - 0.5)
        return (c * 0.76 * (1 + 0.06 * (1 - k)), v * 2.15, s * thick * rim + rough * k * s)

    def paint(u: float, v: float) -> RGB:
        c, s = ring[int(u * 480)]
        w, h = c / 1.25 + 0.5, (v - 0.2) / 0.56 if s > 0 else -1.0
        if v < 0.06 or v > 0.94:
            return mix(base, (1.0, 1.0, 1.0), 0.25)
        return skin(w, 1 - h) if 0 < w < 1 and 0 < h < 1 else base

    return sheet(shape, paint, Material(gloss=0.3, spec=0.22, shine=9, rim=0.05), (480, 300))
