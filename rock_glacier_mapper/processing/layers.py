"""Between QGIS layers and the core's features: polygons in, sinks out, styles when loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingUtils,
    QgsWkbTypes,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QVariant

from ..core import paths
from ..core.errors import InputError
from ..core.files import remove_with_sidecars
from ..core.translation import tr
from .polygons import plain, read_features, read_polygon

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
        repaired: whether the geometry had to be repaired.
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
    if not source.sourceCrs().isValid():
        raise InputError(
            tr("{name}: the layer {layer} has no CRS. Set it in the layer properties.").format(
                name=name, layer=source.sourceName()
            )
        )
    transform = QgsCoordinateTransform(source.sourceCrs(), crs, context.transformContext())
    polygons = []
    for feature in read_features(source, attributes):
        feedback.check()
        shape, valid = None, True
        if feature.hasGeometry():
            geometry = feature.geometry()
            try:
                geometry.transform(transform)
            except QgsCsException as error:
                raise InputError(
                    tr("{name}: feature {id} cannot be transformed to {crs}: {error}").format(
                        name=name, id=feature.id(), crs=crs.authid(), error=error
                    )
                ) from error
            shape, valid = read_polygon(geometry)
        known = {}
        if attributes:
            known = dict(zip(feature.fields().names(), map(plain, feature.attributes())))
        polygons.append(SourcePolygon(feature.id(), shape, not valid, known))
    return polygons


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
    """Tell how many geometries of a parameter were invalid."""
    count = sum(polygon.repaired for polygon in polygons)
    if count:
        feedback.warning(
            tr("{name}: {count} invalid geometries were repaired.").format(name=name, count=count)
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
    import shapely

    from .inputs import named_output, qgis_crs

    fields = make_fields(types)
    given = named_output(parameters, name, context)
    is_new = given is not None and not Path(given).exists()
    sink, destination = algorithm.parameterAsSink(
        parameters,
        name,
        context,
        fields,
        geometry,
        QgsCoordinateReferenceSystem() if crs is None else qgis_crs(crs),
    )
    if sink is None and parameters.get(name) in (None, ""):
        return None
    problem = algorithm.invalidSinkError(parameters, name) if sink is None else None
    for feature in features if sink is not None else ():
        row = QgsFeature(fields)
        if feature.geometry is not None:
            shape = QgsGeometry()
            shape.fromWkb(shapely.to_wkb(feature.geometry, output_dimension=2))
            row.setGeometry(shape)
        row.setAttributes([_value(feature.attributes.get(n), k) for n, k in types.items()])
        if not sink.addFeature(row, QgsFeatureSink.Flag.FastInsert):
            problem = algorithm.writeFeatureError(sink, parameters, name)
            break
    del sink
    if problem is None and not _holds(destination, len(features), context):
        problem = tr("{name} could not be written. The disk may be full.").format(name=name)
    if problem is not None:
        if is_new:
            remove_with_sidecars(given)
        raise QgsProcessingException(problem)
    return destination


def _holds(destination: str, count: int, context: QgsProcessingContext) -> bool:
    """Whether a written layer has all features; a sink keeps quiet when its closing fails."""
    hint = QgsProcessingUtils.LayerHint.Vector
    layer = QgsProcessingUtils.mapLayerFromString(destination, context, True, hint)
    return layer is not None and layer.isValid() and layer.featureCount() in (count, -1)


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
