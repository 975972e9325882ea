"""Create RGIK inventory: candidate polygons become a GeoPackage with forms and styles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core import paths
from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.files import whole_file
from .base import RockGlacierAlgorithm, tr
from .layers import layer_styler, polygons_in
from .polygons import plain, read_features, read_polygon

#: How many features a message names at most.
_NAMED = 10


class CreateInventory(RockGlacierAlgorithm):
    """Makes the inventory GeoPackage of RGIK's layers from candidate polygons."""

    NAME = "createinventory"
    TITLE = "Create RGIK inventory"
    GROUP = "Inventory"
    GROUP_ID = "inventory"
    SUMMARY = (
        "Makes a rock glacier inventory after the guidelines of the IPA action group RGIK from "
        "candidate polygons: one GeoPackage with forms and styles stored inside."
    )
    HELP = (
        "<p>Layers: AOI (area of interest), PM (primary markers), MA (moving areas, empty), GO "
        "(geomorphological outlines), RGS (rock glacier systems) and REVIEW_LOG. Each candidate "
        "becomes one rock glacier unit with a marker inside it, an extended outline and an "
        "identifier made of the marker's WGS 84 coordinates. Its landform is 'uncertain' until a "
        "person decides.</p>"
        "<p>Value lists marked as recalled in resources/rgik_schema.json are to be checked "
        "against the RGIK guidelines.</p>"
    )
    TAGS = ("RGIK", "inventory", "GeoPackage", "primary marker", "RoGI")
    _made: str | None = None  # the file that this run wrote

    def initAlgorithm(self, configuration=None):  # noqa: D102
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        self.add(
            QgsProcessingParameterFeatureSource("CANDIDATES", tr("Candidates"), polygons),
            "Polygons of (possible) rock glaciers, for example from Extract rock glaciers from "
            "heatmap. Their CRS, projected or geographic, becomes that of the inventory. "
            "Attributes prob_mean, prob_max, prob_p10, uncertainty, score, reason, length_m, "
            "width_m, elongation, compactness, glacier_overlap and rg_id are kept where present; "
            "system_id says which units belong to one system.",
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "AOI", tr("Area of interest"), polygons, optional=True
            ),
            "Polygons of the exhaustively searched area, any CRS. When empty: the envelope of "
            "the candidates.",
        )
        for name, title, text in (
            ("SOUR_DATA", "Source data", "Images that were mapped from, with dates."),
            ("MAP_DATE", "Mapping date", "For example 2025-07-31. When empty: today."),
            ("MAPPER", "Mapper", "Who maps. RGIK asks for source data, date and mapper."),
            ("REVIEWER", "Reviewer", "Who reviews."),
            ("ADDI_INF", "Additional information", "Free text, the same for all landforms."),
        ):
            self.add(QgsProcessingParameterString(name, tr(title), "", optional=True), text)
        self.add(
            QgsProcessingParameterNumber(
                "SYSTEM_DISTANCE",
                tr("Largest gap within a system (m)"),
                QgsProcessingParameterNumber.Type.Double,
                10.0,
                minValue=0.0,
            ),
            "Units with a gap of at most so many metres belong to one rock glacier system; about "
            "one pixel of the image. Not used for candidates with a system_id.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "OUTPUT", tr("Inventory"), tr("GeoPackage (*.gpkg)")
            ),
            "GeoPackage to make. It appears when it is complete. An inventory with review "
            "decisions is never replaced.",
        )
        self.addOutput(QgsProcessingOutputVectorLayer("GO", tr("Geomorphological outlines")))
        self.addOutput(QgsProcessingOutputNumber("UNITS", tr("Rock glacier units")))
        self.addOutput(QgsProcessingOutputNumber("SYSTEMS", tr("Rock glacier systems")))

    def compute(self, parameters, context, feedback: Feedback):  # noqa: D102
        from rasterio.crs import CRS

        from ..core.inventory.build import build_inventory
        from ..core.inventory.geopackage import write_inventory
        from ..core.inventory.schema import load_schema
        from .inventorystyle import save_styles

        output = self.output_path(parameters, "OUTPUT", context)
        _check_output(output)
        source = self.parameterAsSource(parameters, "CANDIDATES", context)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, "CANDIDATES"))
        if not source.sourceCrs().isValid():
            raise InputError(
                tr(
                    "The candidates have no coordinate reference system. Assign the right one "
                    "first (layer properties, Source)."
                )
            )
        wkt = source.sourceCrs().toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT2_2018)
        schema = load_schema()
        candidates = _read_candidates(source, feedback.part(0, 0.3))
        metadata = self._metadata(parameters, context, feedback)
        distance = self.parameterAsDouble(parameters, "SYSTEM_DISTANCE", context)
        crs = CRS.from_wkt(wkt)
        area = polygons_in(self, parameters, "AOI", context, crs, feedback)
        if area == []:
            feedback.warning(
                tr("The area of interest has no polygons; the envelope of the candidates is used.")
            )
        inventory = build_inventory(
            candidates,
            crs,
            schema,
            area or None,
            metadata,
            distance,
            feedback.part(0.3, 0.7),
        )
        tags = {
            "MADE_BY": f"Rock Glacier Mapper {paths.plugin_version()}, {self.NAME}",
            "MADE_ON": date.today().isoformat(),
            "CANDIDATES": source.sourceName(),
            "SYSTEM_DISTANCE": f"{distance:g} m",
            "SCHEMA_VERSION": schema.version,
        }
        with whole_file(output) as temporary:
            write_inventory(temporary, schema, inventory.layers, wkt, tags, feedback.part(0.7, 0.9))
            feedback.check()
            save_styles(temporary, schema)
            feedback.check()
        feedback.progress(1.0)
        feedback.info(
            tr("{units} rock glacier units in {systems} systems were written to {path}.").format(
                units=inventory.units, systems=inventory.systems, path=output
            )
        )
        self._made = output
        return {
            "OUTPUT": output,
            "GO": f"{output}|layername=GO",
            "UNITS": inventory.units,
            "SYSTEMS": inventory.systems,
        }

    def postProcessAlgorithm(self, context, feedback):
        """In the desktop, add outlines and markers to the project, with the stored style."""

        project = context.project()
        if project is not None and self._made:
            for code in ("GO", "PM"):
                title = f"{Path(self._made).stem} {code}"
                details = QgsProcessingContext.LayerDetails(title, project, code)
                details.setPostProcessor(layer_styler())
                context.addLayerToLoadOnCompletion(f"{self._made}|layername={code}", details)
        return {}

    def _metadata(self, parameters, context, feedback: Feedback) -> dict[str, str | None]:
        names = ("SOUR_DATA", "MAP_DATE", "MAPPER", "REVIEWER", "ADDI_INF")
        metadata = {name: self.text(parameters, name, context) for name in names}
        metadata["MAP_DATE"] = metadata["MAP_DATE"] or date.today().isoformat()
        missing = [name for name in ("SOUR_DATA", "MAPPER") if metadata[name] is None]
        if missing:
            feedback.warning(
                tr(
                    "RGIK asks for metadata of every landform. Not given: {names}. Fill them in "
                    "the inventory before it is published."
                ).format(names=", ".join(missing))
            )
        return metadata


def _check_output(output: str | None) -> None:
    """Refuse a file that is no GeoPackage, or holds somebody's review."""
    from ..core.inventory.geopackage import count_features

    if not output or Path(output).suffix.lower() != ".gpkg":
        raise InputError(
            tr(
                "The inventory must be a GeoPackage: name a file that ends in .gpkg, not {name}."
            ).format(name=Path(output or "").name or "''")
        )
    decisions = count_features(output, "REVIEW_LOG")
    if decisions:
        raise InputError(
            tr(
                "{path} is an inventory with {count} review decisions and is not replaced. Choose "
                "another name, or delete the file if you really want to start over."
            ).format(path=output, count=decisions)
        )


def _read_candidates(source, feedback: Feedback) -> list:
    """Valid polygons with attributes; what had to be repaired or left out is reported."""
    from ..core.inventory.build import Candidate

    candidates, repaired, left_out = [], [], []
    total = max(1, source.featureCount())
    for number, feature in enumerate(read_features(source)):
        feedback.check()
        feedback.progress(number / total)
        geometry = feature.geometry() if feature.hasGeometry() else None
        shape, was_valid = read_polygon(geometry) if geometry is not None else (None, True)
        if shape is None:
            left_out.append(str(feature.id()))
            continue
        if not was_valid:
            repaired.append(str(feature.id()))
        candidates.append(Candidate(shape, _attributes(feature), str(feature.id())))
    if repaired:
        feedback.warning(
            tr("{count} invalid outlines were repaired, features {names}.").format(
                count=len(repaired), names=_names(repaired)
            )
        )
    if left_out:
        feedback.warning(
            tr("{count} candidates have no polygon and were left out, features {names}.").format(
                count=len(left_out), names=_names(left_out)
            )
        )
    if not candidates:
        feedback.warning(tr("There are no candidates; the inventory is made empty."))
    return candidates


def _attributes(feature: QgsFeature) -> dict:
    """Attributes by name with None for NULL."""
    names = feature.fields().names()
    return {name: plain(value) for name, value in zip(names, feature.attributes())}


def _names(names: list[str]) -> str:
    more = "" if len(names) <= _NAMED else f", … ({len(names)})"
    return ", ".join(names[:_NAMED]) + more
