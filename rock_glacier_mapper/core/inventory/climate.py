"""Values of other rasters for landforms: temperatures, precipitation, solar radiation.

TPRoGI (Sun et al. 2024) takes air temperature and precipitation from grids of 0.1° and ground
temperature from one of 1 km, without a correction for elevation; so does this.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import rasterio
import shapely
from rasterio.crs import CRS
from rasterio.features import rasterize
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..feedback import Feedback
from ..geodesy import transform_coordinates, transform_polygons
from ..grid import Grid
from ..pointvalues import bilinear, environment
from ..raster import GridReader, RasterSource, open_raster
from ..translation import Phrase, mark, tr
from ..vector import repaired
from .attributes import MIN_CELLS, MIN_VALID_SHARE, cell_size, reading_order, tiles
from .rasterunits import FROM_FILE, PRECIPITATION_NAMES, PRECIPITATION_UNITS, TEMPERATURE_NAMES

#: Cells larger than this on the ground (m) are much larger than a landform: bilinear at a point.
COARSE_M = 2500.0

#: Days of the months, for the mean of twelve.
_DAYS = np.array([31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])

_KELVIN = 273.15
#: Means above are in kelvin, no place on Earth being that hot; smaller ones are in °C.
_CERTAINLY_KELVIN, _CERTAINLY_CELSIUS = 180.0, 65.0
#: What is plausible for a mean annual temperature (°C), and for a year's precipitation (mm).
_TEMPERATURES, _PRECIPITATION = (-65.0, 45.0), (0.0, 15000.0)


@dataclass(frozen=True)
class RasterValues:
    """Values of a raster for landforms.

    Attributes:
        values: float64 (landforms, bands), NaN = no value.
        rule: how they were taken, in words.
        units: unit of each band by the file's tags; "" = not said.
    """

    values: np.ndarray
    rule: str
    units: tuple[str, ...]


def raster_values(
    polygons: Sequence[BaseGeometry],
    crs: CRS,
    raster: RasterSource,
    feedback: Feedback | None = None,
    zonal: bool = False,
) -> RasterValues:
    """A value for each polygon and band of a raster; scale and offset of the bands are applied.

    A raster with cells of more than 2.5 km gives the bilinear value at the polygon's point on
    surface, where cells without data do not count, but those with data must have half of the
    weight. A finer one gives the mean of the cells whose centre is inside; with fewer than five,
    that of all cells touched. With data in less than half of the cells there is no value.

    Args:
        polygons: valid polygons or multipolygons in ``crs``.
        raster: any CRS and resolution; all its bands when none are named.
        zonal: always take the mean of cells.

    Raises:
        InputError: the raster cannot be read, has no CRS or is rotated.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    with environment(), open_raster(raster.path, raster.role) as dataset:
        grid = Grid.of(dataset)
        with GridReader(raster, grid) as reader:
            bands = [band - 1 for band in reader.bands]
            size = cell_size(grid)
            if not zonal and size is not None and size > COARSE_M:
                values = _at_points(polygons, crs, reader)
                rule = Phrase(
                    mark("bilinear at the point on surface (cells of {size:.3g} km)"),
                    size=size / 1000,
                )
            else:
                values = _means(polygons, crs, reader, feedback)
                rule = Phrase(mark("mean of the cells in the outline"))
        values = values * [dataset.scales[b] for b in bands] + [dataset.offsets[b] for b in bands]
        units = tuple(_unit(dataset, band) for band in bands)
    return RasterValues(values, rule, units)


def _unit(dataset: rasterio.DatasetReader, band: int) -> str:
    tags = {k.lower(): v for k, v in {**dataset.tags(), **dataset.tags(band + 1)}.items()}
    return dataset.units[band] or tags.get("units") or tags.get("unit") or ""


def _at_points(polygons: Sequence[BaseGeometry], crs: CRS, reader: GridReader) -> np.ndarray:
    points = shapely.get_coordinates(shapely.point_on_surface(np.array(polygons, dtype=object)))
    x, y = transform_coordinates(crs, reader.grid.crs, *points.T)
    if reader.grid.crs.is_geographic:  # many climate rasters run from 0° to 360°
        left, _, right, _ = reader.grid.bounds
        x = np.where(x < left, x + 360, np.where(x > right, x - 360, x))
    return bilinear(reader, x, y, MIN_VALID_SHARE)


def _means(
    polygons: Sequence[BaseGeometry], crs: CRS, reader: GridReader, feedback: Feedback
) -> np.ndarray:
    out = np.full((len(polygons), len(reader.bands)), np.nan)
    shapes = transform_polygons(polygons, crs, reader.grid.crs)
    order = reading_order(shapes, reader.grid)
    for number, i in enumerate(order):
        feedback.check()
        shape = repaired(shapes[i])
        total, known, count = _sums(shape, reader, False, feedback)
        if count < MIN_CELLS:
            total, known, count = _sums(shape, reader, True, feedback)
        enough = (known > 0) & (known >= MIN_VALID_SHARE * count)
        out[i, enough] = total[enough] / known[enough]
        feedback.progress((number + 1) / len(order))
    return out


def _sums(
    shape: BaseGeometry, reader: GridReader, all_touched: bool, feedback: Feedback
) -> tuple[np.ndarray, np.ndarray, int]:
    """Sum and number of the values of each band, and number of cells."""
    total, known = np.zeros(len(reader.bands)), np.zeros(len(reader.bands))
    count = 0
    for column, row, width, height in tiles(shape, reader.grid):
        feedback.check()
        inside = rasterize(
            [(shape, 1)],
            out_shape=(height, width),
            transform=reader.grid.part(column, row, width, height).transform,
            all_touched=all_touched,
            dtype="uint8",
        ).astype(bool)
        if not inside.any():
            continue
        values = reader.read(column, row, width, height)[:, inside]
        has = np.isfinite(values)
        total += np.where(has, values, 0).sum(axis=1, dtype=np.float64)
        known += has.sum(axis=1)
        count += int(inside.sum())
    return total, known, count


def mean_annual_temperature(
    found: RasterValues, unit: str, what: str, feedback: Feedback | None = None
) -> list[float | None]:
    """Mean annual temperatures in °C, from an annual mean or the means of twelve months.

    Args:
        unit: of ``TEMPERATURE_UNITS``; "auto": by the file's tags, else by the values.
        what: name of the parameter, for messages.

    Raises:
        InputError: neither 1 nor 12 bands, or the unit cannot be told or is not the right one.
    """
    feedback = feedback or Feedback()
    _check_bands(found, what)
    if unit == FROM_FILE:
        unit = _told(found.units, TEMPERATURE_NAMES)
        if unit is None:
            unit = _by_values(found.values, what)
            if unit is not None:
                feedback.info(
                    tr("{what}: the file names no unit; by its values it is in {unit}.").format(
                        what=what, unit=unit
                    )
                )
    values = found.values - (_KELVIN if unit == "kelvin" else 0.0)
    values = values @ (_DAYS / _DAYS.sum()) if values.shape[1] == 12 else values[:, 0]
    return _plausible(values, _TEMPERATURES, 2, f"{what} in °C", feedback)


def annual_precipitation(
    found: RasterValues, unit: str, what: str, feedback: Feedback | None = None
) -> list[float | None]:
    """Annual precipitation in mm, from a mean rate or yearly sum, or from twelve months.

    Twelve bands are weighted with the days of the months; in mm a month they are added up.

    Args:
        unit: of ``PRECIPITATION_UNITS``; "auto": by the file's tags only.
        what: name of the parameter, for messages.

    Raises:
        InputError: neither 1 nor 12 bands, or the unit is not known or not the right one.
    """
    feedback = feedback or Feedback()
    _check_bands(found, what)
    if unit == FROM_FILE:
        unit = _told(found.units, PRECIPITATION_NAMES)
        if unit is None:
            raise InputError(
                (
                    tr(
                        '{what}: the file says "{given}" in which unit the precipitation is. '
                        "Choose the unit: {units}."
                    )
                    if found.units[0]
                    else tr(
                        "{what}: the file does not say in which unit the precipitation is. "
                        "Choose the unit: {units}."
                    )
                ).format(
                    what=what, given=found.units[0], units=", ".join(list(PRECIPITATION_UNITS)[1:])
                )
            )
        feedback.info(tr("{what}: unit by the file's tags: {unit}.").format(what=what, unit=unit))
    values = found.values
    if values.shape[1] == 12:
        by_month = np.full(12, 1 / 12) if unit == "mm_per_month" else _DAYS / _DAYS.sum()
        values = values @ by_month
    else:
        values = values[:, 0]
    values = values * PRECIPITATION_UNITS[unit]
    return _plausible(
        values, _PRECIPITATION, 1, tr("{what} in mm a year").format(what=what), feedback
    )


def plain_values(found: RasterValues, decimals: int) -> list[float | None]:
    """Values of the first band, None = no value."""
    return [round(float(v), decimals) if math.isfinite(v) else None for v in found.values[:, 0]]


def _check_bands(found: RasterValues, what: str) -> None:
    if found.values.shape[1] not in (1, 12):
        raise InputError(
            tr(
                "{what}: the raster has {count} bands; one (the year) or twelve (the months "
                "from January) are needed."
            ).format(what=what, count=found.values.shape[1])
        )


def _told(units: Sequence[str], names: dict[str, tuple[str, ...]]) -> str | None:
    """The unit that all bands name, or None."""
    found = set()
    for text in units:
        bare = re.sub(r"[\s/*^()._\-−⁻]", "", text.lower().replace("²", "2").replace("¹", "1"))
        bare = bare.replace("per", "")
        found.add(next((name for name, forms in names.items() if bare in forms), None))
    return found.pop() if len(found) == 1 else None


def _by_values(values: np.ndarray, what: str) -> str | None:
    known = values[np.isfinite(values)]
    if known.size == 0:
        return None
    middle = np.median(known)  # whatever a nodata value that was not marked as such
    if _CERTAINLY_KELVIN < middle < _CERTAINLY_KELVIN + 150:
        return "kelvin"
    if abs(middle) < _CERTAINLY_CELSIUS:
        return "celsius"
    raise InputError(
        tr(
            "{what}: values of about {middle:.4g} are neither °C nor kelvin. Is it the right "
            "raster? Values in tenths of a degree need a scale of 0.1 in the file "
            "(gdal_translate -a_scale 0.1)."
        ).format(what=what, middle=middle)
    )


def _plausible(
    values: np.ndarray, limits: tuple[float, float], decimals: int, what: str, feedback: Feedback
) -> list[float | None]:
    """Rounded values, None where there is none.

    Raises:
        InputError: half of them cannot be, so that the unit is not the right one.
    """
    known = np.isfinite(values)
    with np.errstate(invalid="ignore"):
        odd = known & ((values < limits[0]) | (values > limits[1]))
    if odd.sum() > known.sum() / 2:
        raise InputError(
            tr(
                "{what} would be about {median:.4g}. Choose the right unit, or check that it "
                "is the right raster."
            ).format(what=what, median=np.median(values[known]))
        )
    if odd.any():
        feedback.warning(
            tr(
                "{what}: {count} impossible values (such as {values:.4g}) were left out. Does "
                "the file lack a nodata value?"
            ).format(what=what, count=odd.sum(), values=values[odd][0])
        )
    return [round(float(v), decimals) if good else None for v, good in zip(values, known & ~odd)]
