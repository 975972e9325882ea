"""Rock glaciers: where they start, how they look, and their true outlines.

The outline is the extended footprint of the RGIK guidelines (front and lateral margins inside).
Units that touch share a system; where one overrides another the upper one keeps the ground.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import rasterio.features
import shapely
from scipy import ndimage
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from .bodies import (
    creep_velocity,
    make_body,
    outline_of,
    place,
    thickness_of,
    trace_path,
    transverse_ridges,
)
from .landforms import Ground, draw_sites
from .noise import blur, smoothstep, spectral_noise

#: Smallest area of a true unit inside the image, m² (RGIK: 0.01 km², plus pixel rounding).
SMALLEST = 10_800.0

#: Outlines lie on a lattice of this many pixels, so that clipping keeps them valid.
_LATTICE = 1 / 4096


@dataclass
class Unit:
    """A rock glacier unit on the DEM grid.

    Attributes:
        polygon: outline with x = column, y = row of the DEM grid (pixel corners), clipped to the
            image.
        system: number of the system.
        activity: Active, Transitional or Relict.
        origin: talus, glacier or debris-mantled slope.
        velocity: mean downslope velocity in m/yr.
    """

    polygon: Polygon
    system: int
    activity: str
    origin: str
    velocity: float


def add_rock_glaciers(
    ground: Ground, rng: np.random.Generator, wanted: int, margin: int, feedback=None
) -> list[Unit]:
    """Place rock glacier systems until ``wanted`` units lie in the image.

    Args:
        wanted: number of units aimed at; fewer when the terrain has no room.
        margin: pixels of DEM around the image.
    """
    rows, columns = ground.dem.shape
    image = box(margin, margin, columns - margin, rows - margin)
    sites = draw_sites(rng, _site_weight(ground, rng), 90 * wanted + 60)
    glacier_near = blur(np.maximum(ground.cover["ice"], ground.cover["debris_ice"]), 8) > 0.05
    units: list[Unit] = []
    system = 0
    for number, start in enumerate(sites):
        if len(units) >= wanted:
            break
        if feedback is not None and number % 10 == 0:
            feedback.check()
        if ground.occupied[tuple(start)]:
            continue
        longing = 1 - max(len(units) / wanted, 2 * number / len(sites))
        bodies = _draw_system(ground, rng, start, longing)
        if not bodies:
            continue
        polygons = _outlines(bodies, image, ground.pixel)
        if polygons is None:
            continue
        origin = _origin_at(ground, start, glacier_near)
        system += 1
        activity = _activity_at(ground, rng, bodies[0])
        for order, (body, polygon) in enumerate(zip(bodies, polygons)):
            if order and rng.random() < 0.35:
                activity = _activity_at(ground, rng, body)
            _build(ground, rng, body, activity)
            if polygon is not None:
                units.append(Unit(polygon, system, activity, origin, 0.0))
    for unit in units:
        if unit.activity != "Relict":
            unit.velocity = _mean_inside(unit.polygon, ground.velocity)
    return units


def _site_weight(ground, rng):
    """How likely a rock glacier begins at each cell."""
    z = ground.smooth - ground.limit
    slope = (ground.slope > np.tan(np.radians(13))) & (ground.slope < np.tan(np.radians(35)))
    altitude = smoothstep(z, -300, -60) * (0.2 + 0.8 * smoothstep(z, -60, 110))
    altitude = altitude * (1 - 0.7 * smoothstep(z, 350, 650))
    supply = 0.04 + np.clip(ground.terrain.supply, 0, 1) ** 1.5
    ice = np.maximum(ground.cover["ice"], ground.cover["debris_ice"])
    near_ice = smoothstep(blur(ice, 8), 0.02, 0.2)
    hollow = smoothstep(blur(ground.dem, 150 / ground.pixel) - ground.smooth, -12, 12)
    weight = slope * altitude * (supply + 0.4 * near_ice) * (0.25 + hollow)
    return np.where(ground.occupied, 0, weight)


def _draw_path(ground, rng, start, length):
    """Path of at least 11 cells with a mean slope of 7 to 29 degrees, cut where it flattens out."""
    path = trace_path(ground.dy, ground.dx, tuple(map(float, start)), length, rng.uniform(0.5, 0.8))
    if len(path) < 12:
        return None
    cells = tuple(np.rint(path).astype(int).T)
    z = ground.smooth[cells]
    bad = np.flatnonzero(ground.occupied[cells] | (z < ground.limit[cells] - 420))
    if bad.size:
        path = path[: bad[0] - int(rng.integers(4, 8))] if bad[0] > 20 else path[:0]
    if len(path) < 12:
        return None
    z = ground.smooth[tuple(np.rint(path).astype(int).T)]
    fall = -np.gradient(z, ground.pixel)
    flat = np.flatnonzero((blur(fall[None], 3)[0] < 0.07) & (np.arange(len(path)) > 12))
    if flat.size:
        path, z = path[: flat[0]], z[: flat[0]]
    mean = (z[0] - z[-1]) / (len(path) * ground.pixel)
    return path if np.tan(np.radians(7)) < mean < np.tan(np.radians(29)) else None


def _draw_system(ground, rng, start, longing):
    """Bodies of one system in the order in which they were laid down; empty when it fails.

    Args:
        longing: 1 asks for large ones, as long as there is room, 0 for small ones too.
    """
    lobe = rng.random() < 0.33
    least = np.clip(longing, 0, 1)
    length = np.exp(rng.uniform(np.log(28 + 30 * least), np.log(80 + 45 * least)))
    length = rng.uniform(17 + 8 * least, 30 + 10 * least) if lobe else length
    path = _draw_path(ground, rng, start, length)
    if path is None or len(path) < 0.5 * length:
        return []
    metres = len(path) * ground.pixel
    if lobe:
        half = np.clip(metres * rng.uniform(0.45, 1.0), 85, 270)
    else:
        half = np.clip(metres * rng.uniform(0.13, 0.36), 55, 210)
    first = _shape(ground, rng, path, half, lobe)
    if first is None:
        return []
    bodies = [first]
    count = 1 + int(rng.random() < 0.36) + int(rng.random() < 0.10)
    for _ in range(count - 1):
        if rng.random() < 0.5:
            other = _overriding(ground, rng, bodies[0], half)
        else:
            other = _beside(ground, rng, bodies, half)
        if other is not None:
            bodies.append(other)
    return bodies


def _shape(ground, rng, path, half, lobe):
    body = make_body(
        rng,
        ground.smooth,
        ground.pixel,
        path,
        half,
        root=rng.uniform(0.65, 1.1) if lobe else rng.uniform(0.4, 0.95),
        spread=rng.uniform(0.3, 1.0),
        wobble=rng.uniform(0.06, 0.24),
        conform=rng.uniform(0.5, 1.2),
        rise=rng.uniform(8, 20),
    )
    if body is None or body.mask.sum() * ground.pixel**2 < 1.1 * SMALLEST:
        return None
    if body.misfit > 8 + 0.09 * half:
        return None
    return body if ground.free(body, 3) else None


def _overriding(ground, rng, lower, half):
    """A younger, shorter body that lies on the upper part of ``lower``."""
    path = lower.path
    begin = path[int(rng.uniform(0, 0.12) * len(path))]
    sideways = rng.uniform(-0.45, 0.45) * half / ground.pixel
    t = path[min(8, len(path) - 1)] - path[0]
    t = t / max(np.hypot(*t), 1e-6)
    begin = begin + sideways * np.array([-t[1], t[0]])
    own = _draw_path(ground, rng, begin, rng.uniform(0.4, 0.7) * len(path))
    if own is None:
        return None
    body = _shape(ground, rng, own, half * rng.uniform(0.55, 0.95), False)
    if body is None or not _touches(body, lower):
        return None
    return body


def _beside(ground, rng, bodies, half):
    """A neighbour that flows down next to the first body and shares a margin with it."""
    first = bodies[0]
    path = first.path
    own_half = half * rng.uniform(0.6, 1.2)
    at = int(rng.uniform(0, 0.3) * len(path))
    t = path[min(at + 6, len(path) - 1)] - path[at]
    t = t / max(np.hypot(*t), 1e-6)
    side = rng.choice([-1.0, 1.0]) * rng.uniform(0.7, 0.95) * (half + own_half) / ground.pixel
    begin = path[at] + side * np.array([-t[1], t[0]])
    if not (0 <= begin[0] < ground.dem.shape[0] and 0 <= begin[1] < ground.dem.shape[1]):
        return None
    own = _draw_path(ground, rng, begin, rng.uniform(0.6, 1.2) * len(path))
    if own is None:
        return None
    body = _shape(ground, rng, own, own_half, False)
    if body is None or not _touches(body, first):
        return None
    for other in bodies:
        body.remove(_seen_in(other, body.window), ground.pixel)
    labels, count = ndimage.label(body.mask)
    if count == 0:
        return None
    sizes = np.bincount(labels.ravel())[1:]
    if sizes.max() * ground.pixel**2 < 1.2 * SMALLEST:
        return None
    body.remove(labels != sizes.argmax() + 1, ground.pixel)
    return body


def _seen_in(body, window):
    """A body's footprint as bool in another window of the DEM grid."""
    shape = tuple(s.stop - s.start for s in window)
    result = np.zeros(shape, bool)
    rows, columns = np.nonzero(body.mask)
    rows = rows + body.window[0].start - window[0].start
    columns = columns + body.window[1].start - window[1].start
    keep = (rows >= 0) & (rows < shape[0]) & (columns >= 0) & (columns < shape[1])
    result[rows[keep], columns[keep]] = True
    return result


def _touches(body, other):
    grown = ndimage.binary_dilation(body.mask, iterations=1)
    return (grown & _seen_in(other, body.window)).sum() >= 6


def _outlines(bodies, image, pixel):
    """Non-overlapping polygons of the bodies, clipped to the image; None when one is too small.

    An entry is None where the unit lies outside the image altogether.
    """
    polygons: list[BaseGeometry] = []
    for body in bodies:
        ring = outline_of(body.level, body.window)
        if ring is None:
            return None
        polygon = shapely.set_precision(Polygon(ring[:, ::-1]).simplify(0.12).buffer(0), _LATTICE)
        polygon = _largest(polygon)
        if polygon is None:
            return None
        for k, lower in enumerate(polygons):
            rest = shapely.difference(lower, polygon, grid_size=_LATTICE)
            parts = sorted(_parts(rest), key=lambda p: -p.area)
            if not parts:
                return None
            polygons[k] = parts[0]
            for cut_off in parts[1:]:
                polygon = shapely.union(polygon, cut_off, grid_size=_LATTICE)
        polygon = _largest(polygon)
        polygons.append(polygon)
    result: list[Polygon | None] = []
    for k, polygon in enumerate(polygons):
        for other in polygons[k + 1 :]:
            polygon = shapely.difference(polygon, other, grid_size=_LATTICE)
        polygon = _largest(polygon)
        if polygon is None or polygon.interiors or polygon.area < 1.7 * polygon.length:
            return None
        inside = _largest(shapely.intersection(polygon, image, grid_size=_LATTICE))
        if inside is None:
            result.append(None)
            continue
        if inside.area * pixel**2 < SMALLEST:
            return None
        result.append(inside)
    return result


def _parts(geometry):
    if geometry is None or geometry.is_empty:
        return []
    if isinstance(geometry, MultiPolygon) or hasattr(geometry, "geoms"):
        return [g for g in geometry.geoms if g.geom_type == "Polygon" and g.area > 0]
    return [geometry] if geometry.geom_type == "Polygon" and geometry.area > 0 else []


def _largest(geometry):
    parts = _parts(geometry)
    return max(parts, key=lambda p: p.area) if parts else None


def _origin_at(ground, start, glacier_near):
    if glacier_near[tuple(start)]:
        return "glacier"
    return "talus" if ground.terrain.supply[tuple(start)] > 0.25 else "debris-mantled slope"


def _activity_at(ground, rng, body):
    r, c = np.rint(body.path[-1]).astype(int)
    height = float(ground.smooth[r, c] - ground.limit[r, c]) + rng.normal(0, 60)
    if height > -110:
        return "Active" if rng.random() < 0.75 else "Transitional"
    if height > -260:
        return "Transitional" if rng.random() < 0.6 else "Relict"
    return "Relict"


def _build(ground, rng, body, activity):
    """Lay the body on the DEM with its surface, cover and motion."""
    pixel, window, shape = ground.pixel, body.window, body.mask.shape
    width = 2 * body.width
    low, high = {"Active": (33, 38), "Transitional": (29, 34), "Relict": (23, 29)}[activity]
    ground_here = blur(ground.dem[window], 60 / pixel)
    thick = np.clip(width * rng.uniform(0.09, 0.2), 13, 48)
    thick *= {"Active": 1.0, "Transitional": 0.85, "Relict": 0.75}[activity]
    height = thickness_of(
        body, ground_here, pixel, thick, rng.uniform(low, high), rng.uniform(0.2, 0.6)
    )
    wavelength = np.clip(width * rng.uniform(0.14, 0.32), 30, 85)
    strength = {"Active": 1.0, "Transitional": 0.75, "Relict": 0.5}[activity]
    amplitude = strength * rng.uniform(0.8, 4.4) * np.sqrt(wavelength / 45)
    surface = transverse_ridges(rng, body, pixel, wavelength, amplitude)
    ground.tone[window] *= 1 + rng.uniform(-0.02, 0.12) * surface / max(amplitude, 0.1) * body.mask
    surface += strength * rng.uniform(0.25, 0.8) * spectral_noise(rng, shape, 2, 9, 0.6)
    surface += strength * rng.uniform(0.3, 1.2) * spectral_noise(rng, shape, 9, 30, 1.0)
    sunken = {
        "Active": rng.uniform(0, 0.1),
        "Transitional": rng.uniform(0.05, 0.3),
        "Relict": rng.uniform(0.3, 0.65),
    }[activity]
    surface -= sunken * thick * (1 - body.relative_across**2) * smoothstep(body.share, 0.95, 0.5)
    place(ground.dem, body, height, surface, pixel)
    ground.lay("rock_glacier", window, body.level)
    ground.carry_rock(body)
    ground.lay(
        "fresh_front",
        window,
        _front_face(body, pixel)
        * {"Active": rng.uniform(0.4, 1.0), "Transitional": rng.uniform(0, 0.5), "Relict": 0.0}[
            activity
        ],
    )
    ground.tone[window] *= np.where(body.mask, rng.normal(1.0, 0.09), 1)
    green = {
        "Active": -0.9,
        "Transitional": rng.uniform(-0.7, 0.1),
        "Relict": rng.uniform(-0.2, 0.7),
    }[activity]
    ground.plants[window] += green * body.level
    ground.occupied[window] |= body.mask
    fastest = {
        "Active": np.exp(rng.uniform(np.log(0.18), np.log(1.8))),
        "Transitional": rng.uniform(0.03, 0.15),
        "Relict": 0.0,
    }[activity]
    flow = creep_velocity(body, pixel, fastest)
    ground.velocity[window] = np.where(body.mask, flow, ground.velocity[window])
    ground.motion[window][body.mask] = 1 if activity != "Relict" else 0


def _front_face(body, pixel):
    """Alpha of the bare, unweathered face at the front."""
    return body.level * smoothstep(body.edge, 55, 25) * smoothstep(body.share, 0.72, 0.92)


def _mean_inside(polygon, values):
    """Mean of a raster over the cells whose centre lies in a polygon in grid coordinates."""
    left, top, right, bottom = (int(v) for v in polygon.bounds)
    window = np.s_[top : bottom + 2, left : right + 2]
    part = values[window]
    inside = rasterio.features.rasterize(
        [polygon], out_shape=part.shape, transform=(1, 0, left, 0, 1, top)
    )
    return float(part[inside == 1].mean())
