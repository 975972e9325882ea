"""How well mapped polygons agree with a reference: by area, and by landform.

The area figures treat all polygons of a side as one surface, so splitting a landform into units
does not change them. Precision is the field's user's accuracy, recall its producer's accuracy
(Congalton 1991, Remote Sensing of Environment 37, 35-46).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

#: Share of a polygon's area from which it counts as covered by the other side.
COVERED = 0.5


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


def assess(mapped: Sequence[BaseGeometry], reference: Sequence[BaseGeometry]) -> Agreement:
    """Compare polygons in one projected, preferably equal-area, CRS.

    Args:
        mapped, reference: valid polygons; they may overlap within their set.
    """
    surface, truth = shapely.union_all(list(mapped)), shapely.union_all(list(reference))
    common = shapely.intersection(surface, truth).area
    found = sum(_covered(polygon, surface) for polygon in reference)
    wrong = sum(not _covered(polygon, truth) for polygon in mapped)
    union = surface.area + truth.area - common
    return Agreement(
        found=found,
        missed=len(reference) - found,
        false_finds=wrong,
        precision=_share(common, surface.area),
        recall=_share(common, truth.area),
        f1=_share(2 * common, surface.area + truth.area),
        iou=_share(common, union),
        area_bias=surface.area / truth.area - 1 if truth.area else None,
    )


def _covered(polygon: BaseGeometry, surface: BaseGeometry) -> bool:
    return shapely.intersection(polygon, surface).area >= COVERED * polygon.area


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
