"""Terrain attributes of landforms from a DEM: area, elevation, slope, aspect, size along the flow.

Names, units and definitions follow TPRoGI (Sun et al. 2024, ESSD 16, 5703-5721); length, width and
height of the front are described in :mod:`.landformsize`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import rasterio
import shapely
from rasterio.crs import CRS
from rasterio.features import rasterize
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..feedback import Feedback
from ..geodesy import azimuth_of, ellipsoidal_areas, ground_jacobian, transform_polygons
from ..grid import Grid
from ..pointvalues import bilinear, environment
from ..raster import GridReader, RasterSource, metres_of, open_raster
from ..terrain import PLAUSIBLE, gradient
from ..translation import tr
from ..vector import repaired
from .landformsize import flow_size, front_height, largest_part
from .statistics import LEAST_RESULTANT

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
#: Sizes along the flow in metres, and the decimals they are kept to.
SIZE_FIELDS = {"LENGTH": 1, "WIDTH": 1, "FRONT_H": 1}
#: Where the values come from: name and resolution of the DEM.
SOURCE_FIELD = "ELE_SRC"
#: Decimals of AREA in km² (0.1 m² would be 7).
AREA_DECIMALS = 7

#: With fewer cells whose centre is inside, all cells that the outline touches count.
MIN_CELLS = 5
#: Smaller share of cells with data: no value.
MIN_VALID_SHARE = 0.5
#: Weaker resultant of the aspects: no aspect.
MIN_ASPECT_STRENGTH = LEAST_RESULTANT
#: Pieces in which a large polygon is read, in pixels.
TILE = 1024
#: Tiles that one polygon may cover; more come of a raster at a wrong place or scale.
_MOST_TILES = 40_000
#: Most cells of a piece that are looked at to find the head and the toe of a landform.
END_CELLS = 1 << 16


@dataclass
class TerrainAttributes:
    """Terrain attributes of one polygon.

    Attributes:
        values: ``AREA`` (km²), ``LENGTH``, ``WIDTH`` and ``FRONT_H`` (m), ``ELE_SRC`` (text),
            ``ELE_*`` (m), ``SLO_*`` (°), ``ASPECT`` (° clockwise from true north, downslope),
            ``ASPECT_R`` (0-1); None = no value.
        cells: DEM cells that belong to the polygon.
        valid_share: share of them with an elevation.
        note: what to know about the values, or empty.
    """

    values: dict[str, float | str | None]
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
    with_front: Sequence[bool] | None = None,
) -> list[TerrainAttributes]:
    """Area, length, width, height of the front, elevation, slope and aspect of polygons.

    Elevations and slopes are those of the DEM's own cells; nothing is resampled. Slope and aspect
    are Horn's (1981), brought from map units to metres east and north on the ground at the
    polygon's centre, so that they are right in any CRS (degrees, feet, a projection that
    stretches) and aspect counts from true north. Aspect is the circular mean weighted by
    sin(slope). A cell belongs to the polygon when its centre is inside. Only the windows of the
    polygons are read, in tiles, with a halo of one pixel.

    Args:
        polygons: valid polygons or multipolygons in ``crs``.
        dem: elevation in metres (or feet, if the band says so), any CRS and resolution; its first
            band when none is named.
        with_front: whether the outline includes the front (extended outline), a polygon each; where
            it does not, the front has no height. None = all do.

    Returns:
        One result a polygon. Without data in half of the cells all DEM values are None. Length,
        width and front of a multipolygon are those of its largest part.

    Raises:
        InputError: the DEM cannot be read, has no CRS or is rotated.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    source = RasterSource(dem.path, dem.bands[:1] or (1,), dem.role)
    names = [*SIZE_FIELDS, SOURCE_FIELD, *TERRAIN_FIELDS]
    results = [
        TerrainAttributes({"AREA": area, **dict.fromkeys(names)})
        for area in areas_km2(polygons, crs)
    ]
    with environment(), open_raster(source.path, source.role) as dataset:
        surface = _Surface.of(dataset, source)
        shapes = transform_polygons(polygons, crs, surface.grid.crs)
        with GridReader(source, surface.grid) as surface.reader:
            for number, i in enumerate(reading_order(shapes, surface.grid)):
                feedback.check()
                front = with_front is None or with_front[i]
                _fill(results[i], shapes[i], surface, front, feedback)
                feedback.progress((number + 1) / len(shapes))
    return results


@dataclass
class _Surface:
    """The elevations of a DEM in metres.

    Attributes:
        grid: the DEM's own.
        scale, offset: metres = scale * stored value + offset.
        name: file name and resolution.
        reader: of the stored values.
    """

    grid: Grid
    scale: float
    offset: float
    name: str
    reader: GridReader | None = None

    @classmethod
    def of(cls, dataset: rasterio.DatasetReader, source: RasterSource) -> _Surface:
        grid = Grid.of(dataset)
        return cls(grid, *metres_of(dataset, source.bands[0]), _description(source.path, grid))

    def read(self, column: int, row: int, width: int, height: int) -> np.ndarray:
        return self._metres(self.reader.read(column, row, width, height)[0])

    def at(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Elevations between the cells' centres, (n,)."""
        return self._metres(bilinear(self.reader, x, y)[:, 0])

    def _metres(self, z: np.ndarray) -> np.ndarray:
        if (self.scale, self.offset) != (1.0, 0.0):
            z = z * self.scale + self.offset
        with np.errstate(invalid="ignore"):
            z[(z < PLAUSIBLE[0]) | (z > PLAUSIBLE[1])] = np.nan
        return z


def _description(path: str, grid: Grid) -> str:
    """File name and ground resolution at the raster's centre, at most 254 characters."""
    size = cell_size(grid)
    resolution = f" ({size:.3g} m)" if size else ""
    return Path(path).name[: 254 - len(resolution)] + resolution


def cell_size(grid: Grid) -> float | None:
    """Size of a raster's cells on the ground at its centre in metres (mean of both directions)."""
    left, bottom, right, top = grid.bounds
    step = max(grid.pixel_width, grid.pixel_height)
    jacobian = ground_jacobian(grid.crs, (left + right) / 2, (bottom + top) / 2, step)
    if jacobian is None:
        return None
    return math.sqrt(abs(np.linalg.det(jacobian)) * grid.pixel_width * grid.pixel_height)


def reading_order(shapes: Sequence[BaseGeometry], grid: Grid) -> list[int]:
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
    places: list[np.ndarray] = field(default_factory=list)
    heights: list[np.ndarray] = field(default_factory=list)
    pull: np.ndarray = field(default_factory=lambda: np.zeros(2))
    weight: float = 0.0


def _fill(
    result: TerrainAttributes,
    shape: BaseGeometry,
    surface: _Surface,
    front: bool,
    feedback: Feedback,
) -> None:
    grid = surface.grid
    if not shape.is_valid:
        shape = repaired(shape)
    centre = shape.centroid
    step = max(grid.pixel_width, grid.pixel_height)
    jacobian = ground_jacobian(grid.crs, centre.x, centre.y, step)
    if jacobian is None:
        return
    cells = _collect(shape, surface, jacobian, False, feedback)
    if cells.count < MIN_CELLS:
        cells = _collect(shape, surface, jacobian, True, feedback)
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
    result.values[SOURCE_FIELD] = surface.name
    if slope.size and slope.size / cells.count >= MIN_VALID_SHARE:
        _put(result, "SLO", slope)
        strength = math.hypot(*cells.pull) / cells.weight if cells.weight > 0 else 0.0
        result.values["ASPECT_R"] = round(strength, TERRAIN_FIELDS["ASPECT_R"])
        if strength >= MIN_ASPECT_STRENGTH:
            aspect = azimuth_of(*cells.pull)
            result.values["ASPECT"] = round(aspect, TERRAIN_FIELDS["ASPECT"]) % 360
    _put_sizes(result, shape, cells, surface, jacobian, front)


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


def _put_sizes(
    result: TerrainAttributes,
    shape: BaseGeometry,
    cells: _Cells,
    surface: _Surface,
    jacobian: np.ndarray,
    front: bool,
) -> None:
    """Length, width and front of the largest part, in metres on the ground."""
    part = largest_part(shape)
    places, heights = np.concatenate(cells.places), np.concatenate(cells.heights)
    if shapely.get_num_geometries(shape) > 1:
        result.note += "; " if result.note else ""
        result.note += "Length, width and front are those of the largest part"
        inside = shapely.intersects_xy(part.buffer(surface.grid.pixel_width / 2), *places.T)
        places, heights = places[inside], heights[inside]
    centre = np.array([part.centroid.x, part.centroid.y])
    on_ground = shapely.transform(part, lambda points: (points - centre) @ jacobian.T)
    downslope = cells.pull if result.values["ASPECT"] is not None else None
    size = flow_size(on_ground, (places - centre) @ jacobian.T, heights, downslope)
    if size is None:
        return
    result.values["LENGTH"] = round(size.length, SIZE_FIELDS["LENGTH"])
    result.values["WIDTH"] = round(size.width, SIZE_FIELDS["WIDTH"])
    if not front:
        return
    to_map = np.linalg.inv(jacobian).T

    def elevation(points: np.ndarray) -> np.ndarray:
        return surface.at(*(centre + points @ to_map).T)

    grid = surface.grid
    cell = math.sqrt(abs(np.linalg.det(jacobian)) * grid.pixel_width * grid.pixel_height)
    height = front_height(on_ground, size.line, elevation, cell)
    if height is not None:
        result.values["FRONT_H"] = round(height, SIZE_FIELDS["FRONT_H"])


def _collect(
    shape: BaseGeometry,
    surface: _Surface,
    jacobian: np.ndarray,
    all_touched: bool,
    feedback: Feedback,
) -> _Cells:
    cells = _Cells()
    to_ground = np.linalg.inv(jacobian).T
    grid = surface.grid
    for column, row, width, height in tiles(shape, grid):
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
        dem = surface.read(column - 1, row - 1, width + 2, height + 2)
        along_x, along_y = gradient(dem, grid.pixel_width, grid.pixel_height)
        elevation = dem[1:-1, 1:-1][inside]
        rise = np.stack((along_x[1:-1, 1:-1][inside], along_y[1:-1, 1:-1][inside]))
        known = np.isfinite(elevation)
        cells.elevation.append(elevation[known])
        rows, columns = (index[known] for index in np.nonzero(inside))
        some = slice(None, None, max(1, rows.size // END_CELLS))
        x, y = part.transform * (columns[some] + 0.5, rows[some] + 0.5)
        cells.places.append(np.column_stack((x, y)))
        cells.heights.append(elevation[known][some])
        east, north = to_ground @ rise[:, np.isfinite(rise).all(axis=0)]
        tangent = np.hypot(east, north)
        cells.slope.append(np.degrees(np.arctan(tangent)).astype(np.float32))
        # sin(slope) times the unit vector downslope is -gradient / sqrt(1 + tangent²).
        root = np.sqrt(1 + tangent**2)
        cells.pull -= np.array([(east / root).sum(), (north / root).sum()])
        cells.weight += float((tangent / root).sum())
    return cells


def tiles(shape: BaseGeometry, grid: Grid) -> Iterator[tuple[int, int, int, int]]:
    """Windows (column, row, width, height) that cover the polygon; may lie beyond the grid.

    Raises:
        InputError: the cells are far too small for the polygon.
    """
    x0, y0, x1, y1 = shape.bounds
    inverse = ~grid.transform
    left, top = (math.floor(v) for v in inverse * (x0, y1))
    right, bottom = (math.ceil(v) for v in inverse * (x1, y0))
    right, bottom = max(right, left + 1), max(bottom, top + 1)
    if -((left - right) // TILE) * -((top - bottom) // TILE) > _MOST_TILES:
        raise InputError(
            tr(
                "An outline covers {columns:.3g} x {rows:.3g} cells of a raster whose cells are "
                "{width:.3g} map units wide. Check the raster's georeference and coordinate "
                "reference system."
            ).format(columns=right - left, rows=bottom - top, width=grid.pixel_width)
        )
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
