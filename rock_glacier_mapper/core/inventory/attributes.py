"""Terrain attributes of landforms: area, elevation, slope and aspect from a DEM.

Names, units and definitions follow TPRoGI (Sun et al. 2024, ESSD 16, 5703-5721).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from rasterio.crs import CRS
from rasterio.features import rasterize
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from ..feedback import Feedback
from ..grid import Grid
from ..raster import GridReader, RasterSource, grid_of
from ..terrain import gradient
from .geodesy import ellipsoidal_areas, ground_jacobian, transform_polygons

#: Fields of :func:`terrain_attributes` that come from the DEM, and the decimals they are kept to.
TERRAIN_FIELDS = {
    "ELE_MIN": 2,
    "ELE_MEAN": 2,
    "ELE_MEDIAN": 2,
    "ELE_MAX": 2,
    "SLO_MIN": 3,
    "SLO_MEAN": 3,
    "SLO_MEDIAN": 3,
    "SLO_MAX": 3,
    "ASPECT": 2,
    "ASPECT_R": 4,
}
#: Decimals of AREA in km² (0.1 m² would be 7).
AREA_DECIMALS = 7

#: With fewer cells whose centre is inside, all cells that the outline touches count.
MIN_CELLS = 5
#: Smaller share of cells with data: no value.
MIN_VALID_SHARE = 0.5
#: Weaker resultant of the aspects: no aspect.
MIN_ASPECT_STRENGTH = 0.1
#: Elevations outside are voids that were not marked as such (m).
PLAUSIBLE = -500.0, 9000.0
#: Pieces in which a large polygon is read, in pixels.
TILE = 1024


@dataclass
class TerrainAttributes:
    """Terrain attributes of one polygon.

    Attributes:
        values: ``AREA`` (km²), ``ELE_*`` (m), ``SLO_*`` (°), ``ASPECT`` (° clockwise from true
            north, downslope), ``ASPECT_R`` (0-1); None = no value.
        cells: DEM cells that belong to the polygon.
        valid_share: share of them with an elevation.
        note: what to know about the values, or empty.
    """

    values: dict[str, float | None]
    cells: int = 0
    valid_share: float = 0.0
    note: str = ""


def areas_km2(polygons: Sequence[BaseGeometry], crs: CRS) -> list[float | None]:
    """Areas on the WGS 84 ellipsoid in km²; None where there is none."""
    areas = ellipsoidal_areas(polygons, crs)
    return [round(a / 1e6, AREA_DECIMALS) if math.isfinite(a) else None for a in areas]


def terrain_attributes(
    polygons: Sequence[BaseGeometry],
    crs: CRS,
    dem: RasterSource,
    feedback: Feedback | None = None,
) -> list[TerrainAttributes]:
    """Area, elevation, slope and aspect of polygons.

    Elevations and slopes are those of the DEM's own cells; nothing is resampled. Slope and aspect
    are Horn's (1981), brought from map units to metres east and north on the ground at the
    polygon's centre, so that they are right in any CRS (degrees, feet, a projection that
    stretches) and aspect counts from true north. Aspect is the circular mean weighted by
    sin(slope). A cell belongs to the polygon when its centre is inside. Only the windows of the
    polygons are read, in tiles, with a halo of one pixel.

    Args:
        polygons: valid polygons or multipolygons in ``crs``.
        dem: elevation in metres, any CRS and resolution; its first band when none is named.

    Returns:
        One result a polygon. Without data in half of the cells all DEM values are None.

    Raises:
        InputError: the DEM cannot be read, has no CRS or is rotated.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    grid = grid_of(dem)
    source = RasterSource(dem.path, dem.bands[:1] or (1,), dem.role)
    results = [
        TerrainAttributes({"AREA": area, **dict.fromkeys(TERRAIN_FIELDS)})
        for area in areas_km2(polygons, crs)
    ]
    shapes = transform_polygons(polygons, crs, grid.crs)
    with GridReader(source, grid) as reader:
        for number, i in enumerate(_reading_order(shapes, grid)):
            feedback.check()
            _fill(results[i], shapes[i], reader, feedback)
            feedback.progress((number + 1) / len(shapes))
    return results


def _reading_order(shapes: Sequence[BaseGeometry], grid: Grid) -> list[int]:
    """Polygons that meet the grid, from north to south in strips, for the block cache."""
    left, bottom, right, top = grid.bounds
    meeting = []
    for i, shape in enumerate(shapes):
        x0, y0, x1, y1 = shape.bounds if not shape.is_empty else [math.nan] * 4
        if all(map(math.isfinite, (x0, y0, x1, y1))) and (
            x0 < right and x1 > left and y0 < top and y1 > bottom
        ):
            meeting.append((int((top - y1) / grid.pixel_height) // TILE, x0, i))
    return [i for _, _, i in sorted(meeting)]


@dataclass
class _Cells:
    """What is collected over the tiles of a polygon."""

    count: int = 0
    elevation: list[np.ndarray] = field(default_factory=list)
    slope: list[np.ndarray] = field(default_factory=list)
    pull: np.ndarray = field(default_factory=lambda: np.zeros(2))
    weight: float = 0.0


def _fill(
    result: TerrainAttributes, shape: BaseGeometry, reader: GridReader, feedback: Feedback
) -> None:
    grid = reader.grid
    if not shape.is_valid:
        shape = shapely.make_valid(shape)
    centre = shape.centroid
    step = max(grid.pixel_width, grid.pixel_height)
    jacobian = ground_jacobian(grid.crs, centre.x, centre.y, step)
    if jacobian is None:
        return
    cells = _collect(shape, reader, jacobian, False, feedback)
    if cells.count < MIN_CELLS:
        cells = _collect(shape, reader, jacobian, True, feedback)
        result.note = f"Small against the DEM: all {cells.count} cells touched were used"
    result.cells = cells.count
    elevation = np.concatenate(cells.elevation) if cells.elevation else np.zeros(0)
    slope = np.concatenate(cells.slope) if cells.slope else np.zeros(0)
    result.valid_share = elevation.size / cells.count if cells.count else 0.0
    if elevation.size == 0 or result.valid_share < MIN_VALID_SHARE:
        result.note = f"The DEM has data in {100 * result.valid_share:.0f} % of the outline only"
        return
    if result.valid_share < 1:
        result.note += "; " if result.note else ""
        result.note += f"The DEM has data in {100 * result.valid_share:.0f} % of the outline"
    _put(result, "ELE", elevation)
    if slope.size and slope.size / cells.count >= MIN_VALID_SHARE:
        _put(result, "SLO", slope)
        strength = math.hypot(*cells.pull) / cells.weight if cells.weight > 0 else 0.0
        result.values["ASPECT_R"] = round(strength, TERRAIN_FIELDS["ASPECT_R"])
        if strength >= MIN_ASPECT_STRENGTH:
            aspect = math.degrees(math.atan2(cells.pull[0], cells.pull[1])) % 360
            result.values["ASPECT"] = round(aspect, TERRAIN_FIELDS["ASPECT"]) % 360


def _put(result: TerrainAttributes, name: str, values: np.ndarray) -> None:
    statistics = {
        "MIN": values.min(),
        "MEAN": values.mean(dtype=np.float64),
        "MEDIAN": np.median(values),
        "MAX": values.max(),
    }
    for suffix, value in statistics.items():
        key = f"{name}_{suffix}"
        result.values[key] = round(float(value), TERRAIN_FIELDS[key])


def _collect(
    shape: BaseGeometry,
    reader: GridReader,
    jacobian: np.ndarray,
    all_touched: bool,
    feedback: Feedback,
) -> _Cells:
    cells = _Cells()
    to_ground = np.linalg.inv(jacobian).T
    grid = reader.grid
    for column, row, width, height in _tiles(shape, grid):
        feedback.check()
        part = grid.part(column, row, width, height)
        inside = rasterize(
            [(shape, 1)],
            out_shape=(height, width),
            transform=part.transform,
            all_touched=all_touched,
            dtype="uint8",
        ).astype(bool)
        count = int(inside.sum())
        if count == 0:
            continue
        cells.count += count
        dem = reader.read(column - 1, row - 1, width + 2, height + 2)[0]
        dem[(dem < PLAUSIBLE[0]) | (dem > PLAUSIBLE[1])] = np.nan
        along_x, along_y = gradient(dem, grid.pixel_width, grid.pixel_height)
        elevation = dem[1:-1, 1:-1][inside]
        rise = np.stack((along_x[1:-1, 1:-1][inside], along_y[1:-1, 1:-1][inside]))
        cells.elevation.append(elevation[np.isfinite(elevation)])
        east, north = to_ground @ rise[:, np.isfinite(rise).all(axis=0)]
        tangent = np.hypot(east, north)
        cells.slope.append(np.degrees(np.arctan(tangent)).astype(np.float32))
        # sin(slope) times the unit vector downslope is -gradient / sqrt(1 + tangent²).
        root = np.sqrt(1 + tangent**2)
        cells.pull -= np.array([(east / root).sum(), (north / root).sum()])
        cells.weight += float((tangent / root).sum())
    return cells


def _tiles(shape: BaseGeometry, grid: Grid) -> Iterator[tuple[int, int, int, int]]:
    """Windows (column, row, width, height) that cover the polygon; may lie beyond the grid."""
    x0, y0, x1, y1 = shape.bounds
    inverse = ~grid.transform
    left, top = (math.floor(v) for v in inverse * (x0, y1))
    right, bottom = (math.ceil(v) for v in inverse * (x1, y0))
    right, bottom = max(right, left + 1), max(bottom, top + 1)
    several = right - left > TILE or bottom - top > TILE
    if several:
        shapely.prepare(shape)
    for row in range(top, bottom, TILE):
        for column in range(left, right, TILE):
            width, height = min(TILE, right - column), min(TILE, bottom - row)
            if several:
                part = grid.part(column, row, width, height)
                if not shape.intersects(box(*part.bounds)):
                    continue
            yield column, row, width, height
