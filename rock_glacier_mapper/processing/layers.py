"""Between QGIS layers and the core's features: polygons in, sinks out, styles when loaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingLayerPostProcessorInterface,
    QgsWkbTypes,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QVariant

from ..core import paths
from ..core.errors import InputError
from ..core.translation import tr
from .polygons import no_place, plain, read_features, transformed_polygon

try:  # QGIS 3.38 and later want the types of QMetaType
    from qgis.PyQt.QtCore import QMetaType

    QgsField("", QMetaType.Type.QString)
    _TYPES = {
        str: QMetaType.Type.QString,
        int: QMetaType.Type.LongLong,
        float: QMetaType.Type.Double,
    }
except (ImportError, AttributeError, TypeError):
    _TYPES = {
        str: QVariant.Type.String,
        int: QVariant.Type.LongLong,
        float: QVariant.Type.Double,
    }


@dataclass(frozen=True)
class SourcePolygon:
    """A feature of a polygon layer.

    Attributes:
        id: of the feature in its layer.
        geometry: valid shapely polygon, or None when the feature has none.
        repaired: whether the geometry was invalid; without a geometry it could not be repaired.
        attributes: field name to plain value; empty unless asked for.
    """

    id: int
    geometry: Any
    repaired: bool
    attributes: dict[str, Any]


def source_polygons(
    algorithm, parameters, name, context, crs, feedback, attributes: bool = False
) -> list[SourcePolygon]:
    """All features of a vector parameter, their polygons in ``crs``; none when it is empty.

    Args:
        crs: QGIS's object.
        attributes: whether they are wanted.

    Raises:
        InputError: the layer has no CRS, or a feature cannot be transformed.
    """
    if parameters.get(name) in (None, ""):
        return []
    source = algorithm.parameterAsSource(parameters, name, context)
    if source is None:
        raise QgsProcessingException(algorithm.invalidSourceError(parameters, name))
    require_crs(source, name)
    transform = QgsCoordinateTransform(source.sourceCrs(), crs, context.transformContext())
    polygons = []
    for feature in read_features(source, attributes):
        feedback.check()
        shape, valid = None, True
        if feature.hasGeometry():
            try:
                shape, valid = transformed_polygon(feature.geometry(), transform)
            except QgsCsException as error:
                raise InputError(no_place(name, feature.id(), transform)) from error
        known = {}
        if attributes:
            known = dict(zip(feature.fields().names(), map(plain, feature.attributes())))
        polygons.append(SourcePolygon(feature.id(), shape, not valid, known))
    return polygons


def require_crs(source, name: str) -> None:
    """Raise InputError when the source of a parameter has no CRS."""
    if not source.sourceCrs().isValid():
        raise InputError(
            tr("{name}: the layer {layer} has no CRS. Set it in the layer properties.").format(
                name=name, layer=source.sourceName()
            )
        )


def polygons_in(algorithm, parameters, name, context, crs, feedback) -> list | None:
    """Polygons of a vector parameter as shapely geometries in ``crs``; None when it is empty.

    Invalid ones are repaired, empty ones left out.

    Args:
        crs: rasterio CRS.

    Raises:
        InputError: see :func:`source_polygons`.
    """
    from .inputs import qgis_crs

    if parameters.get(name) in (None, ""):
        return None
    found = source_polygons(algorithm, parameters, name, context, qgis_crs(crs), feedback)
    warn_of_repairs(found, name, feedback)
    return [polygon.geometry for polygon in found if polygon.geometry is not None]


def warn_of_repairs(polygons: list[SourcePolygon], name: str, feedback) -> None:
    """Tell how many geometries of a parameter were invalid, and which of them are lost."""
    invalid = [polygon for polygon in polygons if polygon.repaired]
    lost = [str(polygon.id) for polygon in invalid if polygon.geometry is None]
    count = len(invalid) - len(lost)
    if count:
        feedback.warning(
            tr("{name}: {count} invalid geometries were repaired.").format(name=name, count=count)
        )
    if lost:
        feedback.warning(
            tr(
                "{name}: {count} invalid geometries without an area or a place on the Earth were "
                "left out, features {numbers}. Check them in the layer."
            ).format(name=name, count=len(lost), numbers=", ".join(lost[:10]))
        )


def make_fields(types: dict[str, type]) -> QgsFields:
    """QGIS fields from name to Python type (str, int, float)."""
    fields = QgsFields()
    for name, kind in types.items():
        fields.append(QgsField(name, _TYPES[kind]))
    return fields


def write_sink(
    algorithm,
    parameters,
    name,
    context,
    crs,
    types,
    features,
    geometry=QgsWkbTypes.Type.Polygon,
) -> str | None:
    """Write the core's features into a sink parameter; None when the sink is not wanted.

    Args:
        crs: rasterio CRS of the features; None for a table, and where it is not known.
        types: field name to Python type.
        features: of :class:`..core.vector.Feature`.
        geometry: QGIS's geometry type; ``NoGeometry`` for a table.
    """
    from .inputs import qgis_crs
    from .sinks import fill_sink

    fields = make_fields(types)
    return fill_sink(
        algorithm,
        parameters,
        name,
        context,
        fields,
        geometry,
        QgsCoordinateReferenceSystem() if crs is None else qgis_crs(crs),
        _rows(fields, types, features),
        len(features),
    )


def _rows(fields: QgsFields, types: dict[str, type], features) -> Iterator[QgsFeature]:
    """The core's features as those of QGIS."""
    import shapely

    for feature in features:
        row = QgsFeature(fields)
        if feature.geometry is not None:
            shape = QgsGeometry()
            shape.fromWkb(shapely.to_wkb(feature.geometry, output_dimension=2))
            row.setGeometry(shape)
        row.setAttributes([_value(feature.attributes.get(n), k) for n, k in types.items()])
        yield row


def _value(value, kind):
    if value is None or value != value:
        return None
    return kind(value)


class LayerStyler(QgsProcessingLayerPostProcessorInterface):
    """Gives a layer its style when QGIS loads it: a bundled one, or the default of its data."""

    def __init__(self, style: str | None):
        super().__init__()
        self._style = style

    def postProcessLayer(self, layer, context, feedback):  # noqa: D102
        if self._style is None:
            layer.loadDefaultStyle()
        else:
            layer.loadNamedStyle(str(paths.resources() / "styles" / self._style))
        layer.triggerRepaint()


def layer_styler(style: str | None = None) -> LayerStyler:
    """A new post-processor for one layer.

    The Processing context deletes it in the end but keeps no Python reference, so it lives here
    until then; two layers must not share one.

    Args:
        style: file in ``resources/styles``; None loads the style stored in the layer's GeoPackage,
            which Processing itself leaves out.
    """
    _kept[:] = [kept for kept in _kept if not sip.isdeleted(kept)]
    _kept.append(LayerStyler(style))
    return _kept[-1]


_kept: list[LayerStyler] = []


def style_when_loaded(context: QgsProcessingContext, destination: str | None, style: str) -> None:
    """Have a bundled QML style applied if QGIS loads the output into the project."""
    if destination is None or not context.willLoadLayerOnCompletion(destination):
        return
    context.layerToLoadOnCompletionDetails(destination).setPostProcessor(layer_styler(style))
