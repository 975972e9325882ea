"""Moving areas (RGIK): polygons of one velocity class each, from a velocity raster.

Moving areas follow the velocity alone; they are not cut to the outlines of landforms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from affine import Affine
from rasterio.features import shapes
from scipy import ndimage
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.geometry.base import BaseGeometry

from ..feedback import Feedback
from .velocityclasses import (
    CLASSES,
    DATA,
    INSENSITIVE,
    SIGNAL,
    SURE,
    ClassRaster,
    velocity_class,
)

__all__ = ["GRADES", "MovingArea", "corners_cut", "moving_areas", "velocity_class"]

#: Grades of reliability, low to high.
GRADES = ("Low", "Medium", "High")
#: Smaller holes (cells) are closed, smaller parts dropped.
HOLE, PART = 4, 20
#: The class is sure when it holds for v ± σ in at least this share of the cells.
SURE_SHARE = 2 / 3
#: The outline is sure when at least this share of the cells along its outside have data.
RIM_SHARE = 0.5
_CROSS = ndimage.generate_binary_structure(2, 1)
_SQUARE = np.ones((3, 3), bool)


@dataclass(frozen=True)
class MovingArea:
    """An area of one velocity class.

    Attributes:
        geometry: polygon.
        velocity_class: 1 to 6.
        reliability: ``Low``, ``Medium``, ``High``, or None.
        period, technique: TimeObs and DataTech.
        manual: drawn or edited by a person.
    """

    geometry: BaseGeometry
    velocity_class: int
    reliability: str | None = None
    period: str = ""
    technique: str = ""
    manual: bool = False


def moving_areas(
    raster: ClassRaster,
    smooth: bool = True,
    slowest: int = 1,
    period: str = "",
    technique: str = "",
    feedback: Feedback | None = None,
) -> list[MovingArea]:
    """Polygons of the velocity classes, in the CRS of the raster.

    Cells of a class are one area when they share an edge. Holes of fewer than four cells are
    closed, then areas of fewer than twenty dropped; the areas of the classes never overlap.

    Args:
        smooth: cut the corners of the cells (:func:`corners_cut`).
        slowest: slower classes are not drawn.

    Raises:
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    found: list[MovingArea] = []
    for number, code in enumerate(CLASSES):
        feedback.check()
        feedback.progress(number / len(CLASSES))
        if code < slowest:
            continue
        labels, boxes = _parts(raster.classes == code)
        for label, place in enumerate(boxes, start=1):
            if label % 100 == 0:
                feedback.check()
            if place is not None:
                grown_place = tuple(slice(max(0, s.start - 1), s.stop + 1) for s in place)
                cells = labels[grown_place] == label
                polygon = _polygon(cells, grown_place, raster.grid.transform, smooth)
                grade = _reliability(raster, cells, grown_place)
                found.append(MovingArea(polygon, code, grade, period, technique))
    return found


def _parts(cells: np.ndarray) -> tuple[np.ndarray, list]:
    """(labels of the parts that are large enough, slices of each label or None)."""
    if not cells.any():
        return np.zeros(cells.shape, np.int32), []
    holes, _ = ndimage.label(~cells, _SQUARE)
    size = np.bincount(holes.ravel())
    closed = size < HOLE
    closed[0] = False
    rim = np.concatenate([holes[0], holes[-1], holes[:, 0], holes[:, -1]])
    closed[rim] = False  # what reaches the edge of the raster is no hole
    labels, _ = ndimage.label(cells | closed[holes], _CROSS)
    small = np.bincount(labels.ravel()) < PART
    boxes = ndimage.find_objects(labels)
    return labels, [None if small[n] else box for n, box in enumerate(boxes, start=1)]


def _polygon(cells, place, transform: Affine, smooth: bool) -> BaseGeometry:
    """The polygon around cells, valid, with holes."""
    parts = [
        shape(geometry)
        for geometry, _ in shapes(cells.astype(np.uint8), mask=cells, connectivity=4)
    ]
    polygon = parts[0] if len(parts) == 1 else shapely.union_all(parts)
    if smooth:
        polygon = corners_cut(polygon)
    if not polygon.is_valid:
        polygon = shapely.make_valid(polygon)
    transform = transform * Affine.translation(place[1].start, place[0].start)
    scale = np.array([[transform.a, transform.b], [transform.d, transform.e]]).T
    return shapely.transform(polygon, lambda p: p @ scale + (transform.c, transform.f))


def corners_cut(polygon: BaseGeometry) -> BaseGeometry:
    """A polygon of whole cells with its corners cut from middle to middle of the cells' edges.

    Neighbours that share edges still do, but for a corner where three meet; nothing overlaps. A
    ring has four more corners that point out than ones that point in, so that each outer ring
    loses half a cell and each hole too.

    Args:
        polygon: in cells, with whole numbers as coordinates.
    """
    parts = polygon.geoms if polygon.geom_type == "MultiPolygon" else [polygon]
    cut = [Polygon(_middles(p.exterior), [_middles(r) for r in p.interiors]) for p in parts]
    return cut[0] if len(cut) == 1 else MultiPolygon(cut)


def _middles(ring) -> np.ndarray:
    points = shapely.get_coordinates(shapely.segmentize(ring, 1.0))
    middles = (points[:-1] + points[1:]) / 2
    before, after = np.roll(middles, 1, axis=0), np.roll(middles, -1, axis=0)
    one, other = middles - before, after - middles
    return middles[np.abs(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]) > 1e-9]


def _reliability(raster: ClassRaster, cells: np.ndarray, place) -> str:
    """High when class and outline are sure, medium when one is, else low.

    Without standard deviations the class is not sure. Where the line of sight is insensitive, or
    the velocity mostly below its own error (but for class 1, which that does not speak against),
    it is low.
    """
    flags, whole = np.pad(raster.flags[place], 1), np.pad(cells, 1)
    inside = flags[whole & (flags > 0)]
    rim = ndimage.binary_dilation(whole, _SQUARE) & ~whole
    sure_outline = np.mean(flags[rim] & DATA > 0) >= RIM_SHARE
    if not inside.size or np.mean(inside & INSENSITIVE > 0) > 0.5:
        return GRADES[0]
    if not raster.with_deviation:
        return GRADES[1] if sure_outline else GRADES[0]
    slow = raster.classes[place][cells].max(initial=0) == 1
    if not slow and np.mean(inside & SIGNAL > 0) < 0.5:
        return GRADES[0]
    sure_class = np.mean(inside & SURE > 0) >= SURE_SHARE
    return GRADES[int(sure_class) + int(sure_outline)]
