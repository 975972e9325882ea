"""Derivatives of a digital elevation model: slope, aspect, direction, topographic position.

All functions take a 2-D float array with NaN for no data and give an array of the same shape.
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage

#: Elevations outside are voids that were not marked as such (m).
PLAUSIBLE = -500.0, 9000.0


def gradient(
    dem: np.ndarray, pixel_width: float, pixel_height: float
) -> tuple[np.ndarray, np.ndarray]:
    """Rise towards east and towards north by Horn's 3 x 3 operator.

    Horn (1981), Proc. IEEE 69(1), 14-47; the operator of GDAL's ``gdaldem``. The outermost row
    and column, and cells next to no data, are NaN.

    Args:
        dem: elevation in metres.
        pixel_width, pixel_height: pixel size in metres.

    Returns:
        (dz/dx, dz/dy), dimensionless, x to the east and y to the north.
    """
    z = np.pad(np.asarray(dem, np.float64), 1, constant_values=np.nan)
    down = z[:-2] + z[2:]
    down += 2 * z[1:-1]
    across = z[:, :-2] + z[:, 2:]
    across += 2 * z[:, 1:-1]
    rise_east = (down[:, 2:] - down[:, :-2]) * (1 / (8 * pixel_width))
    rise_north = (across[:-2] - across[2:]) * (1 / (8 * pixel_height))
    hole = np.isnan(z[1:-1, 1:-1])
    if hole.any():
        rise_east[hole] = rise_north[hole] = np.nan
    return rise_east, rise_north


def slope_degrees(dem: np.ndarray, pixel_width: float, pixel_height: float) -> np.ndarray:
    """Slope in degrees, 0 = flat (Horn 1981, see :func:`gradient`)."""
    east, north = gradient(dem, pixel_width, pixel_height)
    return np.degrees(np.arctan(np.hypot(east, north)))


def aspect_degrees(dem: np.ndarray, pixel_width: float, pixel_height: float) -> np.ndarray:
    """Direction that the slope faces (downslope), degrees clockwise from north; NaN where flat."""
    east, north = gradient(dem, pixel_width, pixel_height)
    aspect = np.degrees(np.arctan2(-east, -north)) % 360
    aspect[(east == 0) & (north == 0)] = np.nan
    return aspect


def downslope_direction(
    dem: np.ndarray, pixel_width: float, pixel_height: float
) -> tuple[np.ndarray, np.ndarray]:
    """Northness and eastness: cosine and sine of the aspect, times the sine of the slope.

    The horizontal components of the surface's unit normal, -1 to 1 and 0 where flat, as defined by
    Amatulli et al. (2018), Sci. Data 5, 180040; gradient after Horn (1981). North is that of the
    grid.

    Returns:
        (northness, eastness), dimensionless.
    """
    east, north = gradient(dem, pixel_width, pixel_height)
    steepness = -1 / np.sqrt(1 + (east * east + north * north))
    return north * steepness, east * steepness


def topographic_position(dem: np.ndarray, radius: int) -> np.ndarray:
    """Topographic position index: elevation minus the mean of its surroundings, in metres.

    Weiss (2001), *Topographic position and landforms analysis*; here with a square window, whose
    mean is fast to compute. No data are left out of the mean.

    Args:
        dem: elevation in metres.
        radius: half width of the window in pixels, at least 1.
    """
    hole = np.isnan(dem)
    if hole.any():
        known = ndimage.uniform_filter((~hole).astype(np.float64), 2 * radius + 1, mode="constant")
    else:
        known = np.outer(*(_share_inside(length, radius) for length in dem.shape))
    level = np.nanmean(dem) if not hole.all() else 0.0
    centred = np.where(hole, 0.0, np.asarray(dem, np.float64) - level)
    total = ndimage.uniform_filter(centred, 2 * radius + 1, mode="constant")
    with np.errstate(invalid="ignore", divide="ignore"):
        position = centred - total / known
    position[hole] = np.nan
    return position


def _share_inside(length: int, radius: int) -> np.ndarray:
    """Share of a window of ``2 * radius + 1`` that lies within ``length``, at each position."""
    position = np.arange(length)
    last, first = np.minimum(position + radius, length - 1), np.maximum(position - radius, 0)
    return (last - first + 1) / (2 * radius + 1)
