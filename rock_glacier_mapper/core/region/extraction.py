"""Rock glacier polygons of a region, unit by unit.

A unit's landforms are extracted with :func:`extract_part`, kept on file (:meth:`Part.save`) and put
together with :func:`assemble`. The result is that of the region in one go, bit by bit, whatever the
units: each landform is extracted once and as a whole, so there is nothing to stitch.
"""

from __future__ import annotations

from ..objects.extraction import extract_part
from ..objects.parts import Extraction, Part, assemble
from ..objects.segmentation import image_stretch

__all__ = ["Extraction", "Part", "assemble", "extract_part", "image_stretch"]
