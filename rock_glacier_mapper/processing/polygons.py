"""Polygons of a QGIS layer as shapely geometries, repaired where needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qgis.core import QgsFeature, QgsFeatureRequest, QgsGeometry, QgsProcessingFeatureSource


def read_features(source, attributes: bool = True) -> Iterator[QgsFeature]:
    """All features of a layer or Processing source, invalid geometries included."""
    request = QgsFeatureRequest()
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    if not attributes:
        request.setNoAttributes()
    if isinstance(source, QgsProcessingFeatureSource):
        # Without this flag Processing's own setting would skip or refuse invalid geometries.
        keep = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
        return source.getFeatures(request, keep)
    return source.getFeatures(request)


def read_polygon(geometry: QgsGeometry) -> tuple[Any, bool]:
    """(shapely polygon or None, whether the geometry was valid); curves become segments, 2-D."""
    import shapely

    from ..core.vector import polygonal

    if geometry.constGet() is None or geometry.isEmpty():
        return None, True
    if geometry.constGet().hasCurvedSegments():
        geometry = QgsGeometry(geometry.constGet().segmentize())
    geometry = QgsGeometry(geometry.constGet().clone())
    geometry.get().dropZValue()
    geometry.get().dropMValue()
    try:
        shape = shapely.from_wkb(bytes(geometry.asWkb()))
    except shapely.errors.ShapelyError:
        # shapely refuses some rings (such as unclosed ones) that QGIS can repair.
        repaired = geometry.makeValid()
        if repaired.isEmpty():
            return None, False
        return polygonal(shapely.from_wkb(bytes(repaired.asWkb()))), False
    if shape.is_valid:
        return polygonal(shape), True
    return polygonal(shapely.make_valid(shape)), False


def plain(value: Any) -> Any:
    """A value of PyQGIS as a plain Python value; None for NULL."""
    if value is None or (hasattr(value, "isNull") and value.isNull()):
        return None
    return value
