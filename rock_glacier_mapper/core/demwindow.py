"""Part of a DEM around one landform, with lengths on the ground whatever the DEM's CRS."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from affine import Affine
from rasterio.features import rasterize
from shapely.geometry.base import BaseGeometry

from .geodesy import ground_jacobian
from .raster import GridReader
from .terrain import PLAUSIBLE, gradient

#: Most cells of a window; a larger one is read with larger cells.
_MOST_CELLS = 4_000_000
#: Rows of the DEM that are averaged at a time.
_STRIP = 512


@dataclass
class DemWindow:
    """Elevations around a place.

    Attributes:
        elevation: metres, float64 (height, width), NaN = no data.
        transform: cell (column, row) to the DEM's CRS.
        jacobian: metres east and north on the ground for a map unit along x and y, 2 x 2.
        origin: point in the DEM's CRS from which :meth:`to_ground` counts.
    """

    elevation: np.ndarray
    transform: Affine
    jacobian: np.ndarray
    origin: tuple[float, float]

    @property
    def cell(self) -> tuple[float, float]:
        """Width and height of a cell on the ground in metres."""
        across = self.jacobian[:, 0] * self.transform.a
        down = self.jacobian[:, 1] * self.transform.e
        return float(np.hypot(*across)), float(np.hypot(*down))

    def inside(self, shape: BaseGeometry, all_touched: bool = False) -> np.ndarray:
        """Cells whose centre lies in a polygon of the DEM's CRS (or that it touches), bool."""
        if shape.is_empty:
            return np.zeros(self.elevation.shape, bool)
        return rasterize(
            [(shape, 1)],
            out_shape=self.elevation.shape,
            transform=self.transform,
            all_touched=all_touched,
            dtype="uint8",
        ).astype(bool)

    def slope(self) -> np.ndarray:
        """Slope in degrees (Horn 1981); NaN in the outermost cells and beside no data."""
        along_x, along_y = gradient(self.elevation, self.transform.a, -self.transform.e)
        to_ground = np.linalg.inv(self.jacobian).T
        east = to_ground[0, 0] * along_x + to_ground[0, 1] * along_y
        north = to_ground[1, 0] * along_x + to_ground[1, 1] * along_y
        return np.degrees(np.arctan(np.hypot(east, north)))

    def at(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Elevations of the cells that hold the points; NaN outside of the window."""
        columns, rows = ~self.transform * (np.asarray(x), np.asarray(y))
        columns, rows = np.floor(columns).astype(int), np.floor(rows).astype(int)
        height, width = self.elevation.shape
        known = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
        found = np.full(known.shape, np.nan)
        found[known] = self.elevation[rows[known], columns[known]]
        return found

    def averaged(self, across: int, down: int) -> DemWindow:
        """The window in cells of ``across`` x ``down`` of its own (no data are left out)."""
        if across == down == 1:
            return self
        transform = self.transform * Affine.scale(across, down)
        elevation = block_means(self.elevation, across, down)
        return DemWindow(elevation, transform, self.jacobian, self.origin)

    def to_ground(self, shapes):
        """Shapes of the DEM's CRS in metres east and north of :attr:`origin`."""
        return shapely.transform(shapes, lambda p: (p - self.origin) @ self.jacobian.T)

    def from_ground(self, shapes):
        """Inverse of :meth:`to_ground`."""
        back = np.linalg.inv(self.jacobian).T
        return shapely.transform(shapes, lambda p: p @ back + self.origin)


def grown_bounds(
    bounds: tuple[float, float, float, float], jacobian: np.ndarray, distance: float
) -> tuple[float, float, float, float]:
    """Bounds in map units, grown by a distance on the ground in metres."""
    across, up = distance * np.linalg.norm(np.linalg.inv(jacobian), axis=1)
    left, bottom, right, top = bounds
    return left - across, bottom - up, right + across, top + up


def read_around(
    reader: GridReader, shape: BaseGeometry, margin: float, finest: float = 0.0
) -> DemWindow | None:
    """The DEM around a polygon.

    Args:
        shape: polygon in the CRS of the reader's grid.
        margin: ground around the polygon's bounds in metres.
        finest: smaller cells are averaged to about this size (m); a boulder is no slope.

    Returns:
        The window, NaN beyond the DEM; None where the CRS is not defined.
    """
    grid = reader.grid
    x0, y0, x1, y1 = shape.bounds
    origin = (x0 + x1) / 2, (y0 + y1) / 2
    step = max(grid.pixel_width, grid.pixel_height)
    jacobian = ground_jacobian(grid.crs, *origin, step)
    if jacobian is None:
        return None
    bounds = grown_bounds(shape.bounds, jacobian, margin)
    across = max(1, int(finest / np.hypot(*(jacobian[:, 0] * grid.pixel_width)) + 1e-6))
    down = max(1, int(finest / np.hypot(*(jacobian[:, 1] * grid.pixel_height)) + 1e-6))
    left, top = ~grid.transform * (bounds[0], bounds[3])
    right, bottom = ~grid.transform * (bounds[2], bounds[1])
    cells = (right - left) * (bottom - top) / (across * down)
    larger = max(1, math.ceil(math.sqrt(cells / _MOST_CELLS)))
    across, down = across * larger, down * larger
    # Multiples of the cell's size from the DEM's corner: the same cells for every polygon.
    column, row = math.floor(left / across) * across, math.floor(top / down) * down
    width = math.ceil((right - column) / across)
    height = math.ceil((bottom - row) / down)
    elevation = _read(reader, column, row, width, height, across, down)
    transform = grid.transform * Affine.translation(column, row) * Affine.scale(across, down)
    return DemWindow(elevation, transform, jacobian, origin)


def _read(reader, column, row, width, height, across, down) -> np.ndarray:
    rows = max(1, _STRIP // down)
    parts = []
    for first in range(0, height, rows):
        count = min(rows, height - first)
        part = reader.read(column, row + first * down, width * across, count * down)[0]
        with np.errstate(invalid="ignore"):
            part[(part < PLAUSIBLE[0]) | (part > PLAUSIBLE[1])] = np.nan
        parts.append(block_means(part.astype(np.float64), across, down))
    return np.concatenate(parts)


def block_means(values: np.ndarray, across: int, down: int) -> np.ndarray:
    """Means of blocks of cells, those without data left out; rest rows and columns are dropped.

    Args:
        values: float (height, width), NaN = no data.
        across, down: width and height of a block in cells.

    Returns:
        Float (height // down, width // across), NaN where a block has no data.
    """
    if across == down == 1:
        return values
    height, width = values.shape[0] // down, values.shape[1] // across
    values = values[: height * down, : width * across]
    known = np.isfinite(values)
    if not known.all():
        values = np.where(known, values, 0.0)
    total, count = np.zeros((height, width)), np.zeros((height, width), np.int32)
    for row in range(down):
        for column in range(across):
            total += values[row::down, column::across]
            count += known[row::down, column::across]
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
