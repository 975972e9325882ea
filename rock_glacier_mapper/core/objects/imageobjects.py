"""Image objects as polygons with features: the OBJECTS layer."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import rasterio.features
import shapely

from ..feedback import Feedback
from ..vector import Feature, polygonal
from .features import OBJECT_FIELDS, GlacierOverlap, attributes, values_of
from .landforms import Place
from .layers import SceneLayers
from .measures import measure, spectral_indices
from .membership import Membership
from .multiresolution import Levels

#: Features that :func:`.measures.measure` gives of an object.
_MEASURED = tuple(
    name
    for name in OBJECT_FIELDS
    if name not in ("object_id", "rg_id", "seed_share", "status", "reason", "level", "parent_id")
)


class ImageObjects:
    """Collects the objects of windows of a scene, level by level.

    Args:
        layers: to describe objects with.
        glaciers: whose overlap is a feature.
    """

    def __init__(self, layers: SceneLayers, glaciers: GlacierOverlap):
        self._layers, self._glaciers = layers, glaciers
        self._found: list[tuple[tuple, tuple, tuple | None, Feature]] = []

    def add(
        self, window: int, levels: Levels, membership: Membership, place: Place, feedback: Feedback
    ) -> None:
        """Describe the objects of all levels of a window.

        Args:
            window: number that no other window has.
            membership: of the objects of the finest level.
        """
        for number, level in enumerate(levels):
            feedback.check()
            labels = levels.labels(number)
            columns = measure(labels, self._reader(place), place.pixel_m, feedback=feedback)
            for polygon, own in _polygons(labels, place):
                values = values_of(columns, _MEASURED, own)
                values["level"] = number + 1
                values["glacier_overlap"] = self._glaciers.of(polygon)
                if number == 0:
                    values |= _judged(membership, own)
                parent = None if level.parent is None else (window, number + 1, level.parent[own])
                self._found.append(
                    (
                        (number, *place_of(polygon)),
                        (window, number, own),
                        parent,
                        Feature(polygon, attributes(OBJECT_FIELDS, values)),
                    )
                )

    def _reader(self, place: Place):
        def read(column: int, row: int, width: int, height: int) -> Mapping[str, np.ndarray]:
            layers = self._layers.read(place.column + column, place.row + row, width, height)
            # Objects are judged by the smoothed heatmap.
            layers["heatmap"] = layers.pop("smoothed")
            return layers | spectral_indices(layers)

        return read

    def features(self) -> list[Feature]:
        """All objects, level by level from north-west to south-east, numbered and tied."""
        self._found.sort(key=lambda item: item[0])
        numbers = {key: number for number, (_, key, _, _) in enumerate(self._found, start=1)}
        for _, key, parent, feature in self._found:
            feature.attributes["object_id"] = numbers[key]
            feature.attributes["parent_id"] = None if parent is None else numbers[parent]
        return [feature for *_, feature in self._found]


def place_of(polygon: shapely.Geometry) -> tuple[float, float, float]:
    """Sort key: from north-west to south-east by the centre; area tells equal centres apart."""
    centre = polygon.centroid
    return (round(centre.x - centre.y, 3), round(-centre.y, 3), round(polygon.area, 3))


def _polygons(labels: np.ndarray, place: Place):
    """Polygon and number (label - 1) of each object, along pixel sides."""
    for shape, value in rasterio.features.shapes(labels, labels > 0, 4, place.map()):
        polygon = shapely.geometry.shape(shape)
        if not polygon.is_valid:
            polygon = polygonal(shapely.make_valid(polygon))
        yield polygon, int(value) - 1


def _judged(membership: Membership, number: int) -> dict[str, object]:
    status, reason = membership.reason(number)
    return {
        "seed_share": float(membership.seed_share[number]),
        "status": status,
        "reason": reason,
        "score": membership.score(number),
    }
