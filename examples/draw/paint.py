"""Paint backdrops, table tops, fabrics and other flat textures."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

from mesh import FULL, RGB, SCALE, SIZE, Paint
from PIL import Image, ImageChops, ImageDraw, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine import Camera

RGB8 = tuple[int, int, int]


def plain(colour: RGB) -> Paint:
    """Paint every spot alike."""
    return lambda _u, _v: colour


def mix(a: RGB, b: RGB, t: float) -> RGB:
    """Blend two colours."""
    t = min(1.0, max(0.0, t))
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)


def hexa(code: str) -> RGB:
    """Read a six-digit colour code."""
    return (int(code[0:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:6], 16) / 255)


def rgb8(code: str) -> RGB8:
    """Read a six-digit colour code as bytes."""
    return (int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16))


def sampler(image: Image.Image, times_u: float = 1.0, times_v: float = 1.0) -> Paint:
    """Paint with a picture wrapped over the surface."""
    px = image.convert("RGB").tobytes()
    w, h = image.size

    def paint(u: float, v: float) -> RGB:
        k = (int(v * times_v * h) % h * w + int(u * times_u * w) % w) * 3
        return (px[k] / 255, px[k + 1] / 255, px[k + 2] / 255)

    return paint


def noise(size: tuple[int, int], cells: tuple[int, int], seed: str) -> Image.Image:
    """Return smooth grey noise with the given number of cells."""
    raw = random.Random(seed).randbytes(cells[0] * cells[1])
    return Image.frombytes("L", cells, raw).resize(size, Image.Resampling.BICUBIC)


def field(cells: int, seed: str) -> Callable[[float, float], float]:
    """Return a smooth random function of u and v between 0 and 1."""
    image = noise((1024, 1024), (cells, cells), seed)
    px = image.tobytes()
    return lambda u, v: px[int(v * 1023) % 1024 * 1024 + int(u * 1023) % 1024] / 255


def two_tone(mask: Image.Image, dark: str, light: str) -> Image.Image:
    """Colour a grey picture between two tones."""
    out = Image.new("RGB", mask.size, rgb8(dark))
    out.paste(rgb8(light), mask=mask)
    return out


def wood(dark: str, light: str, seed: str, planks: int = 7) -> Image.Image:
    """Paint a plank table top with grain running across."""
    n = 1800
    fine = noise((n, n), (14, 700), seed + "a")
    wide = noise((n, n), (6, 90), seed + "b")
    grain = Image.blend(fine, wide, 0.55).filter(ImageFilter.GaussianBlur(1.2))
    image = two_tone(grain, dark, light)
    rng, step = random.Random(seed), n / planks
    draw = ImageDraw.Draw(image, "RGBA")
    for i in range(planks):
        y = int(i * step)
        tone = rng.randint(-16, 16)
        tint = (255, 240, 220, tone) if tone > 0 else (60, 30, 10, -tone)
        draw.rectangle((0, y, n, y + step), fill=tint)
        draw.rectangle((0, y - 2, n, y + 2), fill=(50, 28, 18, 120))
        draw.rectangle((0, y + 3, n, y + 4), fill=(255, 240, 220, 50))
    return image


def linen(dark: str, light: str, seed: str) -> Image.Image:
    """Paint a plain woven cloth."""
    n = 1800
    warp, weft = noise((n, n), (600, 12), seed + "a"), noise((n, n), (12, 600), seed + "b")
    cloud = noise((n, n), (7, 7), seed + "c")
    return two_tone(Image.blend(Image.blend(warp, weft, 0.5), cloud, 0.35), dark, light)


def bamboo_mat(dark: str, light: str, seed: str) -> Image.Image:
    """Paint a mat of thin bamboo slats tied with thread."""
    n, slats = 1800, 110
    image = two_tone(noise((n, n), (10, 260), seed), dark, light)
    draw = ImageDraw.Draw(image, "RGBA")
    step = n / slats
    for i in range(slats):
        y = i * step
        draw.rectangle((0, y, n, y + 3), fill=(60, 36, 14, 130))
        draw.rectangle((0, y + 5, n, y + 7), fill=(255, 245, 220, 60))
    for x in range(150, n, 380):
        for i in range(slats):
            y = i * step
            draw.ellipse((x - 4, y + 2, x + 5, y + step - 1), fill=(110, 72, 38, 150))
    return image


def plaster(dark: str, light: str, seed: str) -> Image.Image:
    """Paint a quiet stone or lime surface."""
    n = 1800
    blotch = Image.blend(noise((n, n), (9, 9), seed), noise((n, n), (90, 90), seed + "b"), 0.3)
    return two_tone(Image.blend(blotch, noise((n, n), (900, 900), seed + "c"), 0.15), dark, light)


def wall(top: str, bottom: str, glow: tuple[float, float] = (0.3, 0.25)) -> Image.Image:
    """Paint a backdrop wall with a soft pool of light."""
    ramp = Image.linear_gradient("L").resize((FULL, FULL))
    image = two_tone(ramp, top, bottom)
    pool = ImageChops.invert(Image.radial_gradient("L")).resize((FULL * 2, FULL * 2))
    x, y = int(FULL * (1 - glow[0])), int(FULL * (1 - glow[1]))
    spot = pool.crop((x, y, x + FULL, y + FULL)).point(lambda v: int(v * 0.4))
    image.paste((255, 246, 228), mask=spot)
    return image


def studio(
    camera: Camera, surface: Image.Image, back: Image.Image, far: float = 3.2, soft: float = 46.0
) -> Image.Image:
    """Set a table top before a wall with a soft far edge."""
    top = camera.ground(surface, 7.0)
    line = camera.project((0.0, 0.0, -far))[1]
    mask = Image.new("L", (FULL, FULL), 0)
    ImageDraw.Draw(mask).rectangle((0, line, FULL, FULL), fill=255)
    mask = mask.filter(ImageFilter.GaussianBlur(soft))
    haze = Image.linear_gradient("L").resize((FULL, int(FULL * 0.34)))
    veil = Image.new("L", (FULL, FULL), 0)
    veil.paste(haze.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (0, int(max(0, line))))
    dim = back.resize((1, 1), Image.Resampling.BOX).resize((FULL, FULL))
    top.paste(dim, mask=veil.point(lambda v: int(v * 0.45)))
    image = back.copy()
    image.paste(top, mask=mask)
    return light_pool(image)


def light_pool(image: Image.Image) -> Image.Image:
    """Brighten the upper left and quieten the corners."""
    glow = ImageChops.invert(Image.radial_gradient("L")).resize((FULL * 2, FULL * 2))
    spot = glow.crop((int(FULL * 0.62), int(FULL * 0.55), int(FULL * 1.62), int(FULL * 1.55)))
    lit = ImageChops.screen(image, Image.new("RGB", image.size, (58, 52, 40)))
    image.paste(lit, mask=spot)
    ring = Image.radial_gradient("L").resize((int(FULL * 1.5), int(FULL * 1.5)))
    ring = ring.crop((FULL // 4, FULL // 4, FULL // 4 + FULL, FULL // 4 + FULL))
    dark = ImageChops.multiply(image, Image.new("RGB", image.size, (150, 128, 116)))
    image.paste(dark, mask=ring.point(lambda v: int(max(0, v - 70) * 0.75)))
    return image


def blobs(image: Image.Image, colours: list[str], seed: str, blur: float, count: int = 26) -> None:
    """Scatter soft out-of-focus spots of colour over a picture."""
    rng = random.Random(seed)
    layer = Image.new("RGBA", (SIZE, SIZE), (*rgb8(colours[0]), 0))
    draw = ImageDraw.Draw(layer)
    for _ in range(count):
        x, y, r = rng.uniform(0, SIZE), rng.uniform(0, SIZE), rng.uniform(40, 150)
        fill = (*rgb8(rng.choice(colours)), rng.randint(60, 150))
        draw.ellipse((x - r, y - r * 0.8, x + r, y + r * 0.8), fill=fill)
    layer = layer.filter(ImageFilter.GaussianBlur(blur)).resize(image.size)
    image.paste(layer, mask=layer.getchannel("A"))


def mountains(top: str, bottom: str, seed: str, ridges: list[tuple[float, str]]) -> Image.Image:
    """Paint rows of misty hills, far to near."""
    image = two_tone(Image.linear_gradient("L").resize((FULL, FULL)), top, bottom)
    mist = rgb8(bottom)
    for k, (height, colour) in enumerate(ridges):
        mask = Image.new("L", (SIZE, SIZE), 0)
        rng = random.Random(f"{seed}{k}")
        waves = [(rng.uniform(0.4, 1.2) * 2**i, rng.uniform(0, 6.3), 62 / 2**i) for i in range(6)]
        line = []
        for x in range(0, SIZE + 1, 5):
            bump = sum(a * math.sin(f * x / 110 + p) for f, p, a in waves)
            line.append((x, SIZE * height + bump * (0.5 + k * 0.1)))
        ImageDraw.Draw(mask).polygon([(0, SIZE), *line, (SIZE, SIZE)], fill=255)
        mask = mask.filter(ImageFilter.GaussianBlur(2.5)).resize((FULL, FULL))
        ramp = Image.linear_gradient("L").resize((FULL, int(FULL * 0.3)))
        layer = Image.new("RGB", (FULL, FULL), rgb8(colour))
        fog = Image.new("L", (FULL, FULL), 0)
        fog.paste(255, (0, int(FULL * (height + 0.25)), FULL, FULL))
        fog.paste(ramp, (0, int(FULL * (height - 0.05))))
        layer.paste(mist, mask=fog.point(lambda v: int(v * 0.9)))
        image.paste(layer, mask=mask)
    return image


def steam(image: Image.Image, x: float, y: float, seed: str, tall: float = 260) -> None:
    """Let thin steam rise from a spot given in final pixels."""
    rng = random.Random(seed)
    mask = Image.new("L", (SIZE, SIZE), 0)
    draw = ImageDraw.Draw(mask)
    for k in range(3):
        phase, lean = rng.uniform(0, 6), rng.uniform(-18, 18)
        for i in range(120):
            t = i / 119
            sway = math.sin(phase + t * 5.5) * 20 * t + lean * t + (k - 1) * 22
            r = 4 + 13 * t
            a = int(70 * math.sin(math.pi * t) ** 0.8)
            cx, cy = x + sway, y - t * tall
            draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill=a)
    mask = mask.filter(ImageFilter.GaussianBlur(12)).resize(image.size)
    image.paste((255, 252, 246), mask=mask)


def finish(image: Image.Image, path: Path, warm: float = 0.05) -> None:
    """Add paper grain and warmth, then save a small JPEG."""
    image = image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
    grain = noise((SIZE, SIZE), (SIZE, SIZE), "grain")
    paper = noise((SIZE, SIZE), (260, 260), "paper")
    tooth = Image.blend(grain, paper, 0.6).point(lambda v: int(128 + (v - 128) * 0.06))
    image = ImageChops.overlay(image, Image.merge("RGB", (tooth, tooth, tooth)))
    tint = Image.new("RGB", image.size, (255, 226, 184))
    image = Image.blend(image, ImageChops.multiply(image, tint), warm)
    image.save(path, "JPEG", quality=86, optimize=True)


def soften(scale: float = 1.0) -> ImageFilter.GaussianBlur:
    """Return a blur in final pixels."""
    return ImageFilter.GaussianBlur(scale * SCALE)
