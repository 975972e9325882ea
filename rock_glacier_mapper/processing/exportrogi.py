"""Export in the RoGI layout: an inventory as the published RoGI files have it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core import paths
from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.translation import mark, shown, tr
from .checkinventory import INVENTORY, InventoryReader, log_findings
from .inputs import refuse_overwriting

OUTPUT = "OUTPUT"


class ExportRogi(InventoryReader):
    """Writes AOI, PM, MA and GO in EPSG:4326 with published names, if the checks pass."""

    NAME = "exportrogi"
    TITLE = mark("Export in the RoGI layout")
    GROUP = mark("Inventory")
    GROUP_ID = "inventory"
    SUMMARY = mark(
        "Writes an inventory as one GeoPackage in EPSG:4326 whose layers and fields are "
        "named as in the published rock glacier inventories (RoGI version 2)."
    )
    HELP = mark(
        "<p>Layers AOI, PM, MA and GO are named like "
        "ESACCI-PERMAFROST_ROGI_ALL-AREAS_GO_2025-fv02.0, fields without dots as in RoGI. "
        "Fields of the plugin itself (origins, review, candidates, terrain and climate) "
        "are left out. KinAtt becomes text, such as 'cm/yr to dm/yr'.</p><p>Outlines that "
        "the review removed are never exported. Polygons that cross the antimeridian are "
        "cut there.</p><p>The inventory is checked first. Errors stop the export, unless "
        "it is forced.</p>"
    )
    TAGS = ("RGIK", "inventory", "GeoPackage", "RoGI", "publication")

    def initAlgorithm(self, configuration=None):  # noqa: D102
        self.add_inventory()
        self.add(
            QgsProcessingParameterString("AREA_NAME", tr("Name of the area"), "", optional=True),
            tr(
                "For the layer names: letters, digits and hyphens, such as ALL-AREAS. When "
                "empty: the name of the file."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                "YEAR",
                tr("Year"),
                QgsProcessingParameterNumber.Type.Integer,
                None,
                optional=True,
                minValue=1900,
                maxValue=2999,
            ),
            tr("Year of publication, for the layer names. When empty: this year."),
        )
        self.add(
            QgsProcessingParameterString("VERSION", tr("Version"), "01.0"),
            tr("Version of the inventory, for the layer names: 02.0 gives fv02.0."),
        )
        self.add(
            QgsProcessingParameterString("PROJECT", tr("Project"), "ESACCI-PERMAFROST"),
            tr(
                "First part of the layer names. Put your own project or institution here "
                "before you publish; the default is that of the published files, which some "
                "programs expect."
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                "LANDFORM",
                tr("Landforms"),
                [tr("Uncertain"), tr("Rock glacier"), tr("Not a rock glacier")],
                allowMultiple=True,
                defaultValue=[0, 1, 2],
            ),
            tr(
                "Units of which landform are exported. The published files have them all: "
                "those without certainty as markers."
            ),
        )
        self.add(
            QgsProcessingParameterBoolean("ONLY_REVIEWED", tr("Only what was reviewed"), False),
            tr(
                "Leave out automatic outlines that are not yet reviewed and their markers, and "
                "leave upslope connection, activity and its basis empty where a machine "
                "suggested them and nobody confirmed (origin 'auto')."
            ),
        )
        self.add(
            QgsProcessingParameterBoolean("FORCE", tr("Export in spite of errors"), False),
            tr(
                "Export although the check finds errors. Invalid geometries are repaired in "
                "the export, all else stays as it is."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFileDestination(
                OUTPUT, tr("Inventory in the RoGI layout"), tr("GeoPackage (*.gpkg)")
            ),
            tr("GeoPackage to make. It appears when it is complete."),
        )
        for name, text in (
            ("ERRORS", mark("Number of errors")),
            ("MARKERS", mark("Number of primary markers")),
            ("OUTLINES", mark("Number of outlines")),
            ("MOVING_AREAS", mark("Number of moving areas")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, tr(text)))

    def compute(self, parameters, context, feedback: Feedback):  # noqa: D102
        from ..core.inventory.checks import check_file
        from ..core.inventory.findings import ERROR
        from ..core.inventory.reading import read_inventory
        from ..core.inventory.rogi import export_rogi
        from ..core.inventory.schema import load_schema

        path = self.inventory_path()
        output = self.output_path(parameters, OUTPUT, context)
        if not output or Path(output).suffix.lower() != ".gpkg":
            raise InputError(
                tr("{name}: the export is a GeoPackage. Name a file that ends in .gpkg.").format(
                    name=OUTPUT
                )
            )
        refuse_overwriting(self, parameters, context, (OUTPUT,), {INVENTORY: path})
        name = self._name(parameters, context, path)
        schema = load_schema()
        file = read_inventory(path, schema, feedback.part(0, 0.2))
        result = check_file(
            file, schema=schema, unsaved=self.unsaved, feedback=feedback.part(0.2, 0.6)
        )
        errors = result.count(ERROR)
        log_findings(result, feedback, (ERROR,))
        for layer in self.unsaved:
            feedback.warning(
                tr("The layer {layer} has unsaved edits, which are not exported.").format(
                    layer=layer
                )
            )
        if errors and not self.parameterAsBool(parameters, "FORCE", context):
            raise InputError(
                tr(
                    "The inventory has {count} errors and was not exported; the log names them. "
                    "Correct them (Check inventory lists all), or export in spite of errors."
                ).format(count=errors)
            )
        made = export_rogi(
            file,
            output,
            name,
            self.parameterAsEnums(parameters, "LANDFORM", context),
            self.parameterAsBool(parameters, "ONLY_REVIEWED", context),
            schema,
            {
                "MADE_BY": f"Rock Glacier Mapper {paths.plugin_version()}, {self.NAME}",
                "INVENTORY": Path(path).name,
                "SCHEMA_VERSION": schema.version,
            },
            feedback.part(0.6, 1),
        )
        self._tell(made, output, feedback)
        return {
            OUTPUT: output,
            "ERRORS": errors,
            "MARKERS": made.counts["PM"],
            "OUTLINES": made.counts["GO"],
            "MOVING_AREAS": made.counts["MA"],
        }

    def _name(self, parameters, context, path: str):
        from ..core.inventory.rogi import RogiName

        return RogiName(
            self.text(parameters, "AREA_NAME", context) or Path(path).stem,
            self.whole_number(parameters, "YEAR", context) or date.today().year,
            self.text(parameters, "VERSION", context) or "01.0",
            self.text(parameters, "PROJECT", context) or "ESACCI-PERMAFROST",
        )

    def _tell(self, made, output: str, feedback: Feedback) -> None:
        for reason, count in made.left_out.items():
            text = tr("Left out: {count} {what}.")
            feedback.warning(text.format(count=count, what=shown(reason)))
        if made.emptied:
            feedback.warning(
                tr("{count} suggested values that nobody confirmed were left empty.").format(
                    count=made.emptied
                )
            )
        if made.repaired:
            feedback.warning(
                tr("{count} invalid geometries were repaired in the export.").format(
                    count=made.repaired
                )
            )
        feedback.info(
            tr("{markers} markers, {outlines} outlines and {areas} moving areas: {path}").format(
                markers=made.counts["PM"],
                outlines=made.counts["GO"],
                areas=made.counts["MA"],
                path=output,
            )
        )
