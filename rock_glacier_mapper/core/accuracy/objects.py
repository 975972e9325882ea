"""Landforms of one side compared with those of the other: overlaps, pairs, splits and mergers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..translation import tr
from ..vector import as_array

#: Share of a polygon's area from which it counts as covered by the other side.
COVERED = 0.5


@dataclass(frozen=True)
class Matching:
    """One-to-one pairs of mapped and reference polygons.

    Attributes:
        pairs: int (n, 2), index of the mapped and of the reference polygon, by the former.
        iou: float (n,), intersection over union of each pair.
        mapped, reference: number of polygons on each side.
    """

    pairs: np.ndarray
    iou: np.ndarray
    mapped: int
    reference: int


@dataclass(frozen=True)
class Segmentation:
    """Over- and under-segmentation, see :func:`segmentation_errors`.

    Attributes:
        split: reference polygons that are split into two or more mapped ones.
        merged: mapped polygons in which two or more reference ones are merged.
        oversegmentation, undersegmentation: area indices, 0 (none) to 1; None without pairs.
        distance: root mean square of the two, 0 to 1; None without pairs.
    """

    split: int
    merged: int
    oversegmentation: float | None
    undersegmentation: float | None
    distance: float | None


def match(
    mapped: Sequence[BaseGeometry], reference: Sequence[BaseGeometry], iou: float = 0.5
) -> Matching:
    """Pair mapped with reference polygons one to one, so that the sum of their IoU is largest.

    Only pairs whose IoU exceeds ``iou`` count. Where no polygon overlaps another of its own side
    and ``iou`` is 0.5 or more, no polygon has two such partners, and the pairs are unique
    (Kirillov et al. 2019). With ``iou`` 0 it is the best assignment by any overlap.

    Args:
        mapped, reference: valid polygons.
        iou: 0 (any overlap) to below 1.

    Raises:
        InputError: ``iou`` outside that range.
    """
    return assign(overlaps(mapped, reference), iou)


def assign(found: Overlaps, iou: float = 0.5) -> Matching:
    """:func:`match` of polygons whose overlaps are known."""
    if not 0 <= iou < 1:
        raise InputError(
            tr("The smallest IoU must be from 0 to below 1, not {iou}.").format(iou=iou)
        )
    enough = found.iou > iou
    first, second, values = found.first[enough], found.second[enough], found.iou[enough]
    sizes = len(found.mapped_area), len(found.reference_area)
    chosen = _assigned(first, second, values, *sizes)
    return Matching(np.stack([first[chosen], second[chosen]], 1), values[chosen], *sizes)


def segmentation_errors(
    mapped: Sequence[BaseGeometry], reference: Sequence[BaseGeometry], covered: float = COVERED
) -> Segmentation:
    """How often landforms are split too much or too little, by count and by area.

    For studies of two lists of polygons; of an inventory only the counts are told.

    A reference polygon is *split* when at least two mapped polygons lie in it with a share of at
    least ``covered`` of their own area each, and together cover at least that share of it. A
    mapped polygon *merges* when the same holds with the sides exchanged. These are over- and
    under-segmentation of Hoover et al. 1996 (IEEE Trans. Pattern Anal. Mach. Intell. 18:673-689),
    whose tolerance is ``covered``.

    The area indices are those of Clinton et al. 2010 (Photogramm. Eng. Remote Sens. 76:289-299):
    OS = 1 - common / reference area, US = 1 - common / mapped area, D = √((OS² + US²) / 2). A pair
    is a reference and a mapped polygon whose common area is more than half of either: the
    criteria by area of their set of matches, without those by centroid. OS and US are means over
    the pairs, D is of these means.

    Args:
        covered: above 0, up to 1.

    Raises:
        InputError: ``covered`` outside that range.
    """
    one = overlaps(mapped, reference)
    split, merged = split_and_merged(one, covered)
    of_mapped = one.common / one.mapped_area[one.first]
    of_reference = one.common / one.reference_area[one.second]
    split, merged = int(split.sum()), int(merged.sum())
    paired = (of_mapped > 0.5) | (of_reference > 0.5)
    if not paired.any():
        return Segmentation(split, merged, None, None, None)
    over = float(np.mean(1 - of_reference[paired]))
    under = float(np.mean(1 - of_mapped[paired]))
    return Segmentation(split, merged, over, under, float(np.sqrt((over**2 + under**2) / 2)))


def split_and_merged(found: Overlaps, covered: float = COVERED) -> tuple[np.ndarray, np.ndarray]:
    """Which reference polygons are split, and which mapped ones merge: :func:`segmentation_errors`.

    Returns:
        Two bool arrays, one value a reference and one a mapped polygon.
    """
    if not 0 < covered <= 1:
        raise InputError(
            tr("The covered share must be above 0, up to 1, not {covered}.").format(covered=covered)
        )
    of_mapped = found.common / found.mapped_area[found.first]
    of_reference = found.common / found.reference_area[found.second]
    split = _several(found.second, of_mapped, of_reference, len(found.reference_area), covered)
    merged = _several(found.first, of_reference, of_mapped, len(found.mapped_area), covered)
    return split, merged


@dataclass(frozen=True)
class Overlaps:
    """Pairs of polygons that share area, ordered by mapped, then reference polygon.

    Attributes:
        first, second: int (n,), index of the mapped and of the reference polygon.
        common, iou: float (n,), common area and intersection over union.
        mapped_area, reference_area: of all polygons of each side.
    """

    first: np.ndarray
    second: np.ndarray
    common: np.ndarray
    iou: np.ndarray
    mapped_area: np.ndarray
    reference_area: np.ndarray


def overlaps(mapped: Sequence[BaseGeometry], reference: Sequence[BaseGeometry]) -> Overlaps:
    """All pairs of a mapped and a reference polygon that share area."""
    one, other = as_array(mapped), as_array(reference)
    first, second = shapely.STRtree(other).query(one, predicate="intersects")
    order = np.lexsort((second, first))
    first, second = first[order], second[order]
    common = shapely.area(shapely.intersection(one[first], other[second]))
    real = common > 0
    first, second, common = first[real], second[real], common[real]
    areas = shapely.area(one), shapely.area(other)
    union = areas[0][first] + areas[1][second] - common
    return Overlaps(first, second, common, common / union, *areas)


def _assigned(first, second, values, mapped, reference) -> np.ndarray:
    """Which pairs belong to the best one-to-one assignment: indices, in order.

    It is solved within each group of polygons that are linked by pairs, which are small.
    """
    links = coo_matrix((np.ones(len(first)), (first, second + mapped)), (mapped + reference,) * 2)
    group = connected_components(links, directed=False)[1][first]
    order = np.argsort(group, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(group[order])) + 1)
    chosen = [part for part in parts if len(part) == 1]
    for pairs in (part for part in parts if len(part) > 1):
        rows, row = np.unique(first[pairs], return_inverse=True)
        columns, column = np.unique(second[pairs], return_inverse=True)
        table = np.zeros((len(rows), len(columns)))
        number = np.full(table.shape, -1)
        table[row, column], number[row, column] = values[pairs], pairs
        picked = number[linear_sum_assignment(table, maximize=True)]
        chosen.append(picked[picked >= 0])
    return np.sort(np.concatenate(chosen or [[]])).astype(int)


def _several(owner, inside, of_owner, count, covered) -> np.ndarray:
    """Which polygons hold at least two others that cover enough of them together."""
    within = inside >= covered
    parts = np.bincount(owner[within], minlength=count)
    share = np.bincount(owner[within], of_owner[within], minlength=count)
    return (parts >= 2) & (share >= covered)
