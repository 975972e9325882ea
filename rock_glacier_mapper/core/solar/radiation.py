"""Raster of the yearly solar radiation of a DEM, block by block.

For each direction of the horizon in turn, all blocks look along it; then each adds up the sun's
positions between this direction and the one before. No more than three horizons are held at a
time. Large DEMs are worked on in strips of blocks.
"""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import rasterio
from shapely import STRtree
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..feedback import Feedback
from ..grid import Grid
from ..raster import NODATA, GridReader, RasterSource, create_geotiff, metres_of, open_raster
from ..terrain import PLAUSIBLE
from ..translation import tr
from .blocks import Lattice, make_block
from .horizon import ABYSS, Direction, directions, interpolate, look, samples_by_ratio
from .irradiation import VARIANTS, Options, Sunshine

#: Cells whose arrays are held in memory at a time.
_CELLS = 6_000_000
#: Rows that are interpolated at a time.
_ROWS = 64


@dataclass(frozen=True)
class SolarRadiation:
    """What :func:`solar_radiation` did.

    Attributes:
        cells: number of cells with a value.
        reach: how far in metres the DEM reaches beyond the area that was wanted, at least.
    """

    cells: int
    reach: float


@dataclass
class _Strip:
    """Blocks that are worked on together, and the DEM around them.

    Attributes:
        column, row: of the DEM's cell that ``surface`` starts with.
        surface: float32 elevations, :data:`.horizon.ABYSS` without data.
    """

    column: int
    row: int
    surface: np.ndarray
    sunshine: list[Sunshine]


def solar_radiation(
    dem: RasterSource,
    output: str | os.PathLike,
    options: Options | None = None,
    region: tuple[int, int, int, int] | None = None,
    polygons: Sequence[BaseGeometry] | None = None,
    tags: dict[str, str] | None = None,
    feedback: Feedback | None = None,
    workers: int = 2,
) -> SolarRadiation:
    """Write the potential incoming solar radiation of a year in kWh m⁻² a⁻¹ on the DEM's grid.

    A cell's value depends on neither the region, the polygons nor the number of workers. Cells at
    the edge of the DEM and beside no data have no slope and thus no value. Within the radius of
    the DEM's edge terrain may be missing that casts shade.

    Args:
        dem: elevation in metres, or in feet when its band says so, any CRS.
        output: GeoTIFF, float32, nodata -9999.
        region: (column, row, width, height) of the DEM that is wanted; when None, the bounds of
            the polygons, or all.
        polygons: in the DEM's CRS; blocks of cells that none of them meets are left out.
        tags: more tags for the file.

    Raises:
        InputError: the DEM cannot be read, or there is no data in the region.
        Cancelled: nothing is written.
    """
    options, feedback = options or Options(), feedback or Feedback()
    grid, source, to_metres = _source(dem)
    lattice = Lattice(grid)
    region = region or _region_of(grid, polygons)
    windows = _wanted(lattice, region, polygons)
    reach = _reach(lattice, region, polygons)
    name = f"PISR {VARIANTS[options.variant]}, kWh m-2 a-1"
    tags = {**(tags or {}), **_tags(dem, options)}
    cells = 0
    with contextlib.ExitStack() as stack:
        reader = stack.enter_context(GridReader(source, grid))
        target = stack.enter_context(
            create_geotiff(output, grid.part(*region), descriptions=(name,), tags=tags)
        )
        pool = stack.enter_context(ThreadPoolExecutor(workers))
        strips = list(_strips(windows))
        filled = 0
        for number, wanted in enumerate(strips):
            part = feedback.part(number / len(strips), (number + 1) / len(strips))
            strip = _read_strip(lattice, wanted, reader, to_metres, options, pool, part)
            if options.shading:
                _shaded(strip, lattice, options, pool, part)
            else:
                _each(pool, Sunshine.open_sky, strip.sunshine, part)
            first, values = _assemble(strip, wanted, region)
            cells += int((values != NODATA).sum())
            _write_rows(target, filled, np.full((first - filled, region[2]), NODATA, np.float32))
            _write_rows(target, first, values)
            filled = first + len(values)
            part.progress(1)
        _write_rows(target, filled, np.full((region[3] - filled, region[2]), NODATA, np.float32))
        if cells == 0:
            raise InputError(
                tr(
                    "The DEM has no cells with a slope in the area. Check the extent, the "
                    "polygons and the DEM's nodata."
                )
            )
    return SolarRadiation(cells, reach)


def _source(dem: RasterSource) -> tuple[Grid, RasterSource, tuple[float, float]]:
    """The DEM's grid, its one band, and scale and offset that make metres of the stored values."""
    source = RasterSource(dem.path, dem.bands[:1] or (1,), dem.role)
    with rasterio.Env(), open_raster(dem.path, dem.role) as dataset:
        return Grid.of(dataset), source, metres_of(dataset, source.bands[0])


def _tags(dem: RasterSource, options: Options) -> dict[str, str]:
    return {
        "PISR_VARIANT": VARIANTS[options.variant],
        "METHOD": "Kumar et al. (1997)",
        "UNIT": "kWh m-2 a-1",
        "DAY_STEP": f"{options.day_step} d",
        "TIME_STEP": f"{options.time_step:g} min",
        "SHADING": "yes" if options.shading else "no",
        "DIRECTIONS": str(options.directions),
        "SEARCH_RADIUS": f"{options.radius:g} m",
        "ALBEDO": f"{options.albedo:g}" if options.variant == "kumar" else "not used",
        "DEM": str(dem.path),
    }


def _region_of(grid: Grid, polygons: Sequence[BaseGeometry] | None) -> tuple[int, int, int, int]:
    """The whole grid, or what of it the bounds of the polygons cover."""
    if polygons is None:
        return 0, 0, grid.width, grid.height
    bounds = np.array([polygon.bounds for polygon in polygons]).reshape(-1, 4)
    left, bottom, right, top = grid.bounds
    bounds = bounds[
        (bounds[:, 0] < right)
        & (bounds[:, 2] > left)
        & (bounds[:, 1] < top)
        & (bounds[:, 3] > bottom)
    ]
    if len(bounds) == 0:
        raise InputError(tr("No polygon lies on the DEM. Check its extent and CRS."))
    part = grid.clipped((*bounds[:, :2].min(axis=0), *bounds[:, 2:].max(axis=0)))
    return (*grid.offset_of(part), part.width, part.height)


def _wanted(lattice: Lattice, region, polygons) -> list[tuple[int, int, int, int]]:
    windows = lattice.windows(*region)
    if polygons is None:
        return windows
    bounds = [box(*lattice.grid.part(*window).bounds) for window in windows]
    found = STRtree(list(polygons)).query(bounds, "intersects")[0] if len(polygons) else []
    windows = [windows[i] for i in np.unique(found)]
    if not windows:
        raise InputError(tr("No polygon lies in the area of the DEM that is to be computed."))
    return windows


def _reach(lattice: Lattice, region, polygons) -> float:
    """Least distance in metres from what is wanted to the edge of the DEM."""
    grid = lattice.grid
    left, top, width, height = region
    right, bottom = left + width, top + height
    if polygons is not None:
        corners = np.array([polygon.bounds for polygon in polygons])
        x0, y0 = corners[:, :2].min(axis=0)
        x1, y1 = corners[:, 2:].max(axis=0)
        (c0, r0), (c1, r1) = ~grid.transform * (x0, y1), ~grid.transform * (x1, y0)
        left, right = max(left, c0), min(right, c1)
        top, bottom = max(top, r0), min(bottom, r1)
    ground = lattice.ground_at((left + right) / 2, (top + bottom) / 2)
    if ground is None:
        return 0.0
    across, down = (math.hypot(*ground.vector(grid, *step)) for step in ((1, 0), (0, 1)))
    least_columns, least_rows = min(left, grid.width - right), min(top, grid.height - bottom)
    return max(0.0, min(least_columns * across, least_rows * down))


def _strips(windows: list) -> Iterator[list]:
    """Windows of consecutive rows of blocks, so many that their arrays fit into memory."""
    strip, cells, last = [], 0, None
    for window in windows:
        if strip and window[1] != last and cells >= _CELLS:
            yield strip
            strip, cells = [], 0
        strip.append(window)
        cells += window[2] * window[3]
        last = window[1]
    if strip:
        yield strip


def _read_strip(lattice, windows, reader, to_metres, options, pool, feedback) -> _Strip:
    grid = lattice.grid
    centres = [lattice.ground_at(c + w / 2, r + h / 2) for c, r, w, h in windows]
    for column, row, width, height in windows:  # from this thread, for the others to find
        for i in (0, 1):
            for j in (0, 1):
                lattice.ground_at(column + i * width, row + j * height)
    across, down = 1, 1
    if options.shading:
        for ground in filter(None, centres):
            steps = (math.hypot(*ground.vector(grid, *step)) for step in ((1, 0), (0, 1)))
            reach = [math.ceil(options.radius / length) + 2 for length in steps]
            across, down = max(across, reach[0]), max(down, reach[1])
    left = max(-1, min(w[0] for w in windows) - across)
    top = max(-1, min(w[1] for w in windows) - down)
    right = min(grid.width + 1, max(w[0] + w[2] for w in windows) + across)
    bottom = min(grid.height + 1, max(w[1] + w[3] for w in windows) + down)
    elevation = reader.read(left, top, right - left, bottom - top)[0]
    if to_metres != (1.0, 0.0):
        elevation = elevation * np.float32(to_metres[0]) + np.float32(to_metres[1])
    with np.errstate(invalid="ignore"):
        elevation[(elevation < PLAUSIBLE[0]) | (elevation > PLAUSIBLE[1])] = np.nan

    def sunshine(window: tuple[int, int, int, int]) -> Sunshine | None:
        column, row, width, height = window
        rim = elevation[row - top - 1 : row - top + height + 1, column - left - 1 :][:, : width + 2]
        block = make_block(lattice, window, rim)
        return None if block is None else Sunshine(block, options)

    found = [item for item in _each(pool, sunshine, windows, feedback) if item is not None]
    elevation[np.isnan(elevation)] = ABYSS
    return _Strip(left, top, elevation, found)


def _each(pool: ThreadPoolExecutor, function, items: Sequence, feedback: Feedback) -> list:
    """Results of a function for all items, computed by the pool; stops when asked to."""
    results = []
    for result in pool.map(function, items):
        feedback.check()
        results.append(result)
    return results


def _shaded(strip: _Strip, lattice: Lattice, options: Options, pool, feedback: Feedback) -> None:
    """Add up the radiation of a strip, with the terrain's shade."""
    around = _directions(lattice, options)
    for item in strip.sunshine:
        item.begin([direction.azimuth(lattice.grid, item.block.centre) for direction in around])
    for number in _look_around(strip, lattice.grid, around, options, pool, feedback):
        _each(pool, lambda item, n=number: item.next_direction(n), strip.sunshine, feedback)
        feedback.progress((number + 1) / (len(around) + 1))
    _each(pool, Sunshine.finish, strip.sunshine, feedback)


def _directions(lattice: Lattice, options: Options) -> list[Direction]:
    grid = lattice.grid
    middle = lattice.ground_at(grid.width / 2, grid.height / 2)
    if middle is None:
        raise InputError(
            tr(
                "The DEM's coordinate reference system is not defined at its centre. Warp the DEM "
                "to the UTM zone of its place."
            )
        )
    return directions(options.directions, grid, middle)


def _look_around(
    strip: _Strip, grid: Grid, around: list[Direction], options: Options, pool, feedback: Feedback
) -> Iterator[int]:
    """Give the number of each direction once ``block.tangent`` holds the horizon there."""
    if not strip.sunshine:
        return
    height, width = strip.surface.shape
    between = np.empty_like(strip.surface)
    rows = [slice(row, min(row + _ROWS, height)) for row in range(0, height, _ROWS)]
    for number, direction in enumerate(around):
        for item in strip.sunshine:
            item.block.tangent.fill(0)
        for ratio, samples in samples_by_ratio(direction, max(height, width)).items():

            def fill(part: slice, ratio=ratio, direction=direction) -> None:
                interpolate(strip.surface, ratio, direction, between, part)

            def scan(item: Sunshine, samples=samples, direction=direction) -> None:
                block = item.block
                column, row = block.window[0] - strip.column, block.window[1] - strip.row
                length = direction.step_length(grid, block.centre)
                look(block, column, row, between, samples, length, options.radius)

            _each(pool, fill, rows, feedback)
            _each(pool, scan, strip.sunshine, feedback)
        yield number


def horizon_angles(
    dem: RasterSource, options: Options | None = None, feedback: Feedback | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Horizon angles of a small DEM in all directions at once, to look at or to compare.

    They are those of :func:`solar_radiation`, which holds no more than three directions at a time.

    Returns:
        True azimuths of the directions at the DEM's centre in degrees, (k,), and the angles in
        degrees above level, float32 (k, height, width), NaN where the slope is not known.

    Raises:
        InputError: see :func:`solar_radiation`.
        Cancelled: the user stopped.
    """
    options, feedback = options or Options(), feedback or Feedback()
    grid, source, to_metres = _source(dem)
    lattice = Lattice(grid)
    windows = lattice.windows(0, 0, grid.width, grid.height)
    around = _directions(lattice, options)
    angles = np.full((len(around), *grid.shape), np.nan, np.float32)
    with GridReader(source, grid) as reader, ThreadPoolExecutor(1) as pool:
        strip = _read_strip(lattice, windows, reader, to_metres, options, pool, feedback)
        for number in _look_around(strip, grid, around, options, pool, feedback):
            for item in strip.sunshine:
                column, row, width, height = item.block.window
                part = np.where(item.block.known, item.block.tangent, np.nan)
                angles[number, row : row + height, column : column + width] = part
    middle = lattice.ground_at(grid.width / 2, grid.height / 2)
    azimuths = [math.degrees(direction.azimuth(grid, middle)) for direction in around]
    return np.array(azimuths), np.degrees(np.arctan(angles))


def _assemble(strip: _Strip, windows: list, region) -> tuple[int, np.ndarray]:
    """First row in the region, and the values of all rows, that a strip's windows cover."""
    left, top, width, height = region
    first = max(top, windows[0][1])
    end = min(top + height, windows[-1][1] + windows[-1][3])
    out = np.full((end - first, width), NODATA, np.float32)
    for item in strip.sunshine:
        column, row, across, down = item.block.window
        x0, x1 = max(column, left), min(column + across, left + width)
        y0, y1 = max(row, first), min(row + down, end)
        values = item.total()[y0 - row : y1 - row, x0 - column : x1 - column]
        out[y0 - first : y1 - first, x0 - left : x1 - left] = values
    return first - top, out


def _write_rows(target: rasterio.io.DatasetWriter, first: int, values: np.ndarray) -> None:
    if len(values):
        target.write(values, 1, window=((first, first + len(values)), (0, values.shape[1])))
