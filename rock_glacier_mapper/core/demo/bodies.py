"""Bodies that creep or flowed down a slope: their path, footprint, thickness and surface.

Used for rock glaciers and for the landforms that resemble them (debris-covered tongues, landslide
deposits, moraine loops).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage
from scipy.spatial import cKDTree
from skimage import measure

from .noise import blur, smoothstep, spectral_noise


@dataclass
class Body:
    """A body in a window of the scene's DEM grid; lengths in metres.

    Attributes:
        window: (row slice, column slice) in the DEM grid.
        mask: bool, the footprint with its front and margins.
        level: float32, smoothed footprint; 0.5 is the outline.
        along: distance down the path.
        across: signed distance from the path.
        half_width: half width of the body at ``along``.
        edge: distance inward from the outline.
        length: length of the path.
        path: (n, 2) rows and columns of the path in the DEM grid, upslope first.
        width: half width at the widest place.
        misfit: how far (root mean square) the ground departs from a surface that is level across
            the path; large where the path follows a ravine or a spur.
    """

    window: tuple[slice, slice]
    mask: np.ndarray
    level: np.ndarray
    along: np.ndarray
    across: np.ndarray
    half_width: np.ndarray
    edge: np.ndarray
    length: float
    path: np.ndarray
    width: float = 0.0
    misfit: float = 0.0

    @property
    def share(self) -> np.ndarray:
        """``along`` as a share of the length, 0 to 1."""
        return np.clip(self.along / self.length, 0, 1)

    @property
    def relative_across(self) -> np.ndarray:
        """``|across|`` over half width, 0 on the path, 1 at the margin."""
        return np.clip(np.abs(self.across) / np.maximum(self.half_width, 5.0), 0, 1)

    def remove(self, other: np.ndarray, pixel: float) -> None:
        """Take the footprint of others (bool, window) out of this one."""
        self.level = np.where(other, 0, self.level).astype(np.float32)
        self.mask &= ~other
        self.edge = (ndimage.distance_transform_edt(self.mask) * pixel).astype(np.float32)


def trace_path(
    dy: np.ndarray,
    dx: np.ndarray,
    start: tuple[float, float],
    length: float,
    inertia: float = 0.55,
    heading: tuple[float, float] | None = None,
) -> np.ndarray:
    """Follow a direction field from ``start`` in steps of one pixel.

    Args:
        dy, dx: unit vectors downslope.
        start: (row, column).
        length: pixels.
        inertia: share of the previous direction kept at each step.

    Returns:
        (n, 2) rows and columns; short when the path left the grid.
    """
    rows, columns = dy.shape
    y, x = start
    points = [(y, x)]
    vy, vx = heading or (float(dy[int(y), int(x)]), float(dx[int(y), int(x)]))
    for _ in range(int(length)):
        r, c = round(y), round(x)
        if not (2 <= r < rows - 2 and 2 <= c < columns - 2):
            break
        vy = inertia * vy + (1 - inertia) * float(dy[r, c])
        vx = inertia * vx + (1 - inertia) * float(dx[r, c])
        norm = max(float(np.hypot(vy, vx)), 1e-6)
        vy, vx = vy / norm, vx / norm
        y, x = y + vy, x + vx
        points.append((y, x))
    return straightened(np.array(points), 4)


def straightened(path: np.ndarray, sigma: float) -> np.ndarray:
    """A path (n, 2) smoothed over ``sigma`` points, with its ends kept."""
    reach = min(len(path) - 1, int(3 * sigma))
    if reach < 2:
        return path
    padded = np.pad(path, ((reach, reach), (0, 0)), mode="reflect", reflect_type="odd")
    smooth = ndimage.gaussian_filter1d(padded, sigma, axis=0, mode="nearest")
    return smooth[reach:-reach]


def make_body(
    rng: np.random.Generator,
    smooth: np.ndarray,
    pixel: float,
    path: np.ndarray,
    half_width: float,
    root: float = 0.6,
    spread: float = 1.0,
    wobble: float = 0.14,
    conform: float = 1.0,
    rise: float = 14.0,
) -> Body | None:
    """Footprint of a tongue or lobe around a path.

    Args:
        smooth: smoothed elevation of the scene.
        half_width: metres, at the widest place.
        root: half width at the upper end over ``half_width``.
        spread: where along the length the body is widest, 0.3 (tapering) to 1 (lobe).
        wobble: amplitude of the irregular outline over ``half_width``.
        conform: how strongly higher ground beside the body bounds it.
        rise: how far above the path's level (m) the body can climb at its sides.

    Returns:
        The body, or None when it would leave the grid or come out broken.
    """
    path = straightened(path, 0.4 * half_width / pixel)
    length = float(np.hypot(*np.diff(path, axis=0).T).sum() * pixel)
    reach = int(1.4 * half_width / pixel) + 8
    low, high = np.floor(path.min(0)).astype(int) - reach, np.ceil(path.max(0)).astype(int) + reach
    if (low < 1).any() or high[0] >= smooth.shape[0] - 1 or high[1] >= smooth.shape[1] - 1:
        return None
    window = (slice(low[0], high[0] + 1), slice(low[1], high[1] + 1))
    ground = smooth[window]
    y, x = np.mgrid[window[0], window[1]]
    points = np.stack([y.ravel(), x.ravel()], 1).astype(float)
    _, nearest = cKDTree(path).query(points)
    tangent = np.gradient(path, axis=0)
    tangent /= np.maximum(np.hypot(tangent[:, :1], tangent[:, 1:]), 1e-6)
    offset = points - path[nearest]
    t = tangent[nearest]
    travelled = np.r_[0, np.cumsum(np.hypot(*np.diff(path, axis=0).T))] * pixel
    along = travelled[nearest] + (offset * t).sum(1) * pixel
    across = (offset[:, 0] * t[:, 1] - offset[:, 1] * t[:, 0]) * pixel
    along, across = along.reshape(ground.shape), across.reshape(ground.shape)

    front = min(half_width * rng.uniform(0.7, 1.25), 0.6 * length)
    rear = min(half_width * root, 0.3 * length)
    share = np.clip(along / length, 0, 1)
    swell = 1 + 0.12 * np.sin(2 * np.pi * (share * rng.uniform(0.8, 2.2) + rng.random()))
    wide = half_width * swell * (root + (1 - root) * smoothstep(share, 0.0, max(spread, 0.2)))
    tip = np.clip((along - (length - front)) / front, 0, 1)
    tail = np.clip(-along / max(rear, 1), 0, 1)
    wide = wide * np.sqrt(np.clip(1 - tip**2.3, 0, 1)) * np.sqrt(np.clip(1 - tail**2, 0, 1))
    outline = wide - np.abs(across)
    small = spectral_noise(rng, ground.shape, 60 / pixel, 160 / pixel, 1.0)
    broad = spectral_noise(rng, ground.shape, 140 / pixel, 700 / pixel, 1.2)
    outline = outline + wobble * half_width * (0.25 * small + 0.85 * broad)
    middle = ground.ravel()[
        np.clip(np.rint(path[nearest, 0]).astype(int) - low[0], 0, ground.shape[0] - 1)
        * ground.shape[1]
        + np.clip(np.rint(path[nearest, 1]).astype(int) - low[1], 0, ground.shape[1] - 1)
    ].reshape(ground.shape)
    slope_along = np.gradient(
        np.interp(
            np.arange(len(path)), np.arange(len(path)), smooth[tuple(np.rint(path).astype(int).T)]
        ),
        pixel,
    )
    level_ground = middle + blur(slope_along[nearest].reshape(ground.shape), 2) * (
        along - travelled[nearest].reshape(ground.shape)
    )
    climb = np.maximum(ground - level_ground - rise, 0)
    outline = outline - conform * 2.2 * climb
    mask = _tidy(outline > 0, path, low, int(np.clip(0.35 * half_width / pixel, 2, 6)))
    if mask is None:
        return None
    level = blur(mask, 1.1)
    mask = level > 0.5
    edge = ndimage.distance_transform_edt(mask) * pixel
    f32 = np.float32
    misfit = float(np.sqrt(np.mean((ground - level_ground)[mask] ** 2)))
    return Body(
        window,
        mask,
        level,
        along.astype(f32),
        across.astype(f32),
        wide.astype(f32),
        edge.astype(f32),
        length,
        path,
        half_width,
        misfit,
    )


def _tidy(mask, path, low, opening):
    """The part of the footprint on the path's middle, opened and without holes."""
    mask = ndimage.binary_opening(mask, ndimage.generate_binary_structure(2, 1), iterations=opening)
    mask = ndimage.binary_fill_holes(mask)
    labels, count = ndimage.label(mask)
    if count == 0:
        return None
    inside = np.rint(path[len(path) // 6 : -2]).astype(int) - low
    found = labels[inside[:, 0], inside[:, 1]]
    if (found > 0).mean() < 0.6:
        return None
    mask = labels == np.bincount(found[found > 0]).argmax()
    if mask[[0, -1]].any() or mask[:, [0, -1]].any():
        return None
    return mask


def thickness_of(
    body: Body,
    ground: np.ndarray,
    pixel: float,
    thickness: float,
    front_deg: float,
    root_fade: float = 0.4,
) -> np.ndarray:
    """Thickness (m) of a body whose front and sides stand at ``front_deg`` from horizontal.

    Args:
        ground: smoothed elevation in the body's window.
        root_fade: share of the length over which the body grows out of the slope above it.
    """
    gy, gx = np.gradient(ground, pixel)
    inward_y, inward_x = np.gradient(blur(body.edge, 2.0), pixel)
    norm = np.maximum(np.hypot(inward_y, inward_x), 0.25)
    outward_rise = -(gy * inward_y + gx * inward_x) / norm
    ramp = np.clip(np.tan(np.radians(front_deg)) + blur(outward_rise, 2.0), 0.10, 0.9)
    full = thickness * smoothstep(body.share, -0.02, root_fade)
    full = np.maximum(blur(full, float(np.clip(0.15 * body.width / pixel, 1.5, 4))), 0.5)
    climb = ramp * np.maximum(body.edge - 0.5 * pixel, 0)
    height = (np.maximum(climb, 0.05) ** -4 + full**-4) ** -0.25
    return blur(np.where(body.mask, height, 0), 0.7)


def place(
    dem: np.ndarray,
    body: Body,
    height: np.ndarray,
    surface: np.ndarray,
    pixel: float,
    smoothing: float = 50.0,
) -> None:
    """Lay a body on the DEM in place; the relief below it is buried.

    Args:
        height: thickness in metres.
        surface: relief of the body's own surface in metres.
        smoothing: metres over which the buried ground is smoothed.
    """
    window = body.window
    ground = dem[window]
    buried = smoothstep(body.edge, 0.0, 35.0) * body.mask
    base = blur(ground, smoothing / pixel)
    dem[window] = (
        ground + buried * (base - ground) + height + surface * smoothstep(body.edge, 5.0, 45.0)
    )


def outline_of(level: np.ndarray, window: tuple[slice, slice]) -> np.ndarray | None:
    """Largest 0.5 contour as (n, 2) rows and columns, in pixel-corner coordinates of the grid."""
    contours = measure.find_contours(np.pad(level, 1), 0.5)
    if not contours:
        return None
    longest = max(contours, key=lambda c: abs(_area(c)))
    if len(longest) < 8:
        return None
    return longest - 0.5 + (window[0].start, window[1].start)


def _area(ring):
    y, x = ring[:, 0], ring[:, 1]
    return 0.5 * np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])


def transverse_ridges(
    rng: np.random.Generator, body: Body, pixel: float, wavelength: float, amplitude: float
) -> np.ndarray:
    """Arcuate ridges and furrows bowed downslope, stronger toward the front (m)."""
    shape = body.mask.shape
    bow = rng.uniform(0.25, 0.7)
    relative = body.across / np.maximum(body.width, 1)
    phase = body.along + bow * body.width * relative**2
    phase = phase + rng.uniform(0.15, 0.4) * wavelength * spectral_noise(rng, shape, 6, 45, 1.3)
    ridges = np.sin(2 * np.pi * phase / wavelength)
    ridges = np.sign(ridges) * np.abs(ridges) ** 0.8
    ridges += 0.5 * np.sin(2 * np.pi * phase / (wavelength * 2.3) + rng.uniform(0, 6.3))
    strength = 0.35 + 0.65 * smoothstep(body.share, rng.uniform(-0.3, 0.3), 0.85)
    strength = strength * (0.75 + 0.4 * np.clip(spectral_noise(rng, shape, 10, 60, 1.2), -1.5, 2))
    long_axis = np.cos(2 * np.pi * body.across / (wavelength * rng.uniform(1.0, 1.7)))
    upper = 0.5 * smoothstep(body.share, 0.6, 0.1) * rng.uniform(0, 1)
    fade = smoothstep(body.relative_across, 1.0, 0.8)
    return (amplitude * fade * (ridges * strength + upper * long_axis)).astype(np.float32)


def creep_velocity(body: Body, pixel: float, fastest: float) -> np.ndarray:
    """Downslope surface velocity (m/yr): plug flow across, slower at the root and the margin."""
    plug = 1 - body.relative_across**4
    profile = 0.35 + 0.65 * smoothstep(body.share, 0.0, 0.45)
    margin = smoothstep(body.edge, 0.0, 40.0)
    return (fastest * plug * profile * margin * body.mask).astype(np.float32)
