"""Create RGIK inventory: candidate polygons become a GeoPackage with forms and styles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
)

from ..core import paths
from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.files import whole_file
from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm, vector_file
from .candidates import (
    CANDIDATES,
    SYSTEM_DISTANCE,
    add_candidate_parameter,
    add_metadata_parameters,
    add_system_distance,
    candidate_source,
    metadata,
    read_candidates,
)
from .inputs import refuse_overwriting
from .inventoryproject import inventory_styler
from .layers import polygons_in

#: Layers that are loaded into the project.
_LOADED = ("RGS", "GO", "PM")


class CreateInventory(RockGlacierAlgorithm):
    """Makes the inventory GeoPackage of RGIK's layers from candidate polygons."""

    NAME = "createinventory"
    TITLE = mark("Create RGIK inventory")
    GROUP = mark("Inventory")
    GROUP_ID = "inventory"
    SUMMARY = mark(
        "Makes a rock glacier inventory after the guidelines of the IPA action group RGIK "
        "from candidate polygons: one GeoPackage with forms and styles stored inside."
    )
    HELP = mark(
        "<p>Layers: AOI (area of interest), PM (primary markers), MA (moving areas, "
        "empty), GO (geomorphological outlines), RGS (rock glacier systems) and "
        "REVIEW_LOG. Each candidate becomes one rock glacier unit with a marker inside it, "
        "an extended outline and an identifier made of the marker's WGS 84 coordinates. "
        "Its landform is 'uncertain' until a person decides.</p><p>The GeoPackage also "
        "holds two views, which follow every edit: UNITS (outlines with the attributes of "
        "their markers) and TPRoGI (names and units of that inventory). Layers have "
        "several stored styles, for example the upslope categories of Hu et al. (2023): "
        "layer properties, Style, Load Style, From Database.</p><p>In QGIS the layers RGS, "
        "GO and PM are added to the project together with the relations between them, so "
        "that a form shows what belongs to it. Relations live in the project: save it to "
        "keep them.</p><p>Value lists marked as recalled in resources/rgik_schema.json are "
        "to be checked against the RGIK guidelines.</p>"
    )
    TAGS = ("RGIK", "inventory", "GeoPackage", "primary marker", "RoGI")
    _made: str | None = None  # the file that this run wrote

    def initAlgorithm(self, configuration=None):  # noqa: D102
        add_candidate_parameter(
            self,
            tr(
                "Their CRS, projected or geographic, becomes that of the inventory. A layer "
                "without features makes an empty template."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "AOI",
                tr("Area of interest"),
                [QgsProcessing.SourceType.TypeVectorPolygon],
                optional=True,
            ),
            tr(
                "Polygons of the exhaustively searched area, any CRS. When empty: the envelope "
                "of the candidates."
            ),
        )
        add_metadata_parameters(self)
        add_system_distance(self)
        self.add(
            QgsProcessingParameterFileDestination(
                "OUTPUT", tr("Inventory"), tr("GeoPackage (*.gpkg)")
            ),
            tr(
                "GeoPackage to make. It appears when it is complete. An inventory with review "
                "decisions is never replaced."
            ),
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
        read = {}
        for name in (CANDIDATES, "AOI"):
            layer = self.parameterAsVectorLayer(parameters, name, context)
            read[name] = vector_file(layer) if layer is not None else None
        refuse_overwriting(self, parameters, context, ("OUTPUT",), read)
        source = candidate_source(self, parameters, context)
        wkt = source.sourceCrs().toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT2_2018)
        schema = load_schema()
        candidates = read_candidates(source, feedback.part(0, 0.3))
        if not candidates:
            feedback.warning(tr("There are no candidates; the inventory is made empty."))
        values = metadata(self, parameters, context, feedback)
        distance = self.parameterAsDouble(parameters, SYSTEM_DISTANCE, context)
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
            values,
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
        """In the desktop, add the linked layers to the project, with style and relations."""
        project = context.project()
        if project is not None and self._made:
            for code in _LOADED:
                title = f"{Path(self._made).stem} {code}"
                details = QgsProcessingContext.LayerDetails(title, project, code)
                details.setPostProcessor(inventory_styler())
                context.addLayerToLoadOnCompletion(f"{self._made}|layername={code}", details)
        return {}


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
