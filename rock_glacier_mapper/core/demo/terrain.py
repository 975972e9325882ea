"""Bare-rock alpine relief: drainage network, glacial troughs, cirques, rock walls and talus.

The large forms are the steady state of stream-power incision with a hillslope threshold (slope =
k A^-theta, Flint's law), found by iterating flow routing and upstream integration; glacial forms
are carved into it as parabolic cross-sections (Svensson 1959) and bowl-shaped cirques.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage, sparse
from scipy.sparse import csgraph

from .noise import blur, carried_down, downslope, resample, smoothstep, spectral_noise, streaks

#: Cell of the coarse landscape in metres.
COARSE_CELL = 40.0
_PAD = 24


@dataclass(frozen=True)
class ReliefStyle:
    """What kind of mountains.

    Attributes:
        base_m: elevation of the lowest valleys (m).
        relief_m: height between the 2nd and the 98th percentile of elevation (m).
        concavity: theta of Flint's law.
        critical_slope_deg: steepest slope of uncarved hillsides.
        glacial: 0 (V-shaped valleys) to 1 (troughs).
        cirques: number of cirques per km².
        roughness: amplitude factor of gullies, ribs and small relief.
        strata: amplitude factor of tilted rock layers.
        talus: factor for how far talus reaches below the walls.
    """

    base_m: float = 1950.0
    relief_m: float = 1200.0
    concavity: float = 0.40
    critical_slope_deg: float = 36.0
    glacial: float = 0.8
    cirques: float = 0.6
    roughness: float = 1.0
    strata: float = 1.0
    talus: float = 1.0


@dataclass
class Terrain:
    """Bare relief on the fine grid; every array is float32 (rows, columns).

    Attributes:
        elevation: metres.
        talus: talus cover, 0 to 1.
        supply: rock-fall supply carried down from walls, 0 to 1.
        drainage: upstream area in km², from the coarse network.
        lithology: 0 (rock type one) to 1 (rock type two).
        gullies: fall-line streaks, standard deviation 1.
        strike: direction of the rock layers in radians.
        pixel: metres.
    """

    elevation: np.ndarray
    talus: np.ndarray
    supply: np.ndarray
    drainage: np.ndarray
    lithology: np.ndarray
    gullies: np.ndarray
    strike: float
    pixel: float


def build_terrain(
    rng: np.random.Generator, shape: tuple[int, int], pixel: float, style: ReliefStyle
) -> Terrain:
    """Draw a bare mountain relief.

    Args:
        shape: (rows, columns) of the fine grid.
        pixel: pixel size in metres.
    """
    ratio = COARSE_CELL / pixel
    coarse_shape = tuple(int(np.ceil(n / ratio)) + 2 * _PAD for n in shape)
    coarse, area = _drainage_landscape(rng, coarse_shape, style)
    rounded = blur(coarse, 1.4)
    crest = smoothstep(coarse - blur(coarse, 3.5), 12, 45)
    coarse = rounded + crest * (coarse - rounded)
    coarse = _carve_troughs(rng, coarse.astype(float), area, style)
    coarse = _carve_cirques(rng, coarse, area, style)
    inner = coarse[_PAD:-_PAD, _PAD:-_PAD]
    low, high = np.percentile(inner, [2, 98])
    coarse = style.base_m + (coarse - low) * np.clip(style.relief_m / (high - low), 0.85, 1.25)

    elevation = _upsample(rng, coarse, shape, ratio, order=3)
    drainage = ndimage.maximum_filter(area, 2)[_PAD:, _PAD:]
    drainage = resample(drainage, shape, ratio)
    strike = float(rng.uniform(0, np.pi))
    elevation, gullies = _fine_relief(rng, elevation, pixel, style, strike)
    elevation, talus, supply = _talus_aprons(rng, elevation, pixel, style)
    lithology = smoothstep(
        spectral_noise(rng, shape, 60, max(shape) * 0.9, 1.6, 3.0, strike)
        + 0.3 * spectral_noise(rng, shape, 6, 80, 1.2),
        -0.5,
        0.5,
    )
    return Terrain(elevation, talus, supply, drainage, lithology, gullies, strike, pixel)


def _drainage_landscape(rng, shape, style):
    """Steady-state stream-power landscape on the coarse grid: elevation (m), area (km²)."""
    rows, columns = shape
    count = rows * columns
    number = np.arange(count).reshape(shape)
    noise = spectral_noise(rng, shape, 2, max(shape) / 2.5, 1.1)
    height = _random_distances(rng, shape, number, np.exp(0.8 * noise))
    outlets = np.flatnonzero(height.ravel() == 0)
    erodibility = np.exp(0.35 * spectral_noise(rng, shape, 20, max(shape), 1.5)).ravel()
    critical = np.tan(np.radians(style.critical_slope_deg)) * np.exp(
        0.16 * spectral_noise(rng, shape, 4, 40, 1.2).ravel()
    )
    steepness = 0.25
    area = None
    for _ in range(26):
        receiver, distance = _steepest(height, number)
        receiver[outlets] = outlets
        levels = _levels(receiver)
        area = np.full(count, (COARSE_CELL / 1000) ** 2)
        for nodes in reversed(levels):
            np.add.at(area, receiver[nodes], area[nodes])
        rise = np.minimum(steepness * erodibility * area**-style.concavity, critical)
        rise = np.maximum(rise, 0.012) * distance
        flat = np.zeros(count)
        for nodes in levels:
            flat[nodes] = flat[receiver[nodes]] + rise[nodes]
        height = flat.reshape(shape)
        inner = height[_PAD:-_PAD, _PAD:-_PAD]
        relief = np.subtract(*np.percentile(inner, [98, 2]))
        steepness *= np.clip(style.relief_m / relief, 0.5, 2.0) ** 0.7
    return height, area.reshape(shape)


def _random_distances(rng, shape, number, cost):
    """Cost distance from a few outlets on the border; has no pits, so it drains everywhere."""
    rows, columns = shape
    border = np.concatenate([number[0], number[1:, -1], number[-1, -2::-1], number[-2:0:-1, 0]])
    outlets = border[rng.choice(border.size, size=int(rng.integers(3, 7)), replace=False)]
    source, target, weight = [], [], []
    for dy, dx in ((0, 1), (1, 0), (1, 1), (1, -1)):
        a = number[: rows - dy, max(0, -dx) : columns - max(0, dx)]
        b = number[dy:, max(0, dx) : columns + min(0, dx)]
        source.append(a.ravel())
        target.append(b.ravel())
        mean = (cost.ravel()[a] + cost.ravel()[b]).ravel() / 2
        weight.append(mean * np.hypot(dy, dx) * COARSE_CELL)
    graph = sparse.csr_matrix(
        (np.concatenate(weight), (np.concatenate(source), np.concatenate(target))),
        shape=(number.size, number.size),
    )
    reached = csgraph.dijkstra(graph, directed=False, indices=np.sort(outlets), min_only=True)
    return reached.reshape(shape)


def _steepest(height, number):
    """Receiver of every cell by steepest descent (D8), and the distance to it."""
    rows, columns = height.shape
    padded = np.pad(height, 1, constant_values=np.inf)
    best = np.zeros(height.shape)
    receiver = number.copy()
    distance = np.full(height.shape, COARSE_CELL)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            if dy or dx:
                length = COARSE_CELL * np.hypot(dy, dx)
                near = padded[1 + dy : 1 + dy + rows, 1 + dx : 1 + dx + columns]
                drop = (height - near) / length
                better = drop > best
                best[better] = drop[better]
                receiver[better] = number[better] + dy * columns + dx
                distance[better] = length
    return receiver.ravel(), distance.ravel()


def _levels(receiver):
    """Cells grouped by their number of steps to the outlet, nearest first, outlets left out."""
    depth = (receiver != np.arange(receiver.size)).astype(np.int64)
    pointer = receiver.copy()
    while True:
        more = depth[pointer]
        if not more.any():
            break
        depth += more
        pointer = pointer[pointer]
    order = np.argsort(depth, kind="stable")
    edges = np.searchsorted(depth[order], np.arange(1, depth.max() + 2))
    return [order[a:b] for a, b in zip(edges[:-1], edges[1:])]


def _carve_troughs(rng, height, area, style):
    """Parabolic cross-sections along the larger valleys, with steps in the long profile."""
    result = height
    high = height > np.percentile(height, 45)
    for limit, reach in ((0.15, 240.0), (0.6, 190.0), (4.0, 210.0)):
        valley = (area > limit) & (high | (limit > 0.2))
        if not valley.any():
            continue
        distance, (row, column) = ndimage.distance_transform_edt(~valley, return_indices=True)
        distance = distance * COARSE_CELL
        width = blur(reach * np.clip(area[row, column], 0.2, 40) ** 0.36, 3)
        floor = blur(result[row, column], 2.0)
        beyond = np.maximum(distance - 0.22 * width, 0)
        parabola = floor + 0.62 * width * (beyond / width) ** 2
        carved = np.where(distance < 1.25 * width, np.minimum(result, parabola), result)
        result = result + style.glacial * (blur(carved, 1.0) - result)
    steps = 22.0 * style.glacial * spectral_noise(rng, height.shape, 8, 30, 1.0)
    return result + steps * smoothstep(area, 0.1, 1.0) * smoothstep(area, 30, 5)


def _carve_cirques(rng, height, area, style):
    """Bowls with a steep headwall and a gently sloping, open floor at valley heads."""
    smooth = blur(height, 4)
    gy, gx = np.gradient(smooth, COARSE_CELL)
    high = height > np.percentile(height, 48)
    rows, columns = np.nonzero((area > 0.06) & (area < 0.7) & high)
    if rows.size == 0:
        return height
    wanted = int(style.cirques * height.size * (COARSE_CELL / 1000) ** 2 * rng.uniform(0.8, 1.2))
    northness = gy[rows, columns] / np.hypot(gx, gy)[rows, columns].clip(1e-6)
    priority = rng.random(rows.size) + 0.25 * northness
    y, x = np.mgrid[0 : height.shape[0], 0 : height.shape[1]] * COARSE_CELL
    taken: list[tuple[float, float]] = []
    result = height.copy()
    for k in np.argsort(-priority):
        if len(taken) >= wanted:
            break
        r, c = rows[k], columns[k]
        radius = rng.uniform(200, 520)
        if any(np.hypot(r - a, c - b) * COARSE_CELL < 1.5 * radius for a, b in taken):
            continue
        taken.append((r, c))
        reach = int(2.2 * radius / COARSE_CELL) + 1
        window = np.s_[max(0, r - reach) : r + reach + 1, max(0, c - reach) : c + reach + 1]
        ey, ex = y[window] - r * COARSE_CELL, x[window] - c * COARSE_CELL
        length = max(np.hypot(gx[r, c], gy[r, c]), 1e-6)
        along = -(ey * gy[r, c] + ex * gx[r, c]) / length
        across = (ey * gx[r, c] - ex * gy[r, c]) / length * rng.uniform(0.7, 1.3)
        radial = np.hypot(np.minimum(along, 0) * rng.uniform(0.8, 1.2), across) / radius
        tilt = rng.uniform(0.08, 0.28)
        bowl = result[r, c] - rng.uniform(0, 25) - tilt * along + 0.95 * radius * radial**3.2
        local = result[window]
        fade = smoothstep(along, 1.8 * radius, 0.8 * radius)
        carved = np.where(radial < 1.35, np.minimum(local, bowl), local)
        result[window] = local + fade * (carved - local)
    return blur(result, 0.7).astype(float)


def _upsample(rng, coarse, shape, ratio, order):
    """Fine grid values, with a small random warp that hides the coarse grid's directions."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    shift = [0.6 * spectral_noise(rng, shape, 28, 160, 1.3).astype(np.float32) for _ in range(2)]
    coordinates = [
        (y + 0.5) / ratio - 0.5 + _PAD + shift[0],
        (x + 0.5) / ratio - 0.5 + _PAD + shift[1],
    ]
    return ndimage.map_coordinates(
        coarse.astype(np.float32), coordinates, order=order, mode="nearest"
    ).astype(np.float32)


def _fine_relief(rng, elevation, pixel, style, strike):
    """Gullies and ribs down the walls, tilted layers, and small relief elsewhere."""
    shape = elevation.shape
    px = pixel / 10.0
    tangent, dy, dx = downslope(blur(elevation, 5 / px), pixel)
    steep = smoothstep(tangent, 0.45, 1.0)
    gullies = streaks(spectral_noise(rng, shape, 3 / px, 22 / px, 0.9), dy, dx, int(9 / px), 1.5)
    fade = np.clip(0.8 + 0.6 * spectral_noise(rng, shape, 10 / px, 60 / px, 1.2), 0, 2)
    ribs = 1 - np.abs(spectral_noise(rng, shape, 6 / px, 70 / px, 1.6))
    amplitude = style.roughness * (0.07 + steep)
    relief = amplitude * (2.6 * gullies * fade + 7.0 * ribs)
    layers = spectral_noise(rng, shape, 3.5 / px, 30 / px, 0.8, 7.0, strike)
    outcrop = smoothstep(spectral_noise(rng, shape, 30 / px, 200 / px, 1.3), 0.0, 0.9)
    relief += style.strata * 2.2 * layers * (outcrop + 0.5 * steep)
    relief += style.roughness * 1.3 * spectral_noise(rng, shape, 2.5 / px, 80 / px, 1.7)
    return elevation + relief, gullies


def _talus_aprons(rng, elevation, pixel, style):
    """Talus below rock walls: smooth slopes that fill the break at the foot of the wall."""
    half = elevation[::2, ::2]
    tangent, dy, dx = downslope(blur(half, 20 / pixel), 2 * pixel)
    wall = smoothstep(tangent, np.tan(np.radians(34)), np.tan(np.radians(41)))
    _, dy, dx = downslope(blur(half, 40 / pixel), 2 * pixel)
    reach = style.talus * np.exp(0.3 * float(rng.standard_normal()))
    keep = float(np.clip(1 - 0.06 / reach, 0.85, 0.985))
    supply = carried_down(blur(wall, 1.0), dy, dx, int(np.clip(36 * reach, 12, 60)), keep)
    supply = np.repeat(np.repeat(blur(supply, 1.0), 2, 0), 2, 1)
    supply = blur(supply[: elevation.shape[0], : elevation.shape[1]], 1.0)
    tangent = downslope(blur(elevation, 30 / pixel), pixel)[0]
    deposit = smoothstep(tangent, 0.22, 0.42) * smoothstep(tangent, 0.95, 0.72)
    patches = 0.12 * spectral_noise(rng, elevation.shape, 8, 60, 1.2)
    talus = smoothstep(supply * deposit + patches, 0.14, 0.42)
    smooth = blur(elevation, 45 / pixel)
    smooth += 1.0 * streaks(
        spectral_noise(rng, elevation.shape, 4, 14, 0.6), *downslope(smooth, pixel)[1:], 8, 1.5
    )
    elevation = elevation + 0.92 * blur(talus, 1.5) * (smooth - elevation)
    return elevation.astype(np.float32), talus, supply
