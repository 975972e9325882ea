"""Object-based step: from a probability heatmap to rock glacier polygons with reasons.

``superpixels``, ``merging`` and ``multiresolution`` cut a scene into levels of image objects,
``segmentation`` says of which bands and ``gating`` where. ``membership`` chooses the objects of
landforms by the ``rules``; ``shaping``, ``units`` and ``outlines`` turn them into polygons
(``landforms``). ``features`` describes landforms and objects (``measures``, ``front``), ``layers``
gives the rasters for that under their names; ``imageobjects`` lists the objects. ``extraction``
runs the chain, on a scene or on a part of it; ``parts`` keeps the landforms of parts and puts them
together; ``fitting`` finds rules on a reference area.
"""

from .extraction import Extraction, extract_rock_glaciers
from .features import FIELDS, OBJECT_FIELDS
from .rules import Rules
from .segmentation import SegmentationSettings
from .shaping import Reshaping
from .units import UnitSettings

__all__ = [
    "FIELDS",
    "OBJECT_FIELDS",
    "Extraction",
    "Reshaping",
    "Rules",
    "SegmentationSettings",
    "UnitSettings",
    "extract_rock_glaciers",
]
