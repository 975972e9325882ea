"""Populate RGIK attributes: terrain attributes of the outlines of an inventory, in place."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterVectorLayer,
    QgsVectorDataProvider,
    QgsVectorLayer,
)

from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.inventory.provenance import (
    may_overwrite,
    read_machine_values,
    same,
    write_machine_values,
)
from ..core.inventory.schema import AUTO, MACHINE_VALUES
from .base import RockGlacierAlgorithm, tr
from .polygons import plain, read_features, read_polygon


class PopulateAttributes(RockGlacierAlgorithm):
    """Fills the terrain attributes of the GO layer from a DEM, as one undo step."""

    NAME = "populateattributes"
    TITLE = "Populate RGIK attributes"
    GROUP = "Inventory"
    GROUP_ID = "inventory"
    SUMMARY = (
        "Fills area, elevation, slope and aspect of the outlines of an inventory from a DEM, in "
        "place and as one undo step."
    )
    HELP = (
        "<p>Fields, as in TPRoGI: AREA in km² on the WGS 84 ellipsoid; ELE_MIN, ELE_MEAN, "
        "ELE_MEDIAN and ELE_MAX in metres; SLO_MIN, SLO_MEAN, SLO_MEDIAN and SLO_MAX in degrees "
        "(Horn 1981); ASPECT, the circular mean of the downslope direction in degrees clockwise "
        "from true north, weighted by the sine of the slope; ASPECT_R, its strength from 0 to 1. "
        "ASPECT stays empty where its strength is below 0.1.</p>"
        "<p>DEM cells whose centre lies in the outline count; with fewer than five, all cells "
        "that it touches. An outline with data in less than half of its cells gets no terrain "
        "values.</p>"
        "<p>Values entered or changed by a person are kept: a field is written only when it is "
        "empty, or when its companion field (such as AREASrc) says 'auto' and the value is still "
        "the one that was written automatically.</p>"
        "<p>A layer in edit mode stays in edit mode and the changes can be undone; otherwise they "
        "are saved, all or none.</p>"
    )
    TAGS = ("RGIK", "elevation", "slope", "aspect", "area", "zonal statistics", "TPRoGI")

    def flags(self):  # noqa: D102
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration=None):  # noqa: D102
        self.add(
            QgsProcessingParameterVectorLayer(
                "INVENTORY",
                tr("Outlines (GO layer of an inventory)"),
                [QgsProcessing.SourceType.TypeVectorPolygon],
            ),
            "Layer GO of an inventory made with Create RGIK inventory; edited in place. As a "
            "path: inventory.gpkg|layername=GO.",
        )
        self.add(
            QgsProcessingParameterRasterLayer("DEM", tr("Digital elevation model (m)")),
            "Elevation in metres, first band, any CRS and resolution. Slopes depend on the "
            "resolution: use the same DEM for all landforms that are compared.",
        )
        self.add(
            QgsProcessingParameterBoolean(
                "ONLY_EMPTY", tr("Fill empty values only"), defaultValue=False
            ),
            "Leave values of an earlier run as they are. Without it they are computed anew; "
            "values of a person are kept either way.",
        )
        self.addOutput(QgsProcessingOutputVectorLayer("OUTPUT", tr("Edited layer")))
        self.addOutput(QgsProcessingOutputNumber("UPDATED", tr("Outlines with new values")))
        self.addOutput(QgsProcessingOutputNumber("SKIPPED", tr("Outlines left as they were")))

    def compute(self, parameters, context, feedback: Feedback):  # noqa: D102
        from rasterio.crs import CRS

        from ..core.inventory.attributes import terrain_attributes
        from ..core.raster import RasterSource

        layer = self.parameterAsVectorLayer(parameters, "INVENTORY", context)
        if layer is None or not layer.isValid():
            raise QgsProcessingException(self.invalidSourceError(parameters, "INVENTORY"))
        dem = self.band_path(parameters, "DEM", context)
        if dem is None:
            raise InputError(tr("Choose a digital elevation model."))
        only_empty = self.parameterAsBool(parameters, "ONLY_EMPTY", context)
        _check_layer(layer)
        features, shapes = _read_outlines(layer, feedback.part(0, 0.1))
        wkt = layer.crs().toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT2_2018)
        results = terrain_attributes(
            shapes, CRS.from_wkt(wkt), RasterSource(dem, (1,), "DEM"), feedback.part(0.1, 0.9)
        )
        outside = sum(result.values["ELE_MEAN"] is None for result in results)
        if outside:
            feedback.warning(
                tr(
                    "{count} of {total} outlines lie outside the DEM or mostly on its gaps; their "
                    "elevation, slope and aspect stay empty."
                ).format(count=outside, total=len(results))
            )
        changes, updated = {}, 0
        for feature, result in zip(features, results):
            values, filled = _changes(feature, result, only_empty)
            updated += filled
            if values:
                changes[feature.id()] = values, feature
        feedback.check()
        _write(layer, changes, tr(self.TITLE), feedback.part(0.9, 1))
        skipped = layer.featureCount() - updated
        feedback.info(
            tr("{updated} outlines got terrain values, {skipped} did not.").format(
                updated=updated, skipped=skipped
            )
        )
        source = layer.source() if layer.providerType() == "ogr" else layer.id()
        return {"OUTPUT": source, "UPDATED": updated, "SKIPPED": skipped}


def _check_layer(layer: QgsVectorLayer) -> None:
    """Raise InputError when the layer is no GO layer, has no CRS, or cannot be edited."""
    from ..core.inventory.attributes import TERRAIN_FIELDS

    names = ["AREA", *TERRAIN_FIELDS]
    names += [f"{name}Src" for name in names]
    missing = [name for name in names if layer.fields().indexOf(name) < 0]
    if missing:
        raise InputError(
            tr(
                "{layer} is no GO layer of an inventory: it lacks the fields {names}. Make an "
                "inventory from it first with Create RGIK inventory."
            ).format(layer=layer.name(), names=", ".join(missing))
        )
    if not layer.crs().isValid():
        raise InputError(
            tr("{layer} has no coordinate reference system. Assign the right one first.").format(
                layer=layer.name()
            )
        )
    provider = layer.dataProvider()
    can_change = QgsVectorDataProvider.Capability.ChangeAttributeValues
    if layer.readOnly() or not provider.capabilities() & can_change:
        raise InputError(
            tr(
                "{layer} is read-only. Unlock it (layer properties, or the file's permissions) or "
                "copy the inventory to a place where you may write."
            ).format(layer=layer.name())
        )


def _read_outlines(layer: QgsVectorLayer, feedback: Feedback) -> tuple[list, list]:
    """Features that have a polygon, and the polygons; unsaved edits are seen."""
    features, shapes, repaired = [], [], 0
    total = max(1, layer.featureCount())
    for number, feature in enumerate(read_features(layer)):
        feedback.check()
        feedback.progress(number / total)
        shape, was_valid = read_polygon(feature.geometry()) if feature.hasGeometry() else (None, 1)
        if shape is not None:
            repaired += not was_valid
            features.append(feature)
            shapes.append(shape)
    if repaired:
        feedback.warning(
            tr(
                "{count} outlines are invalid; their attributes are those of the repaired shape. "
                "Repair them with the vertex tool."
            ).format(count=repaired)
        )
    return features, shapes


def _changes(feature: QgsFeature, result, only_empty: bool) -> tuple[dict, bool]:
    """(new values by field name, whether terrain values were found and may be written)."""
    has_record = feature.fieldNameIndex(MACHINE_VALUES) >= 0
    record = read_machine_values(plain(feature[MACHINE_VALUES])) if has_record else {}
    remembered, values, filled = dict(record), {}, False
    for name, value in result.values.items():
        present, source = plain(feature[name]), plain(feature[f"{name}Src"])
        if not may_overwrite(present, source, record.get(name), only_empty):
            continue
        filled = filled or (value is not None and name != "AREA")
        new_source = None if value is None else AUTO
        remembered[name] = value
        if present is None or value is None or not same(present, value):
            values[name] = value
        values[f"{name}Src"] = new_source
    if feature.fieldNameIndex("AttrNote") >= 0 and (filled or not only_empty):
        present = plain(feature["AttrNote"])
        if present is None or present == record.get("AttrNote"):
            values["AttrNote"] = remembered["AttrNote"] = result.note or None
    if has_record and values:
        values[MACHINE_VALUES] = write_machine_values(remembered)
    return {k: v for k, v in values.items() if plain(feature[k]) != v}, filled


def _write(layer: QgsVectorLayer, changes: dict, title: str, feedback: Feedback) -> None:
    """Change the attributes as one undo step; all or nothing.

    Args:
        changes: feature number to (new values by field name, feature with the old ones).

    Raises:
        InputError: the layer refuses the changes; it is then as before.
        Cancelled: the user stopped; it is then as before.
    """
    if not changes:
        return
    was_editable = layer.isEditable()
    if not was_editable and not layer.startEditing():
        raise InputError(
            tr("{layer} cannot be edited. It may be open in another program.").format(
                layer=layer.name()
            )
        )
    fields = layer.fields()
    layer.beginEditCommand(title)
    try:
        for number, (identifier, (values, feature)) in enumerate(changes.items()):
            feedback.check()
            feedback.progress(number / len(changes))
            new = {fields.indexOf(name): value for name, value in values.items()}
            old = {fields.indexOf(name): feature[name] for name in values}
            if not layer.changeAttributeValues(identifier, new, old, True):
                raise InputError(
                    tr("Feature {number} of {layer} could not be changed.").format(
                        number=identifier, layer=layer.name()
                    )
                )
    except BaseException:
        layer.destroyEditCommand()
        if not was_editable:
            layer.rollBack()
        raise
    layer.endEditCommand()
    if not was_editable and not layer.commitChanges():
        errors = " ".join(layer.commitErrors())
        layer.rollBack()
        raise InputError(
            tr("The changes to {layer} could not be saved: {errors}").format(
                layer=layer.name(), errors=errors
            )
        )
