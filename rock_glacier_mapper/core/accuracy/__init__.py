"""How well mapped polygons agree with a reference: by area, by landform, and unit by unit.

The area figures (:func:`assess`) treat all polygons of a side as one surface, so splitting a
landform into units does not change them. Precision is the field's user's accuracy, recall its
producer's accuracy (Congalton 1991, Remote Sensing of Environment 37, 35-46).

The other figures compare polygon with polygon, so they tell units from systems. Polygons are
expected in one projected, preferably equal-area, CRS (:mod:`.equalarea`). Those of one side may
overlap. :func:`.assessment.assess_inventory` makes all figures at once, by region and with
intervals; :mod:`.reviewers` compares the answers of reviewers to a sample.
"""

from .area import Agreement, assess
from .objects import (
    Matching,
    Overestimation,
    PanopticQuality,
    Segmentation,
    match,
    overestimation,
    panoptic_quality,
    segmentation_errors,
)

__all__ = [
    "Agreement",
    "Matching",
    "Overestimation",
    "PanopticQuality",
    "Segmentation",
    "assess",
    "match",
    "overestimation",
    "panoptic_quality",
    "segmentation_errors",
]
