"""How well mapped polygons agree with a reference: by area, by landform, and unit by unit.

:func:`.assessment.assess_inventory` makes the figures of an inventory, by region and with intervals
(:mod:`.measures`). Those by area treat all polygons of a side as one surface, so splitting a
landform into units does not change them. Precision is the field's user's accuracy, recall its
producer's accuracy (Congalton 1991, Remote Sensing of Environment 37, 35-46). The others compare
polygon with polygon, so they tell units from systems. :mod:`.reviewers` compares the answers of
reviewers to a sample.

:func:`assess`, :func:`match` and :func:`segmentation_errors` give some of the figures for two lists
of polygons, without regions or intervals. Polygons are expected in one projected, preferably
equal-area, CRS (:mod:`.equalarea`). Those of one side may overlap.
"""

from .area import Agreement, assess
from .objects import Matching, Segmentation, match, segmentation_errors

__all__ = [
    "Agreement",
    "Matching",
    "Segmentation",
    "assess",
    "match",
    "segmentation_errors",
]
