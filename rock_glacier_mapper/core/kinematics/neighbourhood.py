"""Ground around a landform on the grid of the InSAR product: places, terrain, what is excluded."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from rasterio.features import rasterize
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from ..demwindow import grown_bounds
from ..geodesy import azimuth_of, ground_jacobian
from ..grid import Grid
from ..inventory.attributes import MIN_ASPECT_STRENGTH, MIN_CELLS
from ..raster import GridReader
from ..terrain import PLAUSIBLE, gradient

#: Full width at half maximum of a Gaussian in standard deviations.
_FULL_WIDTH = 2 * math.sqrt(2 * math.log(2))


@dataclass
class Neighbourhood:
    """A window of a grid around a landform; arrays are (height, width).

    Attributes:
        window: (column, row, width, height) on the product's grid.
        grid: of the window.
        jacobian: metres east and north for a map unit along x and y.
        inside: pixels of the landform.
        distance: from the landform in metres, 0 inside.
        east, north: of the pixels' centres from the landform's middle, in metres.
    """

    window: tuple[int, int, int, int]
    grid: Grid
    jacobian: np.ndarray
    inside: np.ndarray
    distance: np.ndarray
    east: np.ndarray
    north: np.ndarray

    @property
    def cell(self) -> tuple[float, float]:
        """Height and width of a pixel in metres."""
        across, down = self.jacobian[:, 0], self.jacobian[:, 1]
        return (
            float(np.hypot(*down)) * self.grid.pixel_height,
            float(np.hypot(*across)) * self.grid.pixel_width,
        )

    def burn(self, shapes: Sequence[BaseGeometry]) -> np.ndarray:
        """Pixels that polygons of the grid's CRS touch, bool."""
        shapes = [(shape, 1) for shape in shapes if not shape.is_empty]
        if not shapes:
            return np.zeros(self.grid.shape, bool)
        return rasterize(
            shapes,
            out_shape=self.grid.shape,
            transform=self.grid.transform,
            all_touched=True,
            dtype="uint8",
        ).astype(bool)


def neighbourhood(
    grid: Grid, shape: BaseGeometry, margin: float, least: int = 0
) -> Neighbourhood | None:
    """The ground around a polygon; None where the CRS is not defined or nothing is covered.

    A pixel belongs to the landform when its centre is inside; with fewer than five, all that it
    touches do.

    Args:
        shape: valid polygon in the grid's CRS.
        margin: ground around the polygon's bounds in metres.
        least: the same in pixels; the larger one counts.
    """
    if shape.is_empty or not all(map(math.isfinite, shape.bounds)):
        return None
    x0, y0, x1, y1 = shape.bounds
    left, bottom, right, top = grid.bounds
    if x0 >= right or x1 <= left or y0 >= top or y1 <= bottom:
        return None
    middle = (x0 + x1) / 2, (y0 + y1) / 2
    jacobian = ground_jacobian(grid.crs, *middle, max(grid.pixel_width, grid.pixel_height))
    if jacobian is None:
        return None
    pixels = np.linalg.norm(jacobian, axis=0) * [grid.pixel_width, grid.pixel_height]
    x0, y0, x1, y1 = grown_bounds(shape.bounds, jacobian, max(margin, least * pixels.max()))
    inverse = ~grid.transform
    column, row = (math.floor(v) for v in inverse * (x0, y1))
    end_column, end_row = (math.ceil(v) for v in inverse * (x1, y0))
    part = grid.part(column, row, end_column - column, end_row - row)
    inside = _burn_inside(shape, part)
    if not inside.any():
        return None
    columns, rows = np.meshgrid(np.arange(part.width) + 0.5, np.arange(part.height) + 0.5)
    x, y = part.transform * (columns, rows)
    offset = np.stack((x - middle[0], y - middle[1]))
    east, north = np.tensordot(jacobian, offset, 1)
    found = Neighbourhood(
        (column, row, part.width, part.height), part, jacobian, inside, inside, east, north
    )
    found.distance = ndimage.distance_transform_edt(~inside, sampling=found.cell)
    return found


def _burn_inside(shape: BaseGeometry, part: Grid) -> np.ndarray:
    inside = np.zeros(part.shape, bool)
    for all_touched in (False, True):
        inside = rasterize(
            [(shape, 1)],
            out_shape=part.shape,
            transform=part.transform,
            all_touched=all_touched,
            dtype="uint8",
        ).astype(bool)
        if inside.sum() >= MIN_CELLS:
            break
    return inside


@dataclass
class Terrain:
    """Slope and direction of the ground, (height, width) arrays.

    Attributes:
        slope: degrees.
        aspect: degrees clockwise from true north, downslope; NaN where flat.
        rise_east, rise_north: gradient of the ground as the radar sees it, not smoothed.
    """

    slope: np.ndarray
    aspect: np.ndarray
    rise_east: np.ndarray
    rise_north: np.ndarray

    def hidden(self, incidence, azimuth) -> np.ndarray:
        """Pixels in active layover or shadow of a line of sight, bool; angles in degrees."""
        toward = np.radians(azimuth)
        fall = -(self.rise_east * np.sin(toward) + self.rise_north * np.cos(toward))
        facing = np.degrees(np.arctan(fall))
        with np.errstate(invalid="ignore"):
            return (facing >= incidence) | (facing <= np.subtract(incidence, 90.0))

    def mean_direction(self, inside: np.ndarray) -> tuple[float, float] | None:
        """Mean slope and circular mean aspect, weighted by sin(slope), of some pixels in degrees.

        None without terrain, or where the directions cancel out.
        """
        known = inside & np.isfinite(self.slope)
        if not known.any():
            return None
        weight = np.sin(np.radians(self.slope[known]))
        angle = np.radians(np.where(weight > 0, self.aspect[known], 0.0))
        pull = (weight * np.sin(angle)).sum(), (weight * np.cos(angle)).sum()
        if math.hypot(*pull) < MIN_ASPECT_STRENGTH * weight.sum() or not weight.any():
            return None
        return float(self.slope[known].mean()), azimuth_of(*pull)


def read_terrain(
    reader: GridReader, place: Neighbourhood, scale: tuple[float, float], smoothing: float
) -> Terrain:
    """The terrain of a neighbourhood.

    Args:
        reader: elevation on the product's grid.
        scale: factor and offset that make metres of it.
        smoothing: full width at half maximum, in metres, of the Gaussian that smooths the surface
            whose slope and aspect are taken.
    """
    dem = reader.read(*place.window)[0].astype(np.float64) * scale[0] + scale[1]
    with np.errstate(invalid="ignore"):
        dem[(dem < PLAUSIBLE[0]) | (dem > PLAUSIBLE[1])] = np.nan
    rough = _on_ground(dem, place)
    east, north = _on_ground(_smooth(dem, place.cell, smoothing), place)
    slope = np.degrees(np.arctan(np.hypot(east, north)))
    aspect = azimuth_of(-east, -north)
    aspect[(east == 0) & (north == 0)] = np.nan
    return Terrain(slope, aspect, *rough)


def _on_ground(dem: np.ndarray, place: Neighbourhood) -> np.ndarray:
    """Gradient towards true east and north, (2, height, width)."""
    rise = np.stack(gradient(dem, place.grid.pixel_width, place.grid.pixel_height))
    return np.tensordot(np.linalg.inv(place.jacobian).T, rise, 1)


def _smooth(dem: np.ndarray, cell: tuple[float, float], width: float) -> np.ndarray:
    sigma = [width / _FULL_WIDTH / size for size in cell]
    known = np.isfinite(dem)
    if width <= 0 or not known.any():
        return dem
    level = dem[known].mean()
    total = ndimage.gaussian_filter(np.where(known, dem - level, 0.0), sigma, truncate=3)
    weight = ndimage.gaussian_filter(known.astype(np.float64), sigma, truncate=3)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(known, level + total / weight, np.nan)


def to_ground(shape: BaseGeometry, place: Neighbourhood) -> BaseGeometry:
    """A shape of the grid's CRS in metres east and north of the landform's middle."""
    # The middle is where both coordinates are 0; any pixel tells where that is.
    x, y = place.grid.transform * (0.5, 0.5)
    corner = np.array([place.east[0, 0], place.north[0, 0]])
    return shapely.transform(shape, lambda p: (p - [x, y]) @ place.jacobian.T + corner)
