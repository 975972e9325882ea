"""The figures of an accuracy assessment: their names, definitions and formulas.

All are ratios of sums over landforms or pieces of land, so that they can be computed for any set
of blocks from the sums of the blocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..translation import mark

#: What is summed. Areas in m². "pair" stands for pairs by IoU above the limit, "any" for pairs by
#: any overlap; "count" for the count in which several polygons may claim one reference.
QUANTITIES = (
    "mapped_area",
    "reference_area",
    "common_area",
    "mapped",
    "reference",
    "pairs",
    "pair_iou",
    "false_finds",
    "missed",
    "detected",
    "touching",
    "any_pairs",
    "any_mapped_area",
    "any_reference_area",
    "any_excess",
    "count_found",
    "count_missed",
    "split",
    "merged",
)

AREA, OBJECTS, OVERLAP, EXCESS, COUNT = (
    mark("By area"),
    mark("By landform, one to one"),
    mark("By landform, any overlap"),
    mark("Overestimation of area"),
    mark("Count as in Landuse_DL, not one to one"),
)


@dataclass(frozen=True)
class Measure:
    """A figure: (weighted sum of quantities) / (weighted sum of quantities) + offset.

    Attributes:
        name: of the field in tables.
        title, group, definition: for people.
        above, below: quantity to weight.
        offset: -1 for a bias.
    """

    name: str
    title: str
    group: str
    definition: str
    above: Mapping[str, float]
    below: Mapping[str, float]
    offset: float = 0.0


MEASURES = (
    Measure(
        "precision",
        mark("Precision = user's accuracy"),
        AREA,
        mark("common area / mapped area; 1 - commission error"),
        {"common_area": 1},
        {"mapped_area": 1},
    ),
    Measure(
        "recall",
        mark("Recall = producer's accuracy"),
        AREA,
        mark("common area / reference area; 1 - omission error"),
        {"common_area": 1},
        {"reference_area": 1},
    ),
    Measure(
        "f1",
        "F1",
        AREA,
        mark(
            "2 × common area / (mapped area + reference area), the harmonic mean of the two above"
        ),
        {"common_area": 2},
        {"mapped_area": 1, "reference_area": 1},
    ),
    Measure(
        "iou",
        mark("IoU"),
        AREA,
        mark(
            "common area / area of the union, of the class rock glacier; never the mean with "
            "the background"
        ),
        {"common_area": 1},
        {"mapped_area": 1, "reference_area": 1, "common_area": -1},
    ),
    Measure(
        "area_bias",
        mark("Area bias"),
        AREA,
        mark("mapped area / reference area - 1, of everything, matched or not"),
        {"mapped_area": 1},
        {"reference_area": 1},
        -1.0,
    ),
    Measure(
        "object_precision",
        mark("Precision"),
        OBJECTS,
        mark("pairs / (pairs + false finds)"),
        {"pairs": 1},
        {"pairs": 1, "false_finds": 1},
    ),
    Measure(
        "object_recall",
        mark("Recall"),
        OBJECTS,
        mark("pairs / (pairs + missed landforms)"),
        {"pairs": 1},
        {"pairs": 1, "missed": 1},
    ),
    Measure(
        "object_f1",
        mark("F1 = recognition quality"),
        OBJECTS,
        mark("2 × pairs / (2 × pairs + false finds + missed landforms)"),
        {"pairs": 2},
        {"pairs": 2, "false_finds": 1, "missed": 1},
    ),
    Measure(
        "mean_iou",
        mark("Mean IoU of the pairs = segmentation quality"),
        OBJECTS,
        mark("sum of the pairs' IoU / pairs"),
        {"pair_iou": 1},
        {"pairs": 1},
    ),
    Measure(
        "panoptic_quality",
        mark("Panoptic quality"),
        OBJECTS,
        mark("recognition quality × segmentation quality (Kirillov et al. 2019)"),
        {"pair_iou": 1},
        {"pairs": 1, "false_finds": 0.5, "missed": 0.5},
    ),
    Measure(
        "detection_rate",
        mark("Detection rate"),
        OVERLAP,
        mark("reference landforms that share any area with a mapped polygon / reference landforms"),
        {"detected": 1},
        {"reference": 1},
    ),
    Measure(
        "confirmed_rate",
        mark("Confirmed rate"),
        OVERLAP,
        mark("mapped polygons that share any area with a reference landform / mapped polygons"),
        {"touching": 1},
        {"mapped": 1},
    ),
    Measure(
        "overestimation_mean",
        mark("Mean"),
        EXCESS,
        mark(
            "mean of (mapped area - reference area) / reference area over pairs, which are "
            "one to one by any overlap; the natural reading of Robson et al. (2020)"
        ),
        {"any_excess": 1},
        {"any_pairs": 1},
    ),
    Measure(
        "overestimation_pooled",
        mark("Pooled"),
        EXCESS,
        mark("summed mapped area / summed reference area of the same pairs - 1"),
        {"any_mapped_area": 1},
        {"any_reference_area": 1},
        -1.0,
    ),
    Measure(
        "count_precision",
        mark("Precision"),
        COUNT,
        mark("mapped polygons whose best IoU exceeds the limit / mapped polygons"),
        {"count_found": 1},
        {"mapped": 1},
    ),
    Measure(
        "count_recall",
        mark("Recall"),
        COUNT,
        mark("found / (found + reference landforms whose best IoU is below the limit)"),
        {"count_found": 1},
        {"count_found": 1, "count_missed": 1},
    ),
    Measure(
        "count_f1",
        "F1",
        COUNT,
        mark("2 × found / (mapped polygons + found + missed)"),
        {"count_found": 2},
        {"mapped": 1, "count_found": 1, "count_missed": 1},
    ),
    Measure(
        "count_recall_difference",
        mark("Recall, missed by difference"),
        COUNT,
        mark(
            "found / reference landforms, its other way to count misses; above 1 where "
            "several polygons claim one landform"
        ),
        {"count_found": 1},
        {"reference": 1},
    ),
    Measure(
        "count_f1_difference",
        mark("F1, missed by difference"),
        COUNT,
        mark("2 × found / (mapped polygons + reference landforms)"),
        {"count_found": 2},
        {"mapped": 1, "reference": 1},
    ),
)

#: Median of the relative excess of area; no ratio of sums.
MEDIAN = "overestimation_median"


def figures(totals: Any) -> Any:
    """All :data:`MEASURES` from totals of :data:`QUANTITIES`.

    Args:
        totals: float array (n, quantities).

    Returns:
        float array (n, measures), NaN where the denominator is 0.
    """
    import numpy as np

    def weights(side: str):
        table = np.zeros((len(QUANTITIES), len(MEASURES)))
        for column, measure in enumerate(MEASURES):
            for name, weight in getattr(measure, side).items():
                table[QUANTITIES.index(name), column] = weight
        return table

    totals = np.asarray(totals, float)
    above, below = totals @ weights("above"), totals @ weights("below")
    offset = np.array([measure.offset for measure in MEASURES])
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0, above / below + offset, np.nan)
