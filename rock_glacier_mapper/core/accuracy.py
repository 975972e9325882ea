"""How well mapped polygons agree with a reference: by area, by landform, and unit by unit.

The area figures (:func:`assess`) treat all polygons of a side as one surface, so splitting a
landform into units does not change them. Precision is the field's user's accuracy, recall its
producer's accuracy (Congalton 1991, Remote Sensing of Environment 37, 35-46).

The other figures compare polygon with polygon, so they tell units from systems. Polygons are
expected in one projected, preferably equal-area, CRS. Those of one side may overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from shapely.geometry.base import BaseGeometry

from .errors import InputError

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
class PanopticQuality:
    """Figures of :func:`panoptic_quality`.

    Attributes:
        pq: panoptic quality, sq × rq; 0 without any pair, None when both sides are empty.
        sq: segmentation quality, the mean IoU of the pairs; None without pairs.
        rq: recognition quality, the F1 score of the counts; None when both sides are empty.
        true_positives, false_positives, false_negatives: pairs, mapped and reference polygons
            without a partner.
    """

    pq: float | None
    sq: float | None
    rq: float | None
    true_positives: int
    false_positives: int
    false_negatives: int


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


@dataclass(frozen=True)
class Overestimation:
    """Overestimation of area over matched landforms, as shares (0.28 is 28 %).

    Attributes:
        count: number of matched landforms.
        mean, median: of (mapped area - reference area) / reference area of the pairs.
        pooled: summed mapped area / summed reference area of the pairs - 1.

    All are None when there is no pair.
    """

    count: int
    mean: float | None
    median: float | None
    pooled: float | None


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
    if not 0 <= iou < 1:
        raise InputError(f"The smallest IoU must be from 0 to below 1, not {iou}.")
    overlaps = _overlaps(mapped, reference)
    values = overlaps.common / (
        overlaps.mapped_area[overlaps.first]
        + overlaps.reference_area[overlaps.second]
        - overlaps.common
    )
    enough = values > iou
    first, second, values = overlaps.first[enough], overlaps.second[enough], values[enough]
    chosen = _assigned(first, second, values, len(mapped), len(reference))
    return Matching(
        np.stack([first[chosen], second[chosen]], 1),
        values[chosen],
        len(mapped),
        len(reference),
    )


def panoptic_quality(
    mapped: Sequence[BaseGeometry], reference: Sequence[BaseGeometry], iou: float = 0.5
) -> PanopticQuality:
    """Panoptic quality: PQ = Σ IoU of the pairs / (TP + FP / 2 + FN / 2) = SQ × RQ.

    Source: Kirillov et al. 2019, Panoptic Segmentation, CVPR, equations 1 and 2; their limit is an
    IoU above 0.5.
    """
    found = match(mapped, reference, iou)
    count = len(found.iou)
    wrong, missed = found.mapped - count, found.reference - count
    total = float(found.iou.sum())
    weight = count + wrong / 2 + missed / 2
    return PanopticQuality(
        pq=_share(total, weight),
        sq=_share(total, count),
        rq=_share(count, weight),
        true_positives=count,
        false_positives=wrong,
        false_negatives=missed,
    )


def segmentation_errors(
    mapped: Sequence[BaseGeometry], reference: Sequence[BaseGeometry], covered: float = COVERED
) -> Segmentation:
    """How often landforms are split too much or too little, by count and by area.

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
    if not 0 < covered <= 1:
        raise InputError(f"The covered share must be above 0, up to 1, not {covered}.")
    one = _overlaps(mapped, reference)
    of_mapped = one.common / one.mapped_area[one.first]
    of_reference = one.common / one.reference_area[one.second]
    split = _several(one.second, of_mapped, of_reference, len(reference), covered)
    merged = _several(one.first, of_reference, of_mapped, len(mapped), covered)
    paired = (of_mapped > 0.5) | (of_reference > 0.5)
    if not paired.any():
        return Segmentation(split, merged, None, None, None)
    over = float(np.mean(1 - of_reference[paired]))
    under = float(np.mean(1 - of_mapped[paired]))
    return Segmentation(split, merged, over, under, float(np.sqrt((over**2 + under**2) / 2)))


def overestimation(
    mapped: Sequence[BaseGeometry], reference: Sequence[BaseGeometry], iou: float = 0.0
) -> Overestimation:
    """Overestimation of area over landforms that are matched one to one (:func:`match`).

    The mean is the natural reading of the "mean overestimation of area" that Robson et al. 2020
    (Remote Sens. Environ. 250:112033) report. Any overlap makes a pair by default; with ``iou``
    0.5 only good matches count, and the figures are then bound to lie between -0.5 and 1.
    """
    found = match(mapped, reference, iou)
    if not len(found.iou):
        return Overestimation(0, None, None, None)
    areas = shapely.area(np.array(list(mapped), object))[found.pairs[:, 0]]
    truth = shapely.area(np.array(list(reference), object))[found.pairs[:, 1]]
    excess = areas / truth - 1
    return Overestimation(
        count=len(excess),
        mean=float(excess.mean()),
        median=float(np.median(excess)),
        pooled=float(areas.sum() / truth.sum() - 1),
    )


@dataclass(frozen=True)
class _Overlaps:
    """Pairs of polygons that share area: indices, common area, and the areas of each side."""

    first: np.ndarray
    second: np.ndarray
    common: np.ndarray
    mapped_area: np.ndarray
    reference_area: np.ndarray


def _overlaps(mapped, reference) -> _Overlaps:
    """All pairs with common area, ordered by mapped, then reference polygon."""
    one, other = np.empty(len(mapped), object), np.empty(len(reference), object)
    one[:], other[:] = list(mapped), list(reference)
    first, second = shapely.STRtree(other).query(one, predicate="intersects")
    order = np.lexsort((second, first))
    first, second = first[order], second[order]
    common = shapely.area(shapely.intersection(one[first], other[second]))
    real = common > 0
    return _Overlaps(
        first[real], second[real], common[real], shapely.area(one), shapely.area(other)
    )


def _assigned(first, second, values, mapped, reference) -> np.ndarray:
    """Which pairs belong to the best one-to-one assignment: indices, in order.

    It is solved within each group of polygons that are linked by pairs, which are small.
    """
    links = coo_matrix((np.ones(len(first)), (first, second + mapped)), (mapped + reference,) * 2)
    group = connected_components(links, directed=False)[1][first]
    order = np.argsort(group, kind="stable")
    chosen = []
    for pairs in np.split(order, np.flatnonzero(np.diff(group[order])) + 1):
        rows, row = np.unique(first[pairs], return_inverse=True)
        columns, column = np.unique(second[pairs], return_inverse=True)
        table = np.zeros((len(rows), len(columns)))
        number = np.full(table.shape, -1)
        table[row, column], number[row, column] = values[pairs], pairs
        picked = number[linear_sum_assignment(table, maximize=True)]
        chosen.append(picked[picked >= 0])
    return np.sort(np.concatenate(chosen)).astype(int)


def _several(owner, inside, of_owner, count, covered) -> int:
    """How many polygons hold at least two others, which cover enough of them together."""
    within = inside >= covered
    parts = np.bincount(owner[within], minlength=count)
    share = np.bincount(owner[within], of_owner[within], minlength=count)
    return int(((parts >= 2) & (share >= covered)).sum())


def _covered(polygon: BaseGeometry, surface: BaseGeometry) -> bool:
    return shapely.intersection(polygon, surface).area >= COVERED * polygon.area


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
