"""Agreement by area: all polygons of a side are one surface."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from shapely.geometry.base import BaseGeometry

from ..vector import as_array
from .objects import COVERED, overlaps


@dataclass(frozen=True)
class Agreement:
    """Agreement of a mapped set with a reference set.

    Attributes:
        found: reference landforms of which at least half the area is mapped.
        missed: the other reference landforms.
        false_finds: mapped polygons of which less than half lies on reference landforms.
        precision, recall, f1, iou: by area; None where undefined.
        area_bias: mapped area / reference area - 1; None without reference.
    """

    found: int
    missed: int
    false_finds: int
    precision: float | None
    recall: float | None
    f1: float | None
    iou: float | None
    area_bias: float | None


@dataclass(frozen=True)
class Surface:
    """Polygons of one side without their mutual overlaps.

    Attributes:
        parts: (m,) polygons or multipolygons that share no area with each other.
        part_of: int (n,), index of the part that holds each of the original polygons.
        overlapping: how many of the original polygons share area with another one.
    """

    parts: np.ndarray
    part_of: np.ndarray
    overlapping: int


def assess(mapped: Sequence[BaseGeometry], reference: Sequence[BaseGeometry]) -> Agreement:
    """Compare polygons in one projected, preferably equal-area, CRS, by area alone.

    For studies and checks of two lists of polygons; an inventory goes through
    :func:`.assessment.assess_inventory`.

    Args:
        mapped, reference: valid polygons; they may overlap within their set.
    """
    surface, truth = dissolve(mapped), dissolve(reference)
    common = float(overlaps(surface.parts, truth.parts).common.sum())
    areas = float(shapely.area(surface.parts).sum()), float(shapely.area(truth.parts).sum())
    found = int((covered_share(reference, surface) >= COVERED).sum())
    right = int((covered_share(mapped, truth) >= COVERED).sum())
    return Agreement(
        found=found,
        missed=len(reference) - found,
        false_finds=len(mapped) - right,
        precision=_share(common, areas[0]),
        recall=_share(common, areas[1]),
        f1=_share(2 * common, sum(areas)),
        iou=_share(common, sum(areas) - common),
        area_bias=areas[0] / areas[1] - 1 if areas[1] else None,
    )


def dissolve(polygons: Sequence[BaseGeometry]) -> Surface:
    """Unite the polygons of one side that touch or overlap; the others stay as they are."""
    one = as_array(polygons)
    first, second = shapely.STRtree(one).query(one, predicate="intersects")
    count = len(one)
    links = coo_matrix((np.ones(len(first)), (first, second)), (count, count))
    number, label = connected_components(links, directed=False)
    # Parts in the order of their first polygon, so that nothing depends on how labels are given.
    _, start = np.unique(label, return_index=True)
    rank = np.empty(number, int)
    rank[np.argsort(start)] = np.arange(number)
    part_of = rank[label] if count else np.zeros(0, int)
    order = np.argsort(part_of, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(part_of[order])) + 1) if count else []
    parts = as_array(
        one[group[0]] if len(group) == 1 else shapely.union_all(one[group]) for group in groups
    )
    own = first < second
    shared = shapely.area(shapely.intersection(one[first[own]], one[second[own]])) > 0
    overlapping = np.unique(np.concatenate((first[own][shared], second[own][shared])))
    return Surface(parts, part_of, len(overlapping))


def covered_share(polygons: Sequence[BaseGeometry], surface: Surface) -> np.ndarray:
    """Share of each polygon's area that lies on a surface, float (n,)."""
    found = overlaps(polygons, surface.parts)
    common = np.bincount(found.first, found.common, len(found.mapped_area))
    return common / found.mapped_area


def areas_inside(shapes: np.ndarray, zone: BaseGeometry | None) -> np.ndarray:
    """Area of each polygon within a zone, float (n,); the whole area where there is no zone."""
    areas = shapely.area(shapes)
    if zone is None or not len(shapes):
        return areas
    shapely.prepare(zone)
    inside = shapely.covers(zone, shapes)
    border = ~inside & shapely.intersects(zone, shapes)
    result = np.where(inside, areas, 0.0)
    result[border] = _cut_areas(shapes[border], zone)
    return result


def _cut_areas(shapes: np.ndarray, zone: BaseGeometry) -> np.ndarray:
    """Like an intersection with the whole zone, each shape with the parts near it only."""
    parts = shapely.get_parts(zone)
    first, second = shapely.STRtree(parts).query(shapes, predicate="intersects")
    order = np.lexsort((second, first))
    first, second = first[order], second[order]
    common = shapely.area(shapely.intersection(shapes[first], parts[second]))
    return np.bincount(first, common, len(shapes))


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
