"""Polygons of a QGIS layer as shapely geometries, repaired where needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingFeatureSource,
)

from ..core.translation import tr


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


#: No CRS has places with coordinates beyond: the Earth's girth is 4e10 mm.
_FARTHEST = 1e11


def read_polygon(geometry: QgsGeometry) -> tuple[Any, bool]:
    """(shapely polygon or None, whether the geometry was valid); curves become segments, 2-D.

    A geometry with coordinates that are not finite, or beyond any place, is invalid and none.
    """
    import shapely

    from ..core.vector import polygonal, repaired

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
        box = geometry.boundingBox()
        made = geometry.makeValid() if box.isFinite() else QgsGeometry()
        if made.isEmpty():
            return None, False
        shape = repaired(shapely.from_wkb(bytes(made.asWkb())))
        return polygonal(shape) if _is_somewhere(shape) else None, False
    if not _is_somewhere(shape):
        return None, False
    if shape.is_valid:
        return polygonal(shape), True
    return polygonal(repaired(shape)), False


def transformed_polygon(
    geometry: QgsGeometry, transform: QgsCoordinateTransform
) -> tuple[Any, bool]:
    """As :func:`read_polygon`, in another CRS.

    Raises:
        QgsCsException: the polygon has no image there.
    """
    moved = QgsGeometry(geometry)
    try:
        moved.transform(transform)
    except QgsCsException:
        shape, valid = read_polygon(geometry)
        if shape is None:
            return None, valid
        raise
    return read_polygon(moved)


def no_place(name: str, number: int, transform: QgsCoordinateTransform) -> str:
    """What to tell of a feature that has no image in another CRS."""
    return tr(
        "{name}: feature {id} cannot be transformed to {crs}. Check its coordinates, and the CRS "
        "of its layer (layer properties, Source)."
    ).format(name=name, id=number, crs=transform.destinationCrs().authid() or tr("the other CRS"))


def _is_somewhere(shape) -> bool:
    import numpy as np
    import shapely

    # A comparison with NaN is false.
    return bool((np.abs(shapely.get_coordinates(shape)) <= _FARTHEST).all())


def plain(value: Any) -> Any:
    """A value of PyQGIS as a plain Python value; None for NULL."""
    if value is None or (hasattr(value, "isNull") and value.isNull()):
        return None
    return value
