"""Turn lit surface grids into a picture with Pillow alone."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from light import LIGHT, LightMap, byte, shade
from mesh import FULL, SCALE, SIZE, Mesh, Vec, cross, dot, sub, unit
from PIL import Image, ImageChops, ImageDraw, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

Face = tuple[float, tuple[float, ...], tuple[int, int, int, int]]


class Camera:
    """Project points of the world on the picture."""

    def __init__(self, eye: Vec, target: Vec, fov: float = 26.0) -> None:
        """Look from eye to target."""
        self.eye = eye
        self.fwd = unit(sub(target, eye))
        self.right = unit(cross(self.fwd, (0.0, 1.0, 0.0)))
        self.up = cross(self.right, self.fwd)
        self.focal = FULL / 2 / math.tan(math.radians(fov / 2))

    def project(self, p: Vec) -> Vec:
        """Return picture x, picture y and depth."""
        d = sub(p, self.eye)
        depth = max(0.05, dot(d, self.fwd))
        k = self.focal / depth
        return (FULL / 2 + dot(d, self.right) * k, FULL / 2 - dot(d, self.up) * k, depth)

    def ground(self, texture: Image.Image, half: float) -> Image.Image:
        """Lay a texture spanning [-half, half] squared on the plane y = 0."""
        n, f, r, u = texture.width, self.focal, self.right, self.up
        w, e, c = self.fwd, self.eye, FULL / 2
        # ray = fwd*f + right*(x-c) - up*(y-c); ground hit t = -eye_y / ray_y
        den = (r[1], -u[1], w[1] * f - r[1] * c + u[1] * c)
        rows = []
        for k in (0, 2):
            base = w[k] * f - r[k] * c + u[k] * c
            num = (-e[1] * r[k], e[1] * u[k], -e[1] * base)
            rows.append([(num[i] + (e[k] + half) * den[i]) * n / (2 * half) for i in range(3)])
        q = den[2]
        data = [v / q for v in (*rows[0], *rows[1], den[0], den[1])]
        return texture.transform(
            (FULL, FULL), Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC
        )


class Scene:
    """Collect backdrop, shadows and meshes into one picture."""

    def __init__(self, camera: Camera, backdrop: Image.Image) -> None:
        """Start from a backdrop."""
        self.camera = camera
        self.image = backdrop.convert("RGB")

    def put(self, *meshes: Mesh, floor: float | None = 0.0, depth: float = 0.55) -> None:
        """Draw meshes with their shadow on the floor and on each other."""
        light = LightMap(meshes)
        if floor is not None:
            self.cast(meshes, floor, depth)
        faces: list[Face] = []
        for mesh in meshes:
            self._faces(mesh, light, faces)
        faces.sort(key=lambda f: -f[0])
        draw = ImageDraw.Draw(self.image)
        for _, poly, colour in faces:
            draw.polygon(poly, fill=colour[:3])

    def glass(self, *meshes: Mesh, depth: float = 0.2) -> None:
        """Draw see-through meshes over what is already there."""
        if depth:
            self.cast(meshes, 0.0, depth)
        light = LightMap(meshes)
        faces: list[Face] = []
        for mesh in meshes:
            self._faces(mesh, light, faces)
        faces.sort(key=lambda f: -f[0])
        layer = Image.new("RGBA", (FULL, FULL), (255, 255, 255, 0))
        draw = ImageDraw.Draw(layer)
        for _, poly, colour in faces:
            draw.polygon(poly, fill=colour)
        self.over(layer)

    def _faces(self, mesh: Mesh, light: LightMap, out: list[Face]) -> None:
        """Add the shaded faces of one mesh."""
        cam, m = self.camera, mesh.material
        flat = [[cam.project(p) for p in row] for row in mesh.grid]
        rows, cols = len(flat) - 1, len(flat[0]) - 1
        for i in range(rows):
            ga, gb, fa, fb = mesh.grid[i], mesh.grid[i + 1], flat[i], flat[i + 1]
            for j in range(cols):
                p, q, r, s = fa[j], fa[j + 1], fb[j + 1], fb[j]
                if not (-90 < p[0] < FULL + 90 and -90 < p[1] < FULL + 90):
                    continue
                a, b, c, d = ga[j], ga[j + 1], gb[j + 1], gb[j]
                n = unit(cross(sub(c, a), sub(d, b)))
                mid = ((a[0] + c[0]) / 2, (a[1] + c[1]) / 2, (a[2] + c[2]) / 2)
                view = unit(sub(cam.eye, mid))
                if dot(n, view) < 0:
                    if mesh.solid:
                        continue
                    n = (-n[0], -n[1], -n[2])
                base = mesh.paint((j + 0.5) / cols, (i + 0.5) / rows)
                lit = light.lit(mid, n)
                col, al = shade(base, m, n, view, lit, light.open(mid))
                rgba = (byte(col[0]), byte(col[1]), byte(col[2]), int(al * 255))
                z = (p[2] + q[2] + r[2] + s[2]) / 4 - mesh.bias
                out.append((z, p[:2] + q[:2] + r[:2] + s[:2], rgba))

    def cast(self, meshes: Sequence[Mesh], floor: float = 0.0, depth: float = 0.55) -> None:
        """Lay the soft shadow of meshes on a level floor."""
        total = Image.new("L", (SIZE, SIZE), 0)
        for lean, low, blur, power in (
            (1.0, 9.0, 26, 0.55),
            (1.0, 0.5, 9, 0.7),
            (0.0, 0.3, 7, 0.9),
        ):
            mask = Image.new("L", (SIZE, SIZE), 0)
            draw = ImageDraw.Draw(mask)
            for mesh in meshes:
                if mesh.shadow:
                    self._drop(draw, mesh, floor, (lean, low))
            soft = mask.filter(ImageFilter.GaussianBlur(blur)).point(lambda v, k=power: int(v * k))
            total = ImageChops.lighter(total, soft)
        self.stain(total, (62, 44, 40), depth)

    def cast_wall(self, meshes: Sequence[Mesh], z: float, depth: float = 0.35) -> None:
        """Lay the soft shadow of meshes on an upright wall."""
        mask = Image.new("L", (SIZE, SIZE), 0)
        draw = ImageDraw.Draw(mask)
        for mesh in meshes:
            rows = [row[::3] + row[-1:] for row in mesh.grid[::3] + mesh.grid[-1:]]
            for a, b in itertools.pairwise(rows):
                for quad in zip(a, a[1:], b[1:], b, strict=False):
                    poly = []
                    for x, y, w in quad:
                        t = max(0.0, w - z) / LIGHT[2]
                        p = (x - LIGHT[0] * t * 0.7, y - LIGHT[1] * t * 0.5, z)
                        sx, sy, _ = self.camera.project(p)
                        poly += [sx / SCALE, sy / SCALE]
                    draw.polygon(poly, fill=255)
        self.stain(mask.filter(ImageFilter.GaussianBlur(18)), (92, 70, 60), depth)

    def _drop(
        self, draw: ImageDraw.ImageDraw, mesh: Mesh, floor: float, how: tuple[float, float]
    ) -> None:
        """Draw one mesh flattened on the floor along the light."""
        kx, kz = how[0] * LIGHT[0] / LIGHT[1], how[0] * LIGHT[2] / LIGHT[1]
        step = 2 if len(mesh.grid) > 24 and len(mesh.grid[0]) > 24 else 1
        rows = [row[::step] + row[-1:] for row in mesh.grid[::step] + mesh.grid[-1:]]
        for a, b in itertools.pairwise(rows):
            for quad in zip(a, a[1:], b[1:], b, strict=False):
                if min(p[1] for p in quad) - floor > how[1]:
                    continue
                poly = []
                for x, y, z in quad:
                    h = max(0.0, y - floor)
                    sx, sy, _ = self.camera.project((x - kx * h, floor, z - kz * h))
                    poly += [sx / SCALE, sy / SCALE]
                draw.polygon(poly, fill=255)

    def stain(self, mask: Image.Image, colour: tuple[int, int, int], depth: float) -> None:
        """Darken the picture with a colour through a mask."""
        wide = mask.resize(self.image.size, Image.Resampling.BILINEAR)
        dark = ImageChops.multiply(self.image, Image.new("RGB", self.image.size, colour))
        self.image.paste(dark, mask=wide.point(lambda v: int(v * depth)))

    def over(self, layer: Image.Image) -> None:
        """Lay a see-through layer on the picture."""
        base = self.image.convert("RGBA")
        base.alpha_composite(layer.resize(base.size))
        self.image = base.convert("RGB")
