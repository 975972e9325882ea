"""Suggest restricted outlines: GO features without the talus of front and margins, in place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterVectorLayer,
    QgsVectorLayer,
)

from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.inventory.provenance import (
    may_overwrite,
    read_machine_values,
    write_machine_values,
)
from ..core.inventory.schema import AUTO, MACHINE_VALUES, load_schema
from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm
from .layeredits import edit_layer, require_editable
from .polygons import plain, read_features, read_polygon

EXTENDED, RESTRICTED = "Extended", "Restricted"
#: Fields without which a layer is no GO layer.
_NEEDED = ("PolyUID", "PrimaryID", "OutType", "OutlineSrc", "ReviewStat", MACHINE_VALUES)
#: What a restricted outline takes over from the extended one.
_SHARED = ("PrimaryID", "WorkingID", "SOUR_DATA", "MAPPER")
#: Reasons of the core, for many outlines at once.
_REASONS = {
    "outside the DEM": mark("they lie outside the DEM."),
    "no data": mark("the DEM has too little data within them."),
    "smaller than a cell": mark("they are smaller than a cell of the DEM."),
    "coarse DEM": mark("cells of more than 40 m are too coarse; use a DEM of 30 m or better."),
    "no talus": mark("their front and margins are nowhere as steep as talus."),
    "too little left": mark("too little of their area would be left without the talus."),
}
#: How many identifiers a message names.
_NAMED = 10
#: Numbers that come out.
_COUNTS = {
    "ADDED": mark("Restricted outlines added"),
    "REPLACED": mark("Restricted outlines replaced"),
    "KEPT": mark("Units that keep their restricted outline"),
    "SKIPPED": mark("Units without a suggestion"),
    "WIDE_FRONTS": mark("Exaggerated fronts"),
    "CUT": mark("Extended outlines cut back"),
}
#: Name, text, default, least and greatest value, and help of the numbers.
_NUMBERS = (
    (
        "SMOOTHING",
        mark("Smoothing of the DEM (m)"),
        10.0,
        0.0,
        200.0,
        mark(
            "Standard deviation of the Gaussian that smooths the DEM. More smoothing ignores "
            "ridges and furrows but misses narrow margins."
        ),
    ),
    (
        "MIN_SLOPE",
        mark("Least slope of the talus (°)"),
        30.0,
        1.0,
        89.0,
        mark("Ground steeper than this counts as talus."),
    ),
    (
        "MIN_SHARE",
        mark("Least share of the area that remains (0 to 1)"),
        0.4,
        0.0,
        1.0,
        mark("No outline is added when less remains of the extended one."),
    ),
    (
        "MAX_FRONT",
        mark("Greatest width of the front (m)"),
        50.0,
        1.0,
        1000.0,
        mark(
            "Horizontal distance from the upper edge of the front to its foot from which a "
            "front counts as exaggerated."
        ),
    ),
)


class RestrictedOutlines(RockGlacierAlgorithm):
    """Adds suggested restricted outlines to the GO layer, as one undo step."""

    NAME = "restrictedoutlines"
    TITLE = mark("Suggest restricted outlines")
    GROUP = mark("Inventory")
    GROUP_ID = "inventory"
    SUMMARY = mark(
        "Adds restricted outlines (front and margin talus outside) to an inventory, worked "
        "out from the extended ones and a DEM, in place and as one undo step."
    )
    HELP = mark(
        "<p>The talus of front and lateral margins is the belt along the edge of an "
        "extended outline that is steeper than 30° on the smoothed DEM and falls towards "
        "the edge; the top quarter of the elevation range, where the slope above feeds the "
        "landform, is left alone. The restricted outline follows the upper break of slope. "
        "None is added where there is no such talus, or where less than 40 % of the area "
        "would remain.</p><p>The new outlines are suggestions: they are marked as "
        "automatic and unreviewed, their reliability stays empty, and a belt narrower than "
        "about three DEM cells is missed. A unit that has a restricted outline keeps it; "
        "with 'Replace earlier suggestions' automatic ones are worked out anew, unless a "
        "person has edited or reviewed them.</p><p>Fronts that measure more than 50 m from "
        "their upper edge to their foot are exaggerated (TPRoGI); they are reported, and "
        "on request the extended outlines are cut back to 50 m, as far as they are "
        "automatic, unreviewed and unedited. Values that were filled automatically for an "
        "outline that changes become empty: run Populate RGIK attributes again.</p><p>A "
        "layer in edit mode stays in edit mode and the changes can be undone; otherwise "
        "they are saved, all or none.</p>"
    )
    TAGS = ("RGIK", "restricted", "extended", "outline", "talus", "front", "margin")
    REQUIRES = (*RockGlacierAlgorithm.REQUIRES, "skimage")

    def flags(self):  # noqa: D102
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration=None):  # noqa: D102
        self.add(
            QgsProcessingParameterVectorLayer(
                "INVENTORY",
                tr("Outlines (GO layer of an inventory)"),
                [QgsProcessing.SourceType.TypeVectorPolygon],
            ),
            tr(
                "Layer GO of an inventory made with Create RGIK inventory; edited in place. As "
                "a path: inventory.gpkg|layername=GO."
            ),
        )
        self.add(
            QgsProcessingParameterRasterLayer("DEM", tr("Digital elevation model (m)")),
            tr("Elevation in metres, first band, any CRS; with cells of 10 m or less if possible."),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "SELECTED_ONLY", tr("Selected outlines only"), defaultValue=False
            ),
            tr("Work on the extended outlines that are selected in the layer."),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "REPLACE", tr("Replace earlier suggestions"), defaultValue=False
            ),
            tr(
                "Work out automatic restricted outlines anew, unless a person has edited or "
                "reviewed them."
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "CUT_FRONTS", tr("Cut back exaggerated fronts"), defaultValue=False
            ),
            tr(
                "Cut extended outlines back where their front is wider than allowed. Outlines "
                "that a person has drawn, edited or reviewed are only reported."
            ),
        )
        for name, text, default, least, most, help_text in _NUMBERS:
            kind = QgsProcessingParameterNumber.Type.Double
            self.add(
                QgsProcessingParameterNumber(
                    name, tr(text), kind, default, minValue=least, maxValue=most
                ),
                tr(help_text),
                advanced=True,
            )
        self.addOutput(QgsProcessingOutputVectorLayer("OUTPUT", tr("Edited layer")))
        for name, text in _COUNTS.items():
            self.addOutput(QgsProcessingOutputNumber(name, tr(text)))

    def compute(self, parameters, context, feedback: Feedback):  # noqa: D102
        from ..core.inventory.restricted import RestrictedSettings, restricted_outlines
        from ..core.raster import RasterSource

        layer = self.parameterAsVectorLayer(parameters, "INVENTORY", context)
        if layer is None or not layer.isValid():
            raise QgsProcessingException(self.invalidSourceError(parameters, "INVENTORY"))
        dem = self.band_path(parameters, "DEM", context)
        if dem is None:
            raise InputError(tr("Choose a digital elevation model."))
        settings = RestrictedSettings(
            self.parameterAsDouble(parameters, "SMOOTHING", context),
            self.parameterAsDouble(parameters, "MIN_SLOPE", context),
            self.parameterAsDouble(parameters, "MIN_SHARE", context),
            self.parameterAsDouble(parameters, "MAX_FRONT", context),
        )
        cut_fronts = self.parameterAsBool(parameters, "CUT_FRONTS", context)
        require_editable(layer, _NEEDED, add=True, geometry=True)
        selected = None
        if self.parameterAsBool(parameters, "SELECTED_ONLY", context):
            selected = set(layer.selectedFeatureIds())
            if not selected:
                raise InputError(
                    tr("No outline of {layer} is selected.").format(layer=layer.name())
                )
        replace = self.parameterAsBool(parameters, "REPLACE", context)
        units = _read_units(layer, selected, replace, feedback.part(0, 0.1))
        todo = [unit for unit in units.values() if unit.wanted]
        crs = _rasterio_crs(layer)
        found = restricted_outlines(
            [unit.shape for unit in todo],
            crs,
            RasterSource(dem, (1,), "DEM"),
            settings,
            feedback.part(0.1, 0.9),
        )
        draft = _Draft(layer, crs, f"DEM {Path(dem.partition('|')[0]).name}", settings)
        for unit, result in zip(todo, found):
            draft.take(unit, result, cut_fronts)
        feedback.check()
        draft.write(tr(self.TITLE), feedback.part(0.9, 1))
        draft.counts["KEPT"] += len(units) - len(todo)
        draft.report(feedback)
        source = layer.source() if layer.providerType() == "ogr" else layer.id()
        return {"OUTPUT": source, **draft.counts}


@dataclass
class _Unit:
    """An extended outline, and the restricted one of the same unit if there is one."""

    feature: QgsFeature
    shape: Any
    restricted: list[QgsFeature] = field(default_factory=list)
    wanted: bool = True


def _rasterio_crs(layer: QgsVectorLayer):
    from rasterio.crs import CRS

    wkt = layer.crs().toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT2_2018)
    return CRS.from_wkt(wkt)


def _read_units(
    layer: QgsVectorLayer, selected: set[int] | None, replace: bool, feedback: Feedback
) -> dict[str, _Unit]:
    """Units by PrimaryID; unsaved edits are seen. ``wanted`` where an outline may be written."""
    units: dict[str, _Unit] = {}
    restricted: dict[str, list[QgsFeature]] = {}
    unusable = total = 0
    count = max(1, layer.featureCount())
    for number, feature in enumerate(read_features(layer)):
        feedback.check()
        feedback.progress(number / count)
        key, kind = plain(feature["PrimaryID"]), plain(feature["OutType"])
        if kind == RESTRICTED:
            restricted.setdefault(key, []).append(feature)
        elif kind == EXTENDED and (selected is None or feature.id() in selected):
            total += 1
            shape = read_polygon(feature.geometry())[0] if feature.hasGeometry() else None
            if shape is None or key is None or key in units:
                unusable += 1
            else:
                units[key] = _Unit(feature, shape)
    if unusable:
        feedback.warning(
            tr(
                "{count} of {total} extended outlines are left out: they have no polygon, no "
                "PrimaryID, or one that another outline has too. Check inventory finds them."
            ).format(count=unusable, total=total)
        )
    for key, unit in units.items():
        unit.restricted = restricted.get(key, [])
        if unit.restricted:
            alone = len(unit.restricted) == 1
            unit.wanted = replace and alone and _untouched(unit.restricted[0])
    return units


def _untouched(feature: QgsFeature) -> bool:
    """Whether an outline is automatic, not reviewed, and as the machine drew it."""
    if plain(feature["OutlineSrc"]) != AUTO:
        return False
    if plain(feature["ReviewStat"]) not in (None, "unreviewed"):
        return False
    record = read_machine_values(plain(feature[MACHINE_VALUES]))
    drawn = _as_drawn(feature.geometry())
    return bool(drawn) and {**record, **drawn} == record


class _Draft:
    """The edits that the results lead to, and what to tell about them."""

    def __init__(self, layer: QgsVectorLayer, crs, source: str, settings):
        self.layer, self.crs, self.source, self.settings = layer, crs, source, settings
        self.names = set(layer.fields().names())
        self.schema = load_schema().layer("GO")
        self.new: list[QgsFeature] = []
        self.geometries: dict[int, QgsGeometry] = {}
        self.attributes: dict[int, dict[str, Any]] = {}
        self.reasons: dict[str, int] = {}
        self.wide: list[str] = []
        self.counts = dict.fromkeys(_COUNTS, 0)
        self._taken: set | None = None

    def take(self, unit: _Unit, result, cut_fronts: bool) -> None:
        """Note what to do for a unit."""
        key = plain(unit.feature["PrimaryID"])
        if result.geometry is None:
            self.counts["SKIPPED"] += 1
            self.reasons[result.kind] = self.reasons.get(result.kind, 0) + 1
            return
        geometry = self._geometry(result.geometry)
        values = self._values(unit, result)
        if not unit.restricted:
            self.new.append(self._feature(unit, geometry, values))
            self.counts["ADDED"] += 1
        elif self._change(unit.restricted[0], geometry, values):
            self.counts["REPLACED"] += 1
        else:
            self.counts["KEPT"] += 1
        if result.wide_front:
            self.counts["WIDE_FRONTS"] += 1
            self.wide.append(f"{key} ({result.front_width_m:.0f} m)")
        if cut_fronts and result.cut_back is not None and _untouched(unit.feature):
            cut = result.cut_back
            if self._change(unit.feature, self._geometry(cut), self._area(cut)):
                self.counts["CUT"] += 1

    def _geometry(self, shape) -> QgsGeometry:
        """A geometry of the layer's type."""
        import shapely

        geometry = QgsGeometry()
        geometry.fromWkb(shapely.to_wkb(shape, output_dimension=2))
        return geometry.coerceToType(self.layer.wkbType())[0]

    def _values(self, unit: _Unit, result) -> dict[str, Any]:
        known = set(unit.feature.fields().names())
        shared = {name: plain(unit.feature[name]) for name in _SHARED if name in known}
        data = "; ".join(filter(None, [shared.get("SOUR_DATA"), self.source]))
        note = (
            f"Suggested restricted outline: talus steeper than {self.settings.min_slope:g}° taken "
            f"off, {100 * result.share:.0f} % of the area left."
        )
        if result.wide_front:
            note += f" Front up to {result.front_width_m:.0f} m wide."
        return {
            **shared,
            **self._area(result.geometry),
            "SOUR_DATA": self._fitting("SOUR_DATA", data),
            "MAP_DATE": date.today().isoformat(),
            "ADDI_INF": self._fitting("ADDI_INF", note),
        }

    def _fitting(self, name: str, text: str) -> str:
        return text[: self.schema.field(name).length or None]

    def _area(self, shape) -> dict[str, Any]:
        from ..core.inventory.attributes import areas_km2

        (area,) = areas_km2([shape], self.crs)
        return {"AREA": None if area is None else float(area)}  # NULL in QGIS if numpy's

    def _feature(self, unit: _Unit, geometry: QgsGeometry, values: dict) -> QgsFeature:
        key = plain(unit.feature["PrimaryID"])
        record = {"AREA": values["AREA"], **_as_drawn(geometry)}
        values = {
            **self.schema.defaults(),
            **values,
            "PolyUID": self._new_uid(key),
            "OutType": RESTRICTED,
            "OutlineSrc": AUTO,
            "AREASrc": None if values["AREA"] is None else AUTO,
            MACHINE_VALUES: write_machine_values(record),
        }
        feature = QgsFeature(self.layer.fields())
        feature.setGeometry(geometry)
        for name, value in values.items():
            if name in self.names and value is not None:
                feature[name] = value
        return feature

    def _new_uid(self, key: str) -> str:
        if self._taken is None:
            self._taken = {plain(f["PolyUID"]) for f in read_features(self.layer)}
        stem = uid = f"{key}-{RESTRICTED}"
        number = 1
        while uid in self._taken:
            number += 1
            uid = f"{stem}-{number}"
        self._taken.add(uid)
        return uid

    def _change(self, feature: QgsFeature, geometry: QgsGeometry, values: dict) -> bool:
        """Give a feature a new outline; False when it has it already."""
        if _as_drawn(geometry) == _as_drawn(feature.geometry()):
            return False
        record = read_machine_values(plain(feature[MACHINE_VALUES]))
        for item in self.schema.fields:  # what was measured on the old outline
            if not item.suggested or not {item.name, f"{item.name}Src"} <= self.names:
                continue
            source = plain(feature[f"{item.name}Src"])
            if not may_overwrite(plain(feature[item.name]), source, record.get(item.name)):
                values.pop(item.name, None)
                continue
            values.setdefault(item.name, None)
            values[f"{item.name}Src"] = None if values[item.name] is None else AUTO
            record[item.name] = values[item.name]
        record.update(_as_drawn(geometry))
        values[MACHINE_VALUES] = write_machine_values(record)
        self.geometries[feature.id()] = geometry
        self.attributes[feature.id()] = {
            name: value
            for name, value in values.items()
            if name in self.names and plain(feature[name]) != value
        }
        return True

    def write(self, title: str, feedback: Feedback) -> None:
        """Edit the layer, all or nothing."""
        with edit_layer(self.layer, title, feedback) as edit:
            edit.change_geometries(self.geometries, feedback.part(0, 0.3))
            edit.change_attributes(self.attributes, feedback.part(0.3, 0.6))
            edit.add_features(self.new, feedback.part(0.6, 1))

    def report(self, feedback: Feedback) -> None:
        """Tell what was done."""
        for kind, count in sorted(self.reasons.items()):
            feedback.warning(
                tr("{count} outlines get no restricted one: {reason}").format(
                    count=count, reason=tr(_REASONS[kind])
                )
            )
        if self.wide:
            more = len(self.wide) - _NAMED
            named = ", ".join(self.wide[:_NAMED]) + (f" and {more} more" if more > 0 else "")
            feedback.warning(
                tr(
                    "{count} fronts are wider than {most:g} m from upper edge to foot: {names}. "
                    "Cut the extended outlines back there. {cut} were cut back now."
                ).format(
                    count=len(self.wide),
                    most=self.settings.max_front_m,
                    names=named,
                    cut=self.counts["CUT"],
                )
            )
        if self.geometries:
            feedback.warning(
                tr(
                    "{count} outlines changed; the automatic values of the old ones were emptied. "
                    "Run Populate RGIK attributes again."
                ).format(count=len(self.geometries))
            )
        feedback.info(
            tr(
                "{added} restricted outlines added, {replaced} replaced; {kept} units keep theirs, "
                "{skipped} get none."
            ).format(
                added=self.counts["ADDED"],
                replaced=self.counts["REPLACED"],
                kept=self.counts["KEPT"],
                skipped=self.counts["SKIPPED"],
            )
        )


def _as_drawn(geometry: QgsGeometry) -> dict[str, str]:
    """What ``MachineVal`` keeps of an outline that a machine draws; {} for no valid polygon."""
    from ..core.inventory.build import OUTLINE, outline_fingerprint

    shape, valid = read_polygon(geometry)
    return {OUTLINE: outline_fingerprint(shape)} if valid and shape is not None else {}
