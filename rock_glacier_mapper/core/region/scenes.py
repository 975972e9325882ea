"""The scenes of a region: listing them, and the grid on which all of them are mapped."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from rasterio.crs import CRS

from ..channels import guess_band_roles, parse_band_roles
from ..errors import InputError
from ..feedback import Feedback
from ..files import file_state
from ..grid import Grid, bounds_in, utm_crs
from ..heatmap import working_grid
from ..raster import open_raster
from ..translation import tr
from ..vector import read_layer

#: Field of a tile index that names the raster, as gdaltindex writes it.
LOCATION = "location"
#: Endings of files that are read as a tile index, not as a raster.
_INDEXES = (".shp", ".gpkg", ".geojson", ".json", ".fgb", ".parquet", ".gml", ".sqlite")
#: Scenes that are opened at the same time; it is waiting for the disk or network mostly.
_OPENERS = 8
#: Pixels by which transformed borders may miss a whole number.
_SLACK = 1e-6
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.:]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True)
class SceneFile:
    """A scene as it lies on the disk.

    Attributes:
        path: raster.
        grid: its own.
        band_roles: role to band number.
        date: ISO 8601, or None.
        state: size and time of change of its files.
        integer: whether its bands hold integers.
    """

    path: str
    grid: Grid
    band_roles: dict[str, int]
    date: str | None
    state: str
    integer: bool


def list_scenes(
    sources: Sequence[str], field: str = LOCATION, date_field: str | None = None
) -> list[tuple[str, str | None]]:
    """Paths of rasters, and their dates where a tile index gives them.

    Args:
        sources: rasters, and vector layers whose features name rasters (tile indexes).
        field: of a tile index, with the path; relative ones start in the index's folder.
        date_field: of a tile index, with the date.

    Raises:
        InputError: no scene; or an index without the field.
    """
    scenes: list[tuple[str, str | None]] = []
    for source in map(absolute, sources):
        name = source.partition("|")[0]
        if Path(name).suffix.lower() in _INDEXES and not _is_raster(source):
            scenes += _indexed(source, Path(name).parent, field, date_field)
        else:
            scenes.append((source, None))
    unique = list(dict.fromkeys(path for path, _ in scenes))
    if not unique:
        raise InputError(tr("SCENES: choose rasters, or a tile index that names some."))
    dates = {path: date for path, date in reversed(scenes)}
    return [(path, dates[path]) for path in unique]


def absolute(source: str) -> str:
    """A path that holds elsewhere too; names of other kinds (URLs, services) as they are."""
    return os.path.abspath(source) if os.path.exists(source.partition("|")[0]) else source


def _is_raster(path: str) -> bool:
    """Whether a file that can be both, a GeoPackage, holds a raster and no vector layer."""
    if not path.lower().endswith(".gpkg"):
        return False
    try:
        with rasterio.open(path):
            return True
    except rasterio.errors.RasterioIOError:
        return False


def _indexed(
    source: str, folder: Path, field: str, date_field: str | None
) -> list[tuple[str, str | None]]:
    features, _ = read_layer(source)
    found = []
    for feature in features:
        if field not in feature.attributes:
            known = ", ".join(feature.attributes) or tr("none")
            raise InputError(
                tr(
                    "SCENES: the tile index {source} has no field '{field}' (it has: "
                    "{known}). Name the field with the paths in LOCATION_FIELD."
                ).format(source=source, field=field, known=known)
            )
        location = feature.attributes[field]
        if not location:
            continue
        if "://" not in location and not location.startswith("/vsi"):
            location = os.path.abspath(folder / location)
        date = feature.attributes.get(date_field) if date_field else None
        found.append((str(location), _day(str(date)) if date else None))
    return found


def open_scenes(
    listed: Sequence[tuple[str, str | None]],
    resolution: float,
    band_roles: str | None = None,
    feedback: Feedback | None = None,
) -> list[SceneFile]:
    """What the scenes are; those that cannot be used are left out with a warning.

    Args:
        listed: from :func:`list_scenes`.
        resolution: that the model needs, metres.
        band_roles: see :func:`..channels.parse_band_roles`; None has them guessed.

    Raises:
        InputError: none can be used; the message says why.
    """
    feedback = feedback or Feedback()
    scenes, problems = [], []
    with ThreadPoolExecutor(_OPENERS) as pool:
        opening = [pool.submit(_opened, *one, resolution, band_roles) for one in listed]
        for number, waiting in enumerate(opening, start=1):
            try:
                feedback.check()
                scenes.append(waiting.result())
            except InputError as error:
                problems.append(str(error))
                feedback.warning(tr("A scene is left out. {error}").format(error=error))
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
            feedback.progress(number / len(listed))
    if not scenes:
        raise InputError(
            tr("None of the {count} scenes can be used. The first: {problems}").format(
                count=len(listed), problems=problems[0]
            )
        )
    return scenes


def _opened(path: str, date: str | None, resolution: float, roles: str | None) -> SceneFile:
    with open_raster(path, "scene") as dataset:
        grid = Grid.of(dataset)
        working_grid(grid, resolution)  # refuses pixels that are far too coarse
        known = parse_band_roles(roles, dataset.count) if roles else guess_band_roles(dataset)
        date = date or _day(dataset.tags().get("TIFFTAG_DATETIME", "")) or _day(Path(path).stem)
        integer = all(np.dtype(kind).kind in "iu" for kind in dataset.dtypes)
        files = [file for file in dataset.files if not file.endswith(".aux.xml")]
    return SceneFile(path, grid, known, date, file_state(files or [path]), integer)


def _day(text: str) -> str | None:
    """The first day in a text, ISO 8601: ``20230814``, ``2023-08-14``, ``2023:08:14 10:20:31``."""
    found = _DATE.search(text)
    return f"{found[1]}-{found[3]}-{found[4]}" if found else None


def region_crs(grids: Iterable[Grid]) -> CRS:
    """The CRS in metres that most of the area has; degrees count for their UTM zone.

    Raises:
        InputError: an image in degrees beyond the UTM zones.
    """
    areas: list[tuple[CRS, float]] = []
    for grid in grids:
        crs = grid.crs if grid.unit_in_metres is not None else utm_crs(grid)
        area = grid.metric().resolution ** 2 * grid.width * grid.height
        for number, (known, sum_so_far) in enumerate(areas):
            if known == crs:
                areas[number] = known, sum_so_far + area
                break
        else:
            areas.append((crs, area))
    return max(areas, key=lambda item: item[1])[0]


def region_grid(grids: Sequence[Grid], resolution: float, crs: CRS | None = None) -> Grid:
    """The grid that covers all scenes.

    It lies on the lattice of the first scene that has the region's CRS and fits the resolution, so
    that this scene and those that share its lattice are not resampled; one scene alone gives its
    own grid, see :func:`..heatmap.working_grid`. Else its pixels are ``resolution`` wide.

    Args:
        grids: of the scenes, in the order of their priority.
        resolution: that the model needs, metres.
        crs: of the region; that of most scenes when None.

    Raises:
        InputError: ``crs`` is in degrees; or see :func:`region_crs`.
    """
    crs = crs or region_crs(grids)
    if not crs.is_projected:
        raise InputError(tr("CRS: choose a projected CRS in metres; the region's is in degrees."))
    fitting = [_lattice(grid, crs, resolution) for grid in grids]
    base = next((grid for grid in fitting if grid is not None), None)
    if base is None:
        step = resolution / crs.linear_units_factor[1]
        left, _, _, top = bounds_in(grids[0].crs, crs, grids[0].bounds)
        corner = math.floor(left / step) * step, math.ceil(top / step) * step
        base = Grid(crs, Affine(step, 0, corner[0], 0, -step, corner[1]), 1, 1)
    windows = [window_on(base, grid, resolution) for grid in grids]
    left, top = min(w[0] for w in windows), min(w[1] for w in windows)
    right, bottom = max(w[0] + w[2] for w in windows), max(w[1] + w[3] for w in windows)
    return base.part(left, top, right - left, bottom - top)


def _lattice(grid: Grid, crs: CRS, resolution: float) -> Grid | None:
    """The grid on which a scene would be mapped alone, when it is in ``crs``."""
    own = working_grid(grid, resolution)
    return own if own.crs == crs else None


def window_on(grid: Grid, scene: Grid, resolution: float) -> tuple[int, int, int, int]:
    """(column, row, width, height) of the region's grid that a scene covers, whole pixels.

    Args:
        grid: of the region, whose corner does not matter.
        scene: the scene's own grid.
        resolution: that the model needs, metres.
    """
    alone = working_grid(scene, resolution)
    place = grid.offset_of(alone)
    if place is not None:
        return (*place, alone.width, alone.height)
    bounds = scene.bounds
    if scene.crs != grid.crs:
        bounds = bounds_in(scene.crs, grid.crs, bounds)
    first = ~grid.transform * (bounds[0], bounds[3])
    last = ~grid.transform * (bounds[2], bounds[1])
    column, row = (math.floor(value + _SLACK) for value in first)
    end_column, end_row = (math.ceil(value - _SLACK) for value in last)
    return column, row, max(1, end_column - column), max(1, end_row - row)
