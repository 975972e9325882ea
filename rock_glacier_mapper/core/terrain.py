"""Derivatives of a digital elevation model: slope, aspect, direction, topographic position.

All functions take a 2-D float array with NaN for no data and give an array of the same shape.
"""

from __future__ import annotations

import numpy as np

#: Elevations outside are voids that were not marked as such (m).
PLAUSIBLE = -500.0, 9000.0
#: Elevations are rounded to 1/64 m before they are summed: far below the error of any DEM, and
#: their sums are whole numbers, which are exact in whatever order they are taken.
_STEPS_PER_METRE = 64
#: Added to an elevation in single precision, it leaves 1/64 m as the last bit of the sum.
_ROUNDING = np.float32(1.5 * 2**17)
#: Elevations further from 0 than this are cut to it (m); else the rounding would be coarser.
_HIGHEST = 65000.0


class Relief:
    """Derivatives of the inner part of a DEM window, bit by bit the same whatever the window.

    The rim of the window serves as surroundings and gets no value itself. Rows are asked for in
    runs, so that what is worked on stays in the processor's cache.

    Args:
        dem: elevation in metres, float32 or float64 (height + 2 ``rim``, width + 2 ``rim``), NaN
            for no data.
        rim: cells around the inner part: at least 1, and at least ``reach``.
        pixel_width, pixel_height: pixel size in metres.
        reach: largest radius that :meth:`position` will be asked for; 0 for none.
    """

    def __init__(
        self, dem: np.ndarray, rim: int, pixel_width: float, pixel_height: float, reach: int = 0
    ):
        self._dem, self._rim, self._pixel = dem, rim, (pixel_width, pixel_height)
        self.shape = dem.shape[0] - 2 * rim, dem.shape[1] - 2 * rim
        if reach:
            self._add_up(reach)

    def gradient(self, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
        """Rise towards east and north, as :func:`gradient`, in rows ``first`` to ``last - 1``.

        In the precision of the DEM.
        """
        rim, width = self._rim, self.shape[1]
        z = self._dem[first + rim - 1 : last + rim + 1, rim - 1 : rim + width + 1]
        # Differences come first: those of neighbours are exact in single precision, too.
        across = z[:, 2:] - z[:, :-2]
        east = across[1:-1] + across[1:-1]
        east += across[:-2]
        east += across[2:]
        down = z[:-2] - z[2:]
        north = down[:, 1:-1] + down[:, 1:-1]
        north += down[:, :-2]
        north += down[:, 2:]
        east *= 1 / (8 * self._pixel[0])
        north *= 1 / (8 * self._pixel[1])
        centre = z[1:-1, 1:-1]
        if centre.size and np.isnan(centre.min()):
            hole = np.isnan(centre)
            east[hole] = north[hole] = np.nan
        return east, north

    def position(self, radius: int, first: int, last: int) -> np.ndarray:
        """Topographic position index: elevation minus the mean of its surroundings, in metres.

        Weiss (2001), *Topographic position and landforms analysis*; here with a square window,
        whose mean is fast to compute. No data are left out of the mean, as is what lies beyond the
        DEM. Elevations are rounded to 1/64 m, which makes the sums exact.

        Args:
            radius: half width of the window in cells, 1 to ``reach``.
            first, last: rows ``first`` to ``last - 1`` of the inner part.

        Returns:
            float32 (last - first, width), NaN = no data.
        """
        inner = (
            slice(first + self._rim, last + self._rim),
            slice(self._rim, self._rim + self.shape[1]),
        )
        centre = self._steps[inner]
        rise = self._box(self._sums, radius, first, last)
        if self._counts is None:
            known = (2 * radius + 1) ** 2
            rise -= centre * known
            position = rise.astype(np.float32)
            position /= np.float32(-_STEPS_PER_METRE) * np.float32(known)
            return position
        known = self._box(self._counts, radius, first, last)
        rise -= centre * known
        position = rise.astype(np.float32)
        position /= np.float32(-_STEPS_PER_METRE) * np.maximum(known, 1).astype(np.float32)
        position[np.isnan(self._dem[inner])] = np.nan
        return position

    def _add_up(self, reach: int) -> None:
        """Make summed-area tables (Crow 1984) of the elevations, and of the cells with data.

        Integers of 32 bits wrap round, so that sums are exact modulo 2**32. A box gives the sum of
        the differences from its centre, which is right when it is below 2**31. Where relief and
        box are too large for that, 64 bits serve; the result is the same.
        """
        dem, self._counts = np.asarray(self._dem, np.float32), None
        low, high = float(dem.min()), float(dem.max())
        holes = np.isnan(low)
        if holes:
            low, high = (float(edge.reduce(dem, axis=None)) for edge in (np.fmin, np.fmax))
        if low < -_HIGHEST or high > _HIGHEST:
            dem = np.clip(dem, -_HIGHEST, _HIGHEST)
        steps = (dem + _ROUNDING).view(np.int32)
        if holes:
            hole = np.isnan(dem)
            steps[hole] = 0
            self._counts = _summed_area(~hole, np.int32)
        cells = (2 * reach + 1) ** 2
        if cells * ((high - low) * _STEPS_PER_METRE + 1) >= 2**31:
            steps = steps.astype(np.int64)
        self._steps, self._sums = steps, _summed_area(steps, steps.dtype)

    def _box(self, table: np.ndarray, radius: int, first: int, last: int) -> np.ndarray:
        """Sum over the square of half width ``radius`` around each cell of some rows."""
        near, far = self._rim - radius, self._rim + radius + 1
        rows = table[first + far : last + far] - table[first + near : last + near]
        width = self.shape[1]
        return rows[:, far : far + width] - rows[:, near : near + width]


def _summed_area(values: np.ndarray, dtype: type) -> np.ndarray:
    """Sums over all cells above and to the left, with a first row and column of 0."""
    table = np.zeros((values.shape[0] + 1, values.shape[1] + 1), dtype)
    for row, above, line in zip(table[1:, 1:], table[:-1, 1:], values):
        np.add.accumulate(line, out=row, dtype=dtype)
        row += above
    return table


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
    padded = np.pad(np.asarray(dem, np.float64), 1, constant_values=np.nan)
    return Relief(padded, 1, pixel_width, pixel_height).gradient(0, len(dem))


def slope_degrees(dem: np.ndarray, pixel_width: float, pixel_height: float) -> np.ndarray:
    """Slope in degrees, 0 = flat, float64 of the DEM's shape; see :func:`gradient`."""
    east, north = gradient(dem, pixel_width, pixel_height)
    return slope_of(east, north)


def slope_of(east: np.ndarray, north: np.ndarray) -> np.ndarray:
    """Slope in degrees from the rise towards east and north, in their shape and precision."""
    slope = east * east
    slope += north * north
    np.sqrt(slope, out=slope)
    np.arctan(slope, out=slope)
    slope *= 180 / np.pi
    return slope


def direction_of(east: np.ndarray, north: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Northness and eastness from the rise towards east and north, in their precision.

    Cosine and sine of the aspect, times the sine of the slope: the horizontal components of the
    surface's unit normal, -1 to 1 and 0 where flat, as defined by Amatulli et al. (2018), Sci. Data
    5, 180040. North is that of the grid.

    Args:
        east, north: gradient, dimensionless, arrays of one shape (:func:`gradient`).

    Returns:
        (northness, eastness), dimensionless, of that shape.
    """
    steepness = -1 / np.sqrt(1 + (east * east + north * north))
    return north * steepness, east * steepness
