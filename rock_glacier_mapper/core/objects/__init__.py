"""Object-based step: from a probability heatmap to rock glacier polygons with reasons.

``superpixels`` and ``merging`` cut the scene into objects, ``gating`` says where, ``shaping`` and
``outlines`` turn chosen objects into polygons, ``features`` describes and ``rules`` judges them;
``extraction`` runs the chain.
"""

from .extraction import Extraction, extract_rock_glaciers
from .features import FIELDS, OBJECT_FIELDS
from .rules import Rules
from .segmentation import SegmentationSettings

__all__ = [
    "FIELDS",
    "OBJECT_FIELDS",
    "Extraction",
    "Rules",
    "SegmentationSettings",
    "extract_rock_glaciers",
]
