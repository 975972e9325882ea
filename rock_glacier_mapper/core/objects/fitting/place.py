"""Where a reference is complete, and how much of a polygon lies on it."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import rasterio.features
import shapely
from rasterio.windows import Window
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from ...errors import InputError
from ...feedback import Feedback
from ...grid import Grid
from ...raster import GridReader, RasterSource, create_geotiff, grid_of
from ...translation import Phrase, mark, tr
from ...vector import polygonal, repaired
from ..segmentation import SegmentationSettings

#: How far beyond the area landforms are mapped, so that those on its border are whole, in metres.
_MARGIN_M = 1000.0
_STRIP = 512


class Place:
    """Where the reference holds: area, reference surface, and the heatmap's grid.

    Attributes:
        area: (multi)polygon; the heatmap has data in all of it.
        parts: polygons of the reference surface inside the area, none overlapping another.
        landforms: number of reference landforms that reach into the area.
    """

    def __init__(self, grid: Grid, area: BaseGeometry, parts: np.ndarray, landforms: int):
        self.grid, self.area, self.parts, self.landforms = grid, area, parts, landforms
        self.square = grid.unit_in_metres**2
        self.notes: list[str] = []
        self._tree = shapely.STRtree(parts)
        shapely.prepare(self.area)

    @classmethod
    def of(
        cls,
        heatmap: RasterSource,
        reference: Sequence[BaseGeometry],
        area: Sequence[BaseGeometry] | None,
        feedback: Feedback,
    ) -> Place:
        """Check heatmap, reference and area; see :func:`.fit_rules` for these and the errors."""
        shapes = [shape for shape in map(_clean, reference) if shape is not None]
        if not shapes:
            raise InputError(
                tr("The reference has no rock glaciers. Choose a layer with polygons.")
            )
        grid = grid_of(heatmap)
        if grid.unit_in_metres is None:
            raise InputError(
                tr(
                    "The heatmap {path} is in degrees. Warp it to a projected CRS in metres "
                    "(GDAL 'Warp')."
                ).format(path=heatmap.path)
            )
        if not shapely.intersects(np.array(shapes, object), box(*grid.bounds)).any():
            raise InputError(
                tr(
                    "The reference does not overlap the heatmap. Check its coordinate "
                    "reference system."
                )
            )
        wanted = box(*grid.bounds)
        if area is not None:
            chosen = [shape for shape in map(_clean, area) if shape is not None]
            wanted = polygonal(shapely.intersection(wanted, shapely.union_all(chosen)))
        inside = data = None
        if wanted is not None and wanted.area > 0:
            data = _data_area(heatmap, grid.clipped(wanted.bounds), feedback)
            inside = polygonal(shapely.intersection(data, wanted))
        if inside is None or inside.area == 0:
            raise InputError(
                tr(
                    "The area in which the reference is complete has no part where the "
                    "heatmap has data. Choose polygons that overlap the heatmap."
                )
            )
        near = [shape for shape in shapes if shape.intersects(inside)]
        surface = polygonal(shapely.intersection(shapely.union_all(near), inside)) if near else None
        if surface is None or surface.area == 0:
            raise InputError(
                tr(
                    "No rock glacier of the reference lies where it is said to be complete "
                    "and the heatmap has data. Choose another area or reference."
                )
            )
        place = cls(grid, inside, _parts(surface), len(near))
        if len(near) < len(shapes):
            place.notes.append(
                Phrase(
                    mark("{count} reference landforms outside the area were left out."),
                    count=len(shapes) - len(near),
                )
            )
        around = shapely.envelope(surface)
        if area is None and shapely.intersection(around, data).area < 0.5 * data.area:
            place.notes.append(
                Phrase(
                    mark(
                        "The reference fills less than half of the heatmap's extent; what is "
                        "mapped elsewhere counts as false. Name the area in which the reference "
                        "is complete."
                    )
                )
            )
        return place

    @contextlib.contextmanager
    def cropped(
        self, heatmap: RasterSource, segmentation: SegmentationSettings
    ) -> Iterator[RasterSource]:
        """The heatmap around the area; a temporary file when that is less than all of it."""
        grid, unit = self.grid, self.grid.unit_in_metres
        margin = (_MARGIN_M + segmentation.gate_m) / unit
        left, bottom, right, top = self.area.bounds
        part = grid.clipped((left - margin, bottom - margin, right + margin, top + margin))
        column, row = grid.offset_of(part)
        # Superpixels are named by the scene: a corner on their lattice leaves them as they are.
        step = 2 * segmentation.seed_step
        end_column, end_row = column + part.width, row + part.height
        column, row = column // step * step, row // step * step
        part = grid.part(column, row, end_column - column, end_row - row)
        if part.width * part.height > 0.8 * grid.width * grid.height:
            yield heatmap
            return
        band = replace(heatmap, bands=heatmap.bands or (1,))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "heatmap.tif"
            with (
                GridReader(band, part, unscale=True) as reader,
                create_geotiff(path, part) as target,
            ):
                for top_row in range(0, part.height, _STRIP):
                    rows = min(_STRIP, part.height - top_row)
                    values = reader.read(0, top_row, part.width, rows)
                    window = Window(0, top_row, part.width, rows)
                    target.write(np.nan_to_num(values, nan=target.nodata), window=window)
            yield replace(heatmap, path=str(path), bands=(1,))

    def areas(self, polygons: np.ndarray) -> np.ndarray:
        """Mapped and common area of polygons inside the area, m²: float64 (polygons, 2)."""
        out = np.zeros((len(polygons), 2))
        inside = shapely.covers(self.area, polygons)
        clipped = polygons.copy()
        clipped[~inside] = shapely.intersection(polygons[~inside], self.area)
        out[:, 0] = shapely.area(clipped)
        first, second = self._tree.query(clipped, predicate="intersects")
        common = shapely.area(shapely.intersection(clipped[first], self.parts[second]))
        out[:, 1] = np.bincount(first, common, len(polygons))
        return out * self.square


def _clean(shape: BaseGeometry | None) -> BaseGeometry | None:
    if shape is None or shape.is_empty:
        return None
    return polygonal(repaired(shape))


def _parts(surface: BaseGeometry) -> np.ndarray:
    parts = shapely.get_parts(surface)
    return parts[shapely.area(parts) > 0]


def _data_area(heatmap: RasterSource, grid: Grid, feedback: Feedback) -> BaseGeometry:
    """Polygon of the pixels with data in a part of the heatmap's grid."""
    valid = np.zeros(grid.shape, np.uint8)
    with GridReader(replace(heatmap, bands=heatmap.bands[:1] or (1,)), grid) as reader:
        for row in range(0, grid.height, _STRIP):
            feedback.check()
            rows = min(_STRIP, grid.height - row)
            valid[row : row + rows] = np.isfinite(reader.read(0, row, grid.width, rows)[0])
            feedback.progress((row + rows) / grid.height)
    if valid.all():
        return box(*grid.bounds)
    found = rasterio.features.shapes(valid, valid > 0, 4, grid.transform)
    return shapely.union_all([_clean(shapely.geometry.shape(shape)) for shape, _ in found])
