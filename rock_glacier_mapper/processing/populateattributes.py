"""Populate RGIK attributes: what a machine can measure of an inventory's outlines, in place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterVectorLayer,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..core.errors import Cancelled, InputError, RockGlacierError
from ..core.feedback import Feedback
from ..core.inventory.rasterunits import FROM_FILE, PRECIPITATION_UNITS, TEMPERATURE_UNITS
from ..core.translation import mark, tr
from .base import ProcessingFeedback, RockGlacierAlgorithm, unexpected_error
from .layeredits import edit_layers, require_editable
from .layers import polygons_in
from .outlineedits import core_crs, machine_changes, read_outlines
from .polygons import plain, read_features

if TYPE_CHECKING:
    from ..core.inventory.population import Measured

INVENTORY, DEM, GLACIERS, MARKERS = "INVENTORY", "DEM", "GLACIERS", "MARKERS"
RASTERS = ("PISR", "MAAT", "MAGT", "PRECIPITATION")
TEMPERATURE_UNIT, PRECIPITATION_UNIT = "TEMPERATURE_UNIT", "PRECIPITATION_UNIT"
ONLY_EMPTY = "ONLY_EMPTY"
KEY = "PrimaryID"
#: Fields of the markers (layer PM), and the part of a suggestion that each holds.
_UPSLOPE = {"UpslCon": "category", "UpslHu": "hu", "UpslEvid": "evidence"}
#: Option with which QGIS makes an algorithm for its in-place editing.
_IN_PLACE = "IN_PLACE"


class PopulateAttributes(RockGlacierAlgorithm):
    """Fills measured attributes of the GO layer, and suggestions in PM, as one undo step each.

    The toolbox also lists it for QGIS's *Edit features in-place*: the Processing plugin treats an
    algorithm that has :meth:`processFeature` as a feature-based one. There all selected outlines
    are measured in :meth:`prepareAlgorithm`, and QGIS's own edit command takes the values.
    """

    NAME = "populateattributes"
    TITLE = mark("Populate RGIK attributes")
    GROUP = mark("Inventory")
    GROUP_ID = "inventory"
    SUMMARY = mark(
        "Fills area, size, elevation, slope, aspect, climate, glacier distance and the "
        "upslope connection of an inventory's outlines, in place and as one undo step."
    )
    HELP = mark(
        "<p>Fields, as in TPRoGI: AREA in km² on the WGS 84 ellipsoid; ELE_MIN, ELE_MEAN, "
        "ELE_MEDIAN and ELE_MAX in metres; SLO_MIN, SLO_MEAN, SLO_MEDIAN and SLO_MAX in "
        "degrees (Horn 1981); ASPECT, the circular mean of the downslope direction in "
        "degrees clockwise from true north, weighted by the sine of the slope; ASPECT_R, "
        "its strength from 0 to 1. ASPECT stays empty where its strength is below "
        "0.1.</p><p>Size: LENGTH along the centre line from the upper to the lower rim (of "
        "compact landforms and broad lobes along the mean flow direction), WIDTH, the mean "
        "width (area divided by length), and FRONT_H, the height of the front from its "
        "foot to its upper edge, where the DEM shows a front (extended outlines, cells up "
        "to 45 m), all in metres. ELE_SRC names the DEM.</p><p>From further inputs: PISR, "
        "MAAT, MAGT and AP (annual precipitation); GLA_DIST, the distance from the upper "
        "rim to the nearest glacier; and, in the markers (layer PM), the suggested upslope "
        "connection UpslCon with the category of Hu et al. in UpslHu and the evidence in "
        "UpslEvid. Fields without an input are left as they are.</p><p>DEM cells whose "
        "centre lies in the outline count; with fewer than five, all cells that it "
        "touches. An outline with data in less than half of its cells gets no terrain "
        "values.</p><p>Values entered or changed by a person are kept: a field is written "
        "only when it is empty, or when its companion field (such as AREASrc) says 'auto' "
        "and the value is still the one that was written automatically.</p><p>A layer in "
        "edit mode stays in edit mode and the changes can be undone; otherwise they are "
        "saved, all or none. Also available under <i>Edit features in-place</i>, for the "
        "selected outlines; the markers are not edited there.</p>"
    )
    TAGS = (
        "RGIK",
        "elevation",
        "slope",
        "aspect",
        "area",
        "length",
        "width",
        "front",
        "climate",
        "upslope connection",
        "zonal statistics",
        "TPRoGI",
    )

    def flags(self):  # noqa: D102
        flag = QgsProcessingAlgorithm.Flag
        return super().flags() | flag.FlagNoThreading | flag.FlagSupportsInPlaceEdits

    def initAlgorithm(self, configuration=None):  # noqa: D102
        self._in_place = bool((configuration or {}).get(_IN_PLACE))
        self._values: dict[int, dict[str, Any]] = {}
        polygon = [QgsProcessing.SourceType.TypeVectorPolygon]
        self.add(
            QgsProcessingParameterVectorLayer(
                INVENTORY, tr("Outlines (GO layer of an inventory)"), polygon
            ),
            tr(
                "Layer GO of an inventory made with Create RGIK inventory; edited in place. As "
                "a path: inventory.gpkg|layername=GO."
            ),
        )
        self.add(
            QgsProcessingParameterRasterLayer(DEM, tr("Digital elevation model (m)")),
            tr(
                "Elevation in metres, first band, any CRS and resolution. Slopes depend on the "
                "resolution: use the same DEM for all landforms that are compared."
            ),
        )
        self._add_rasters()
        self.add(
            QgsProcessingParameterFeatureSource(
                GLACIERS, tr("Glacier outlines"), polygon, optional=True
            ),
            tr(
                "Outlines of today's glaciers, for example of the RGI. With them GLA_DIST is "
                "measured and the upslope connection suggested."
            ),
        )
        self.add(
            QgsProcessingParameterVectorLayer(
                MARKERS,
                tr("Primary markers (PM layer)"),
                [QgsProcessing.SourceType.TypeVectorPoint],
                optional=True,
            ),
            tr(
                "Where the suggestions of the upslope connection go. Empty: layer PM of the "
                "same GeoPackage."
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(
                ONLY_EMPTY, tr("Fill empty values only"), defaultValue=False
            ),
            tr(
                "Leave values of an earlier run as they are. Without it they are computed "
                "anew; values of a person are kept either way."
            ),
        )
        self.addOutput(QgsProcessingOutputVectorLayer("OUTPUT", tr("Edited layer")))
        self.addOutput(QgsProcessingOutputNumber("UPDATED", tr("Outlines with new values")))
        self.addOutput(QgsProcessingOutputNumber("SKIPPED", tr("Outlines left as they were")))
        self.addOutput(QgsProcessingOutputNumber("MARKERS_UPDATED", tr("Markers with new values")))

    def _add_rasters(self) -> None:
        sampled = tr(
            "Cells of more than 2.5 km give the bilinear value at a point on the "
            "outline's surface, finer ones the mean of the cells in the outline. One band, "
            "or twelve for the months from January."
        )
        for name, label, text in (
            (
                "PISR",
                tr("Potential incoming solar radiation (kWh m⁻² a⁻¹)"),
                tr(
                    "Made with Potential incoming solar radiation; the mean of the cells in "
                    "the outline."
                ),
            ),
            ("MAAT", tr("Mean annual air temperature"), tr("For example FLDAS.") + " " + sampled),
            (
                "MAGT",
                tr("Mean annual ground temperature"),
                tr("For example Obu et al.") + " " + sampled,
            ),
            ("PRECIPITATION", tr("Precipitation"), tr("For example GPM IMERG.") + " " + sampled),
        ):
            self.add(QgsProcessingParameterRasterLayer(name, label, optional=True), text)
        self.add(
            QgsProcessingParameterEnum(
                TEMPERATURE_UNIT,
                tr("Unit of the temperatures"),
                list(TEMPERATURE_UNITS),
                defaultValue=FROM_FILE,
                usesStaticStrings=True,
            ),
            tr("auto: as the file says, else by its values, each raster by itself."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                PRECIPITATION_UNIT,
                tr("Unit of the precipitation"),
                list(PRECIPITATION_UNITS),
                defaultValue=FROM_FILE,
                usesStaticStrings=True,
            ),
            tr(
                "auto: as the file says; when it does not, the unit has to be chosen. "
                "mm_per_month is the mean of the months; kg_m2_s1 is kg m⁻² s⁻¹."
            ),
            advanced=True,
        )

    def compute(self, parameters, context, feedback: Feedback):  # noqa: D102
        layer = self.parameterAsVectorLayer(parameters, INVENTORY, context)
        if layer is None or not layer.isValid():
            raise InputError(
                tr(
                    "{layer} cannot be opened. Check the path and the name of the layer; if both "
                    "are right, another program may keep the file locked."
                ).format(layer=parameters.get(INVENTORY))
            )
        require_editable(layer, _required_fields())
        inputs = self._inputs(parameters, context, layer.crs(), feedback)
        markers = None
        if inputs.glaciers is not None:
            markers = self._markers(parameters, context, layer, feedback)
        features, found = _measure(
            read_features(layer), layer.featureCount(), layer.crs(), inputs, feedback.part(0, 0.9)
        )
        only_empty = self.parameterAsBool(parameters, ONLY_EMPTY, context)
        changes, updated = {}, 0
        for feature, measured in zip(features, found):
            values, filled = machine_changes(feature, measured.values, only_empty, measured.note)
            updated += filled
            if values:
                changes[feature.id()] = values
        on_markers = {} if markers is None else _on_markers(markers, features, found, only_empty)
        feedback.check()
        layers = [layer] if markers is None else [layer, markers]
        known = {feature.id(): feature for feature in features}
        if changes or on_markers:
            with edit_layers(layers, tr(self.TITLE), feedback) as edits:
                edits[0].change_attributes(changes, feedback.part(0.9, 1), known)
                if on_markers:
                    edits[1].change_attributes(on_markers)
        skipped = layer.featureCount() - updated
        feedback.info(
            tr("{updated} outlines got new values, {skipped} did not.").format(
                updated=updated, skipped=skipped
            )
        )
        source = layer.source() if layer.providerType() == "ogr" else layer.id()
        return {
            "OUTPUT": source,
            "UPDATED": updated,
            "SKIPPED": skipped,
            "MARKERS_UPDATED": len(on_markers),
        }

    def _inputs(self, parameters, context, crs: QgsCoordinateReferenceSystem, feedback):
        """Inputs of the core; glaciers in ``crs``."""
        from ..core.inventory.population import Inputs
        from ..core.raster import RasterSource

        dem = self.band_path(parameters, DEM, context)
        if dem is None:
            raise InputError(tr("Choose a digital elevation model."))
        sources = {}
        for name in RASTERS:
            # Of the climate, twelve bands may be the months.
            file_of = self.band_path if name == "PISR" else self.raster_path
            path = file_of(parameters, name, context)
            if path is not None:
                sources[name.lower()] = RasterSource(path, (), name)
        return Inputs(
            RasterSource(dem, (1,), "DEM"),
            **sources,
            temperature_unit=self.parameterAsString(parameters, TEMPERATURE_UNIT, context),
            precipitation_unit=self.parameterAsString(parameters, PRECIPITATION_UNIT, context),
            glaciers=polygons_in(self, parameters, GLACIERS, context, core_crs(crs), feedback),
        )

    def _markers(self, parameters, context, outlines, feedback) -> QgsVectorLayer | None:
        """The layer for suggestions, or None (with a warning) where there is none.

        Raises:
            InputError: it cannot be edited, or not together with the outlines.
        """
        given = self.parameterAsVectorLayer(parameters, MARKERS, context)
        layer = given or _layer_beside(outlines, "PM", context.project())
        if layer is None:
            feedback.warning(
                tr(
                    "There is no layer PM beside {layer}: the upslope connection is not written. "
                    "Choose the layer under {name}."
                ).format(layer=outlines.name(), name=MARKERS)
            )
            return None
        names = [KEY, *_UPSLOPE, *(f"{name}Src" for name in _UPSLOPE)]
        require_editable(layer, names, "PM layer of an inventory")
        loose = [one for one in (outlines, layer) if _is_loose(one, parameters, context)]
        if loose and (outlines.isEditable() or layer.isEditable()):
            # Put in edit mode with the other, its edits would be lost when the algorithm ends.
            raise InputError(
                tr(
                    "One of the layers {layers} is in edit mode and {layer} is not in the "
                    "project. Add it to the project, or save or discard the edits first."
                ).format(layers=f"{outlines.name()}, {layer.name()}", layer=loose[0].name())
            )
        return layer

    # --- QGIS's in-place editing -----------------------------------------------------------

    def inputParameterName(self) -> str:  # noqa: D102
        return INVENTORY

    def inputParameterDescription(self) -> str:  # noqa: D102
        return INVENTORY

    def supportInPlaceEdit(self, layer) -> bool:  # noqa: D102
        return (
            isinstance(layer, QgsVectorLayer)
            and layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
            and all(layer.fields().indexOf(name) >= 0 for name in _required_fields())
        )

    def outputFields(self, fields):  # noqa: D102
        return fields

    def outputWkbType(self, kind):  # noqa: D102
        return kind

    def outputCrs(self, crs):  # noqa: D102
        return crs

    def prepareAlgorithm(self, parameters, context, feedback):
        """Measure the selected outlines when QGIS edits in place; else nothing.

        An error is reported and nothing changed, but not raised: QGIS would throw away all unsaved
        edits of the layer.
        """
        if not self._in_place:
            return True
        try:
            self._prepare_in_place(parameters, context, ProcessingFeedback(feedback))
        except Cancelled:
            pass
        except RockGlacierError as error:
            feedback.reportError(str(error))
        except MemoryError:
            feedback.reportError(tr("There is not enough memory. Select fewer outlines."))
        except Exception as error:
            feedback.reportError(unexpected_error(error, feedback))
        return True

    def _prepare_in_place(self, parameters, context, feedback: Feedback) -> None:
        source = self.parameterAsSource(parameters, INVENTORY, context)
        if source is None:
            raise InputError(self.invalidSourceError(parameters, INVENTORY))
        inputs = self._inputs(parameters, context, source.sourceCrs(), feedback)
        features, found = _measure(
            read_features(source), source.featureCount(), source.sourceCrs(), inputs, feedback
        )
        only_empty = self.parameterAsBool(parameters, ONLY_EMPTY, context)
        for feature, measured in zip(features, found):
            values, _ = machine_changes(feature, measured.values, only_empty, measured.note)
            self._values[feature.id()] = values

    def processFeature(self, feature, context, feedback) -> list[QgsFeature]:
        """The feature with its new values."""
        for name, value in self._values.get(feature.id(), {}).items():
            feature[name] = value
        return [feature]


def _required_fields() -> list[str]:
    from ..core.inventory.attributes import TERRAIN_FIELDS

    names = ["AREA", *TERRAIN_FIELDS]
    return names + [f"{name}Src" for name in names]


def _layer_beside(layer: QgsVectorLayer, name: str, project) -> QgsVectorLayer | None:
    """Another layer of the same GeoPackage: that of the project, else newly opened."""
    if layer.providerType() != "ogr":
        return None
    decode = QgsProviderRegistry.instance().decodeUri
    path = decode("ogr", layer.source()).get("path")
    for one in project.mapLayers().values() if project is not None else ():
        if isinstance(one, QgsVectorLayer) and one.providerType() == "ogr":
            parts = decode("ogr", one.source())
            if (parts.get("path"), parts.get("layerName")) == (path, name):
                return one
    found = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    return found if found.isValid() else None


def _is_loose(layer: QgsVectorLayer, parameters, context) -> bool:
    """Whether nothing keeps a layer after the algorithm: not the project, not the caller."""
    given = any(value is layer for value in parameters.values())
    project = context.project()
    return not given and (project is None or project.mapLayer(layer.id()) is None)


def _measure(
    source: Iterable[QgsFeature],
    count: int,
    crs: QgsCoordinateReferenceSystem,
    inputs,
    feedback: Feedback,
) -> tuple[list[QgsFeature], list[Measured]]:
    """Features that have a polygon, and what was measured of them; with warnings."""
    from ..core.inventory.population import measure

    features, shapes = read_outlines(source, count, feedback.part(0, 0.1))
    with_front = [
        f.fieldNameIndex("OutType") < 0 or plain(f["OutType"]) != "Restricted" for f in features
    ]
    found = measure(shapes, core_crs(crs), inputs, with_front, feedback.part(0.1, 1))
    outside = sum(one.values["ELE_MEAN"] is None for one in found)
    if outside:
        feedback.warning(
            tr(
                "{count} of {total} outlines lie outside the DEM or mostly on its gaps; their "
                "elevation, slope and aspect stay empty."
            ).format(count=outside, total=len(found))
        )
    return features, found


def _on_markers(
    markers: QgsVectorLayer, features: list[QgsFeature], found: list[Measured], only_empty: bool
) -> dict[int, dict[str, Any]]:
    """New values of the markers of the outlines, by feature number."""
    suggestions = {}
    for feature, measured in zip(features, found):
        restricted = (
            feature.fieldNameIndex("OutType") >= 0 and plain(feature["OutType"]) == "Restricted"
        )
        key = plain(feature[KEY]) if feature.fieldNameIndex(KEY) >= 0 else None
        # The upper rim of both outlines is the same; the extended one is the whole landform.
        if key is not None and (not restricted or key not in suggestions):
            suggestions[key] = measured.upslope
    changes = {}
    for marker in read_features(markers):
        suggestion = suggestions.get(plain(marker[KEY]))
        if suggestion is not None:
            values = {name: getattr(suggestion, part) for name, part in _UPSLOPE.items()}
            values, _ = machine_changes(marker, values, only_empty)
            if values:
                changes[marker.id()] = values
    return changes
