"""Vector outputs of Processing that appear whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from osgeo import gdal
from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from ..core.errors import InputError
from ..core.files import whole_dataset
from ..core.translation import tr
from .inputs import named_output


def fill_sink(
    algorithm, parameters, name, context, fields, geometry, crs, rows: Iterable[QgsFeature], count
) -> str | None:
    """Write features into a sink parameter; None when the sink is not wanted.

    A file appears when it is complete. Databases and memory layers are filled where they are.

    Args:
        fields, geometry, crs: of QGIS.
        rows: features with these fields.
        count: of the rows.

    Raises:
        InputError: it cannot be written.
    """
    wanted = parameters.get(name)
    given = named_output(parameters, name, context)
    kind = (_storable(fields), geometry, crs)
    if given is None or _adds_to(wanted):
        return _fill(algorithm, parameters, name, context, kind, rows, count)
    if not QgsVectorFileWriter.driverForExtension(Path(given).suffix[1:]):
        given = f"{given}.gpkg"  # as QGIS itself does
    with whole_dataset(given) as temporary:
        own = {**parameters, name: _redirected(wanted, temporary)}
        _fill(algorithm, own, name, context, kind, rows, count)
    project = getattr(wanted, "destinationProject", None)
    if project is not None:
        title = wanted.destinationName or algorithm.parameterDefinition(name).description()
        hint = QgsProcessingUtils.LayerHint.Vector
        details = QgsProcessingContext.LayerDetails(title, project, name, hint)
        context.addLayerToLoadOnCompletion(given, details)
    return given


def _storable(fields: QgsFields) -> QgsFields:
    """Fields that a GeoPackage can hold: there ``fid``, in any case, numbers the features."""
    stored, names = QgsFields(), {field.name().lower() for field in fields}
    for field in fields:
        if field.name().lower() == "fid" and not field.isNumeric():
            number = next(n for n in range(1, len(names) + 2) if f"fid_{n}" not in names)
            field = QgsField(field)
            field.setName(f"{field.name()}_{number}")
        stored.append(field)
    return stored


def _adds_to(wanted) -> bool:
    """Whether features are to join a layer that is there."""
    return isinstance(wanted, QgsProcessingOutputLayerDefinition) and wanted.useRemapping()


def _redirected(wanted, path: Path) -> QgsProcessingOutputLayerDefinition:
    """The same output at another place, which no project is to load."""
    other = QgsProcessingOutputLayerDefinition(str(path))
    if isinstance(wanted, QgsProcessingOutputLayerDefinition):
        other.createOptions = wanted.createOptions
    return other


def _fill(algorithm, parameters, name, context, kind, rows, count) -> str | None:
    sink, destination = algorithm.parameterAsSink(parameters, name, context, *kind)
    if sink is None:
        if parameters.get(name) in (None, ""):
            return None
        raise QgsProcessingException(algorithm.invalidSinkError(parameters, name))
    problem = None
    for row in rows:
        if not sink.addFeature(row, QgsFeatureSink.Flag.FastInsert):
            problem = algorithm.writeFeatureError(sink, parameters, name)
            break
    gdal.ErrorReset()
    del sink  # closes the file, and QGIS says nothing when that fails
    if problem is None and gdal.GetLastErrorType() >= gdal.CE_Failure:
        problem = gdal.GetLastErrorMsg()
    if problem is None and not _holds(destination, count, context):
        problem = tr("{name} could not be written.").format(name=name)
    if problem is not None:
        raise InputError(
            " ".join(
                (
                    problem.rstrip("."),
                    tr("(the disk may be full). Free some space, or choose another place."),
                )
            )
        )
    return destination


def _holds(destination: str, count: int, context: QgsProcessingContext) -> bool:
    """Whether a written layer has all features; a sink keeps quiet when its closing fails."""
    if Path(destination.partition("|")[0]).is_file():
        # Not kept in the context: it would hold the file open at its temporary place.
        layer = QgsVectorLayer(destination, "", "ogr")
    else:
        hint = QgsProcessingUtils.LayerHint.Vector
        layer = QgsProcessingUtils.mapLayerFromString(destination, context, True, hint)
    return layer is not None and layer.isValid() and layer.featureCount() in (count, -1)
