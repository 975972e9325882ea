"""A velocity raster in one landform: the cells of its outline, and a profile along its flow."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from affine import Affine
from rasterio.features import rasterize
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from ..geodesy import ground_jacobian
from ..grid import Grid
from ..raster import GridReader
from .velocityclasses import BREAKS, smoothed
from .velocityraster import VelocityRaster

#: Least share of valid cells for a mean velocity (Hu et al. 2023).
MEAN_SHARE = 0.4
#: Steps of a profile: at most so many, and at least so many cells long.
_STEPS, _STEP_CELLS = 40, 2.0
#: Least cells in a step of a profile.
_STEP_LEAST = 3


@dataclass(frozen=True)
class LandformCells:
    """Part of a velocity raster around a landform.

    Attributes:
        velocity: cm/yr, float32 (height, width), NaN = no data.
        deviation: its standard deviation in cm/yr, or None.
        inside: bool, cells whose centre lies in the outline.
        transform: cell to the raster's CRS.
        jacobian: metres east and north on the ground for a map unit along x and y, 2 x 2.
        origin: point from which :meth:`to_ground` counts.
    """

    velocity: np.ndarray
    deviation: np.ndarray | None
    inside: np.ndarray
    transform: Affine
    jacobian: np.ndarray
    origin: tuple[float, float]

    @property
    def valid(self) -> float | None:
        """Share of the cells in the outline with data; None when it has no cell."""
        count = int(self.inside.sum())
        return float(np.isfinite(self.velocity[self.inside]).sum() / count) if count else None

    @property
    def quiet(self) -> float | None:
        """Share of the cells in the outline with data below 1 cm/yr; None when it has no cell."""
        count = int(self.inside.sum())
        with np.errstate(invalid="ignore"):
            slow = np.abs(smoothed(self.velocity)[self.inside]) < BREAKS[0]
        return float(slow.sum() / count) if count else None

    def mean(self) -> tuple[float | None, float | None]:
        """Mean velocity in the outline and its standard deviation, in cm/yr.

        The cells' errors are taken as common to all of them, which is the cautious choice. None
        with data in less than 40 % of the cells.
        """
        if self.valid is None or self.valid < MEAN_SHARE:
            return None, None
        known = self.inside & np.isfinite(self.velocity)
        mean = float(self.velocity[known].mean(dtype=np.float64))
        if self.deviation is None or not np.isfinite(self.deviation[known]).any():
            return mean, None
        return mean, float(np.nanmean(self.deviation[known], dtype=np.float64))

    def to_ground(self, shapes):
        """Shapes of the raster's CRS in metres east and north of :attr:`origin`."""
        return shapely.transform(shapes, lambda p: (p - self.origin) @ self.jacobian.T)

    def centres(self) -> tuple[np.ndarray, np.ndarray]:
        """Centres of the cells in metres east and north, each (height, width)."""
        rows, columns = np.indices(self.inside.shape)
        x, y = self.transform * (columns + 0.5, rows + 0.5)
        x, y = x - self.origin[0], y - self.origin[1]
        (east_x, east_y), (north_x, north_y) = self.jacobian
        return east_x * x + east_y * y, north_x * x + north_y * y


@dataclass(frozen=True)
class Profile:
    """Velocities along the flow.

    Attributes:
        distance: of each cell from the upper rim along the flow, metres, (n,).
        velocity: of each cell, cm/yr.
        steps: middles of the steps, metres; ``mean`` their mean velocity; ``deviation`` its
            standard deviation: the measurement's where it is known, else the scatter of the cells.
        length: of the flow line in metres.
        measured: whether ``deviation`` is the measurement's.
    """

    distance: np.ndarray
    velocity: np.ndarray
    steps: np.ndarray
    mean: np.ndarray
    deviation: np.ndarray
    length: float
    measured: bool


def read_landform(
    raster: VelocityRaster,
    reader: GridReader,
    outline: BaseGeometry,
    view: BaseGeometry | None = None,
    margin: float = 0.15,
) -> LandformCells | None:
    """The cells around an outline.

    Args:
        reader: ``raster.reader()``, open.
        outline: polygon in the raster's CRS.
        view: polygon around which cells are read; None = the outline.
        margin: around it, as a share of its size.

    Returns:
        None where the outline has no place in the raster's CRS or lies outside.
    """
    grid = raster.grid
    if outline.is_empty or not np.isfinite(outline.bounds).all():
        return None
    x0, y0, x1, y1 = (outline if view is None else view).bounds
    grow = margin * max(x1 - x0, y1 - y0)
    left, top = ~grid.transform * (x0 - grow, y1 + grow)
    right, bottom = ~grid.transform * (x1 + grow, y0 - grow)
    column, row = max(0, math.floor(left)), max(0, math.floor(top))
    width = min(grid.width, math.ceil(right)) - column
    height = min(grid.height, math.ceil(bottom)) - row
    origin = (x0 + x1) / 2, (y0 + y1) / 2
    jacobian = ground_jacobian(grid.crs, *origin, max(grid.pixel_width, grid.pixel_height))
    if width <= 0 or height <= 0 or jacobian is None:
        return None
    part: Grid = grid.part(column, row, width, height)
    velocity, deviation, _ = raster.window(reader, column, row, width, height)
    velocity[np.isinf(velocity)] = np.nan
    inside = rasterize([(outline, 1)], (height, width), transform=part.transform, dtype="uint8")
    return LandformCells(velocity, deviation, inside == 1, part.transform, jacobian, origin)


def profile(cells: LandformCells, line: LineString) -> Profile | None:
    """Velocities along a line from the upper rim to the front, all cells in the outline.

    Each cell counts at the nearest place of the line.

    Args:
        line: in the raster's CRS.

    Returns:
        None with data in no step.
    """
    ground = cells.to_ground(line)
    known = cells.inside & np.isfinite(cells.velocity)
    if not known.any() or not ground.length > 0:
        return None
    east, north = (values[known] for values in cells.centres())
    distance = shapely.line_locate_point(ground, shapely.points(east, north))
    velocity = cells.velocity[known].astype(np.float64)
    a, e = cells.transform.a, cells.transform.e
    size = math.sqrt(abs(np.linalg.det(cells.jacobian) * a * e))
    step = max(ground.length / _STEPS, _STEP_CELLS * size)
    count = max(1, math.ceil(ground.length / step))
    number = np.minimum((distance / step).astype(int), count - 1)
    cells_in = np.bincount(number, minlength=count)
    kept = cells_in >= min(_STEP_LEAST, cells_in.max())
    divisor = np.maximum(cells_in, 1)
    mean = np.bincount(number, velocity, count) / divisor
    measured = cells.deviation is not None and bool(np.isfinite(cells.deviation[known]).all())
    if measured:
        deviation = np.bincount(number, cells.deviation[known], count) / divisor
    else:
        deviation = np.sqrt(np.bincount(number, (velocity - mean[number]) ** 2, count) / divisor)
    steps = np.minimum((np.arange(count) + 0.5) * step, ground.length)
    return Profile(
        distance, velocity, steps[kept], mean[kept], deviation[kept], ground.length, measured
    )
