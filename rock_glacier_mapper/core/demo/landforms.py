"""Ice, water and the landforms that resemble rock glaciers, laid onto the bare relief."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy import ndimage

from .bodies import Body, creep_velocity, make_body, place, thickness_of, trace_path
from .noise import blur, downslope, smoothstep, spectral_noise
from .terrain import Terrain

#: Cover layers (alpha, 0 to 1), in the order in which they lie on top of each other.
COVERS = (
    "talus",
    "moraine",
    "fan",
    "gravel",
    "landslide",
    "rock_glacier",
    "fresh_front",
    "debris_ice",
    "ice",
    "water",
)


@dataclass
class Ground:
    """The scene while it is being built; arrays are (rows, columns) of the DEM grid.

    Attributes:
        terrain: bare relief.
        dem: elevation in metres, changed in place.
        pixel: metres.
        limit: local lower limit of permafrost (m), lower on north-facing slopes.
        smooth: elevation smoothed over about 60 m; slope: its tangent over about 35 m.
        dy, dx: unit vectors downslope; valley_dy, valley_dx: the same over about 190 m.
        northness: 1 on north-facing slopes, -1 on south-facing ones.
        equilibrium: local equilibrium line of glaciers (m).
        timberline: elevation of the forest limit (m).
        cover: alpha of each of :data:`COVERS`.
        tone: brightness factor of loose debris.
        plants: added tendency to carry vegetation (positive) or to be bare (negative).
        velocity: downslope surface velocity in m/yr.
        motion: 0 stable, 1 creeping coherently, 2 too fast or too changeable for coherence.
        occupied: places that already carry a landform.
    """

    terrain: Terrain
    dem: np.ndarray
    pixel: float
    limit: np.ndarray
    equilibrium: np.ndarray
    timberline: float
    smooth: np.ndarray
    slope: np.ndarray
    dy: np.ndarray
    dx: np.ndarray
    valley_dy: np.ndarray
    valley_dx: np.ndarray
    northness: np.ndarray
    cover: dict[str, np.ndarray]
    tone: np.ndarray
    plants: np.ndarray
    velocity: np.ndarray
    motion: np.ndarray
    occupied: np.ndarray
    glaciers: list[dict] = field(default_factory=list)

    def lay(self, cover: str, window, alpha: np.ndarray) -> None:
        """Put a cover on a window, over what is there."""
        layer = self.cover[cover][window]
        np.maximum(layer, alpha.astype(np.float32), out=layer)

    def carry_rock(self, body: Body) -> None:
        """Give a body's debris the rock type of the place where it starts."""
        r, c = np.rint(body.path[0]).astype(int)
        rock = self.terrain.lithology[body.window]
        rock += 0.85 * body.level * (self.terrain.lithology[r, c] - rock)

    def free(self, body: Body, gap: int = 3) -> bool:
        """Whether a body keeps ``gap`` pixels from everything placed before."""
        grown = ndimage.binary_dilation(body.mask, iterations=gap)
        return not (grown & self.occupied[body.window]).any()


def bare_ground(
    rng: np.random.Generator, terrain: Terrain, permafrost: float, ice: float, forest: float
) -> Ground:
    """Start a scene from bare relief.

    Args:
        permafrost, ice, forest: mean permafrost limit, equilibrium line and forest limit as
            shares (0 to 1) of the scene's elevations that lie below.
    """
    pixel, dem = terrain.pixel, terrain.elevation.copy()
    smooth = blur(dem, 60 / pixel)
    slope, _, _ = downslope(blur(dem, 35 / pixel), pixel)
    _, dy, dx = downslope(blur(dem, 75 / pixel), pixel)
    northness = -blur(dy, 6)
    z = np.quantile(smooth[::4, ::4], [permafrost, ice, forest])
    wander = 45 * spectral_noise(rng, dem.shape, 40, 300, 1.2)
    shape = dem.shape
    return Ground(
        terrain,
        dem,
        pixel,
        (z[0] - 130 * northness + wander).astype(np.float32),
        (z[1] - 170 * northness + wander).astype(np.float32),
        float(z[2]),
        smooth,
        slope,
        dy,
        dx,
        *downslope(blur(dem, 190 / pixel), pixel)[1:],
        northness,
        {name: np.zeros(shape, np.float32) for name in COVERS},
        np.ones(shape, np.float32),
        np.zeros(shape, np.float32),
        np.zeros(shape, np.float32),
        np.zeros(shape, np.uint8),
        np.zeros(shape, bool),
    )


def draw_sites(rng: np.random.Generator, weight: np.ndarray, count: int) -> np.ndarray:
    """Random cells (count, 2) drawn in proportion to ``weight``; fewer when nothing is allowed."""
    total = np.cumsum(weight, axis=None, dtype=np.float64)
    if total[-1] <= 0:
        return np.zeros((0, 2), int)
    flat = np.searchsorted(total, rng.random(count) * total[-1], side="right")
    return np.stack(np.unravel_index(np.minimum(flat, total.size - 1), weight.shape), 1)


def add_glaciers(ground: Ground, rng: np.random.Generator, debris_tongues: float) -> None:
    """Clean glaciers in the accumulation areas; some end in a debris-covered tongue.

    Args:
        debris_tongues: share of the glaciers that get such a tongue.
    """
    pixel = ground.pixel
    hollow = blur(ground.dem, 220 / pixel) - ground.smooth
    potential = (ground.smooth - ground.equilibrium) / 140 + np.clip(hollow / 16, -2.5, 1.6)
    potential += 0.5 * spectral_noise(rng, ground.dem.shape, 15, 80, 1.2)
    potential = np.where(ground.slope < np.tan(np.radians(36)), potential, -2)
    mask = blur(potential > 0.3, 3.0) > 0.5
    mask = ndimage.binary_fill_holes(ndimage.binary_opening(mask, iterations=4))
    labels, _ = ndimage.label(mask)
    for k, window in enumerate(ndimage.find_objects(labels), start=1):
        part = labels[window] == k
        if part.sum() * pixel**2 < 45_000:
            continue
        window = _grown(window, 12, ground.dem.shape)
        part = labels[window] == k
        level = blur(part, 1.5)
        base = blur(ground.dem[window], 110 / pixel)
        weight = blur(part, 3.0) * smoothstep(level, 0.2, 0.8)
        crevasses = 1.0 * spectral_noise(rng, part.shape, 3, 14, 0.8)
        ground.dem[window] += weight * (base + crevasses - ground.dem[window])
        ground.lay("ice", window, smoothstep(level, 0.35, 0.65))
        ground.occupied[window] |= part
        ground.motion[window][part] = 2
        ground.glaciers.append({"window": window, "level": level, "debris_covered": False})
        if part.sum() * pixel**2 > 120_000 and rng.random() < debris_tongues:
            heights = np.where(part, ground.smooth[window], np.inf)
            r, c = np.unravel_index(np.argmin(heights), part.shape)
            add_debris_tongue(ground, rng, (r + window[0].start, c + window[1].start))


def add_debris_tongue(ground: Ground, rng: np.random.Generator, start) -> bool:
    """A debris-covered glacier tongue: hummocks, medial stripes, ponds, lateral moraines."""
    pixel = ground.pixel
    path = trace_path(ground.valley_dy, ground.valley_dx, start, rng.uniform(50, 170), 0.8)
    cells = tuple(np.rint(path).astype(int).T)
    fall = ground.smooth[cells[0][0], cells[1][0]] - ground.smooth[cells[0][-1], cells[1][-1]]
    if len(path) < 30 or fall > 0.36 * len(path) * pixel:
        return False
    half = rng.uniform(90, 260)
    body = make_body(
        rng,
        ground.smooth,
        pixel,
        path,
        half,
        rng.uniform(0.6, 1.1),
        0.5,
        rng.uniform(0.1, 0.22),
        1.6,
        rng.uniform(8, 25),
    )
    if body is None or _overlap(ground, body) > 0.25:
        return False
    window = body.window
    shape = body.mask.shape
    height = thickness_of(
        body, ground.smooth[window], pixel, rng.uniform(20, 45), rng.uniform(14, 24), 0.15
    )
    hummocks = spectral_noise(rng, shape, 5, rng.uniform(14, 30), 0.8) * rng.uniform(0.8, 4.0)
    stripes = spectral_noise(rng, (1, 256), 8, 60, 0.6)[0]
    index = np.clip((body.across / max(half, 1) * 60 + 128), 0, 255).astype(int)
    medial = stripes[index] * smoothstep(body.share, 1.0, 0.3)
    place(ground.dem, body, height, hummocks + 2.0 * medial, pixel, 90)
    _moraine_ridges(ground, rng, body, rng.uniform(5, 18), 0.05, rng.uniform(30, 60))
    ground.lay("debris_ice", window, body.level)
    ground.carry_rock(body)
    ground.tone[window] *= np.where(
        body.mask, rng.uniform(0.8, 1.2) + rng.uniform(0.03, 0.16) * medial, 1
    )
    exposed = smoothstep(hummocks / hummocks.std(), 1.5, 2.0) * smoothstep(body.share, 0.9, 0.3)
    ground.lay("ice", window, 0.55 * exposed * body.mask * (body.edge > 30) * rng.uniform(0, 1))
    ponds = (spectral_noise(rng, shape, 6, 25, 1.0) > 2.35) & (body.edge > 40)
    ground.lay("water", window, blur(ponds, 0.6))
    ground.occupied[window] |= body.mask
    ground.motion[window][body.mask] = 2
    ground.glaciers.append({"window": window, "level": body.level, "debris_covered": True})
    return True


def add_moraine_loop(ground: Ground, rng: np.random.Generator) -> bool:
    """End and lateral moraines of a vanished tongue: a ridge around a hollow."""
    z = ground.smooth
    weight = ((ground.slope < 0.45) & (z > ground.limit - 250) & ~ground.occupied).astype(float)
    for start in draw_sites(rng, weight, 4):
        path = trace_path(ground.dy, ground.dx, start, rng.uniform(22, 80), 0.7)
        if len(path) < 20:
            continue
        body = make_body(rng, z, ground.pixel, path, rng.uniform(50, 160), 0.8, 0.5, 0.08, 0.6)
        if body is None or not ground.free(body, 4):
            continue
        window = body.window
        depth = rng.uniform(1, 6) * smoothstep(body.edge, 10, 70)
        ground.dem[window] -= depth * body.mask
        _moraine_ridges(ground, rng, body, rng.uniform(4, 14), 0.1, rng.uniform(20, 45))
        ground.lay("moraine", window, 0.7 * body.level)
        ground.plants[window] += rng.uniform(-0.4, 0.5) * body.level
        ground.occupied[window] |= body.mask
        return True
    return False


def _moraine_ridges(ground, rng, body, height, first, width):
    """Sharp ridges along a body's margin from the share ``first`` of its length on (m)."""
    signed = body.edge - ndimage.distance_transform_edt(~body.mask) * ground.pixel
    crest = np.exp(-(((signed + 0.3 * width) / (0.5 * width)) ** 2))
    ragged = 0.7 + 0.5 * spectral_noise(rng, signed.shape, 10, 60, 1.0)
    along = smoothstep(body.share, first, first + 0.25) * np.clip(ragged, 0, 2)
    ground.dem[body.window] += height * crest * along
    ground.lay("moraine", body.window, np.clip(1.4 * crest * along, 0, 1))
    ground.tone[body.window] *= 1 + 0.10 * crest * along * rng.uniform(-1, 1)


def add_landslide(ground: Ground, rng: np.random.Generator) -> bool:
    """A rock slide: scar above, lobate hummocky deposit below."""
    weight = ((ground.slope > 0.5) & (ground.slope < 0.85) & ~ground.occupied).astype(float)
    weight *= ground.smooth < ground.limit + 150
    for start in draw_sites(rng, weight, 6):
        path = trace_path(ground.dy, ground.dx, start, rng.uniform(30, 110), 0.6)
        if len(path) < 30:
            continue
        body = make_body(
            rng,
            ground.smooth,
            ground.pixel,
            path[len(path) // 4 :],
            rng.uniform(70, 220),
            rng.uniform(0.4, 0.9),
            0.9,
            0.2,
            0.7,
            25,
        )
        if body is None or not ground.free(body, 4):
            continue
        window, pixel = body.window, ground.pixel
        height = thickness_of(
            body, ground.smooth[window], pixel, rng.uniform(8, 26), rng.uniform(20, 32), 0.2
        )
        hummocks = spectral_noise(rng, height.shape, 6, 26, 0.9) * rng.uniform(1.5, 4)
        place(ground.dem, body, height, hummocks, pixel)
        head = path[: len(path) // 4].mean(0)
        rows, columns = np.mgrid[window]
        scar = (
            np.exp(
                -(((rows - head[0]) ** 2 + (columns - head[1]) ** 2) / (body.width / pixel) ** 2)
            )
            * ~body.mask
        )
        ground.dem[window] -= rng.uniform(6, 20) * scar
        ground.carry_rock(body)
        ground.lay("landslide", window, np.maximum(body.level, 0.6 * scar))
        ground.tone[window] *= np.where(body.mask, rng.uniform(0.85, 1.2), 1)
        ground.plants[window] += rng.uniform(-0.6, 0.4) * body.level
        ground.occupied[window] |= body.mask
        if rng.random() < 0.3:
            ground.velocity[window] += creep_velocity(body, pixel, rng.uniform(0.02, 0.15))
        return True
    return False


def add_fan(ground: Ground, rng: np.random.Generator) -> bool:
    """A debris-flow fan: a half cone below a gully, with radial channels."""
    pixel = ground.pixel
    area = ground.terrain.drainage
    weight = (
        (area > 0.05)
        & (area < 1.2)
        & (ground.slope > 0.12)
        & (ground.slope < 0.36)
        & ~ground.occupied
    ).astype(float)
    for start in draw_sites(rng, weight, 6):
        radius = rng.uniform(120, 420)
        reach = int(1.3 * radius / pixel) + 3
        window = _grown(
            (slice(start[0], start[0] + 1), slice(start[1], start[1] + 1)), reach, ground.dem.shape
        )
        if ground.occupied[window].mean() > 0.15:
            continue
        rows, columns = np.mgrid[window]
        ry, rx = (rows - start[0]) * pixel, (columns - start[1]) * pixel
        dy, dx = blur(ground.dy, 3)[tuple(start)], blur(ground.dx, 3)[tuple(start)]
        distance = np.hypot(ry, rx) + 0.1
        angle = np.arctan2(rx * dy - ry * dx, rx * dx + ry * dy)
        opening = rng.uniform(0.5, 1.0)
        fall = float(ground.slope[tuple(start)])
        tilt = np.clip(fall * rng.uniform(0.55, 0.9), 0.09, 0.26)
        cone = ground.smooth[tuple(start)] + 2 - tilt * distance
        ragged = np.clip(1 + 0.25 * spectral_noise(rng, cone.shape, 8, 40, 1.2), 0.8, 1.6)
        inside = smoothstep(np.abs(angle) * ragged, opening, 0.45 * opening) * smoothstep(
            distance * ragged, radius, 0.45 * radius
        )
        lift = blur(np.clip(cone - blur(ground.dem[window], 3), 0, 14), 2.0)
        fill = lift * inside
        covered = smoothstep(fill, 0.3, 2.0) * ~ground.occupied[window]
        if covered.sum() * pixel**2 < 8000:
            continue
        radial = spectral_noise(rng, (1, 512), 6, 60, 0.5)[0]
        channel = radial[np.clip((angle / np.pi * 230 + 256), 0, 511).astype(int)]
        ground.dem[window] += fill * covered + 0.5 * channel * covered
        ground.lay("fan", window, covered)
        ground.tone[window] *= 1 + 0.12 * channel * covered
        ground.plants[window] += covered * (rng.uniform(-0.5, 0.8) - 0.35 * channel)
        ground.occupied[window] |= covered > 0.5
        return True
    return False


def add_lakes(ground: Ground, rng: np.random.Generator, wanted: int) -> int:
    """Small lakes in hollows of gentle ground; returns how many were placed."""
    slope = downslope(ground.smooth, ground.pixel)[0]
    weight = (
        (slope < 0.16)
        & ~ground.occupied
        & (ground.smooth > ground.timberline - 100)
        & (ground.terrain.drainage < 8)
    ).astype(float)
    placed = 0
    for start in draw_sites(rng, weight, 12 * wanted):
        if placed >= wanted:
            break
        reach = int(rng.uniform(9, 28))
        window = _grown(
            (slice(start[0], start[0] + 1), slice(start[1], start[1] + 1)), reach, ground.dem.shape
        )
        if ground.occupied[window].any():
            continue
        rows, columns = np.mgrid[window]
        far = np.hypot(rows - start[0], columns - start[1]) / reach
        basin = blur(ground.dem[window], 2) + 14 * far**2
        basin = basin + 2 * spectral_noise(rng, basin.shape, 6, 40, 1.2)
        level = ground.dem[tuple(start)] + rng.uniform(1.0, 4.0)
        labels, _ = ndimage.label(basin < level)
        here = labels[start[0] - window[0].start, start[1] - window[1].start]
        lake = labels == here
        if here == 0 or not 25 < lake.sum() < 900 or (lake & (far > 1)).any():
            continue
        lake = ndimage.binary_fill_holes(ndimage.binary_opening(lake))
        shore = smoothstep(ndimage.distance_transform_edt(~lake), 9, 0)
        dem = ground.dem[window]
        dam = shore * np.maximum(level + 0.4 - dem, 0) * ~lake
        if dam.max() > 4:
            continue
        dem += dam
        dem[lake] = level
        ground.lay("water", window, blur(lake, 0.5))
        ground.occupied[window] |= lake
        placed += 1
    return placed


def add_solifluction(ground: Ground, rng: np.random.Generator, height: float) -> None:
    """Lobes and steps along the contours of debris-mantled slopes (``height`` in m)."""
    pixel, shape = ground.pixel, ground.dem.shape
    spacing = rng.uniform(11, 24)
    z = blur(ground.dem, 40 / pixel) + 0.35 * spacing * spectral_noise(rng, shape, 10, 60, 1.2)
    steps = np.sin(2 * np.pi * z / spacing)
    patches = smoothstep(spectral_noise(rng, shape, 25, 120, 1.2), 0.7, 1.3)
    slope = smoothstep(ground.slope, 0.2, 0.3) * smoothstep(ground.slope, 0.65, 0.5)
    slope = slope * smoothstep(spacing / np.maximum(ground.slope, 0.01), 28, 45)
    place_here = patches * slope * ~ndimage.binary_dilation(ground.occupied, iterations=3)
    ground.dem += (height * place_here * steps).astype(np.float32)
    ground.plants += (0.2 * place_here * steps).astype(np.float32)


def add_valley_gravel(ground: Ground, rng: np.random.Generator) -> None:
    """Braided gravel plains and stream beds along the larger valleys."""
    broad = spectral_noise(rng, ground.dem.shape, 12, 60, 1.0)
    plain = smoothstep(np.log10(np.maximum(ground.terrain.drainage, 1e-3)) + 0.25 * broad, 0.9, 1.4)
    flat = smoothstep(ground.slope, 0.30, 0.12)
    ground.lay("gravel", np.s_[:, :], plain * flat)


def _overlap(ground, body):
    return float(ground.occupied[body.window][body.mask].mean())


def _grown(window, by, shape):
    return tuple(slice(max(0, s.start - by), min(n, s.stop + by)) for s, n in zip(window, shape))
